package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// NotHeld is a booking of which nothing came; nobody is asked why.
const NotHeld = "not-held"

// BookedFor lists what somebody can be booked for, in the order of a form.
func BookedFor() []string {
	return []string{"session", "hearing", "appointment", "office", "talk", "way"}
}

// A Booking is one time at which somebody helps one client.
type Booking struct {
	ID      string       `db:"id"`
	Helper  HelperID     `db:"helper_id"`
	Site    pana.SiteID  `db:"site_id"`
	Kind    string       `db:"kind"`
	On      pana.Date    `db:"on_day"`
	At      string       `db:"at_clock"`
	From    string       `db:"from_lang"`
	To      string       `db:"to_lang"`
	Minutes int          `db:"minutes"` // planned, or what it took; 0 when not known
	State   string       `db:"state"`   // Planned, Held, NotHeld
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Booker  string       `db:"-"`
	Strain  Strain       `db:"-"`
}

// mostBooked is how long one time can last, in minutes.
const mostBooked = 24 * 60

func (b Booking) clean(op string, today pana.Date) (Booking, error) {
	if b.Kind == "" {
		return b, pana.Refuse(op, "kind", "helper.kind")
	}
	if err := casework.CheckOneOf(op, "kind", b.Kind, BookedFor()...); err != nil {
		return b, err
	}
	var err error
	if b.On, err = casework.Day(op, "on", b.On); err != nil {
		return b, err
	}
	switch {
	case b.On == "":
		return b, pana.Refuse(op, "on", "date.missing")
	case b.On > today.AddDays(366):
		return b, pana.Refuse(op, "on", "session.too-far")
	}
	if err := casework.Clock(op, "at", b.At); err != nil {
		return b, err
	}
	for _, l := range [][2]string{{"from_lang", b.From}, {"to_lang", b.To}} {
		if err := casework.CheckCode(op, l[0], "language", l[1]); err != nil {
			return b, err
		}
	}
	return b, casework.Within(op, "minutes", b.Minutes, 0, mostBooked)
}

// BookHelper books somebody for a client. Limits of the house are a hint and stop
// nothing. It refuses somebody whom she was not asked about ("helper.ask"), or did
// not wish, or who is kept from her, all in the words for one who is not there;
// one from outside who awaits confirmation ("helper.awaiting"), one without a pledge
// on that day ("helper.pledge"), languages she does not speak ("helper.languages"),
// and an hour at which she is booked already ("helper.busy").
func (p *People) BookHelper(ctx context.Context, client pana.ClientID, b Booking) error {
	const op = "people.BookHelper"
	return p.files.Enter(ctx, policy.BookHelper, client, func(e *casework.Entry) error {
		b, err := b.clean(op, e.Today)
		if err != nil {
			return err
		}
		h, err := p.forHer(e, op, b.Helper)
		if err != nil {
			return err
		}
		if err := p.mayBook(e, op, h, b); err != nil {
			return err
		}
		b.ID, b.Site, b.State = e.Tx.ID(), e.Subject.Site, Planned
		if err := insertBooking(e.Ctx, e.Tx, e.Client(), b); err != nil {
			if db.IsUnique(err) {
				return conflictAt(op, "at", "helper.busy")
			}
			return err
		}
		e.About(b.ID)
		e.Wrote("helper_bookings", b.ID, e.Client(), b.Helper, b.Kind, b.On, b.At, b.From, b.To, b.Minutes, b.State)
		return nil
	})
}

func (p *People) mayBook(e *casework.Entry, op string, h Helper, b Booking) error {
	a, asked, err := answerOf(e.Ctx, e.Tx, e.Client(), h.ID)
	switch {
	case err != nil:
		return err
	case asked && !a.Welcome():
		return pana.Refuse(op, "helper", "helper.unknown")
	case !asked:
		return pana.Refuse(op, "helper", "helper.ask")
	case h.Awaiting:
		return pana.Refuse(op, "helper", "helper.awaiting")
	case !h.Pledges(b.On):
		return pana.Refuse(op, "helper", "helper.pledge")
	case h.Part == Interpreter && !speaks(h, b):
		return pana.Refuse(op, "from_lang", "helper.languages")
	}
	return nil
}

// speaks reports whether an interpreter is booked between languages of hers; with
// none said, none is asked for.
func speaks(h Helper, b Booking) bool {
	return b.From == "" && b.To == "" || slices.ContainsFunc(h.Pairs, func(p Pair) bool { return p.Between(b.From, b.To) })
}

// SettleBooking says what became of a booking, made from a row version: it was
// held, for so many minutes, or it was not. Said once more it is corrected, and what
// stood there before stays beside it. It refuses one that is yet to come
// ("visit.ahead").
func (p *People) SettleBooking(ctx context.Context, client pana.ClientID, id, state string, minutes int, version int64) error {
	const op = "people.SettleBooking"
	return p.files.Enter(ctx, policy.BookHelper, client, func(e *casework.Entry) error {
		if id == "" {
			return pana.Refuse(op, "state", "helper.booking")
		}
		b, ok, err := bookingOf(e.Ctx, e.Tx, e.Client(), id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case state != Held && state != NotHeld:
			return pana.Refuse(op, "state"+id, "codes.unknown")
		case b.State == state && b.Minutes == minutes:
			return nil
		case state == Held && b.On > e.Today:
			return pana.Refuse(op, "state"+id, "visit.ahead")
		}
		if minutes == 0 && state == Held && b.State == Planned {
			minutes = b.Minutes
		}
		if err := casework.Within(op, "minutes"+id, minutes, 0, mostBooked); err != nil {
			return err
		}
		done, err := settleBooking(e.Ctx, e.Tx, id, state, minutes, version)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		if err != nil {
			return err
		}
		e.About(id)
		if b.State != Planned {
			before := e.Tx.ID()
			if err := insertSettledBefore(e.Ctx, e.Tx, before, e.Client(), b); err != nil {
				return err
			}
			e.Wrote("helper_settled_before", before, id, b.State, b.Minutes)
		}
		e.Wrote("helper_bookings", id, "settled", state, minutes)
		return nil
	})
}

func conflictAt(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}
