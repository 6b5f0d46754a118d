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
	op := "house." + string(act)
	if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
		return err
	}
	if (h.Settings().Closed != "") == (act == policy.CloseHouse) {
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: "house.close.already"}
	}
	return h.Agree(ctx, act, by, func(second pana.StaffID, _ []*seal.Ring) error {
		s, version := h.Settings(), h.SettingsVersion()
		return h.DB.Update(ctx, func(tx *db.Tx) error {
			if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
				return err
			}
			s.Closed = when(h.Today(tx.Now))
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
				err = h.Tell(ctx, tx, all, Notice{Say: "notice." + string(act), Object: string(second)})
			}
			if err != nil {
				return err
			}
			tx.AfterCommit(func() { h.settle(s, version+1) })
			return trail.Record(ctx, tx, trail.Entry{Act: act, Object: string(second), Digests: digests(trail.Digest("house", "1", text))})
		})
	})
}
