package transfer

import (
	"strings"
	"unicode"

	"example.org/pana"
)

// headingRows is how far down the headings may begin.
const headingRows = 10

// A column is one column of a file.
type column struct {
	heading string // as the file has it, for the report
	at      int
	field   *field // nil for a column the house has no place for
	option  string // a column of its own for one answer of several
	cells   int    // that said something, where field is nil
}

// fold brings spellings of a heading together: prs_First_Name and prs_FirstName.
func fold(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// byName and byLabel find a field of the standard by its folded name and by
// what the published workbooks write under it.
var byName, byLabel = map[string]*field{}, map[string]*field{}

func init() {
	for i := range fields {
		f := &fields[i]
		byName[fold(f.name)] = f
		for _, other := range f.also {
			byName[fold(other)] = f
		}
		if f.label != "" {
			byLabel[fold(f.label)] = f
		}
	}
}

// named finds the field a heading names, also behind the path of a form
// ("group/prs_FirstName") and with the number of a repetition ("hte_City_2").
func named(heading string) (f *field, option string) {
	find := func(s string) *field {
		if f := byName[fold(s)]; f != nil {
			return f
		}
		if end := strings.TrimRight(s, "0123456789"); end != s && strings.HasSuffix(end, "_") {
			return byName[fold(end)]
		}
		return nil
	}
	i := strings.LastIndexByte(heading, '/')
	if f := find(heading[i+1:]); f != nil {
		return f, ""
	}
	if i > 0 {
		before := heading[:i]
		if f := find(before[strings.LastIndexByte(before, '/')+1:]); f != nil && f.many {
			return f, heading[i+1:]
		}
	}
	return nil, ""
}

// count returns how many of cells are names of fields, and how many labels.
func count(cells []string) (names, labels int) {
	for _, c := range cells {
		if f, _ := named(c); f != nil {
			names++
		}
		if byLabel[fold(c)] != nil {
			labels++
		}
	}
	return names, labels
}

// hasHeadings reports whether rows begin a table of layout.
func hasHeadings(layout Layout, rows [][]string) bool {
	for _, r := range rows {
		if layout == CTDC {
			if ctdcHeading(r) {
				return true
			}
			continue
		}
		if names, labels := count(r); names >= 2 || labels >= 3 {
			return true
		}
	}
	return false
}

// headings reads the headings of an HTCDS table: a row of names, one of labels,
// or, as in the published workbooks, names with labels under them. It returns
// the columns and the number of the last heading row.
func headings(s sheet) ([]column, int, error) {
	rows, numbers, err := head(s, headingRows)
	if err != nil {
		return nil, 0, err
	}
	for i, r := range rows {
		names, labels := count(r)
		switch {
		case names >= 2:
			last := i
			var under []string
			if i+1 < len(rows) {
				if _, labels := count(rows[i+1]); labels >= 2 {
					under, last = rows[i+1], i+1
				}
			}
			return columns(r, under), numbers[last], nil
		case labels >= 3:
			return columns(nil, r), numbers[i], nil
		}
	}
	return nil, 0, noHeadings(HTCDS)
}

// columns matches names and the labels under them. The name decides, but for
// the published defects: one column has a label and no name; and the labels of
// the mailing address stand in another order than its names, where whoever
// filled the sheet in went by the label. In a table with labels alone, a second
// "Second Name" is the title, which IOM's form calls so.
func columns(names, labels []string) []column {
	cell := func(row []string, i int) string {
		if i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	var all []column
	second := false
	for i := range max(len(names), len(labels)) {
		name, label := cell(names, i), cell(labels, i)
		c := column{heading: name, at: i}
		if name == "" {
			c.heading = label
		}
		c.field, c.option = named(name)
		if l := byLabel[fold(label)]; l != nil && (name == "" || c.field == nil || c.field.address && l.address) {
			if c.field = l; name != "" && l.address {
				c.heading = label
			}
			if len(names) == 0 && l.name == "prs_SecondName" {
				if second {
					c.field = byName[fold("prs_Title")]
				}
				second = true
			}
		}
		all = append(all, c)
	}
	return all
}

func noHeadings(layout Layout) error {
	return &pana.Error{Op: "transfer.open", Kind: pana.Invalid, Say: "transfer.headings." + string(layout)}
}
