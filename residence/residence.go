// Package residence keeps rooms, beds and stays: who sleeps where, from which
// night, and until when.
//
// A bed whose sleeper is hidden from the reader looks like any bed that is out
// of service, here and on every page. A night is the day on which it begins.
package residence

import (
	"context"
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// A Residence keeps the beds of one house. Its methods act for the actor of
// their context.
type Residence struct {
	h     *house.House
	files *casework.Casework
}

// New returns the residence of h, whose clients are kept in files.
func New(h *house.House, files *casework.Casework) *Residence { return &Residence{h, files} }

// allow returns the facts about client if the actor may do act to her.
func (r *Residence) allow(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID) (policy.Subject, error) {
	s, err := casework.Subject(ctx, tx, r.h.Tonight(tx.Now), client)
	if err != nil {
		return s, err
	}
	return s, policy.Check(pana.ActorFrom(ctx), act, s)
}

// allowAt returns nil if the actor may do act at site.
func allowAt(ctx context.Context, act policy.Act, site pana.SiteID) error {
	return policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: site})
}

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}

func absent(op, say string) error { return &pana.Error{Op: op, Kind: pana.NotFound, Say: say} }
