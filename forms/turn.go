package forms

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/policy"
)

// A Turn is what was typed into one page of a form.
type Turn struct {
	Values      map[string][]string // by path, see form.Answers.Fill
	Add, Remove string              // path of a repeat that grows, or of a part that goes
	Finish      bool                // hand it in
	On          pana.Date           // the day it was talked through; empty means today
	Source      pana.Source
	Interpreted bool
	Version     int64
}

// Turn takes what was typed and works the form out again. It is kept as it is,
// half filled or not. With Finish it is handed in, if nothing in it is wrong; the
// faults are returned otherwise, and all that was typed is kept as well.
//
// It refuses a form that was handed in (Conflict "forms.done"), a day that has
// not come, an unknown source, and a page older than what is kept (db.stale,
// whose With names the paths that differ under "Fields").
func (s *Forms) Turn(ctx context.Context, client pana.ClientID, id AnsweredID, t Turn) ([]form.Fault, error) {
	const op = "forms.Turn"
	var faults []form.Fault
	err := s.files.Enter(ctx, policy.AnswerForm, client, func(e *casework.Entry) error {
		faults = nil
		an, err := s.mine(e, op, id)
		if err != nil {
			return err
		}
		if an.State != Open {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "forms.done"}
		}
		if an.On, err = casework.Past(op, "on", t.On, e.Today); err != nil {
			return err
		}
		if err := casework.CheckSource(op, t.Source); err != nil {
			return err
		}
		a, err := s.open(e, op, an)
		if err != nil {
			return err
		}
		now := s.clock(e.Tx.Now)
		if an.Version != t.Version {
			return stale(op, an, a, t)
		}
		a.Fill(t.Values, now)
		if t.Add != "" && !a.Add(t.Add, now) {
			return pana.Refuse(op, "", "form.fault.repeats")
		}
		if t.Remove != "" {
			a.Remove(t.Remove, now)
		}
		an.Source, an.Interpreted = t.Source, t.Interpreted
		if t.Finish {
			faults = a.Faults("")
		}
		return s.keep(e, op, an, a, t.Finish && len(faults) == 0)
	})
	return faults, err
}

// keep writes an open form, or hands it in.
func (s *Forms) keep(e *casework.Entry, op string, an Answered, a *form.Answers, finish bool) error {
	seen := an.Version
	an.Version++
	text, err := draft(a)
	if finish {
		an.State = Done
		if an.On == "" {
			an.On = e.Today
		}
		text, err = a.Final()
	}
	if err != nil {
		return err
	}
	done, err := updateAnswered(e.Ctx, e.Tx, an, seen)
	if err != nil {
		return err
	}
	if done == 0 {
		return db.Stale(op, nil)
	}
	if finish && an.Supersedes != "" {
		if err := supersede(e.Ctx, e.Tx, e.Client(), an.Supersedes); err != nil {
			return err
		}
	}
	return an.seal(e, op, text)
}

// stale names what differs between what is kept and what an older page sent.
func stale(op string, an Answered, kept *form.Answers, t Turn) error {
	text, err := draft(kept)
	if err != nil {
		return err
	}
	theirs, err := an.Form.Load(text, kept.Now())
	if err != nil {
		return err
	}
	theirs.Fill(t.Values, kept.Now())
	return db.Stale(op, map[string]any{"Fields": kept.Differs(theirs)})
}
