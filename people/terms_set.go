package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// SetTerms says on what terms somebody works here, made from a row version. It
// refuses an unknown engagement, a beginning that has not come, an end before the
// beginning ("people.ends.before"), and a stale page. Nobody is NotFound
// "staff.absent".
func (p *People) SetTerms(ctx context.Context, staff pana.StaffID, t Terms, version int64) error {
	const op = "people.SetTerms"
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPeople, policy.Subject{Person: staff}); err != nil {
			return err
		}
		if _, err := p.member(ctx, tx, op, staff); err != nil {
			return err
		}
		t, err := t.clean(op, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		done, err := putTerms(ctx, tx, staff, t, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, nil)
		}
		if err := p.h.Retitle(ctx, tx, staff, t.Title); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPeople, Object: string(staff), Digests: [][32]byte{
			trail.Digest("staff_terms", string(staff), t.Engaged, string(t.Began.Earliest), string(t.Began.Latest), string(t.Ends.Earliest), string(t.Ends.Latest))}})
	})
}
