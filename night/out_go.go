package night

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// GoOut says that a client goes out, and when she thinks to be back. Of somebody
// who is out already it changes what was said; a stale page is refused with
// db.stale. She asks nobody: it is written so that somebody notices.
func (n *Night) GoOut(ctx context.Context, client pana.ClientID, version int64, o NewOut) error {
	const op = "night.GoOut"
	o, err := o.clean(op)
	if err != nil {
		return err
	}
	return n.files.Enter(ctx, policy.NoteOut, client, func(e *casework.Entry) error {
		old, _, err := awayOf(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		if old.Version != version {
			return db.Stale(op, map[string]any{"Fields": []string{"expected", "where"}})
		}
		went, expected, err := o.moments(op, e.Tx.Now, n.h.Zone())
		if err != nil {
			return err
		}
		if old.ID != "" && o.Went == "" {
			went = old.Went
			if expected > 0 && expected <= went {
				return pana.Refuse(op, "expected", "date.crossed")
			}
		}
		now := Out{ID: cmp.Or(old.ID, OutID(e.Tx.ID())), Client: client, Site: e.Subject.Site, Went: went, Expected: expected, By: e.Actor.Staff, Version: version}
		if taken, err := putOut(e.Ctx, e.Tx, now); err != nil || taken == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"expected", "where"}}))
		}
		e.About(string(now.ID))
		e.Wrote("outs", string(now.ID), client, went, expected)
		return e.Put(pana.Identity, "outs", string(now.ID), casework.Say{Field: fieldWhere, Text: o.Where})
	})
}

// ComeBack says that a client is back, as of now. Of somebody who is in the house
// it changes nothing.
func (n *Night) ComeBack(ctx context.Context, client pana.ClientID) error {
	return n.files.Enter(ctx, policy.NoteOut, client, func(e *casework.Entry) error {
		o, ok, err := awayOf(e.Ctx, e.Tx, client)
		if err != nil || !ok {
			return err
		}
		at := db.Micros(e.Tx.Now)
		if taken, err := endOut(e.Ctx, e.Tx, o.ID, at); err != nil || taken == 0 {
			return err
		}
		e.About(string(o.ID))
		e.Wrote("outs", string(o.ID), "back", at)
		return nil
	})
}

// TakeStep says that a step of those the house has written for itself was taken,
// because a client is not back. What was done is kept as it stood then. One that
// was taken changes nothing; one that the house does not have is refused, and
// somebody who is back needs none: "night.out.back".
func (n *Night) TakeStep(ctx context.Context, client pana.ClientID, step int) error {
	const op = "night.TakeStep"
	return n.files.Enter(ctx, policy.NoteOut, client, func(e *casework.Entry) error {
		o, ok, err := awayOf(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		if !ok {
			return conflict(op, "step", "night.out.back")
		}
		page, err := n.page(e.Ctx, e.Tx, e.Subject.Site, NotBack)
		if err != nil {
			return err
		}
		steps := page.Lines()
		if step < 1 || step > len(steps) {
			return pana.Refuse(op, "step", "codes.unknown")
		}
		taken, err := stepsOf(e.Ctx, e.Tx, o.ID)
		if err != nil || slices.ContainsFunc(taken, func(s Step) bool { return s.N == step }) {
			return err
		}
		row, at := e.Tx.ID(), db.Micros(e.Tx.Now)
		if taken, err := insertStep(e.Ctx, e.Tx, row, o.ID, client, step, at); err != nil || taken == 0 {
			return err
		}
		e.About(string(o.ID))
		e.Wrote("out_steps", row, at)
		return e.Put(pana.Identity, "out_steps", row, casework.Say{Field: fieldText, Text: steps[step-1]})
	})
}
