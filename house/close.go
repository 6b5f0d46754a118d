package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// CloseHouse ends the work of the house: from then on every act that changes
// something is refused to everyone with "house.readonly", by policy itself.
// Reading goes on for those who may, and so do backups, exports, erasing, and
// whatever guards keys and doors. It takes two people who lead the house, or one
// and a sheet of the recovery kit where nobody else does.
func (h *House) CloseHouse(ctx context.Context, by Agreeing) error {
	return h.setClosed(ctx, policy.CloseHouse, by, func(now pana.Date) pana.Date { return now })
}

// ReopenHouse takes back CloseHouse, as two people.
func (h *House) ReopenHouse(ctx context.Context, by Agreeing) error {
	return h.setClosed(ctx, policy.ReopenHouse, by, func(pana.Date) pana.Date { return "" })
}

func (h *House) setClosed(ctx context.Context, act policy.Act, by Agreeing, when func(pana.Date) pana.Date) error {
	if err := h.weighClosing(ctx, act); err != nil {
		return err
	}
	change := func(b Behind) error {
		return h.DB.Update(ctx, func(tx *db.Tx) error { return h.turnClosed(ctx, tx, act, b, when(h.Today(tx.Now))) })
	}
	if by.Pair.Agreed != "" {
		b, err := h.Second(ctx, Deed{Act: act}, by.Pair, "")
		if err != nil {
			return err
		}
		return change(b)
	}
	return h.Agree(ctx, act, by, func(second pana.StaffID, _ []*seal.Ring) error {
		return change(Behind{Staff: second, deed: Deed{Act: act}})
	})
}

// weighClosing asks policy about the actor, and refuses what is so already.
func (h *House) weighClosing(ctx context.Context, act policy.Act) error {
	if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
		return err
	}
	if (h.Settings().Closed != "") == (act == policy.CloseHouse) {
		return &pana.Error{Op: "house." + string(act), Kind: pana.Conflict, Say: "house.close.already"}
	}
	return nil
}

// turnClosed sets from when the house is for reading only.
func (h *House) turnClosed(ctx context.Context, tx *db.Tx, act policy.Act, b Behind, day pana.Date) error {
	op := "house." + string(act)
	s, version := h.Settings(), h.SettingsVersion()
	if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
		return err
	}
	if err := h.Use(ctx, tx, b); err != nil {
		return err
	}
	s.Closed = day
	text, err := h.rest(op, s, version+1)
	if err != nil {
		return err
	}
	n, err := updateSettings(ctx, tx, text, version)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.Stale(op, nil)
	}
	all, err := h.Able(ctx, tx, policy.SeeToday)
	if err == nil {
		err = h.Tell(ctx, tx, all, Notice{Say: "notice." + string(act), Object: string(b.Staff)})
	}
	if err != nil {
		return err
	}
	tx.AfterCommit(func() { h.settle(s, version+1) })
	return trail.Record(ctx, tx, trail.Entry{Act: act, Object: string(b.Staff), Digests: digests(trail.Digest("house", "1", text))})
}
