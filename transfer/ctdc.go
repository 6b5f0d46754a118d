package transfer

import (
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// ctdc is a table of one of the public CTDC datasets. Its rows are cases of the
// past, as codes without a word.
type ctdc struct {
	sheet   sheet
	columns []ctdcColumn
	last    int
	today   pana.Date
}

// A ctdcColumn is one column and what it means.
type ctdcColumn struct {
	heading string
	take    func(c *ctdcCase, text string) bool // false: text is none of expected
	wants   string                              // what a cell can hold, for the report
	flag    bool                                // yes, no or not said
	repeats bool                                // says again what other columns say
	cells   int
}

// A ctdcCase is one row while it is read.
type ctdcCase struct {
	today  pana.Date
	person casework.Coded
	facts  casework.Trafficking
	others map[string][]string
	opened pana.Date
	denied int
	told   string // the recruiter in words, for rows whose own columns are silent
}

func (c *ctdcCase) code(list, code string) {
	if slices.Contains(casework.TraffickingLists(), list) {
		c.facts.Codes[list] = put(c.facts.Codes[list], code)
		return
	}
	c.others[list] = put(c.others[list], code)
}

// ctdcHeading reports whether cells are the headings of a CTDC dataset.
func ctdcHeading(cells []string) bool {
	known := 0
	for _, c := range cells {
		if f := ctdcField(strings.TrimSpace(c)); f.take != nil || f.repeats {
			known++
		}
	}
	return known >= 5
}

func readCTDC(s sheet, today pana.Date) (*ctdc, error) {
	rows, numbers, err := head(s, headingRows)
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		if !ctdcHeading(r) {
			continue
		}
		c := &ctdc{sheet: s, last: numbers[i], today: today}
		for _, heading := range r {
			f := ctdcField(strings.TrimSpace(heading))
			f.heading = strings.TrimSpace(heading)
			if strings.HasPrefix(f.heading, "By using this data") {
				f.heading = "" // the terms of use stand where the first heading would
			}
			c.columns = append(c.columns, f)
		}
		return c, nil
	}
	return nil, noHeadings(CTDC)
}

// missing is how the datasets write that nothing is known.
func missing(text string) bool {
	switch text {
	case "", "-99", "-99.0", "NULL", "NaN", "NA":
		return true
	}
	return false
}

func (c *ctdc) each(f func(arrival) error) error {
	for i := range c.columns {
		c.columns[i].cells = 0
	}
	return c.sheet.each(func(n int, cells []string) error {
		if n <= c.last || blank(cells) {
			return nil
		}
		r := &ctdcCase{today: c.today, facts: casework.NoFacts(), others: map[string][]string{}}
		var problems []Problem
		for i, text := range cells {
			text = strings.TrimSpace(text)
			if missing(text) {
				continue
			}
			if i >= len(c.columns) {
				problems = append(problems, Problem{Row: n, Column: strconv.Itoa(i + 1), Say: "transfer.wide"})
				continue
			}
			switch col := &c.columns[i]; {
			case col.take == nil:
				col.cells++
			case !col.take(r, text):
				problems = append(problems, Problem{Row: n, Column: col.heading, Value: text, Say: "transfer.code", With: map[string]any{"Expected": col.wants}})
			}
		}
		a := arrival{row: n, problems: problems, denied: r.denied}
		if len(problems) == 0 {
			a.c = r.arrival()
		}
		return f(a)
	})
}

// arrival is the closed case of a row. Only the year is known: the episode is
// the whole of it, and the year itself stands among the codes.
func (c *ctdcCase) arrival() casework.Case {
	c.recruiter()
	n := casework.NewClient{Coded: c.person, Past: true, Opened: c.opened}
	if c.opened != "" {
		n.Closed = min(pana.Date(string(c.opened[:4])+"-12-31"), c.today)
	}
	return casework.Case{Client: n, Facts: &c.facts, Others: c.others}
}

// recruiter moves a single answer to where one answer stands; several stay apart.
func (c *ctdcCase) recruiter() {
	list, _ := codes.Get("ctdc/recruiter")
	if len(c.others["ctdc/recruiter"]) == 0 && c.told != "" {
		if found, unknown := codesIn(list, c.told, true); unknown == "" && len(found) > 0 {
			c.others["ctdc/recruiter"] = found
		}
	}
	if said := c.others["ctdc/recruiter"]; len(said) == 1 {
		c.facts.Recruiter = map[string]string{"IntimatePartner": "partner", "Friend": "friend", "Family": "family-unspecified",
			"Other": "other", "Unknown": "unknown"}[said[0]]
		delete(c.others, "ctdc/recruiter")
	}
}

func (c *ctdc) left() []Left {
	var all []Left
	for _, col := range c.columns {
		if col.take == nil && !col.repeats && (col.heading != "" || col.cells > 0) {
			all = append(all, Left{col.heading, col.cells})
		}
	}
	return all
}

func (c *ctdc) repeating() []string {
	var all []string
	for _, col := range c.columns {
		if col.repeats && col.cells > 0 {
			all = append(all, col.heading)
		}
	}
	return all
}
