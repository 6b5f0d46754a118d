package people

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Untold reports whether a visit is over by its day, and nobody has said how it ended.
func (v Visit) Untold(today pana.Date) bool { return v.State == Planned && v.On < today }

// VisitsUntold returns the visits of yesterday and before of which nobody has said how
// they ended, the oldest first, at the sites where the actor keeps visits. Whoever keeps
// none gets none.
func (p *People) VisitsUntold(ctx context.Context) ([]Visit, error) {
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.InviteGuests) {
		return nil, nil
	}
	var list []Visit
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = p.visits(ctx, tx, `state = 'planned' AND on_day < $1`, string(p.h.Today(tx.Now)))
		return err
	})
	list = slices.DeleteFunc(list, func(v Visit) bool {
		return policy.Check(actor, policy.InviteGuests, policy.Subject{Site: v.Site}) != nil
	})
	slices.SortStableFunc(list, func(a, b Visit) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.At, b.At)) })
	return list, err
}

// TellVisit says with one press of a visit that is over whether it took place, made from
// a row version. Whether the rules were told stays unsaid, and a guest who awaits
// confirmation goes on awaiting it. It refuses a visit that is not over
// ("visit.ahead"), one of which it is said already ("visit.over"), and one that took
// place and has no guest ("visit.nobody").
func (p *People) TellVisit(ctx context.Context, visit VisitID, took bool, version int64) error {
	const op = "people.TellVisit"
	return p.onVisit(ctx, op, visit, func(tx *db.Tx, v *Visit) error {
		state := Cancelled
		if took {
			state = Held
		}
		switch {
		case v.State != Planned:
			return conflict(op, "visit.over")
		case !v.Untold(p.h.Today(tx.Now)):
			return pana.Refuse(op, "state", "visit.ahead")
		case took && len(v.Guests) == 0:
			return pana.Refuse(op, "state", "visit.nobody")
		}
		return end(ctx, tx, op, v, state, false, version)
	})
}
