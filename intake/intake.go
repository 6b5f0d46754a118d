// Package intake keeps how people come into our care: referrals and bed
// requests, what was seen, decided and promised about them, and the arrival in
// the night. What is written here is never a condition for a bed.
package intake

import (
	"context"
	"embed"
	"errors"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// An Intake keeps the arrivals and requests of one house. Its methods act for
// the actor of their context and open words with the key ring of that context.
type Intake struct {
	h     *house.House
	files *casework.Casework
	beds  *residence.Residence
}

// New returns the intake of h, whose clients are kept in files and sleep in beds.
func New(h *house.House, files *casework.Casework, beds *residence.Residence) *Intake {
	return &Intake{h, files, beds}
}

// Sites returns the sites at which the actor of ctx may do act, shelters first.
func (i *Intake) Sites(ctx context.Context, act policy.Act) []house.Site {
	var first, rest []house.Site
	for _, s := range i.h.SiteList() {
		switch {
		case allowAt(ctx, act, s.ID) != nil || s.Kind == house.YouthCentre: // nobody is taken in at a youth centre, see package youth
		case s.Kind == house.Shelter:
			first = append(first, s)
		default:
			rest = append(rest, s)
		}
	}
	return append(first, rest...)
}

// allowAt returns nil if the actor may do act at site.
func allowAt(ctx context.Context, act policy.Act, site pana.SiteID) error {
	return policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: site})
}

// forbidden is the answer to whoever may do an act at no site at all.
func forbidden(op string) error {
	return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
}

// allow returns the facts about client if the actor may do act to her.
func (i *Intake) allow(ctx context.Context, tx *db.Tx, act policy.Act, code string) (policy.Subject, error) {
	s, err := casework.ByCode(ctx, tx, i.h.Tonight(tx.Now), code)
	if err != nil {
		return s, err
	}
	return s, policy.Check(pana.ActorFrom(ctx), act, s)
}

// all joins what is wrong with a form, so that one look mends everything.
func all(errs ...error) error {
	var wrong []error
	for _, err := range errs {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	if len(wrong) == 1 {
		return wrong[0]
	}
	return errors.Join(wrong...)
}
