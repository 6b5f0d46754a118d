// Package people keeps the people around the client: on what terms they work
// here, what they learned, how they leave, and who comes from outside.
//
// What is said of those who work here is theirs and
// the heads' to read, rests under the key of the house, and ranks nobody.
package people

import (
	"context"
	"embed"
	"io/fs"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// People keeps the people of one house. Its methods act for the actor of their
// context.
type People struct {
	h       *house.House
	files   *casework.Casework
	sources []Source
}

// New returns the people chapter of h, whose clients are kept in files; sources say
// where else volunteers helped.
func New(h *house.House, files *casework.Casework, sources ...Source) *People {
	return &People{h, files, sources}
}

// absent is the answer for nobody.
func absent(op string) error { return &pana.Error{Op: op, Kind: pana.NotFound, Say: "staff.absent"} }

func conflict(op, say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

// sealed is a field of a row under the key of the house; an empty text stays
// empty.
func (p *People) sealed(table, row, field string, number int64, text string) ([]byte, error) {
	return p.h.SealOwn(table, row, field, number, text)
}

// opened is what sealed shut.
func (p *People) opened(table, row, field string, sealed []byte) (string, error) {
	return p.h.OpenOwn(table, row, field, sealed)
}

// arg is the placeholder of the nth argument.
func arg(n int) string { return "$" + strconv.Itoa(n) }
