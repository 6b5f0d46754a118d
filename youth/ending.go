package youth

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// ending returns the orders at a centre that end within days, the nearest first: by
// their last day, or because the sessions that they ask for are all held or planned
// until then.
func (y *Youth) ending(ctx context.Context, tx *db.Tx, site pana.SiteID, days int) ([]Ending, error) {
	today := y.h.Today(tx.Now)
	horizon := today.AddDays(days)
	cond, args := y.files.Where(ctx, tx, policy.SeeYoung)
	open, err := openOrders(ctx, tx, site, cond, args)
	if err != nil {
		return nil, err
	}
	var list []Ending
	var counted []orderOf
	for _, o := range open {
		switch {
		case o.Sessions > 0:
			counted = append(counted, o)
		case o.Until != "" && o.Until <= horizon:
			list = append(list, Ending{Code: o.Code, Until: o.Until})
		}
	}
	more, err := y.countedOut(ctx, tx, site, counted, today, horizon)
	if err != nil {
		return nil, err
	}
	list = append(list, more...)
	slices.SortFunc(list, func(a, b Ending) int { return cmp.Or(cmp.Compare(a.Until, b.Until), cmp.Compare(a.Code, b.Code)) })
	return list, nil
}

// countedOut returns those of the orders for a number of sessions that are held or
// planned in full until the horizon, or end by their last day before it.
func (y *Youth) countedOut(ctx context.Context, tx *db.Tx, site pana.SiteID, orders []orderOf, today, horizon pana.Date) ([]Ending, error) {
	if len(orders) == 0 {
		return nil, nil
	}
	first := slices.MinFunc(orders, func(a, b orderOf) int { return cmp.Compare(a.From, b.From) }).From
	t, err := y.timetable(ctx, tx, site, first, horizon)
	if err != nil {
		return nil, err
	}
	shared := max(first, horizon.AddDays(1-mostDays)) // a timetable is read no further
	meetings := t.meetings(shared, horizon)
	var list []Ending
	for _, o := range orders {
		members, err := membersOf(ctx, tx, o.Client)
		if err != nil {
			return nil, err
		}
		marks, err := marksOf(ctx, tx, o.Client)
		if err != nil {
			return nil, err
		}
		own := theirs(meetings, members)
		if o.From < shared {
			own = theirs(t.meetings(o.From, horizon), members)
		}
		c := reckon(o.Order, own, marks, today)
		last := o.Until
		if c.Unplanned == 0 {
			last = lastAsked(o.Order, own)
		}
		if last != "" && last <= horizon {
			list = append(list, Ending{Code: o.Code, Until: last, Counts: true, Left: c.Ahead + c.Unplanned, Missed: c.Missing()})
		}
	}
	return list, nil
}

// lastAsked is the day of the last session that an order asks for.
func lastAsked(o Order, meetings []Meeting) pana.Date {
	var last pana.Date
	n := 0
	for _, m := range meetings {
		if !m.asks() || m.On < o.From || o.Until != "" && m.On > o.Until {
			continue
		}
		if n++; n > o.Sessions {
			break
		}
		last = m.On
	}
	return last
}
