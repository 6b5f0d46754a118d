package house

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Inviting says how somebody who works here is invited anew.
type Inviting struct {
	Lost   string // what became of her second step, one of FactorReasons; empty when she has it
	AtOnce bool   // it opens without waiting, because two stand behind it
	Pair   Pair   // who the two are
	Sheet  string // of the kit, in a house where nobody else could be the second
}

// Invite gives a member a new invitation in place of any earlier one: the first
// was lost, or she has forgotten her passphrase. Nothing of hers changes until
// she accepts, and her second step stays hers then. That it is lost too is said
// apart, with a reason that stands in the trail; any other is refused
// ("factor.reason"). One who has left is NotFound.
//
// Whoever holds an invitation for somebody who already works here can come in as
// she does. So it opens only after a while (Settings.ResetWait), she is told when
// she next comes in, and can stop it; so are the others who may invite. At once it
// opens when a second person stands behind it: refusals as of TwoPeople, nobody as
// the second is "agree.second", no sheet in a house of one "agree.sheet". For one
// who never had a passphrase there is nothing to wait for. Opens is when.
func (h *House) Invite(ctx context.Context, staff pana.StaffID, i Inviting) (invitation string, opens time.Time, err error) {
	if i.Lost != "" && !slices.Contains(FactorReasons(), i.Lost) {
		return "", opens, pana.Refuse("house.Invite", "factor_reason", "factor.reason")
	}
	comesIn, err := h.comesIn(ctx, staff)
	if err != nil {
		return "", opens, err
	}
	var behind Behind
	if comesIn && i.AtOnce {
		if behind, err = h.Second(ctx, InviteDeed(staff, i.Lost), i.Pair, i.Sheet); err != nil {
			return "", opens, err
		}
	}
	invitation, sum, err := h.newInvitation()
	if err != nil {
		return "", opens, err
	}
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.AddStaff, policy.Subject{}); err != nil {
			return err
		}
		if _, err := present(ctx, tx, staff); err != nil {
			return err
		}
		opens = tx.Now
		switch {
		case comesIn && i.AtOnce:
			if err := h.agreedToInvite(ctx, tx, behind); err != nil {
				return err
			}
		case comesIn:
			opens = opens.Add(h.Settings().ResetWait())
		}
		if err := insertInvitation(ctx, tx, sum, staff, i.Lost != "", opens); err != nil {
			return err
		}
		if comesIn {
			if err := h.tellInvited(ctx, tx, staff); err != nil {
				return err
			}
		}
		if i.Lost != "" {
			if err := policy.Check(pana.ActorFrom(ctx), policy.LoseFactor, policy.Subject{}); err != nil {
				return err
			}
			if err := trail.Record(ctx, tx, trail.Entry{Act: policy.LoseFactor + "." + policy.Act(i.Lost), Object: string(staff)}); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AddStaff, Object: string(staff)})
	})
	if err != nil {
		return "", opens, err
	}
	return invitation, opens, nil
}

// InviteDeed is what a second stands behind when an invitation opens at once.
func InviteDeed(staff pana.StaffID, lost string) Deed {
	return Deed{Act: policy.AddStaff, Object: string(staff), How: lost}
}

// FactorReasons are why a second step is said to be lost: nobody has it, it works
// no more, or somebody else may have it.
func FactorReasons() []string { return []string{"lost", "broken", "taken"} }

// present returns the row of someone who works here; anyone else is NotFound.
func present(ctx context.Context, tx *db.Tx, staff pana.StaffID) (memberRow, error) {
	r, err := getMember(ctx, tx, staff)
	if err == nil && r.Ended != "" {
		err = &pana.Error{Op: "house.present", Kind: pana.NotFound, Say: "staff.absent"}
	}
	return r, err
}

// Invited returns whom an invitation is for, so that the page can show the name
// she will sign in with. One that is unknown, used or too old is NotFound
// "staff.invitation"; one that does not open yet is Conflict "staff.invitation.early".
func (h *House) Invited(ctx context.Context, invitation string) (Member, error) {
	if err := h.running("house.Invited"); err != nil {
		return Member{}, err
	}
	var m Member
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		var err error
		m, _, err = h.invited(ctx, tx, invitation)
		return err
	})
	return m, err
}

func (h *House) invited(ctx context.Context, tx *db.Tx, invitation string) (m Member, factorLost bool, err error) {
	sum, err := h.invitationSum(invitation)
	if err != nil {
		return m, false, err
	}
	i, ok, err := findInvitation(ctx, tx, sum)
	if err != nil {
		return m, false, err
	}
	if !ok || i.Used != 0 || db.Micros(tx.Now) >= i.Expires {
		return m, false, &pana.Error{Op: "house.Invited", Kind: pana.NotFound, Say: "staff.invitation"}
	}
	if db.Micros(tx.Now) < i.Opens {
		return m, false, &pana.Error{Op: "house.Invited", Kind: pana.Conflict, Field: "token", Say: "staff.invitation.early"}
	}
	r, err := present(ctx, tx, i.Staff)
	if err != nil {
		return m, false, err
	}
	if m, err = h.member(r); err != nil {
		return m, false, err
	}
	m.Grants, err = findGrantsOf(ctx, tx, i.Staff)
	return m, i.FactorLost, err
}

// AcceptInvitation sets the passphrase of the one invited. The invitation works
// once. She waits to be let into her circles by their members; where she is the
// first who may read a compartment, its circle begins with her. If she had a
// passphrase, it and all it opened are gone, and she waits to be let in again; her
// code and her passkeys are asked for as before, as a second step, unless whoever
// wrote the invitation said that they are lost.
func (h *House) AcceptInvitation(ctx context.Context, invitation, passphrase string) error {
	if err := h.running("house.AcceptInvitation"); err != nil {
		return err
	}
	if err := h.checkOwn(passphrase); err != nil {
		return err
	}
	sum, err := h.invitationSum(invitation)
	if err != nil {
		return err
	}
	var m Member
	var factorLost bool
	// It is used up before the keys are made: two who open the same one at the
	// same moment must not both succeed.
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		var err error
		if m, factorLost, err = h.invited(ctx, tx, invitation); err != nil {
			return err
		}
		if err := useInvitation(ctx, tx, sum, db.Micros(tx.Now)); err != nil {
			return err
		}
		if err := dropSessionsOf(ctx, tx, m.ID); err != nil {
			return err
		}
		r, err := getMember(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		as := pana.WithActor(ctx, pana.Actor{Staff: m.ID, Grants: m.Grants})
		// Who comes for the first time has nothing that could have been changed.
		if comesIn, err := h.comesIn(ctx, m.ID); err != nil {
			return err
		} else if comesIn {
			book, err := h.passkeys(ctx, m.ID)
			if err == nil {
				err = h.tellReplaced(as, tx, r, factorLost, factorLost && len(book.Keys) > 0)
			}
			if err != nil {
				return err
			}
		}
		if m.SecondFactor && factorLost {
			if err := h.setFactor(ctx, tx, r, factor{}); err != nil {
				return err
			}
		}
		if err := policy.Check(pana.ActorFrom(as), policy.SetSelf, policy.Subject{Person: m.ID}); err != nil {
			return err
		}
		return trail.Record(as, tx, trail.Entry{Act: policy.SetSelf, Object: string(m.ID)})
	})
	if err != nil {
		return err
	}
	if factorLost {
		err = h.dropPasskeys(ctx, m.ID)
	}
	if err == nil {
		err = h.giveKeys(ctx, m, passphrase)
	}
	if err != nil {
		again := h.DB.Update(context.WithoutCancel(ctx), func(tx *db.Tx) error { return useInvitation(ctx, tx, sum, 0) })
		if again != nil {
			h.log.Error("reopen an invitation", "err", again)
		}
		return err
	}
	return nil
}

// giveKeys makes the key pair of a member, in place of any she had.
func (h *House) giveKeys(ctx context.Context, m Member, passphrase string) error {
	if err := h.Vault.RemovePerson(ctx, m.ID); err != nil {
		return err
	}
	id, err := h.Vault.AddPerson(ctx, m.ID, m.Name, passphrase, mayStart(m.Grants))
	if err != nil {
		return err
	}
	defer id.Clear()
	if err := h.superviseAnew(ctx); err != nil {
		return err
	}
	return h.askFor(ctx, m.ID, circlesOf(m.Grants, h.SiteList()))
}

// askFor has a member wait for circles. One that is not there yet begins with her.
func (h *House) askFor(ctx context.Context, staff pana.StaffID, circles []Circle) error {
	for _, c := range circles {
		err := h.Vault.NewCircle(ctx, c.Site, c.Compartment, staff)
		if says(err, "seal.circle.exists") {
			err = h.Vault.Ask(ctx, c.Site, c.Compartment, staff)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// askMissing has a member wait for those circles of her grants that her ring
// does not hold, or begin them, and reports whether there were any. It is safe
// to repeat.
func (h *House) askMissing(ctx context.Context, staff pana.StaffID, grants []pana.Grant, ring *seal.Ring) (bool, error) {
	missing := slices.DeleteFunc(circlesOf(grants, h.SiteList()), func(c Circle) bool { return ring.Has(c.Site, c.Compartment) })
	if len(missing) == 0 {
		return false, nil
	}
	return true, h.askFor(ctx, staff, missing)
}
