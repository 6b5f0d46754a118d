// Package assessment keeps what a client needs and can do when she has come: the
// first assessment and those after it, what was before, and how she stays safe.
package assessment

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

// Assessment keeps assessments, risks and plans for safety of one house. Its
// methods act for the actor of their context and open words with the key ring of
// that context.
type Assessment struct {
	h     *house.House
	files *casework.Casework
}

// New returns the assessments of h, whose files are kept by files.
func New(h *house.House, files *casework.Casework) *Assessment { return &Assessment{h, files} }

// Fields of the words of this package, beside casework's text and told.
const (
	fieldText   = casework.FieldText
	fieldTold   = casework.FieldTold
	fieldReason = "reason"
)

// How many runes one field holds.
const (
	mostWords  = 4000
	mostReason = 1000
)

func conflict(op, say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }

// saying are the worker's words and the client's, for a row.
func saying(text, told string) []casework.Say {
	return []casework.Say{{Field: fieldText, Text: text}, {Field: fieldTold, Text: told}}
}

// cleanWords cleans both.
func cleanWords(op string, text, told *string) error {
	var err error
	if *text, err = casework.Text(op, fieldText, *text, mostWords); err != nil {
		return err
	}
	*told, err = casework.Text(op, fieldTold, *told, mostWords)
	return err
}
