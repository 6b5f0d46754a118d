package report

import (
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/disclosure"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
)

// A Content is what a sheet says, as it is frozen: every figure its layout asks for
// and none beside.
type Content struct {
	Values  map[string]Value              `json:"values"`
	Tables  map[string]disclosure.Release `json:"tables,omitempty"`
	Kept    []string                      `json:"kept,omitempty"` // tables that stand as they left first
	Funders []Giver                       `json:"funders,omitempty"`
	Months  []month                       `json:"months"`
	Layout  string                        `json:"layout"` // its digest
	To      []pana.OrganisationID         `json:"to"`     // who gets it
}

// A Giver is who gives a part of the money.
type Giver struct {
	Name  string `json:"name"`
	Parts int    `json:"parts"`
	Minor int64  `json:"minor"`
}

// A Line is one person on the list of a sheet.
type Line struct {
	Client   pana.ClientID `db:"client_id"`
	Shown    string        `db:"shown"`
	Days     int64         `db:"days"`
	Services int64         `db:"services"`
	Minor    int64         `db:"amount"`
	Code     string        `db:"code"` // empty once she is forgotten
	Name     string        `db:"-"`    // only while she agrees
}

// How somebody stands on a list.
const (
	ByName = "name"
	ByCode = "code"
	Nobody = "none" // her file is left alone or at a youth centre: nothing of it leaves
)

// Called is what stands on the list for her.
func (l Line) Called() string {
	switch {
	case l.Code == "" || l.Shown == Nobody:
		return "–"
	case l.Name != "":
		return l.Name
	}
	return l.Code
}

// CodeShown is her code, if it may be told.
func (l Line) CodeShown() string {
	if l.Code == "" || l.Shown == Nobody {
		return "–"
	}
	return l.Code
}

// Value is one figure of the sheet.
func (c Content) Value(f Figure) Value {
	if f.Table == "" {
		return c.Values[f.Name]
	}
	t, ok := c.Tables[f.Table]
	if !ok {
		return Value{}
	}
	return cell(t.At(f.Row, f.In))
}

// Asked are the figures that a layout asks for, in the order of pages.
func Asked(l *layout.Layout) []Figure {
	names := l.Names()
	return slices.DeleteFunc(Figures(), func(f Figure) bool { return !slices.Contains(names, layout.Prefix+f.Name) })
}

// asksList reports whether people stand one by one on the layout.
func asksList(l *layout.Layout) bool {
	return slices.ContainsFunc(Asked(l), func(f Figure) bool {
		return f.List && slices.Contains([]string{"list.code", "list.name", "list.days", "list.services", "list.money"}, f.Name)
	})
}

// asksApart are the tables of people that a layout asks for.
func asksApart(l *layout.Layout) []string {
	var all []string
	for _, f := range Asked(l) {
		if f.Table != "" && !slices.Contains(all, f.Table) {
			all = append(all, f.Table)
		}
	}
	return all
}

// fill is what is written into a layout, in two languages.
func fill(l *layout.Layout, c Content, lines []Line, rs [2]*locale.Reader) layout.Values {
	v := layout.Values{One: map[string]layout.Value{}, List: map[string][]layout.Value{}}
	for _, f := range Figures() {
		v.One[layout.Prefix+"label."+f.Name] = layout.Value{Text: two(rs, f.Label)}
		if !f.List {
			v.One[layout.Prefix+f.Name] = c.Value(f).Cell()
		}
	}
	for _, w := range words {
		v.One[layout.Prefix+"text."+w] = layout.Value{Text: two(rs, func(r *locale.Reader) string { return r.T("report.text." + w) })}
	}
	list := func(name string, value Value) {
		v.List[layout.Prefix+name] = append(v.List[layout.Prefix+name], value.Cell())
	}
	for _, g := range c.Funders {
		list("list.funder", text(g.Name))
		list("list.share", percent(g.Parts))
		list("list.part", money(g.Minor))
	}
	for _, one := range lines {
		list("list.code", text(one.CodeShown()))
		list("list.name", text(one.Called()))
		list("list.days", parts(one.Days))
		list("list.services", count(one.Services))
		list("list.money", money(one.Minor))
	}
	return v
}

// csv is the same for programs that read: one figure a line, then the lists.
func csv(l *layout.Layout, c Content, lines []Line, rs [2]*locale.Reader) []byte {
	var b strings.Builder
	b.WriteString("\ufeff") // by which spreadsheet programs know the letters
	row := func(cells ...string) {
		for i, s := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(harmless(s), `"`, `""`) + `"`)
		}
		b.WriteString("\r\n")
	}
	row("name", string(rs[0].Lang()), string(rs[1].Lang()), "value")
	asked := Asked(l)
	for _, f := range asked {
		if !f.List {
			row(f.Name, f.Label(rs[0]), f.Label(rs[1]), c.Value(f).Plain())
		}
	}
	if slices.ContainsFunc(asked, func(f Figure) bool { return f.Name == "list.funder" }) {
		for _, g := range c.Funders {
			row("list.funder", g.Name, funding.Percent(g.Parts), money(g.Minor).Plain())
		}
	}
	if asksList(l) {
		row("list.code", "list.name", "list.days", "list.services", "list.money")
		for _, one := range lines {
			row(one.CodeShown(), one.Called(), parts(one.Days).Plain(), count(one.Services).Plain(), money(one.Minor).Plain())
		}
	}
	return []byte(b.String())
}

// harmless is s so that no spreadsheet program takes it for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) && !number(s) {
		return "'" + s
	}
	return s
}

// number reports whether s is a plain number, which may begin with a minus.
func number(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789.") == ""
}
