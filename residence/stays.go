package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// StaysOf returns where a client has slept, the newest stay first. To whoever
// may read her care compartment it also says why bed rules were set aside, and
// the trail says that she looked.
func (r *Residence) StaysOf(ctx context.Context, client pana.ClientID) ([]Stay, error) {
	var stays []Stay
	var s policy.Subject
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		var err error
		if s, err = r.allow(ctx, tx, policy.OpenClient, client); err != nil {
			return err
		}
		stays, err = staysOf(ctx, tx, client)
		return err
	})
	if err != nil {
		return nil, err
	}
	var rows []string
	for _, stay := range stays {
		if stay.Override != "" {
			rows = append(rows, string(stay.ID))
		}
	}
	if len(rows) == 0 || !policy.Reads(pana.ActorFrom(ctx), pana.Care, s) {
		return stays, nil
	}
	reasons := map[string]string{}
	err = r.h.DB.Update(ctx, func(tx *db.Tx) error {
		clear(reasons)
		if s, err = r.allow(ctx, tx, policy.ReadAct(pana.Care), client); err != nil {
			return err
		}
		words, _, err := seal.GetWords(ctx, tx, s.Site, seal.Owner(client), seal.Filter{
			Table: "stays", Rows: rows, Compartments: []pana.Compartment{pana.Care}})
		if err != nil || len(words) == 0 {
			return err
		}
		for _, w := range words {
			reasons[w.Row] = w.Text
		}
		return trail.Looked(ctx, tx, policy.OpenClient, client, s.Site, pana.Care)
	})
	if err != nil {
		return nil, err
	}
	for i := range stays {
		stays[i].Reason = reasons[string(stays[i].ID)]
	}
	return stays, nil
}

// StaysIn returns who has slept in a bed, the newest stay first, at most limit.
// Stays of clients the actor may not know of are left out without a trace.
func (r *Residence) StaysIn(ctx context.Context, bed pana.BedID, limit int) ([]Stay, error) {
	var stays []Stay
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		f, ok, err := findBed(ctx, tx, bed)
		if err != nil {
			return err
		}
		if err := allowAt(ctx, policy.SeeBeds, f.Site); err != nil {
			return err
		}
		if !ok {
			return absent("residence.StaysIn", "residence.bed.gone")
		}
		stays, err = staysIn(ctx, tx, r.h.Tonight(tx.Now), bed, limit)
		return err
	})
	return stays, err
}

// StayNow returns the stay a client is in, and false when she has no bed.
func (r *Residence) StayNow(ctx context.Context, client pana.ClientID) (Stay, bool, error) {
	var stay Stay
	var ok bool
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		if _, err := r.allow(ctx, tx, policy.SeeClient, client); err != nil {
			return err
		}
		var err error
		stay, ok, err = openStay(ctx, tx, client)
		return err
	})
	return stay, ok, err
}
