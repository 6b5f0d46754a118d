package erasure

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Waits is what the first screen says of erasing: how much waits, and nobody's name.
type Waits struct {
	Files    int // closed, and their time is over; at most MostWaits
	Holds    int // that are to be looked at again
	Requests int // that became no file and are past their time; at most MostWaits
	Notes    int // of the house itself, past their time; at most MostWaits
}

// MostWaits is how far the first screen counts: whether there are a hundred more
// changes nothing of what is to be done.
const MostWaits = 50

// Any reports whether something waits.
func (w Waits) Any() bool { return w.Files+w.Holds+w.Requests+w.Notes > 0 }

// Waits counts what waits to be erased or looked at again, of those files that the
// actor may know of. It is nothing for whoever may not see the list.
func (e *Erasure) Waits(ctx context.Context) (w Waits, err error) {
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.SeeErasures) {
		return w, nil
	}
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		today := e.h.Today(tx.Now)
		before := today.Time().AddDate(0, -e.months(), 0).Format("2006-01-02")
		cond, args := policy.Where(actor, policy.EraseClient, e.h.Tonight(tx.Now))
		if w.Files, err = countDue(ctx, tx, cond, args, pana.Date(before)); err != nil {
			return err
		}
		if w.Holds, err = countReviews(ctx, tx, cond, args, today); err != nil {
			return err
		}
		due, _, err := e.dueRequests(ctx, tx)
		if w.Requests = min(len(due), MostWaits); err != nil {
			return err
		}
		notes, err := e.dueNotes(ctx, tx, e.noteSites(actor), MostWaits)
		w.Notes = min(len(notes), MostWaits)
		return err
	})
	return w, err
}

// countDue counts files whose last time in our care ended by a day and that nothing
// holds.
func countDue(ctx context.Context, tx *db.Tx, cond string, args []any, before pana.Date) (int, error) {
	args = append(args[:len(args):len(args)], string(before), MostWaits)
	n := len(args)
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM (SELECT c.id FROM episodes d CROSS JOIN clients c
		WHERE d.closed <> '' AND d.closed <= `+mark(n-1)+` AND c.id = d.client_id AND (`+cond+`)
			AND NOT EXISTS (SELECT 1 FROM episodes y WHERE y.client_id = d.client_id AND (y.closed = '' OR y.closed > d.closed OR y.closed = d.closed AND y.id > d.id))
			AND NOT EXISTS (SELECT 1 FROM holds o WHERE o.client_id = d.client_id AND o.lifted = '') LIMIT `+mark(n)+`) q`, args...)
}

// countReviews counts standing holds that were to be looked at again by a day.
func countReviews(ctx context.Context, tx *db.Tx, cond string, args []any, by pana.Date) (int, error) {
	args = append(args[:len(args):len(args)], string(by))
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM holds o CROSS JOIN clients c
		WHERE o.lifted = '' AND o.review_on <= `+mark(len(args))+` AND c.id = o.client_id AND (`+cond+`)`, args...)
}
