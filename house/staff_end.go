package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// EndStaff closes an account, today and at once: sessions, keys, passkeys, grants,
// invitations and drafts are gone. The circles she knew are turned as far as the
// actor is inside them, the others at the next sign-in of someone who is. Her
// name stays beside what she wrote. What is left of her Left tells. It refuses the actor herself
// ("staff.self") and the last director. It is safe to repeat.
func (h *House) EndStaff(ctx context.Context, staff pana.StaffID) error {
	check := func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.EndStaff, policy.Subject{}); err != nil {
			return err
		}
		if actor.Staff == staff {
			return &pana.Error{Op: "house.EndStaff", Kind: pana.Conflict, Say: "staff.self"}
		}
		if _, err := getMember(ctx, tx, staff); err != nil {
			return err
		}
		return h.notLast(ctx, tx, staff, pana.Director)
	}
	if err := h.DB.View(ctx, check); err != nil {
		return err
	}
	// Keys go before rows: cut off here, she can open nothing, and asking again
	// finishes it.
	if err := h.Vault.RemovePerson(ctx, staff); err != nil {
		return err
	}
	if err := h.dropPasskeys(ctx, staff); err != nil {
		return err
	}
	err := h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := check(tx); err != nil {
			return err
		}
		if err := h.sheetLeft(ctx, tx, staff); err != nil {
			return err
		}
		if err := endMember(ctx, tx, staff, h.Today(tx.Now)); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.EndStaff, Object: string(staff)})
	})
	if err != nil {
		return err
	}
	if err := h.superviseAnew(ctx); err != nil {
		return err
	}
	if ring := seal.RingFrom(ctx); ring != nil {
		if _, err := ring.TurnPending(ctx); err != nil {
			h.log.Error("turn the circles somebody has left", "err", err)
		}
	}
	return nil
}
