package forms

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Correct begins a correction of a form that was handed in: a new one with the
// same answers, in the same version. The old one stands until the new one is
// handed in, and stays kept after. A correction that was begun already is gone on
// with.
//
// It refuses a form that is open (Conflict "forms.open"), and one that was
// corrected already (Conflict "forms.superseded").
func (s *Forms) Correct(ctx context.Context, client pana.ClientID, id AnsweredID) (AnsweredID, error) {
	const op = "forms.Correct"
	var made AnsweredID
	err := s.files.Enter(ctx, policy.AnswerForm, client, func(e *casework.Entry) error {
		old, err := s.mine(e, op, id)
		if err != nil {
			return err
		}
		begun, ok, err := correctionOf(e.Ctx, e.Tx, e.Client(), id)
		switch {
		case err != nil:
			return err
		case old.State != Done:
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "forms.open"}
		case old.Superseded:
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "forms.superseded"}
		case ok:
			made = begun
			return nil
		}
		a, err := s.open(e, op, old)
		if err != nil {
			return err
		}
		text, err := draft(a)
		if err != nil {
			return err
		}
		an := Answered{ID: AnsweredID(e.Tx.ID()), FormID: old.FormID, Compartment: old.Compartment, State: Open, On: old.On,
			Source: old.Source, Interpreted: old.Interpreted, Supersedes: old.ID, By: e.Actor.Staff, At: db.Micros(e.Tx.Now), Version: 1}
		made = an.ID
		err = begin(e, op, an, text)
		if db.IsUnique(err) {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "forms.again"}
		}
		return err
	})
	return made, err
}

// Discard throws away a form that was begun and never handed in, with all that
// was typed. A stale page is refused with db.stale, a form handed in with
// Conflict "forms.done".
func (s *Forms) Discard(ctx context.Context, client pana.ClientID, id AnsweredID, version int64) error {
	const op = "forms.Discard"
	return s.files.Enter(ctx, policy.AnswerForm, client, func(e *casework.Entry) error {
		an, err := s.mine(e, op, id)
		if err != nil {
			return err
		}
		if an.State != Open {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "forms.done"}
		}
		if err := e.Put(an.Compartment, "answered_forms", string(id), casework.Say{Field: fieldAnswers}); err != nil {
			return err
		}
		gone, err := deleteAnswered(e.Ctx, e.Tx, id, version)
		if err != nil {
			return err
		}
		if gone == 0 {
			return db.Stale(op, nil)
		}
		e.Wrote("answered_forms", string(id), "discarded")
		return nil
	})
}
