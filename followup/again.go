package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// An AgainPage is what somebody who opens the door to a former client sees: her
// times in our care, and nothing of what is written about them.
type AgainPage struct {
	Code   string
	Sleeps bool // she has a bed already
	Today  pana.Date
	Times  []casework.Episode
}

// Again returns it for the client with a code.
func (f *FollowUp) Again(ctx context.Context, code string) (AgainPage, error) {
	var p AgainPage
	err := f.files.Read(ctx, code, policy.ReopenClient, func(r *casework.Reading) error {
		p = AgainPage{Code: r.Client.Code, Today: r.Today}
		var err error
		if p.Sleeps, err = residence.Sleeps(ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		p.Times, err = casework.EpisodesOf(ctx, r.Tx, r.Subject.Client)
		return err
	})
	return p, err
}

// ComeBack lets in somebody who was here before: the same person, the same code,
// and a new time in our care, with the best bed there is. Her earlier times stay
// as they were and are read by whoever may read her file. Whoever is on call is
// told. It returns her code.
//
// Somebody who never left keeps the time in our care that is open. It refuses
// whoever has a bed already ("residence.client.placed"), and what AdmitBest refuses.
func (f *FollowUp) ComeBack(ctx context.Context, client pana.ClientID, children int) (code string, err error) {
	const op = "followup.ComeBack"
	if err := casework.Within(op, "children", children, 0, 20); err != nil {
		return "", err
	}
	err = f.files.Reach(ctx, policy.ReopenClient, client, func(e *casework.Entry) error {
		sleeps, err := residence.Sleeps(ctx, e.Tx, client)
		switch {
		case err != nil:
			return err
		case sleeps:
			return conflict(op, "", "residence.client.placed")
		}
		if err := f.renew(e); err != nil {
			return err
		}
		set := f.h.Settings()
		say := locale.For(set.Language, set.Word)
		if _, err := f.beds.AdmitBest(ctx, e.Tx, e.Subject, children, say.T("again.reason")); err != nil {
			return err
		}
		if code, err = codeOf(ctx, e.Tx, client); err != nil {
			return err
		}
		return f.alarm(e, "on-call", "again.alert")
	})
	return code, err
}

// renew begins a new time in our care, unless the one that is open has no exit.
func (f *FollowUp) renew(e *casework.Entry) error {
	before := e.Episode
	if before.ID != "" && before.Closed == "" {
		left, _, err := LeftOn(e.Ctx, e.Tx, before.ID)
		if err != nil || left == "" && before.Stage != "follow-up" {
			return err
		}
		a, ok, err := agreementOf(e.Ctx, e.Tx, before.ID)
		if err != nil {
			return err
		}
		if ok {
			if err := endAgreement(e, a, CameBack); err != nil {
				return err
			}
		}
	}
	closed, err := e.Again()
	if err != nil {
		return err
	}
	e.About(string(e.Episode.ID))
	if closed.ID == "" {
		return nil
	}
	e.Wrote("closings", string(closed.ID), CameBack, e.Today)
	return insertClosing(e.Ctx, e.Tx, closed.ID, e.Subject, CameBack, e.Today)
}
