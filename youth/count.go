package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// timetable reads what says when a centre's groups meet, with the lessons from one
// day to another.
func (y *Youth) timetable(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) (timetable, error) {
	var t timetable
	var err error
	if t.slots, err = slotsOf(ctx, tx, site); err != nil {
		return t, err
	}
	if t.terms, err = y.terms(ctx, tx, site); err != nil {
		return t, err
	}
	t.lessons, err = lessonsOf(ctx, tx, site, from, until)
	return t, err
}

// count reckons what an order asks of somebody in her groups.
func (y *Youth) count(ctx context.Context, tx *db.Tx, site pana.SiteID, o Order, members []Member, marks []Mark) (Count, error) {
	until := o.Until
	if until == "" {
		until = o.From.AddDays(mostDays)
	}
	t, err := y.timetable(ctx, tx, site, o.From, until)
	if err != nil {
		return Count{}, err
	}
	return reckon(o, theirs(t.meetings(o.From, until), members), marks, y.h.Today(tx.Now)), nil
}

// theirs are the meetings of groups in which somebody was on that day.
func theirs(meetings []Meeting, members []Member) []Meeting {
	var own []Meeting
	for _, m := range meetings {
		for _, in := range members {
			if in.Group == m.Group && in.on(m.On) {
				own = append(own, m)
				break
			}
		}
	}
	return own
}
