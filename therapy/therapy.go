// Package therapy keeps what happens between a client and who listens to her:
// sessions, the psychologist's private notes, and the few questionnaires she works
// with. That there was a session is told to those who care for the client; what
// was said in confidence is its author's alone, and no score leaves the house.
package therapy

import (
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Therapy keeps the sessions, notes and questionnaires of one house. Its methods
// act for the actor of their context and open words with its key ring.
type Therapy struct {
	h     *house.House
	files *casework.Casework
}

// New returns the therapy of h, whose clients are kept in files.
func New(h *house.House, files *casework.Casework) *Therapy { return &Therapy{h, files} }

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}
