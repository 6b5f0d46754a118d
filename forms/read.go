package forms

import (
	"context"

	"example.org/pana/casework"
	"example.org/pana/internal/form"
	"example.org/pana/policy"
)

// Filled is what was answered in forms about one client, as its reader may know
// of it: the newest first.
type Filled struct {
	Code    string
	Forms   []Answered
	Offered []Kept // what the reader may begin
}

// Filled returns the forms of the client with a code. It needs AnswerForm; forms
// of parts of the file that the reader does not read are not in it.
func (s *Forms) Filled(ctx context.Context, code string) (Filled, error) {
	var v Filled
	err := s.files.Read(ctx, code, policy.AnswerForm, func(r *casework.Reading) error {
		v = Filled{Code: r.Client.Code}
		rows, err := answeredOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !policy.Reads(r.Actor, row.Compartment, as(r.Subject, row.By)) {
				continue
			}
			f, err := s.formByRow(r.Ctx, r.Tx, "forms.Filled", row.FormID)
			if err != nil {
				return err
			}
			v.Forms = append(v.Forms, row.answered(f))
		}
		shelf, err := s.shelf(r.Ctx, r.Tx)
		for _, k := range shelf {
			if k.Offered() && answerable(r.Actor, k.Compartment, r.Subject) {
				v.Offered = append(v.Offered, k)
			}
		}
		return err
	})
	return v, err
}

// One is one answered form with what was answered.
type One struct {
	Answered
	Code      string
	Answers   *form.Answers // nil when the reader's keys do not open it
	Correctly AnsweredID    // the correction that was begun or handed in, if any
	May       struct{ Write bool }
}

// Read returns one form of the client with a code, opened. It needs AnswerForm;
// a form of a part of the file that the reader does not read is NotFound, as is
// one that never was.
func (s *Forms) Read(ctx context.Context, code string, id AnsweredID) (One, error) {
	const op = "forms.Read"
	var one One
	err := s.files.Read(ctx, code, policy.AnswerForm, func(r *casework.Reading) error {
		one = One{Code: r.Client.Code}
		row, ok, err := answeredByID(r.Ctx, r.Tx, r.Subject.Client, id)
		if err != nil {
			return err
		}
		if !ok || !policy.Reads(r.Actor, row.Compartment, as(r.Subject, row.By)) {
			return gone(op)
		}
		f, err := s.formByRow(r.Ctx, r.Tx, op, row.FormID)
		if err != nil {
			return err
		}
		one.Answered = row.answered(f)
		if one.Correctly, _, err = correctionOf(r.Ctx, r.Tx, r.Subject.Client, id); err != nil {
			return err
		}
		one.May.Write = answerable(r.Actor, row.Compartment, as(r.Subject, row.By))
		said, err := r.Words([]string{string(id)}, row.Compartment)
		if err != nil || said.Closed(row.Compartment) {
			return err
		}
		one.Answers, err = s.answers(said.Of("answered_forms", string(id), fieldAnswers), f, r.Tx.Now)
		return err
	})
	return one, err
}

// Latest returns the newest form of a kind that was handed in about a client, for
// chapters that go on from it. The reading has checked its own right.
func (s *Forms) Latest(r *casework.Reading, key string) (*form.Answers, Answered, error) {
	rows, err := answeredOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return nil, Answered{}, err
	}
	for _, row := range rows {
		f, err := s.formByRow(r.Ctx, r.Tx, "forms.Latest", row.FormID)
		if err != nil {
			return nil, Answered{}, err
		}
		if row.State != Done || row.Superseded || keyOf(f) != key || !policy.Reads(r.Actor, row.Compartment, as(r.Subject, row.By)) {
			continue
		}
		said, err := r.Words([]string{string(row.ID)}, row.Compartment)
		if err != nil || said.Closed(row.Compartment) {
			return nil, row.answered(f), err
		}
		a, err := s.answers(said.Of("answered_forms", string(row.ID), fieldAnswers), f, r.Tx.Now)
		return a, row.answered(f), err
	}
	return nil, Answered{}, nil
}
