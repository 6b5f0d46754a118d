package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Finish completes somebody's leaving: her access ends at once, as by
// house.EndStaff, if it has not ended before, and so does what she has to do with
// clients who are with somebody else too. While clients are with nobody else in her
// role it is refused ("depart.alone") unless a reason is given; they stay on the
// list of those who lead until each is with somebody. It is safe to repeat.
func (p *People) Finish(ctx context.Context, staff pana.StaffID, why string) error {
	const op = "people.Finish"
	why, err := casework.Text(op, "why", why, casework.MostNote)
	if err != nil {
		return err
	}
	if _, err := p.finishing(ctx, op, staff, why); err != nil {
		return err
	}
	// Keys first: cut off here, nothing opens to her, and asking again finishes it.
	if err := p.h.EndStaff(ctx, staff); err != nil {
		return err
	}
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		l, err := p.mayFinish(ctx, tx, op, staff, why)
		if err != nil {
			return err
		}
		if l.DoneOn != "" && len(l.Clients) == l.Left() {
			return nil
		}
		for _, c := range l.Clients {
			if !c.Others {
				continue
			}
			err := p.files.EnterIn(ctx, tx, policy.HandOver, c.Client, func(e *casework.Entry) error { return e.LetGo(op, staff, c.Role) })
			if err != nil {
				return err
			}
		}
		sealed, err := p.sealed("leavings", string(staff), "why", l.Version+1, why)
		if err != nil {
			return err
		}
		today := p.h.Today(tx.Now)
		if err := putDone(ctx, tx, staff, sealed, l.Left(), today); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.FinishLeaving, Object: string(staff), Digests: [][32]byte{trail.Digest("leavings", string(staff), "done", string(today))}})
	})
}

func (p *People) finishing(ctx context.Context, op string, staff pana.StaffID, why string) (l Leaving, err error) {
	err = p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		l, err = p.mayFinish(ctx, tx, op, staff, why)
		return err
	})
	return l, err
}

// mayFinish returns the leaving of staff if it may be completed.
func (p *People) mayFinish(ctx context.Context, tx *db.Tx, op string, staff pana.StaffID, why string) (Leaving, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.FinishLeaving, policy.Subject{Person: staff}); err != nil {
		return Leaving{}, err
	}
	l, err := p.leaving(ctx, tx, staff)
	if err == nil && l.Left() > 0 && why == "" {
		err = &pana.Error{Op: op, Kind: pana.Invalid, Field: "why", Say: "depart.alone", With: map[string]any{"N": l.Left()}}
	}
	return l, err
}
