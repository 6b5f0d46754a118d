package report

import (
	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/disclosure"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
)

// What the tests of rules look at without a house.

type Human = human

func Shipped() map[LayoutID]*layout.Layout { return shipped() }

func Fill(l *layout.Layout, c Content, lines []Line, rs [2]*locale.Reader) layout.Values {
	return fill(l, c, lines, rs)
}

func Shown(v layout.Values, r *locale.Reader, currency string) layout.Values {
	return shown(v, r, currency)
}

func CSV(l *layout.Layout, c Content, lines []Line, rs [2]*locale.Reader) string {
	return string(csv(l, c, lines, rs))
}

func Tables(people []Human) map[string]disclosure.Table { return tables(people) }

func Ended(rhythm string, today pana.Date, n int) []funding.Period { return ended(rhythm, today, n) }

func DueOf(agreements []funding.Agreement, made []Report, today pana.Date) []Due {
	return due(agreements, made, today)
}

func Parts(n int64) Value { return parts(n) }

func Hours(n int64) Value { return hours(n) }

func Moved(a, b [][]int64) int64 { return moved(a, b) }

// Reckon counts lines for one agreement and returns its exact figures and who gets
// which part of the money.
func Reckon(a funding.Agreement, p funding.Period, lines []funding.Line) (map[string]Value, []int64, map[string]int64) {
	k := newReckoning(a, p)
	k.begin("2026-10", "")
	for i := range lines {
		k.add(&lines[i])
	}
	k.seal()
	days := map[string]int64{}
	for key, s := range k.people {
		days[key] = s.days
	}
	return k.values(), k.funders(), days
}

func (c Choice) Clean(floor int64) (Choice, disclosure.Rule, error) { return c.clean("test", floor) }
