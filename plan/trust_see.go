package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A TrustView is how trust stands in one file, for one reader.
type TrustView struct {
	Trust
	Code    string
	Subject policy.Subject
	Episode casework.Episode
	Half    Half // the guideline line; zero for who does not read what happened
	Closed  bool // there are words that the reader's keys do not open
}

// Trust returns how trust stands in the file of the client with a code.
func (p *Plan) Trust(ctx context.Context, code string) (TrustView, error) {
	var v TrustView
	err := p.files.Read(ctx, code, policy.SeeTrust, func(r *casework.Reading) (err error) {
		v = TrustView{Code: r.Client.Code, Subject: r.Subject, Episode: r.Episode}
		if v.Trust, err = trustOf(r.Ctx, r.Tx, r.Episode.ID, r.Actor.Staff); err != nil {
			return err
		}
		v.Floor = p.h.Settings().TrustFloor
		var rows []string
		for _, c := range v.Contacts {
			rows = append(rows, c.ID)
		}
		for _, a := range v.Answers {
			rows = append(rows, a.ID)
		}
		for _, m := range v.Milestones {
			rows = append(rows, m.ID)
		}
		said, err := r.Words(rows, pana.Care)
		if err != nil {
			return err
		}
		v.Closed = said.Closed(pana.Care)
		for i := range v.Contacts {
			v.Contacts[i].Text = said.Of("trust_contacts", v.Contacts[i].ID, FieldText)
		}
		for i := range v.Answers {
			v.Answers[i].Told = said.Of("trust_answers", v.Answers[i].ID, FieldTold)
		}
		for i := range v.Milestones {
			v.Milestones[i].Text = said.Of("trust_milestones", v.Milestones[i].ID, FieldText)
		}
		if r.Reads(pana.Safety) {
			v.Half, err = p.half(r)
		}
		return err
	})
	return v, err
}

// Contact returns one of the actor's own contacts, for the form that corrects
// it; NotFound "record.absent" for anything else.
func (p *Plan) Contact(ctx context.Context, code, id string) (Contact, error) {
	v, err := p.Trust(ctx, code)
	if err != nil {
		return Contact{}, err
	}
	for _, c := range v.Contacts {
		if c.ID == id && c.By == pana.ActorFrom(ctx).Staff {
			return c, nil
		}
	}
	return Contact{}, casework.Gone("plan.Contact")
}

// PutMilestone writes the day trust was reached in a past case, within the act
// of the caller, who has checked policy and writes the trail line with the digest.
func (p *Plan) PutMilestone(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, reached pana.Date) ([][32]byte, error) {
	id := tx.ID()
	return [][32]byte{trail.Digest("trust_milestones", id, string(reached))}, putMilestone(ctx, tx, id, client, e, reached)
}
