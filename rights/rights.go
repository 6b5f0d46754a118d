// Package rights keeps what a client can ask of the house about her own file: a
// copy in plain words to hold or to take along, that something wrong is put
// right, that the file is left alone for a while, and the list of who was given
// what of it.
//
// Whatever leaves the house about her is a line of the register of disclosures,
// written in the same transaction. No copy is kept here.
package rights

import (
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/policy"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Rights answers what the clients of one house ask about their files. Its methods
// act for the actor of their context.
type Rights struct {
	h     *house.House
	files *casework.Casework
}

// New returns the rights of the clients of h, whose files are kept in files.
func New(h *house.House, files *casework.Casework) *Rights {
	g := &Rights{h, files}
	h.Weighs(policy.ExportOrder, g.weigh)
	return g
}

// Parts are the parts of a file of which a copy can be made, in the order in which
// it shows them. What ties someone to an exploiter, and what a psychologist keeps
// to herself, is in no copy.
func Parts() []pana.Compartment {
	return []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety}
}
