package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Forced is what the trail has of a passphrase of duress: nobody is its actor,
// its object is whose it is. She herself does not see it there: somebody may
// stand behind her.
const Forced policy.Act = "session.forced"

// SetDuress gives the actor a passphrase for when somebody forces her to sign in:
// typed instead of her own it is answered like any wrong one, stops the house and
// has the others who lead it told. An empty one takes it away. Nothing in the
// house says whether she has one. One that opens something is "duress.same".
func (h *House) SetDuress(ctx context.Context, passphrase string) error {
	actor := pana.ActorFrom(ctx)
	var name string
	err := h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(actor, policy.SetDuress, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		var err error
		if name, err = h.StaffName(ctx, tx, actor.Staff); err != nil {
			return err
		}
		// The line says no more than that she changed something of her own.
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SetSelf, Object: string(actor.Staff)})
	})
	if err != nil {
		return err
	}
	if passphrase == "" {
		return h.Vault.DropDuress(ctx, actor.Staff)
	}
	if err := h.checkOwn(passphrase); err != nil {
		return pana.AtField(err, "danger")
	}
	return pana.AtField(h.Vault.SetDuress(ctx, actor.Staff, name, passphrase), "danger")
}

// vaultSignIn is Vault.SignIn for whoever types at any page of ours. A passphrase
// of duress is wrong to whoever typed it; what follows of it waits until that is
// answered.
func (h *House) vaultSignIn(ctx context.Context, name, passphrase string) (*seal.Identity, error) {
	id, err := h.Vault.SignIn(ctx, name, passphrase)
	if d := seal.DuressOf(err); d != nil {
		at := h.Now()
		ctx := context.WithoutCancel(ctx)
		afterwards(ctx, func() {
			// The mark first: what follows may be cut off. Neither keeps back the other.
			if err := pana.Guard("house.LeaveMark", func() error { return h.Vault.LeaveMark(ctx, d, at) }); err != nil {
				h.log.Error("leave a mark", "err", err)
			}
			if err := pana.Guard("house.stop", func() error { return h.stop(ctx, nil) }); err != nil {
				h.log.Error("stop the house", "err", err)
			}
		})
		err = wrong()
	}
	return id, err
}

// tellMarks tells those who lead the house of marks left while it was being
// stopped or stood stopped, once: each but the one it is about.
func (h *House) tellMarks(ctx context.Context) error {
	marks, err := h.Vault.Marks(ctx)
	if err != nil || len(marks) == 0 {
		return err
	}
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		heads, err := h.Able(ctx, tx, policy.GrantStaff)
		if err != nil {
			return err
		}
		for _, m := range marks {
			for _, head := range slices.DeleteFunc(slices.Clone(heads), func(s pana.StaffID) bool { return s == m.Staff }) {
				n := Notice{Say: "notice.forced", By: m.Staff, Object: string(m.Staff), At: db.Micros(m.At)}
				if err := insertNotice(ctx, tx, tx.ID(), head, n); err != nil {
					return err
				}
			}
			if err := trail.Record(pana.WithActor(ctx, pana.Actor{}), tx, trail.Entry{Act: Forced, Object: string(m.Staff)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return h.Vault.DropMarks(ctx)
}
