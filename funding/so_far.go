package funding

import (
	"context"
	"maps"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// ThisMonth returns what the month comes to so far, of all whom the actor may know,
// for the first screen of who leads the house: days, services and money. People are
// not counted. It reads no month but this one. It needs SeeLedger.
func (f *Funding) ThisMonth(ctx context.Context) ([]Total, map[AgreementID]Agreement, error) {
	var t *Tally
	var q *asking
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeLedger, policy.Subject{}); err != nil {
			return err
		}
		today := f.h.Today(tx.Now)
		p, _ := PeriodOf(monthOf(today))
		p.Until = today
		var err error
		for i, v := range f.known(ctx, tx) {
			if i == 0 { // the shelters
				t, q, err = f.soFar(ctx, tx, p, today, v)
			} else {
				err = f.sum(ctx, tx, p, v, t)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	totals := t.Totals()
	for i := range totals {
		totals[i].Persons = 0
	}
	agreed := map[AgreementID]Agreement{}
	for _, a := range q.agreements {
		agreed[a.ID] = a
	}
	return totals, agreed, nil
}

// soFar sums a part of an open month. What is ticked for the whole house is most of
// it and is counted by the store, a day of a house at once, where it all is paid
// alike: where nothing was said of a single tick and no agreement asks under which
// mandate somebody came.
func (f *Funding) soFar(ctx context.Context, tx *db.Tx, p Period, today pana.Date, v view) (*Tally, *asking, error) {
	t := NewTally()
	q, err := f.asking(ctx, tx, p, v)
	if err != nil {
		return nil, nil, err
	}
	chapters, whole := delivered, q.ticksAlike()
	if whole {
		chapters = paged
	}
	lines, err := f.kept(ctx, tx, p, monthOf(today), false, v)
	if err != nil {
		return nil, nil, err
	}
	facts, _, err := f.facts(ctx, tx, chapters, p, today, v)
	if err != nil {
		return nil, nil, err
	}
	facts.times = q.times
	for i := range lines {
		t.Add(&lines[i])
	}
	facts.each(p, q, t.Add)
	if !whole {
		return t, q, nil
	}
	ticks, err := tickedAlike(ctx, tx, v.cond, v.own(), p, slices.Sorted(maps.Keys(facts.codes)))
	for i := range ticks {
		q.pay(&ticks[i].Line)
		t.AddAlike(&ticks[i])
	}
	return t, q, err
}

// ticksAlike reports whether all ticks of one house and day are paid alike.
func (q *asking) ticksAlike() bool {
	for key := range q.own {
		if strings.HasPrefix(key, fromTick+" ") {
			return false
		}
	}
	return !slices.ContainsFunc(q.agreements, func(a Agreement) bool { return a.Mandate != "" })
}
