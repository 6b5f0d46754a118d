// Package belongings keeps what the house keeps for a client, what it handed back,
// and what it gave her.
//
// Holding somebody's papers and money is how exploiters hold people. So nothing is
// kept here but by her wish, whatever is kept goes back on her word, to her, at any
// hour and by whoever is there, and neither taking in nor giving back waits for
// anything. Both sign; a missing signature is shown and stops nothing.
package belongings

import (
	"embed"
	"io/fs"

	"example.org/pana/casework"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Belongings keeps what belongs to the clients of one house. Its methods act for
// the actor of their context.
type Belongings struct {
	h     *house.House
	files *casework.Casework
}

// New returns the belongings of the clients of h, who are kept in files.
func New(h *house.House, files *casework.Casework) *Belongings { return &Belongings{h, files} }

// Kinds of records.
type (
	KeptID  string
	GivenID string
)

// Fields of the sealed words of each table, compartment care.
const (
	fieldWhat = "what" // kept_things, given_things
	fieldNote = "note" // kept_things, handed_back

	mostWhat = 200 // runes of what a thing is
	mostSum  = 1_000_000_000
	mostSame = 1000 // of one kind of thing, given at once
)
