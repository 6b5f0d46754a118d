package transfer

import (
	"strings"

	"example.org/pana/internal/locale"
)

// A Report says what an import found. That of a trial equals that of the import.
type Report struct {
	Layout    Layout
	Site      string // where the clients belong, by name
	Rows      int    // with anything in them
	Agreed    int    // who consented to a file
	Declined  int    // who said no: brought in as code and time alone
	Open      int    // cases that go on
	Unsaid    int    // rows that do not say whether the case goes on; they are kept as open
	Denied    int    // answers of "no" in yes-or-no columns, which are kept as not said
	Left      []Left
	Problems  []Problem // the first ones
	Refused   int       // how many there are
	Repeating []string  // columns that only repeat others
}

// Left is a column that the house has no place for.
type Left struct {
	Column string
	Cells  int // that say something
}

// A Problem is one cell that cannot be kept. Its words are for the terminal of
// whoever imports and never for a log.
type Problem struct {
	Row    int
	Column string
	Value  string // empty where it could be who somebody is
	Say    string // message key: what was expected
	With   map[string]any
}

// Lines writes the report as sentences.
func (rep Report) Lines(r *locale.Reader) []string {
	var lines []string
	add := func(n int, key string) {
		if n > 0 {
			lines = append(lines, r.T(key, "N", n))
		}
	}
	lines = append(lines, r.T("transfer.report.rows", "N", rep.Rows))
	lines = append(lines, r.T("transfer.report.site", "Site", rep.Site))
	add(rep.Agreed, "transfer.report.agreed")
	add(rep.Declined, "transfer.report.declined")
	add(rep.Open, "transfer.report.open")
	add(rep.Unsaid, "transfer.report.unsaid")
	add(rep.Denied, "transfer.report.denied")
	if len(rep.Repeating) > 0 {
		lines = append(lines, r.T("transfer.report.repeating", "Columns", strings.Join(rep.Repeating, ", ")))
	}
	for _, l := range rep.Left {
		lines = append(lines, r.T("transfer.report.left", "Column", l.Column, "N", l.Cells))
	}
	for _, p := range rep.Problems {
		lines = append(lines, p.line(r))
	}
	if more := rep.Refused - len(rep.Problems); more > 0 {
		lines = append(lines, r.T("transfer.report.more", "N", more))
	}
	return lines
}

func (p Problem) line(r *locale.Reader) string {
	var args []any
	for k, v := range p.With {
		args = append(args, k, v)
	}
	what := r.T(p.Say, args...)
	if p.Value == "" {
		return r.T("transfer.problem", "Row", r.Number(p.Row), "Column", p.Column, "What", what)
	}
	return r.T("transfer.problem.value", "Row", r.Number(p.Row), "Column", p.Column, "Value", p.Value, "What", what)
}
