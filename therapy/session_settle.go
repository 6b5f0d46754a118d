package therapy

import (
	"context"
	"errors"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Settling says what became of one client's place in a session.
type Settling struct {
	Seat    string
	Turn    int64 // of the place, as the page showed it
	Minutes int   // how long it was; -1 leaves what was planned
	Unasked bool  // somebody interpreted about whom the client was not asked
	Outcome
}

// Settle writes down what became of a planned session with a client, or corrects
// it: held, not held and why. It refuses a place that is not hers ("record.absent"),
// one that someone has written about in the meantime (db.Stale), one held with
// somebody who may not interpret for her now (on "unasked", see people.Interprets),
// and as Hold does.
func (t *Therapy) Settle(ctx context.Context, client pana.ClientID, w Settling) error {
	return t.files.Enter(ctx, policy.HoldSession, client, func(e *casework.Entry) error { return t.settle(e, w) })
}

// SettleGroup is Settle for each client of a group that the actor leads, all in
// one act. It refuses a session that is not the actor's as if it were not there.
func (t *Therapy) SettleGroup(ctx context.Context, session string, all []Settling) error {
	const op = "therapy.SettleGroup"
	return t.h.DB.Update(ctx, func(tx *db.Tx) error {
		seats, err := t.ownGroup(ctx, tx, session)
		if err != nil {
			return err
		}
		for _, w := range all {
			var client pana.ClientID
			for _, s := range seats {
				if s.Seat == w.Seat {
					client = s.Client
				}
			}
			if client == "" {
				return casework.Gone(op)
			}
			err := t.files.EnterIn(ctx, tx, policy.HoldSession, client, func(e *casework.Entry) error { return t.settle(e, w) })
			if err != nil {
				return ofSeat(err, w.Seat)
			}
		}
		return nil
	})
}

// ofSeat names the field of the one place in a group that a refusal is about.
func ofSeat(err error, seat string) error {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != pana.Invalid || e.Field == "" || e.Field == "minutes" {
		return err
	}
	named := *e
	named.Field += "-" + seat
	return &named
}

func (t *Therapy) settle(e *casework.Entry, w Settling) error {
	const op = "therapy.Settle"
	seat, ok, err := seatByID(e.Ctx, e.Tx, e.Client(), w.Seat)
	switch {
	case err != nil:
		return err
	case !ok:
		return casework.Gone(op)
	}
	o, err := w.Outcome.clean(op, seat.On, e.Today)
	if err != nil {
		return err
	}
	minutes := seat.Minutes
	if w.Minutes >= 0 {
		minutes = w.Minutes
	}
	if err := casework.Within(op, "minutes", minutes, 0, longest); err != nil {
		return err
	}
	if o.State == Held && seat.State != Held {
		now := seat
		now.State = Held
		if err := t.interprets(op, e, now, "", w.Unasked, "unasked"); err != nil {
			return err
		}
	}
	changed, err := updateSeat(e.Ctx, e.Tx, seat.Seat, w.Turn, o)
	if err != nil {
		return err
	}
	if changed == 0 {
		return db.Stale(op, map[string]any{"State": seat.State, "Why": seat.Why})
	}
	if minutes != seat.Minutes {
		if err := updateMinutes(e.Ctx, e.Tx, seat.ID, minutes); err != nil {
			return err
		}
	}
	e.About(seat.Seat)
	e.Wrote("therapy_seats", seat.Seat, seat.ID, o.State, o.Why, minutes)
	return o.write(e, seat.Session)
}
