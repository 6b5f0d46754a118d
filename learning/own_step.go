package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// States of a child's own step.
const (
	StepOpen    = "open"
	StepDone    = "done"
	StepLetBe   = "let-be" // it does not matter any more
	mostOwnStep = 300      // runes: a child's step is short
)

// An OwnStep is what a child wants to do next, in the child's own words.
type OwnStep struct {
	ID      StepID       `db:"id"`
	When    pana.Fuzzy   `db:"-"`
	With    pana.StaffID `db:"with_staff"` // who helps
	State   string       `db:"state"`
	Settled pana.Date    `db:"settled"` // when it was done or let be
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Text    string
	Note    string
	Closed  bool
}

// A NewOwnStep is a step as the child says it.
type NewOwnStep struct {
	Text string
	When pana.Fuzzy
	With pana.StaffID
	Note string
}

// AddOwnStep writes down what a child wants to do next. It refuses a step without
// words: they are the child's.
func (l *Learning) AddOwnStep(ctx context.Context, client pana.ClientID, n NewOwnStep) (StepID, error) {
	const op = "learning.AddOwnStep"
	if err := clean(op, text{"text", &n.Text, mostOwnStep}, text{"note", &n.Note, casework.MostNote}); err != nil {
		return "", err
	}
	if n.Text == "" {
		return "", pana.Refuse(op, "text", "learning.own.missing")
	}
	if err := casework.Moment(op, "when", n.When); err != nil {
		return "", err
	}
	var id StepID
	err := l.files.Enter(ctx, policy.CareForChild, client, func(e *casework.Entry) error {
		if err := e.Colleague(op, "with", n.With); err != nil {
			return err
		}
		id = StepID(e.Tx.ID())
		if err := insertOwnStep(e.Ctx, e.Tx, id, e.Client(), n); err != nil {
			return err
		}
		e.About(string(id))
		e.Wrote("own_steps", string(id), e.Client(), n.When, n.With)
		return e.Put(pana.Care, "own_steps", string(id), casework.Say{Field: fieldText, Text: n.Text}, casework.Say{Field: fieldNote, Text: n.Note})
	})
	return id, err
}

// SettleOwnStep says that a step is done, may be let be, or is open again.
func (l *Learning) SettleOwnStep(ctx context.Context, client pana.ClientID, id StepID, version int64, state string) error {
	const op = "learning.SettleOwnStep"
	if state == "" {
		return pana.Refuse(op, "state", "learning.own.state.missing")
	}
	if err := casework.CheckOneOf(op, "state", state, StepOpen, StepDone, StepLetBe); err != nil {
		return err
	}
	return l.files.Enter(ctx, policy.CareForChild, client, func(e *casework.Entry) error {
		s, ok, err := ownStepByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		if s.State == state {
			return nil
		}
		on := e.Today
		if state == StepOpen {
			on = ""
		}
		if n, err := settleOwnStep(e.Ctx, e.Tx, id, version, state, on); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"state"}}))
		}
		e.About(string(id))
		e.Wrote("own_steps", string(id), state, on)
		return nil
	})
}
