package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// PlanLeaving says until which day somebody works here; an empty day says that
// nobody knows, or that she stays. It cuts no access by itself. It refuses a
// leaving that is done ("depart.done") and a stale page.
func (p *People) PlanLeaving(ctx context.Context, staff pana.StaffID, last pana.Date, version int64) error {
	const op = "people.PlanLeaving"
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.PlanLeaving, policy.Subject{Person: staff}); err != nil {
			return err
		}
		m, err := p.member(ctx, tx, op, staff)
		if err != nil {
			return err
		}
		if m.Ended != "" {
			return conflict(op, "depart.done")
		}
		last, err := casework.Day(op, "last", last)
		if err != nil {
			return err
		}
		done, err := putLastDay(ctx, tx, staff, last, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, nil)
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.PlanLeaving, Object: string(staff), Digests: [][32]byte{trail.Digest("leavings", string(staff), string(last))}})
	})
}
