package report

import (
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/funding"
)

// Span returns the days of whole months written 2026-11 or 2026-07_2026-09, and
// false for what is none: a sheet is about whole months, never about some days of
// one, because what two sheets differ by could be one person.
func Span(text string) (funding.Period, bool) {
	first, last, _ := strings.Cut(text, "_")
	if last == "" {
		last = first
	}
	a, ok := funding.PeriodOf(first)
	b, ok2 := funding.PeriodOf(last)
	if !ok || !ok2 || a.Since > b.Since {
		return funding.Period{}, false
	}
	return funding.Period{Since: a.Since, Until: b.Until}, true
}

// SpanText is how Span reads p.
func SpanText(p funding.Period) string {
	if len(p.Since) < 7 || len(p.Until) < 7 {
		return ""
	}
	if p.Since[:7] == p.Until[:7] {
		return string(p.Since[:7])
	}
	return string(p.Since[:7]) + "_" + string(p.Until[:7])
}

// Lengths of a period in months.
var lengths = map[string]int{"month": 1, "quarter": 3, "year": 12}

// ended returns the last spans of a rhythm that have ended before today, the newest
// first: months, quarters that begin in January, April, July and October, years.
func ended(rhythm string, today pana.Date, n int) []funding.Period {
	months, ok := lengths[rhythm]
	if !ok {
		months = 1
	}
	t := today.Time()
	next := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) // the first day not ended yet
	next = next.AddDate(0, -((int(next.Month()) - 1) % months), 0)
	var all []funding.Period
	for range n {
		last := next.AddDate(0, 0, -1)
		next = next.AddDate(0, -months, 0)
		if next.Year() < pana.FirstYear {
			break
		}
		all = append(all, funding.Period{Since: pana.Date(next.Format(time.DateOnly)), Until: pana.Date(last.Format(time.DateOnly))})
	}
	return all
}

// overlap reports whether two spans share a month without being the same.
func overlap(a, b funding.Period) bool {
	return a != b && a.Since <= b.Until && b.Since <= a.Until
}

// Offered are the times to choose from: of each rhythm that an agreement has, and
// of months always, those that ended last.
func Offered(agreements []funding.Agreement, today pana.Date) []funding.Period {
	all := ended("month", today, 14)
	for _, rhythm := range []string{"quarter", "year"} {
		if slices.ContainsFunc(agreements, func(a funding.Agreement) bool { return a.Rhythm == rhythm }) {
			all = append(all, ended(rhythm, today, 6)...)
		}
	}
	return all
}
