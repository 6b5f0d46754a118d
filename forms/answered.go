package forms

import (
	"context"
	"encoding/json"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/policy"
)

// An AnsweredID names a form that was begun about a client.
type AnsweredID string

// States of an answered form. One that is open can be left and gone on with.
const (
	Open = "open"
	Done = "done"
)

// fieldAnswers is the sealed word of an answered form: all its answers.
const fieldAnswers = "answers"

// mostAnswers is the size of the answers to one form, in bytes; a thousand
// questions with a paragraph each fit.
const mostAnswers = 1 << 20

// An Answered is a form that was begun or handed in about a client.
type Answered struct {
	ID          AnsweredID
	Form        *form.Form
	FormID      FormID
	Compartment pana.Compartment
	State       string
	On          pana.Date // the day it was talked through; empty while open
	Source      pana.Source
	Interpreted bool
	Supersedes  AnsweredID // what it corrects
	Superseded  bool       // a correction stands in its place
	By          pana.StaffID
	At          int64
	Version     int64
}

// answers opens what was answered.
func (s *Forms) answers(text string, f *form.Form, now time.Time) (*form.Answers, error) {
	if text == "" {
		return f.Blank(s.clock(now)), nil
	}
	return f.Load([]byte(text), s.clock(now))
}

// as returns the subject with the author of the record: of what is private, only
// the author reads.
func as(s policy.Subject, by pana.StaffID) policy.Subject {
	s.Author = by
	return s
}

// mine finds an answered form of the client that the actor may read, with its
// form, for an act that changes it.
func (s *Forms) mine(e *casework.Entry, op string, id AnsweredID) (Answered, error) {
	r, ok, err := answeredByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return Answered{}, err
	}
	e.Subject = as(e.Subject, r.By)
	if !ok || !policy.Reads(e.Actor, r.Compartment, e.Subject) {
		return Answered{}, gone(op)
	}
	f, err := s.formByRow(e.Ctx, e.Tx, op, r.FormID)
	if err != nil {
		return Answered{}, err
	}
	about(e, r.answered(f))
	return r.answered(f), nil
}

// about names the form for the line of the trail. That there is one in private
// is nobody else's to know.
func about(e *casework.Entry, an Answered) {
	e.About(string(an.ID))
	if an.Compartment == pana.Therapy {
		e.Privately()
	}
}

func (s *Forms) formByRow(ctx context.Context, tx *db.Tx, op string, id FormID) (*form.Form, error) {
	r, ok, err := formByID(ctx, tx, id)
	if err != nil || !ok {
		return nil, firstOf(err, gone(op))
	}
	return s.formOf(ctx, tx, r)
}

// open opens the answers of a form for the act.
func (s *Forms) open(e *casework.Entry, op string, an Answered) (*form.Answers, error) {
	said, open, err := e.Words(an.Compartment, "answered_forms", string(an.ID))
	if err != nil {
		return nil, err
	}
	if !open {
		return nil, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "forms.closed"}
	}
	return s.answers(said[fieldAnswers], an.Form, e.Tx.Now)
}

// seal writes the answers back into the part of the file they belong to.
func (an Answered) seal(e *casework.Entry, op string, text []byte) error {
	if len(text) > mostAnswers {
		return pana.Refuse(op, "", "forms.large")
	}
	e.Wrote("answered_forms", string(an.ID), e.Client(), an.FormID, an.Compartment, an.State, an.On, an.Source, an.Interpreted, an.Supersedes, an.Version)
	return e.Put(an.Compartment, "answered_forms", string(an.ID), casework.Say{Field: fieldAnswers, Text: string(text)})
}

// draft is what is kept while the form is open.
func draft(a *form.Answers) ([]byte, error) { return json.Marshal(a) }
