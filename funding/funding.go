// Package funding keeps who pays for the house and for what: agreements with
// funders, the ledger of days and services, what was claimed and paid, and the
// file of the licence.
//
// A service is written down once, in the chapter where it happened, and so is a
// night; the ledger reads them there and says who pays for each, to exactly the
// whole. What nobody pays stands in it like everything else.
package funding

import (
	"context"
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/people"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Funding keeps who pays for one house. Its methods act for the actor of their
// context.
type Funding struct {
	h       *house.House
	files   *casework.Casework
	staff   *people.People
	lessons []Source
}

// New returns the funding of h, whose clients are kept in files. Lessons of youth
// centres are written down in a later chapter, which brings how they are read.
func New(h *house.House, files *casework.Casework, staff *people.People, lessons ...Source) *Funding {
	return &Funding{h, files, staff, lessons}
}

// Kinds of records.
type (
	AgreementID string
	RuleID      string
)

func conflict(op, say string, with map[string]any) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Say: say, With: with}
}

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }
