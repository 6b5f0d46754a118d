package residence

import (
	"context"
	"errors"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Leaving says that a client no longer sleeps here.
type Leaving struct {
	Client pana.ClientID
	Stay   pana.StayID // the stay the worker saw; empty does not ask
	Away   pana.Night  // the first night away; empty means today's
	Ended  Ending
}

// Discharge ends the client's stay. Her bed is free from the first night away
// on; an extra place is gone. The file and the time in our care go on. Leaving
// by her own decision is an ending like any other. Asking twice changes nothing.
//
// Whoever goes to her family or home passes the gate of the return in the same
// transaction, see casework.MayReturn.
//
// It refuses a night before she came ("date.crossed") or one that has not come
// ("date.future"), an ending not on the list ("residence.ended"), a client
// without a bed ("residence.client.none"), and one whom someone else has moved
// since the page was read ("residence.stay.changed").
func (r *Residence) Discharge(ctx context.Context, l Leaving) error {
	return r.h.DB.Update(ctx, func(tx *db.Tx) error { return r.DischargeIn(ctx, tx, l) })
}

// DischargeIn is Discharge within the act of the caller (an exit). It asks policy
// for Discharge itself, and writes its own line of the trail.
func (r *Residence) DischargeIn(ctx context.Context, tx *db.Tx, l Leaving) error {
	const op = "residence.Discharge"
	if !slices.Contains(Endings(), l.Ended) {
		return pana.Refuse(op, "ended", "residence.ended")
	}
	night, err := pana.ParseDate(string(l.Away))
	if e, ok := errors.AsType[*pana.Error](err); ok {
		e.Op, e.Field = op, "away"
		return e
	}
	s, err := r.allow(ctx, tx, policy.Discharge, l.Client)
	if err != nil {
		return err
	}
	today := r.h.Today(tx.Now)
	if night == "" {
		night = today
	}
	stay, placed, err := openStay(ctx, tx, l.Client)
	switch {
	case err != nil:
		return err
	case !placed:
		return gone(ctx, tx, l, night)
	case l.Stay != "" && l.Stay != stay.ID:
		return conflict(op, "", "residence.stay.changed")
	case night < stay.Since:
		return pana.Refuse(op, "away", "date.crossed")
	case night > today:
		return pana.Refuse(op, "away", "date.future")
	}
	if err := r.mayLeave(ctx, tx, l); err != nil {
		return err
	}
	stay.Until, stay.Ended = night, l.Ended
	if err := endStay(ctx, tx, stay, today); err != nil {
		return err
	}
	return trail.Record(ctx, tx, trail.Entry{Act: policy.Discharge, Client: l.Client, Site: s.Site, Object: string(stay.Bed),
		Digests: [][32]byte{stay.digest()}})
}

// Sleeps reports whether a client has a bed, within the act of a caller who has
// asked policy.
func Sleeps(ctx context.Context, tx *db.Tx, client pana.ClientID) (bool, error) {
	_, placed, err := openStay(ctx, tx, client)
	return placed, err
}

// gone answers for a client without a bed: nothing to do if her last stay ended
// in just this way, a conflict otherwise.
func gone(ctx context.Context, tx *db.Tx, l Leaving, night pana.Night) error {
	stays, err := staysOf(ctx, tx, l.Client)
	if err != nil {
		return err
	}
	if len(stays) > 0 && stays[0].Until == night && stays[0].Ended == l.Ended && (l.Stay == "" || l.Stay == stays[0].ID) {
		return nil
	}
	return conflict("residence.Discharge", "", "residence.client.none")
}

// mayLeave asks the gate of the return for the endings that complete one, and for
// those that do not say where she goes. Nobody is held: her own decision, another
// house, a hospital and not coming back ask nothing.
func (r *Residence) mayLeave(ctx context.Context, tx *db.Tx, l Leaving) error {
	switch l.Ended {
	case WithFamily, ReturnedHome:
		return atEnding(r.files.MayReturn(ctx, tx, l.Client))
	case AsPlanned, OtherEnding:
		return atEnding(r.files.MayClose(ctx, tx, l.Client))
	}
	return nil
}

// atEnding shows a refusal beside the question how the stay ends.
func atEnding(err error) error {
	if e, ok := errors.AsType[*pana.Error](err); ok && e.Field == "" && e.Kind == pana.Conflict {
		at := *e
		at.Field = "ended"
		return &at
	}
	return err
}
