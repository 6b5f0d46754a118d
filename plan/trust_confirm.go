package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A NewAnswer is what the client said when she was asked.
type NewAnswer struct {
	Answer      string // yes, not-yet, not-said
	Told        string // in her words
	Interpreted bool
	Sure        bool // see NewProposal
}

// ConfirmTrust writes down what the client says of it. Her "not yet" ends a
// milestone that stands and keeps another from coming until she says otherwise;
// her yes, after both proposals, reaches it on its own day. That she did not
// want to say changes nothing.
func (p *Plan) ConfirmTrust(ctx context.Context, client pana.ClientID, n NewAnswer) error {
	const op = "plan.ConfirmTrust"
	if n.Answer == "" {
		return pana.Refuse(op, "answer", "trust.answer.missing")
	}
	if err := casework.CheckOneOf(op, "answer", n.Answer, TrustAnswers()...); err != nil {
		return err
	}
	told, err := casework.Text(op, "told", n.Told, casework.MostNote)
	if err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.ConfirmTrust, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		t, err := trustOf(e.Ctx, e.Tx, e.Episode.ID, e.Actor.Staff)
		if err != nil {
			return err
		}
		id := e.Tx.ID()
		if err := insertAnswer(e, id, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("trust_answers", id, n.Answer, e.Today, n.Interpreted)
		if err := e.Put(pana.Care, "trust_answers", id, casework.Say{Field: FieldTold, Text: told}); err != nil {
			return err
		}
		m, stands := t.Reached()
		_, both := t.both()
		switch {
		case n.Answer == NotYet && stands:
			return p.end(e, m, "client")
		case n.Answer == Yes && both && !stands:
			return p.reach(op, e, e.Today, n.Sure)
		}
		return nil
	})
}

// TakeBackTrust ends the milestone because trust broke, with the reason; both
// proposals are open again and what waits for trust waits. What was reached
// before stays in the history.
func (p *Plan) TakeBackTrust(ctx context.Context, client pana.ClientID, why string) error {
	const op = "plan.TakeBackTrust"
	why, err := casework.Text(op, "why", why, casework.MostNote)
	if err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.TakeBackTrust, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		t, err := trustOf(e.Ctx, e.Tx, e.Episode.ID, e.Actor.Staff)
		if err != nil {
			return err
		}
		m, stands := t.Reached()
		if !stands {
			return conflict(op, "trust.unreached")
		}
		if err := e.Put(pana.Care, "trust_milestones", m.ID, casework.Say{Field: FieldText, Text: why}); err != nil {
			return err
		}
		var ids []string
		for _, standing := range t.Proposals {
			if standing.Withdrawn == "" {
				ids = append(ids, standing.ID)
			}
		}
		if err := withdrawProposals(e, ids...); err != nil {
			return err
		}
		return p.end(e, m, "staff")
	})
}

// end ends a milestone; the stage goes back from the plan to trust.
func (p *Plan) end(e *casework.Entry, m Milestone, as string) error {
	e.About(m.ID)
	e.Wrote("trust_milestones", m.ID, "ended", e.Today, as)
	if err := endMilestone(e, m.ID, as); err != nil {
		return err
	}
	if e.Episode.Stage == "plan" {
		return e.Stage("trust")
	}
	return nil
}
