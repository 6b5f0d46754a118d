package transfer

import (
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

// htcds is a table with the headings of the case data standard.
type htcds struct {
	sheet   sheet
	columns []column
	last    int // number of the last heading row
	today   pana.Date
}

func readHTCDS(s sheet, today pana.Date) (*htcds, error) {
	columns, last, err := headings(s)
	if err != nil {
		return nil, err
	}
	return &htcds{s, columns, last, today}, nil
}

// each gives every row that says something. What stands in a column without a
// heading is a row number, as in the published workbooks, and says nothing.
func (h *htcds) each(f func(arrival) error) error {
	for i := range h.columns {
		h.columns[i].cells = 0
	}
	return h.sheet.each(func(n int, cells []string) error {
		if n <= h.last {
			return nil
		}
		r := row{h: h, cells: map[string][]answer{}}
		said := false
		for i := range cells {
			text := strings.TrimSpace(cells[i])
			if text == "" {
				continue
			}
			if i >= len(h.columns) {
				r.problem(strconv.Itoa(i+1), "", "transfer.wide", nil)
				said = true
				continue
			}
			c := &h.columns[i]
			switch {
			case c.heading == "":
				continue
			case c.field == nil:
				c.cells++
			case c.option != "":
				r.option(c, text)
			default:
				r.cells[c.field.name] = append(r.cells[c.field.name], answer{c, text})
			}
			said = true
		}
		if !said {
			return nil
		}
		a := r.arrival()
		a.row = n
		for i := range a.problems {
			a.problems[i].Row = n
		}
		return f(a)
	})
}

func (h *htcds) left() []Left {
	var all []Left
	for _, c := range h.columns {
		if c.field == nil && c.heading != "" {
			all = append(all, Left{c.heading, c.cells})
		}
	}
	return all
}

func (h *htcds) repeating() []string { return nil }

// An answer is one cell of a known column. For a repeated heading there are several.
type answer struct {
	column *column
	text   string
}

// A row is what one row says, by field.
type row struct {
	h        *htcds
	cells    map[string][]answer
	problems []Problem
}

// problem keeps what is wrong with a cell, once however often the cell is read.
func (r *row) problem(heading, value, say string, with map[string]any) {
	for _, p := range r.problems {
		if p.Column == heading && p.Value == value && p.Say == say {
			return
		}
	}
	r.problems = append(r.problems, Problem{Column: heading, Value: value, Say: say, With: with})
}

// refuse says what was expected in a cell, and shows what stands there unless
// that could be who somebody is.
func (r *row) refuse(a answer, value, say string, with map[string]any) {
	if a.column.field.person {
		value = ""
	}
	r.problem(a.column.heading, value, say, with)
}

// option takes a column of one answer: "vic_MethodsOfControl/DebtBondage" with a 1.
func (r *row) option(c *column, text string) {
	yes, ok := yesNo(text)
	switch {
	case !ok:
		r.refuse(answer{c, text}, text, "transfer.yesno", nil)
	case yes:
		r.cells[c.field.name] = append(r.cells[c.field.name], answer{c, c.option})
	}
}

// text returns the words of a field; of a repeated one the first.
func (r *row) text(field string) string { return r.nth(field, 0) }

// nth returns the n-th repetition of a field.
func (r *row) nth(field string, n int) string {
	if all := r.cells[field]; n < len(all) {
		return all[n].text
	}
	return ""
}

// times returns how often any of fields is repeated in this row.
func (r *row) times(fields ...string) int {
	most := 0
	for _, f := range fields {
		most = max(most, len(r.cells[f]))
	}
	return most
}

// codes returns what a field with a code list answers.
func (r *row) codes(field string) []string {
	var found []string
	for n := range r.cells[field] {
		found = put(found, r.codesAt(field, n)...)
	}
	return found
}

func (r *row) codesAt(field string, n int) []string {
	all := r.cells[field]
	if n >= len(all) {
		return nil
	}
	f := all[n].column.field
	l, _ := codes.Get(f.list)
	found, unknown := codesIn(l, all[n].text, f.many)
	if unknown != "" {
		r.refuse(all[n], unknown, "transfer.code", map[string]any{"Expected": expected(l)})
	}
	return found
}

// code returns the only answer of a field.
func (r *row) code(field string) string {
	if found := r.codes(field); len(found) > 0 {
		return found[0]
	}
	return ""
}

// day returns a day as exact as it is written.
func (r *row) day(field string, n int) pana.Fuzzy {
	all := r.cells[field]
	if n >= len(all) {
		return pana.Fuzzy{}
	}
	f, ok := dayIn(r.h.sheet, all[n].text)
	if !ok {
		r.refuse(all[n], all[n].text, "transfer.day", nil)
	}
	return f
}

// past is day for something that has happened.
func (r *row) past(field string, n int) pana.Fuzzy {
	f := r.day(field, n)
	if f.Earliest > r.h.today {
		a := r.cells[field][n]
		r.refuse(a, a.text, "date.future", nil)
	}
	return f
}

func (r *row) number(field string, most int) (int, bool) {
	all := r.cells[field]
	if len(all) == 0 {
		return 0, false
	}
	n, ok := whole(all[0].text)
	if !ok || n < 0 || n > most {
		r.refuse(all[0], all[0].text, "transfer.number", map[string]any{"Max": most})
		return 0, false
	}
	return n, true
}

func (r *row) yes(field string) (yes, said bool) {
	all := r.cells[field]
	if len(all) == 0 {
		return false, false
	}
	yes, ok := yesNo(all[0].text)
	if !ok {
		r.refuse(all[0], all[0].text, "transfer.yesno", nil)
	}
	return yes, ok
}
