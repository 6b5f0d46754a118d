package report

import (
	"strings"

	"example.org/pana/internal/codes"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
)

// A Figure is something a layout can ask for by name. Those of a table are counts
// of people by what they are and pass the gate for numbers; the others do not.
type Figure struct {
	Name  string // after pana.
	Group string // message report.group.{Group}
	Table string // empty for what is exact
	Row   string
	In    string // the column
	List  bool

	key  string // message that names it
	list string // a code list and a code that name it, or stand in the message as Of
	code string
}

// Label is what the figure is called.
func (f Figure) Label(r *locale.Reader) string {
	if f.list == "" {
		return r.T(f.key)
	}
	of := codes.Label(f.list, string(r.Lang()), f.code)
	if f.key == "" {
		return of
	}
	return r.T(f.key, "Of", of)
}

// Groups of figures, in the order in which a page shows them.
func Groups() []string {
	return []string{"head", "days", "services", "money", "targets", "people", "age", "citizenship", "exploitation", "region", "done", "list"}
}

// Tables of people.
const (
	bySexAge       = "sex-age"
	byCitizenship  = "citizenship"
	byExploitation = "exploitation"
	byRegion       = "region"
	byDone         = "done." // and what was done
)

// dones are what the ministry's sheet counts people by that happened in the period.
var dones = []string{"medical", "employed", "school", "papers", "reunited"}

// part turns a code into a part of a name: the name manager of a spreadsheet
// program takes letters, digits, points and low lines.
func part(code string) string {
	return strings.NewReplacer("-", "_", "+", "plus", " ", "_", "/", "_").Replace(strings.ToLower(code))
}

// kindPart is the part of a name for a kind of service: what all kinds of the
// country's list begin with is left out.
func kindPart(kind string) string { return part(strings.TrimPrefix(kind, "social-")) }

func offered(list string) []string {
	l, ok := codes.Get(list)
	if !ok {
		return nil
	}
	var all []string
	for _, it := range l.Items {
		all = append(all, it.Code)
	}
	return all
}

// Figures are all that a layout can ask for.
func Figures() []Figure {
	var all []Figure
	add := func(group string, names ...string) {
		for _, n := range names {
			all = append(all, Figure{Name: n, Group: group, key: "report.figure." + n})
		}
	}
	add("head", "house", "funder", "agreement.name", "agreement.number", "since", "until", "number", "approved.on", "currency", "threshold")
	add("days", "days", "days.absent", "days.tariff")
	add("services", "services", "hours")
	kinds := offered("service-kind")
	for _, k := range kinds {
		all = append(all, Figure{Name: "services." + kindPart(k), Group: "services", key: "report.figure.services.of", list: "service-kind", code: k},
			Figure{Name: "hours." + kindPart(k), Group: "services", key: "report.figure.hours.of", list: "service-kind", code: k})
	}
	add("money", "money.total", "money.days", "money.services")
	for _, k := range kinds {
		all = append(all, Figure{Name: "money.services." + kindPart(k), Group: "money", key: "report.figure.money.of", list: "service-kind", code: k})
	}
	add("targets", "target.days", "target.people", "target.services")
	for _, k := range kinds {
		all = append(all, Figure{Name: "target.services." + kindPart(k), Group: "targets", key: "report.figure.target.of", list: "service-kind", code: k})
	}
	add("people", "people")
	count := func(group, table, name, row, column string) {
		all = append(all, Figure{Name: name, Group: group, Table: table, Row: row, In: column, key: "report.figure." + name})
	}
	for _, c := range [][3]string{{"people.women", "female", "adults"}, {"people.men", "male", "adults"}, {"people.children", "", "children"}, {"people.girls", "female", "children"},
		{"people.boys", "male", "children"}, {"people.female", "female", ""}, {"people.male", "male", ""}, {"people.sex.other", "other", ""}, {"people.sex.unknown", "unknown", ""}} {
		count("people", bySexAge, c[0], c[1], c[2])
	}
	count("age", bySexAge, "people.adults", "", "adults")
	for _, band := range offered("age-band") {
		all = append(all, Figure{Name: "people.age." + part(band), Group: "age", Table: bySexAge, In: band, list: "age-band", code: band})
	}
	for _, sex := range []string{"female", "male"} {
		for _, band := range offered("age-band") {
			all = append(all, Figure{Name: "people." + sex + ".age." + part(band), Group: "age", Table: bySexAge, Row: sex, In: band, key: "report.figure.age." + sex, list: "age-band", code: band})
		}
	}
	for _, c := range citizenships {
		count("citizenship", byCitizenship, "people.citizenship."+c, "", c)
	}
	for _, c := range exploitations {
		count("exploitation", byExploitation, "people.exploitation."+c, "", c)
	}
	for _, region := range offered("kz-region") {
		all = append(all, Figure{Name: "people.region." + part(region), Group: "region", Table: byRegion, In: region, list: "kz-region", code: region})
	}
	count("region", byRegion, "people.region.abroad", "", abroad)
	count("region", byRegion, "people.region.unknown", "", unknown)
	for _, d := range dones {
		count("done", byDone+d, "done."+d, "", "yes")
	}
	for _, n := range []string{"list.code", "list.name", "list.days", "list.services", "list.money", "list.funder", "list.share", "list.part"} {
		all = append(all, Figure{Name: n, Group: "list", List: true, key: "report.figure." + n})
	}
	return all
}

// words are texts of a sheet that a layout can ask for in its two languages.
var words = []string{"title.ministry", "title.act", "title.project", "group.days", "group.services", "group.money", "group.targets", "group.people", "group.age",
	"group.citizenship", "group.exploitation", "group.region", "group.done", "group.list", "agreed", "reached", "hidden", "period", "approved", "signature", "accountant"}

// Names are the names that the cells of a layout may bear: pana.NAME is the figure,
// pana.label.NAME what it is called in the two languages of the sheet, and
// pana.text.NAME a text that belongs on it.
func Names() layout.Names {
	names := layout.Names{}
	for _, f := range Figures() {
		names[layout.Prefix+f.Name] = f.List
		names[layout.Prefix+"label."+f.Name] = false
	}
	for _, w := range words {
		names[layout.Prefix+"text."+w] = false
	}
	return names
}

// two says something in the two languages of a sheet, once if they are one.
func two(rs [2]*locale.Reader, say func(*locale.Reader) string) string {
	a, b := say(rs[0]), say(rs[1])
	if a == b {
		return a
	}
	return a + " / " + b
}
