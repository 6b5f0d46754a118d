// Package letters writes what leaves the house on paper: letters about a client to
// the police, a consulate, a clinic, a school, a court, in the house's own words and
// with the facts that are ticked and no others; and the journal of services for an
// inspector.
//
// By name or by code is chosen each time. Everything that leaves is a line of the
// register of disclosures, written in the transaction that fills the letter in. No
// letter has a place for where a client lives or the house stands.
package letters

import (
	"context"
	"embed"
	"io/fs"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/rights"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Letters writes the letters of one house. Its methods act for the actor of their
// context.
type Letters struct {
	h     *house.House
	files *casework.Casework
	given *rights.Rights
	fund  *funding.Funding
}

// New returns the letters of h about the clients kept in files; what leaves is
// written into the register of given, and the journal read from fund.
func New(h *house.House, files *casework.Casework, given *rights.Rights, fund *funding.Funding) *Letters {
	return &Letters{h, files, given, fund}
}

// Kinds of records.
type (
	ID         string
	TemplateID string
)

// A kind says of letters to one kind of office what they may speak of.
type kind struct {
	part      pana.Compartment // in which its words rest
	recipient string           // code list disclosure-recipient
	purpose   pana.Purpose     // for which she must have agreed
	two       bool             // what the other side of a case may read is looked at by a second person
	offices   []string         // code list organisation-kind: to whom it can go; none is to anybody
}

var kinds = map[string]kind{
	"police":    {pana.Legal, "police", pana.PoliceUse, false, []string{"police"}},
	"consulate": {pana.Legal, "embassy", pana.EmbassyUse, false, []string{"embassy"}},
	"clinic":    {pana.Health, "doctor", pana.MedicalUse, false, []string{"health"}},
	"school":    {pana.Care, "school", pana.ShareWith, false, []string{"school"}},
	"court":     {pana.Legal, "court", pana.ShareWith, true, []string{"court"}},
	"office":    {pana.Care, "authority", pana.ShareWith, false, nil},
}

// Kinds are the kinds of letters in the order of a form: code list letter-kind.
func Kinds() []string { return []string{"police", "consulate", "clinic", "school", "court", "office"} }

// Part is the compartment in which the words of a kind of letter rest.
func Part(kind string) pana.Compartment { return kinds[kind].part }

// Fits reports whether a kind of letter can go to an organisation.
func Fits(kind string, o casework.Organisation) bool {
	to := kinds[kind].offices
	return len(to) == 0 || slices.Contains(to, o.Kind)
}

// Bases are the grounds on which a letter may leave: code list disclosure-basis. A
// contract with a funder is none, it gets reports.
func Bases() []string { return []string{"consent", "wish", "law", "order", "danger"} }

// said reports whether a ground has to be written in words: which law, which order.
func said(basis string) bool { return slices.Contains([]string{"law", "order", "danger"}, basis) }

// Facts are what a letter can be said to tell, in the order of a form: the words of
// the gate of consent, without what no letter has a place for.
func Facts() []string {
	return slices.DeleteFunc(casework.ConsentFields(), func(f string) bool { return f == "contact" || f == "photo" || f == "name" })
}

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}
