package rights

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A Restriction leaves a file alone: it is kept and read, and nobody changes it or
// gives anything of it away. Policy sees to that, act by act.
type Restriction struct {
	ID       string       `db:"id"`
	Ground   string       `db:"ground"` // code list restriction-ground
	Since    pana.Date    `db:"since"`
	By       pana.StaffID `db:"by_staff"`
	LiftedOn pana.Date    `db:"lifted_on"` // empty while it stands
	LiftedBy pana.StaffID `db:"lifted_by"`
	Why      string       // it was lifted, in words
}

// Stands reports whether the file is left alone now.
func (r Restriction) Stands() bool { return r.ID != "" && r.LiftedOn == "" }

const fieldWhy = "why" // table restrictions, compartment care

// Restrict leaves the file of a client alone. It refuses no ground
// ("rights.restrict.ground"), and a file that is left alone already
// ("rights.restrict.already").
func (g *Rights) Restrict(ctx context.Context, client pana.ClientID, ground string) error {
	const op = "rights.Restrict"
	return g.files.Enter(ctx, policy.RestrictClient, client, func(e *casework.Entry) error {
		if ground == "" {
			return pana.Refuse(op, "ground", "rights.restrict.ground")
		}
		if err := codes.Check(op, "ground", "restriction-ground", ground); err != nil {
			return err
		}
		if e.Subject.Restricted {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "ground", Say: "rights.restrict.already"}
		}
		id := e.Tx.ID()
		if err := insertRestriction(e, id, ground); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("restrictions", id, e.Client(), ground, e.Today)
		return nil
	})
}

// Lift lets a file be worked on again. It refuses no reason
// ("rights.lift.why"), and a file that is not left alone ("rights.lift.none").
func (g *Rights) Lift(ctx context.Context, client pana.ClientID, why string) error {
	const op = "rights.Lift"
	return g.files.Enter(ctx, policy.LiftRestriction, client, func(e *casework.Entry) error {
		why, err := casework.Text(op, "why", strings.TrimSpace(why), mostLine)
		if err != nil {
			return err
		}
		if why == "" {
			return pana.Refuse(op, "why", "rights.lift.why")
		}
		r, ok, err := standingRestriction(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		if !ok {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "rights.lift.none"}
		}
		if err := liftRestriction(e, r.ID); err != nil {
			return err
		}
		e.About(r.ID)
		e.Wrote("restrictions", r.ID, "lifted", e.Today)
		return e.Put(pana.Care, "restrictions", r.ID, casework.Say{Field: fieldWhy, Text: why})
	})
}

// restrictionsOf returns the restrictions of a file, the newest first.
func restrictions(r *casework.Reading) ([]Restriction, error) {
	list, err := restrictionsOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	rows := make([]string, len(list))
	for i, x := range list {
		rows[i] = x.ID
	}
	said, err := r.Words(rows, pana.Care)
	for i, x := range list {
		list[i].Why = said.Of("restrictions", x.ID, fieldWhy)
	}
	return list, err
}
