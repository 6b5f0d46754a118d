package complaints

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Settling is what was done about a complaint and what is answered to it.
type Settling struct {
	Outcome string // code list grievance-outcome
	Answer  string // read out to whoever brings the slip
	Done    string // for those who answer for it
}

// Settle answers a complaint, made from a row version. A later answer takes the place
// of an earlier one. It refuses one without an outcome ("grievance.outcome") or a
// word for whoever asked ("grievance.answer").
func (c *Complaints) Settle(ctx context.Context, id ID, s Settling, version int64) error {
	const op = "complaints.Settle"
	if s.Outcome == "" {
		return pana.Refuse(op, "outcome", "grievance.outcome")
	}
	if err := casework.CheckCode(op, "outcome", "grievance-outcome", s.Outcome); err != nil {
		return err
	}
	var err error
	if s.Answer, err = casework.Text(op, "answer", s.Answer, casework.MostNote); err != nil {
		return err
	}
	if s.Answer == "" {
		return pana.Refuse(op, "answer", "grievance.answer")
	}
	if s.Done, err = casework.Text(op, "done", s.Done, casework.MostText); err != nil {
		return err
	}
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		old, err := c.one(ctx, tx, op, id)
		if err != nil {
			return err
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.SettleComplaint, policy.Subject{Site: old.Site}); err != nil {
			return err
		}
		answer, err := c.sealed(id, "answer", version+1, s.Answer)
		if err != nil {
			return err
		}
		done, err := c.sealed(id, "done", version+1, s.Done)
		if err != nil {
			return err
		}
		changed, err := settle(ctx, tx, id, s.Outcome, c.h.Today(tx.Now), answer, done, version)
		if err == nil && changed == 0 {
			err = db.Stale(op, map[string]any{"Fields": []string{"answer"}})
		}
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SettleComplaint, Site: old.Site, Object: string(id), Digests: [][32]byte{trail.Digest("house_complaints", string(id), s.Outcome)}})
	})
}
