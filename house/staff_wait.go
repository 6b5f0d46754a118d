package house

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// comesIn reports whether staff already has a passphrase of her own.
func (h *House) comesIn(ctx context.Context, staff pana.StaffID) (bool, error) {
	_, err := h.Vault.PublicKey(ctx, staff)
	if says(err, "seal.person.absent") {
		return false, nil
	}
	return err == nil, err
}

// A Reinviting is what whoever writes a new invitation should know before.
type Reinviting struct {
	Hours int  // before it opens, when she comes in already
	Alone bool // nobody else could stand behind one that opens at once
}

// Reinviting tells it of somebody who works here, to whoever may invite.
func (h *House) Reinviting(ctx context.Context, staff pana.StaffID) (r Reinviting, err error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.AddStaff, policy.Subject{}); err != nil {
		return r, err
	}
	if comesIn, err := h.comesIn(ctx, staff); err != nil || !comesIn {
		return r, err
	}
	r.Hours = int(h.Settings().ResetWait().Hours())
	r.Alone, err = h.Alone(ctx, policy.AddStaff)
	return r, err
}

// weighInvitation weighs an invitation that opens at once: for whom, and whether her
// second step is said to be lost.
func weighInvitation(ctx context.Context, tx *db.Tx, d Deed) (print string, n int64, err error) {
	if d.How != "" && !slices.Contains(FactorReasons(), d.How) {
		return "", 0, pana.Refuse("house.Invite", "factor_reason", "factor.reason")
	}
	if err := policy.Check(pana.ActorFrom(ctx), policy.AddStaff, policy.Subject{}); err != nil {
		return "", 0, err
	}
	if d.How != "" {
		if err := policy.Check(pana.ActorFrom(ctx), policy.LoseFactor, policy.Subject{}); err != nil {
			return "", 0, err
		}
	}
	_, err = present(ctx, tx, pana.StaffID(d.Object))
	return "", 0, err
}

// agreedToInvite has the second stand behind an invitation that opens at once: her
// line in the trail names whom it is for.
func (h *House) agreedToInvite(ctx context.Context, tx *db.Tx, b Behind) error {
	if err := h.Use(ctx, tx, b); err != nil || b.Staff == "" {
		return err
	}
	second, _, err := h.asActor(ctx, tx, b.Staff)
	if err != nil {
		return err
	}
	return trail.Record(pana.WithActor(ctx, second), tx, trail.Entry{Act: policy.AddStaff, Object: b.deed.Object})
}

// tellInvited tells her for whom an invitation was written, and everybody else who
// could have written it.
func (h *House) tellInvited(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	if err := h.Tell(ctx, tx, []pana.StaffID{staff}, Notice{Say: "notice.invited"}); err != nil {
		return err
	}
	able, err := h.Able(ctx, tx, policy.AddStaff)
	if err != nil {
		return err
	}
	others := able[:0]
	for _, a := range able {
		if a != staff {
			others = append(others, a)
		}
	}
	return h.Tell(ctx, tx, others, Notice{Say: "notice.invited.other", Object: string(staff)})
}

// InvitedMyself returns from when an invitation works that somebody wrote for the
// actor though she comes in already; open is false when there is none.
func (h *House) InvitedMyself(ctx context.Context) (opens time.Time, open bool, err error) {
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.SetSelf, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		i, ok, err := openInvitation(ctx, tx, actor.Staff)
		opens, open = db.FromMicros(i.Opens), ok
		return err
	})
	return opens, open, err
}

// StopInvitation takes back the invitation that somebody wrote for the actor: she
// has not forgotten her passphrase, or did not ask. Where there is none, because it
// was stopped or used before, it is Conflict "staff.invitation.none".
func (h *House) StopInvitation(ctx context.Context) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.SetSelf, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		open, err := deleteInvitation(ctx, tx, actor.Staff)
		if err != nil {
			return err
		}
		if !open {
			return &pana.Error{Op: "house.StopInvitation", Kind: pana.Conflict, Say: "staff.invitation.none"}
		}
		able, err := h.Able(ctx, tx, policy.AddStaff)
		if err != nil {
			return err
		}
		if err := h.Tell(ctx, tx, able, Notice{Say: "notice.invited.stopped"}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SetSelf, Object: string(actor.Staff)})
	})
}
