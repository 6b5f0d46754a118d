package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Waiter is a member who waits to be let into circles.
type Waiter struct {
	Staff   pana.StaffID
	Name    string
	Circles []Circle // those the actor can let her into
}

// Waiting returns who waits for a circle that the actor is inside; nobody else
// is named.
func (h *House) Waiting(ctx context.Context) ([]Waiter, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.AdmitToCircle, policy.Subject{}); err != nil {
		return nil, err
	}
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return nil, nil
	}
	waiting, err := h.Vault.Waiting(ctx)
	if err != nil {
		return nil, err
	}
	var ws []Waiter
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		ws = nil
		grants, err := findGrants(ctx, tx)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			c := Circle{w.Site, w.Compartment}
			if !ring.Has(w.Site, w.Compartment) || !slices.Contains(circlesOf(grants[w.Staff], h.SiteList()), c) {
				continue
			}
			i := slices.IndexFunc(ws, func(have Waiter) bool { return have.Staff == w.Staff })
			if i < 0 {
				name, err := h.StaffName(ctx, tx, w.Staff)
				if err != nil {
					return err
				}
				ws, i = append(ws, Waiter{Staff: w.Staff, Name: name}), len(ws)
			}
			ws[i].Circles = append(ws[i].Circles, c)
		}
		return nil
	})
	return ws, err
}

// AdmitWaiting lets a member into every circle she waits for that the actor is
// inside. When there is none it is NotFound "staff.waiting.none", also when
// another member was quicker.
func (h *House) AdmitWaiting(ctx context.Context, staff pana.StaffID) error {
	ws, err := h.Waiting(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(ws, func(w Waiter) bool { return w.Staff == staff }) {
		return &pana.Error{Op: "house.AdmitWaiting", Kind: pana.NotFound, Say: "staff.waiting.none"}
	}
	var grants []pana.Grant
	// The line first: rather a line without its act than an act without its line.
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, err := present(ctx, tx, staff); err != nil {
			return err
		}
		if grants, err = findGrantsOf(ctx, tx, staff); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AdmitToCircle, Object: string(staff)})
	})
	if err != nil {
		return err
	}
	_, err = h.letIn(ctx, staff, grants)
	return err
}
