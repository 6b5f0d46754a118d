package plan

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A NewProposal is one professional's word that trust is there.
type NewProposal struct {
	On   pana.Date
	Sure bool // asked and answered, when it comes under the house's own floor
}

// ProposeTrust says on behalf of the actor, in her role, that trust is there.
// The second of the two proposals reaches the milestone, on its own day, and the
// stage goes on to the plan; unless the client has said "not yet": then it waits
// for her.
//
// It refuses a second word of the same role ("trust.proposed"), two words of one
// person ("trust.same"), a milestone that stands ("trust.stands"); and under the
// floor it asks once ("trust.sure" on field sure) and takes yes for an answer.
func (p *Plan) ProposeTrust(ctx context.Context, client pana.ClientID, n NewProposal) error {
	const op = "plan.ProposeTrust"
	return p.files.Enter(ctx, policy.ProposeTrust, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		on, err := within(op, "on", n.On, e.Episode, e.Today)
		if err != nil {
			return err
		}
		t, err := trustOf(e.Ctx, e.Tx, e.Episode.ID, e.Actor.Staff)
		if err != nil {
			return err
		}
		if _, stands := t.Reached(); stands {
			return conflict(op, "trust.stands")
		}
		role, ok := roleOf(e.Actor, e.Subject.Site, t)
		if !ok {
			return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
		}
		for _, other := range t.Proposals {
			switch {
			case other.Withdrawn != "":
			case other.Role == role && other.By == e.Actor.Staff:
				return nil // she has said so already
			case other.Role == role:
				return conflict(op, "trust.proposed")
			case other.By == e.Actor.Staff:
				return conflict(op, "trust.same")
			}
		}
		id := e.Tx.ID()
		if err := insertProposal(e, id, role, on); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "trust.proposed")
			}
			return err
		}
		e.About(id)
		e.Wrote("trust_proposals", id, role, on)
		t.Proposals = slices.Insert(t.Proposals, 0, Proposal{ID: id, Role: role, On: on, By: e.Actor.Staff})
		if day, both := t.both(); both && t.Said() != NotYet {
			return p.reach(op, e, day, n.Sure)
		}
		return nil
	})
}

// WithdrawTrust takes the actor's own proposal back before the milestone is
// reached. Without one it changes nothing.
func (p *Plan) WithdrawTrust(ctx context.Context, client pana.ClientID) error {
	const op = "plan.WithdrawTrust"
	return p.files.Enter(ctx, policy.ProposeTrust, client, func(e *casework.Entry) error {
		t, err := trustOf(e.Ctx, e.Tx, e.Episode.ID, e.Actor.Staff)
		if err != nil {
			return err
		}
		if _, stands := t.Reached(); stands {
			return conflict(op, "trust.stands")
		}
		for _, own := range t.Proposals {
			if own.Withdrawn == "" && own.By == e.Actor.Staff {
				e.About(own.ID)
				e.Wrote("trust_proposals", own.ID, "withdrawn", e.Today)
				if err := withdrawProposals(e, own.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// reach writes the milestone and lets the stage go on to the plan.
func (p *Plan) reach(op string, e *casework.Entry, on pana.Date, sure bool) error {
	if soon(e.Episode.Opened, on, p.h.Settings().TrustFloor) && !sure {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: "sure", Say: "trust.sure", With: map[string]any{"N": p.h.Settings().TrustFloor}}
	}
	id := e.Tx.ID()
	if err := insertMilestone(e, id, on); err != nil {
		if db.IsUnique(err) {
			return conflict(op, "trust.stands")
		}
		return err
	}
	e.Wrote("trust_milestones", id, on)
	if slices.Contains([]string{"arrival", "first-assessment", "trust"}, e.Episode.Stage) {
		return e.Stage("plan")
	}
	return nil
}
