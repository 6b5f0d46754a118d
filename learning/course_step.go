package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Step takes a course a step on. Steps are only added: what was is never
// unwritten. It refuses a step that cannot follow the last one
// ("learning.step.order") and one that has not come; a page that did not show the
// last step is refused with db.stale.
func (l *Learning) Step(ctx context.Context, client pana.ClientID, id CourseID, version int64, n NewStep) error {
	const op = "learning.Step"
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		c, ok, err := courseByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		if n.Step == "" {
			return pana.Refuse(op, "step", "learning.step.missing")
		}
		stale := db.Stale(op, map[string]any{"Fields": []string{"step"}})
		if c.Version != version {
			return stale
		}
		if n, err = n.clean(op, c.State, e.Today); err != nil {
			return err
		}
		if taken, err := moveCourse(e.Ctx, e.Tx, id, version, n.Step); err != nil || taken == 0 {
			return cmp.Or(err, stale)
		}
		e.About(string(id))
		return putStep(e, id, n)
	})
}

func putStep(e *casework.Entry, id CourseID, n NewStep) error {
	step := e.Tx.ID()
	if err := insertStep(e.Ctx, e.Tx, step, id, e.Client(), n); err != nil {
		return err
	}
	e.Wrote("course_steps", step, id, n.Step, n.When, n.Why, n.Minutes)
	return e.Put(pana.Care, "course_steps", step, casework.Say{Field: fieldWhy, Text: n.Words})
}

// AfterThreeMonths are the answers to how it goes after three months. Not asked is
// no answer, and not known stays not known.
func AfterThreeMonths() []string { return []string{"yes", "no", "unknown"} }

// AnswerCourse records whether she works three months after a course was finished.
// It refuses a course that is not finished ("learning.three.not-finished") and an
// answer before three months have surely passed ("learning.three.early").
func (l *Learning) AnswerCourse(ctx context.Context, client pana.ClientID, id CourseID, version int64, answer string) error {
	const op = "learning.AnswerCourse"
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		c, ok, err := courseByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		if c.Steps, err = stepsOf(e.Ctx, e.Tx, e.Client(), id); err != nil {
			return err
		}
		since, finished := c.Ended()
		if !finished {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "three_months", Say: "learning.three.not-finished"}
		}
		return answerThree(e, op, "courses", string(id), threeMonths{since, c.ThreeMonths, c.Version}, version, answer)
	})
}

// threeMonths is what is known of the question three months later.
type threeMonths struct {
	since   pana.Fuzzy
	answer  string
	version int64
}

func answerThree(e *casework.Entry, op, table, row string, now threeMonths, version int64, answer string) error {
	if answer == "" {
		return pana.Refuse(op, "three_months", "learning.three.missing")
	}
	if err := casework.CheckCode(op, "three_months", "after-three-months", answer); err != nil {
		return err
	}
	stale := db.Stale(op, map[string]any{"Fields": []string{"three_months"}})
	from, known := AskFrom(now.since)
	switch {
	case now.answer == answer:
		return nil
	case now.version != version:
		return stale
	case known && e.Today < from:
		return &pana.Error{Op: op, Kind: pana.Conflict, Field: "three_months", Say: "learning.three.early", With: map[string]any{"Day": from}}
	}
	if n, err := answerAfter(e.Ctx, e.Tx, table, row, version, answer, e.Today); err != nil || n == 0 {
		return cmp.Or(err, stale)
	}
	e.About(row)
	e.Wrote(table, row, "three_months", answer, e.Today)
	return nil
}
