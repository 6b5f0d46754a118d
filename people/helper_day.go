package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A HelpDay is who is booked for one client on one day, as the page of a session or
// a hearing shows it. It is empty for whoever may not see who helps her.
type HelpDay struct {
	Bookings []Booked // the earliest first; those of which nothing came are left out
	May      bool     // the reader may book somebody
}

// HelpOn returns who is booked for the client with a code on one day. A client whom
// the reader may not see is NotFound "client.absent"; a reader who may not see who
// helps gets an empty day.
func (p *People) HelpOn(ctx context.Context, code string, on pana.Date) (HelpDay, error) {
	var day HelpDay
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		day = HelpDay{}
		s, err := casework.ByCode(ctx, tx, p.h.Tonight(tx.Now), code)
		if err != nil {
			return err
		}
		actor := pana.ActorFrom(ctx)
		if policy.Check(actor, policy.SeeHelped, s) != nil {
			return nil
		}
		day.May = policy.Check(actor, policy.BookHelper, s) == nil
		rows, err := bookingsWith(ctx, tx, s.Client)
		rows = slices.DeleteFunc(rows, func(b Booking) bool { return b.On != on || b.State == NotHeld })
		if err != nil || len(rows) == 0 {
			return err
		}
		slices.Reverse(rows)
		all, _, err := p.around(ctx, tx, s)
		if err != nil {
			return err
		}
		day.Bookings, err = p.booked(ctx, tx, s, all, rows)
		return err
	})
	return day, err
}

// ProposeBooking is what an address proposes to book, as the page of a session or a
// hearing leads to the form. What is not written as it ought to be is left out; it
// fills the form and does nothing else.
func ProposeBooking(kind, on, at string) (b Booking) {
	if slices.Contains(BookedFor(), kind) {
		b.Kind = kind
	}
	if day, err := pana.ParseDate(on); err == nil {
		b.On = day
	}
	if casework.Clock("people.ProposeBooking", "at", at) == nil {
		b.At = at
	}
	return b
}
