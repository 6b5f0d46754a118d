package people

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Coming is a booking that comes, as a first screen shows it. Of the client stands
// her code, and only for whoever booked for her; who helps gets neither code nor name
// from the program, see decision 49.
type Coming struct {
	Booking
	Part string // of whoever helps
	Code string
	Who  string // who helps, for whoever booked
}

// A ComingDays is what a first screen shows of bookings.
type ComingDays struct {
	Own  []Coming // in which the actor helps
	Made []Coming // that she booked for clients
	Done MonthOf  // how long she has interpreted this month
}

// comingDays is how many days ahead a first screen looks.
const comingDays = 14

// Coming returns the bookings of the next two weeks that are the actor's own, and those
// that she made for clients about whom she may still arrange who helps. Whoever helps
// and has no sign-in stands on the screen of who booked her.
func (p *People) Coming(ctx context.Context) (ComingDays, error) {
	var days ComingDays
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		days = ComingDays{}
		who, today := me(ctx), p.h.Today(tx.Now)
		if who == "" {
			return nil
		}
		last := today.AddDays(comingDays)
		parts, err := p.ownParts(ctx, tx, who)
		if err != nil {
			return err
		}
		for _, h := range parts {
			for _, b := range h.Ahead {
				if b.On <= last {
					days.Own = append(days.Own, Coming{Booking: b, Part: h.Part})
				}
			}
			if h.Part == Interpreter && len(h.Hours) > 0 && h.Hours[0].Month == string(today)[:7] {
				days.Done.Month = h.Hours[0].Month
				days.Done.Times += h.Hours[0].Times
				days.Done.Minutes += h.Hours[0].Minutes
			}
		}
		slices.SortStableFunc(days.Own, func(a, b Coming) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.At, b.At)) })
		if !policy.May(pana.ActorFrom(ctx), policy.BookHelper) {
			return nil
		}
		days.Made, err = p.bookedBy(ctx, tx, today, last)
		return err
	})
	return days, err
}

// ownParts are the parts in which somebody helps, with hours and what stands ahead.
func (p *People) ownParts(ctx context.Context, tx *db.Tx, who pana.StaffID) ([]Helper, error) {
	rows, err := helperRows(ctx, tx, `staff_id = $1 OR outsider_id <> '' AND outsider_id IN (SELECT id FROM volunteer_terms WHERE staff_id = $1)`, string(who))
	if err != nil {
		return nil, err
	}
	parts := make([]Helper, len(rows))
	for i, r := range rows {
		parts[i] = r.Helper
		parts[i].Pairs = pairsOf(r.Pairs)
	}
	return parts, p.reckon(ctx, tx, parts)
}

// bookedBy returns what the actor booked from a day to another, the next first.
func (p *People) bookedBy(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]Coming, error) {
	cond, args := p.files.Where(ctx, tx, policy.SeeHelped)
	rows, err := bookingsBy(ctx, tx, cond, args, from, until)
	if err != nil {
		return nil, err
	}
	list := make([]Coming, len(rows))
	for i, r := range rows {
		list[i] = Coming{Booking: r.Booking, Part: r.Part, Code: r.Code}
		if r.Outsider != "" {
			list[i].Who, err = p.HandName(ctx, tx, r.Outsider)
		} else {
			list[i].Who, err = p.h.StaffName(ctx, tx, r.Staff)
		}
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}
