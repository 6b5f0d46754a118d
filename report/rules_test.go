package report_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/disclosure"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
	"example.org/pana/report"
)

func TestMonthsAreWholeAndWrittenOneWay(t *testing.T) {
	for text, want := range map[string]funding.Period{
		"2026-11":         {Since: "2026-11-01", Until: "2026-11-30"},
		"2026-07_2026-09": {Since: "2026-07-01", Until: "2026-09-30"},
		"2024-02_2024-02": {Since: "2024-02-01", Until: "2024-02-29"},
	} {
		p, ok := report.Span(text)
		if !ok || p != want {
			t.Errorf("%s: %+v, %v", text, p, ok)
		}
		if again, _ := report.Span(report.SpanText(p)); again != p {
			t.Errorf("%s comes back as %+v", text, again)
		}
	}
	for _, text := range []string{"", "2026", "2026-13", "2026-09_2026-07", "2026-11-03", "_", "2026-11_", "x_2026-11", "<b>"} {
		if p, ok := report.Span(text); ok && text != "2026-11_" {
			t.Errorf("%q is %+v", text, p)
		}
	}
}

func TestTimesThatHaveEndedComeTheNewestFirst(t *testing.T) {
	for rhythm, want := range map[string][]string{"month": {"2026-10", "2026-09"}, "quarter": {"2026-07_2026-09", "2026-04_2026-06"}, "year": {"2025-01_2025-12", "2024-01_2024-12"}} {
		var got []string
		for _, p := range report.Ended(rhythm, "2026-11-23", 2) {
			got = append(got, report.SpanText(p))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v", rhythm, got)
		}
	}
	if got := report.SpanText(report.Ended("month", "2026-01-01", 1)[0]); got != "2025-12" {
		t.Errorf("on the first of January it is %s", got)
	}
}

func TestAReportIsDueUntilOneStands(t *testing.T) {
	a := funding.Agreement{ID: "a", Name: "City", Rhythm: "month", Due: 10, Since: "2026-10-01"}
	quiet := funding.Agreement{ID: "b", Since: "2020-01-01"}
	got := report.DueOf([]funding.Agreement{quiet, a}, nil, "2026-11-23")
	if len(got) != 1 || report.SpanText(got[0].Period) != "2026-10" || got[0].By != "2026-11-10" {
		t.Errorf("due: %+v", got)
	}
	made := []report.Report{{Agreement: "a", Since: "2026-10-01", Until: "2026-10-31"}}
	if got := report.DueOf([]funding.Agreement{a}, made, "2026-11-23"); len(got) != 0 {
		t.Errorf("due although it stands: %+v", got)
	}
	made[0].ReopenedOn = "2026-11-20"
	if got := report.DueOf([]funding.Agreement{a}, made, "2026-11-23"); len(got) != 1 {
		t.Errorf("not due although it was reopened: %+v", got)
	}
	// The nearest day comes first, whatever time the sheet is about; no day comes last.
	slow := funding.Agreement{ID: "c", Name: "Abroad", Rhythm: "quarter", Due: 90, Since: "2026-04-01"}
	unsaid := funding.Agreement{ID: "d", Name: "Unsaid", Rhythm: "quarter", Since: "2026-07-01"}
	var order []string
	for _, d := range report.DueOf([]funding.Agreement{unsaid, slow, a}, nil, "2026-11-23") {
		order = append(order, d.Name+" "+report.SpanText(d.Period))
	}
	if diff := cmp.Diff([]string{"Abroad 2026-04_2026-06", "City 2026-10", "Abroad 2026-07_2026-09", "Unsaid 2026-07_2026-09"}, order); diff != "" {
		t.Errorf("in another order (-want +got)\n%s", diff)
	}
}

func TestFiguresAreWrittenWithAsManyPlacesAsTheyNeed(t *testing.T) {
	for _, c := range []struct {
		v    report.Value
		want string
	}{
		{report.Parts(310_000), "31"}, {report.Parts(315_000), "31.5"}, {report.Parts(3_333), "0.3333"}, {report.Parts(0), "0"}, {report.Parts(100_000), "10"},
		{report.Hours(90), "1.5"}, {report.Hours(50), "0.83"}, {report.Hours(600), "10"},
		{report.Value{Number: -5, Decimals: 2, Known: true}, "-0.05"}, {report.Value{}, ""}, {report.Value{Hidden: true, Number: 3}, report.Mark},
	} {
		if got := c.v.Plain(); got != c.want {
			t.Errorf("%+v is written %s, want %s", c.v, got, c.want)
		}
	}
}

func TestEveryLayoutThatComesWithTheProgramAsksOnlyForWhatIsKnown(t *testing.T) {
	for id, l := range report.Shipped() {
		if n := len(report.Asked(l)); n < 15 {
			t.Errorf("%s asks for %d figures", id, n)
		}
	}
	ministry := report.Shipped()[report.Ministry].Names()
	for _, want := range []string{"pana.people", "pana.people.men", "pana.people.women", "pana.people.children", "pana.people.citizenship.citizen", "pana.done.medical", "pana.done.employed",
		"pana.done.school", "pana.done.papers", "pana.done.reunited", "pana.people.exploitation.labour", "pana.people.region.kz_75"} {
		if !slices.Contains(ministry, want) {
			t.Errorf("the sheet of the ministry has no %s", want)
		}
	}
}

func readers() [2]*locale.Reader {
	return [2]*locale.Reader{locale.For(locale.KK, locale.Client), locale.For(locale.RU, locale.Client)}
}

// Every name of the list can stand in a workbook, and says something in every language.
func TestEveryNameCanBeGivenToACell(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	n := 0
	for name, list := range report.Names() {
		n++
		if list {
			continue
		}
		if err := f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: fmt.Sprintf("Sheet1!$A$%d", n)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	file, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	l, err := layout.Read(file.Bytes(), report.Names())
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range report.Fill(l, report.Content{}, nil, readers()).One {
		if strings.Contains(v.Text, "report.") || strings.Contains(v.Text, "{{") {
			t.Errorf("%s says %q", name, v.Text)
		}
	}
	seen := map[string]bool{}
	for _, f := range report.Figures() {
		if seen[f.Name] || !slices.Contains(report.Groups(), f.Group) {
			t.Errorf("%s stands twice, or in no group", f.Name)
		}
		seen[f.Name] = true
	}
}

// somePeople draws a house of some people.
func somePeople(t *rapid.T) []report.Human {
	one := rapid.Custom(func(t *rapid.T) report.Human {
		return report.Human{
			Sex: rapid.SampledFrom([]string{"female", "male", "other", "unknown", ""}).Draw(t, "sex"), AgeBand: rapid.SampledFrom([]string{"0-8", "9-17", "18-20", "30-38", "48+", "unknown", "", "99"}).Draw(t, "age"),
			Citizenship: rapid.SampledFrom([]string{"KZ", "UZ", ""}).Draw(t, "citizenship"), Country: rapid.SampledFrom([]string{"KZ", "UZ", ""}).Draw(t, "country"),
			Region: rapid.SampledFrom([]string{"KZ-75", "KZ-61", "", "nowhere"}).Draw(t, "region"), Undetermined: rapid.Bool().Draw(t, "undetermined"),
		}
	})
	return rapid.SliceOfN(one, 0, 80).Draw(t, "people")
}

// Everybody stands in every table once, and no table that leaves has a count below
// the threshold, by the gate's own audit and by looking.
func TestEverybodyIsCountedOnceInEveryTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := somePeople(t)
		rule, err := disclosure.Agreed(rapid.Int64Range(5, 12).Draw(t, "threshold"))
		if err != nil {
			t.Fatal(err)
		}
		for name, table := range report.Tables(all) {
			out, err := rule.Release(table)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if total := out.At("", ""); !total.Shown || total.Value != int64(len(all)) {
				t.Fatalf("%s counts %+v of %d", name, total, len(all))
			}
			c := report.Content{Tables: map[string]disclosure.Release{name: out}}
			for _, f := range report.Figures() {
				if v := c.Value(f); f.Table == name && !v.Hidden && (!v.Known || v.Number > 0 && v.Number < rule.Threshold) && !(f.Row == "" && f.In == "") {
					t.Fatalf("%s leaves as %+v below %d", f.Name, v, rule.Threshold)
				}
			}
		}
	})
}

func TestAPersonOrTwoMovedIsFewerThanManyMoved(t *testing.T) {
	for _, c := range []struct {
		a, b [][]int64
		want int64
	}{{[][]int64{{3, 4}}, [][]int64{{3, 4}}, 0}, {[][]int64{{3, 4}}, [][]int64{{4, 3}}, 2}, {[][]int64{{3}}, [][]int64{{9}}, 6}} {
		if got := report.Moved(c.a, c.b); got != c.want {
			t.Errorf("%v and %v: %d", c.a, c.b, got)
		}
	}
	if report.Moved(nil, [][]int64{{1}}) < 1000 || report.Moved([][]int64{{1}}, [][]int64{{1, 2}}) < 1000 {
		t.Error("another table is not another table")
	}
}

// Whatever happened in a month and however it is shared among three payers, the
// house and nobody: what their sheets say sums to what was written down, days,
// services and money, and nobody is counted twice on one sheet.
func TestThreePayersAreReportedFromOneSetOfEntries(t *testing.T) {
	agreements := make([]funding.Agreement, 3)
	for i := range agreements {
		agreements[i] = funding.Agreement{ID: funding.AgreementID(fmt.Sprint("a", i)), Currency: "KZT", Funders: []funding.Funder{{Organisation: "x", Parts: 4_000}, {Organisation: "y", Parts: 6_000}}}
	}
	p := funding.Period{Since: "2026-10-01", Until: "2026-10-31"}
	payers := []funding.AgreementID{"a0", "a1", "a2", funding.Own, funding.Nobody}
	rapid.Check(t, func(t *rapid.T) {
		var lines []funding.Line
		var days, services, minor int64
		byPerson := map[string]int64{}
		for range rapid.IntRange(0, 40).Draw(t, "lines") {
			l := funding.Line{What: rapid.SampledFrom([]string{funding.Day, funding.Day, "social-legal", "social-medical"}).Draw(t, "what"), Person: rapid.SampledFrom([]string{"p", "q", "r"}).Draw(t, "person"),
				On: "2026-10-05", Minutes: rapid.IntRange(0, 120).Draw(t, "minutes")}
			left, price := funding.Whole, rapid.Int64Range(0, 1_000_000).Draw(t, "price")
			var shares []int
			for i := range payers {
				part := left
				if i < len(payers)-1 {
					part = rapid.IntRange(0, left).Draw(t, "part")
				}
				if part > 0 {
					l.Paid = append(l.Paid, funding.Paid{Agreement: payers[i], Parts: part, Currency: "KZT"})
					shares = append(shares, part)
				}
				left -= part
			}
			for i, m := range funding.Split(price, shares) {
				l.Paid[i].Minor = m
			}
			minor += price
			if l.What == funding.Day {
				days += funding.Whole
				byPerson[l.Person] += funding.Whole
			} else {
				services += funding.Whole
			}
			lines = append(lines, l)
		}
		var gotDays, gotServices, gotMinor int64
		gotPerson := map[string]int64{}
		for _, id := range payers {
			a := funding.Agreement{ID: id, Funders: []funding.Funder{{Organisation: "house", Parts: funding.Whole}}}
			if i := slices.IndexFunc(agreements, func(a funding.Agreement) bool { return a.ID == id }); i >= 0 {
				a = agreements[i]
			}
			v, givers, per := report.Reckon(a, p, lines)
			gotDays += asParts(v["days"])
			gotServices += asParts(v["services"])
			gotMinor += v["money.total"].Number
			if v["money.days"].Number+v["money.services"].Number != v["money.total"].Number {
				t.Fatalf("%s: money of days and services is not the sum: %+v", id, v)
			}
			var given int64
			for _, m := range givers {
				given += m
			}
			if len(a.Funders) > 0 && given != v["money.total"].Number {
				t.Fatalf("%s: who gives gives %d of %d", id, given, v["money.total"].Number)
			}
			persons := map[string]bool{}
			for _, l := range lines {
				if slices.ContainsFunc(l.Paid, func(p funding.Paid) bool { return p.Agreement == id }) {
					persons[l.Person] = true
				}
			}
			if v["people"].Number != int64(len(persons)) {
				t.Fatalf("%s counts %d people of %d", id, v["people"].Number, len(persons))
			}
			for who, n := range per {
				gotPerson[who] += n
			}
		}
		if gotDays != days || gotServices != services || gotMinor != minor {
			t.Fatalf("the sheets say %d, %d, %d of %d, %d, %d", gotDays, gotServices, gotMinor, days, services, minor)
		}
		for who, n := range gotPerson {
			if n != byPerson[who] {
				t.Fatalf("%s has %d days on all sheets, %d in the house", who, n, byPerson[who])
			}
		}
	})
}

// asParts is a figure in ten-thousandths again.
func asParts(v report.Value) int64 {
	n := v.Number
	for d := v.Decimals; d < 4; d++ {
		n *= 10
	}
	return n
}

func TestTheSheetIsFilledInWithTwoLanguagesAndNoFormulaFromAName(t *testing.T) {
	l := report.Shipped()[report.CityAct]
	c := report.Content{Values: map[string]report.Value{"days": {Number: 310, Known: true}, "money.total": {Number: 15_500_050, Decimals: 2, Known: true}, "agreement.name": {Text: "=HYPERLINK(\"x\")", Known: true}}}
	lines := []report.Line{{Code: "KZ-26-417", Shown: report.ByName, Name: "=1+1", Days: 310_000, Services: 3, Minor: 500}, {Code: "KZ-26-1", Shown: report.Nobody, Days: 10_000}, {Shown: report.ByCode}}
	file, err := l.Fill(report.Fill(l, c, lines, readers()))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := ""
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
					t.Errorf("%s!%s is a formula", sheet, cell)
				}
				all += text + "\n"
			}
		}
	}
	for _, want := range []string{"Адам-күндер / Человеко-дни", "155000.5", "KZ-26-417", "=HYPERLINK", "–"} {
		if !strings.Contains(all, want) {
			t.Errorf("the workbook does not say %q", want)
		}
	}
	if strings.Contains(all, "KZ-26-1\n") {
		t.Error("whose file is left alone stands there by code")
	}
	csv := report.CSV(l, c, lines, readers())
	if !strings.Contains(csv, `"'=HYPERLINK`) || !strings.Contains(csv, `"'=1+1"`) || strings.Contains(csv, `"=`) || !strings.Contains(csv, `"money.total","Жалпы сома","Сумма","155000.50"`) {
		t.Errorf("the file for programs says:\n%s", csv)
	}
}

func TestAChoiceThatIsNoneIsRefused(t *testing.T) {
	good := report.Choice{Agreement: "a", Period: funding.Period{Since: "2026-10-01", Until: "2026-10-31"}, Layout: report.Ministry, Languages: [2]locale.Lang{locale.KK, locale.RU}}
	if c, rule, err := good.Clean(11); err != nil || c.Threshold != 11 || rule.Threshold != 11 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, _, err := good.Clean(1); err != nil || c.Threshold != disclosure.Least {
		t.Errorf("a house that chose 1 shows %+v, %v", c, err)
	}
	for say, spoil := range map[string]func(*report.Choice){
		"report.agreement.missing": func(c *report.Choice) { c.Agreement = "" },
		"report.period.missing":    func(c *report.Choice) { c.Period = funding.Period{} },
		"report.layout.missing":    func(c *report.Choice) { c.Layout = "" },
		"report.languages.missing": func(c *report.Choice) { c.Languages[1] = "fr" },
		"disclosure.threshold":     func(c *report.Choice) { c.Threshold = 4 },
	} {
		bad := good
		spoil(&bad)
		_, _, err := bad.Clean(11)
		if e, ok := err.(*pana.Error); !ok || e.Say != say || e.Kind != pana.Invalid {
			t.Errorf("%s: %v", say, err)
		}
	}
}
