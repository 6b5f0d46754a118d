package rights

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// Tables are the tables of the catalogue, and Apart those that are not in it.
func Tables() (names []string) {
	for _, k := range catalogue {
		names = append(names, k.table)
	}
	return names
}

// Apart says why a table is not in the catalogue.
func Apart() map[string]string { return apart }

// A Planting says how a row of one kind is put into a file so that each of its
// fields can be told from every other.
type Planting struct {
	Kind, Table, Row string
	Part             pana.Compartment
	Fields           []Planted
}

// A Planted field, with the columns and the words that hold it.
type Planted struct {
	Ref     string
	Columns []string
	Words   []string
	Day     bool // a day; else a text, or a number where the column takes one
}

// Plant lists the kinds of the catalogue with those of their fields that can hold
// anything.
func Plant() (all []Planting) {
	for _, k := range catalogue {
		p := Planting{Kind: k.name, Table: k.table, Row: "row-" + k.name, Part: k.part}
		if p.Part == "" {
			p.Part = pana.Care
		}
		for _, f := range k.fields {
			planted := Planted{Ref: k.ref(f), Day: f.form == asDay || f.form == asFuzzy}
			isMade := slices.ContainsFunc(k.made, func(m made) bool { return m.name == f.name && m.as != "r.answer" })
			switch f.form {
			case asWord:
				planted.Words = []string{f.name}
			case asWords:
				planted.Words = []string{f.name + ".0"}
				if l, ok := codes.Get(f.arg); ok {
					planted.Words = []string{f.name + "." + l.Items[0].Code}
				}
			case asFuzzy:
				planted.Columns = []string{fuzzyColumn(f, "earliest"), fuzzyColumn(f, "latest")}
			case asMoment, asYes, asOffice: // these hold no text of ours
			default:
				if !isMade {
					planted.Columns = []string{f.name}
				}
				if f.name == "answered" {
					planted.Columns = []string{"answer"}
				}
			}
			if len(planted.Columns)+len(planted.Words) > 0 {
				p.Fields = append(p.Fields, planted)
			}
		}
		all = append(all, p)
	}
	return all
}

// Ordered reads what an order of fields would hand out.
func (g *Rights) Ordered(ctx context.Context, code string, fields []string) (records []Record, err error) {
	err = g.files.Read(ctx, code, policy.ExportOrder, func(r *casework.Reading) (err error) {
		records, err = g.ordered(r, fields, locale.EN)
		return err
	})
	return records, err
}
