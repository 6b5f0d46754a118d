package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// WishCourse writes down what she wants to learn. The wish is its first step.
func (l *Learning) WishCourse(ctx context.Context, client pana.ClientID, w Wish) (CourseID, error) {
	const op = "learning.WishCourse"
	w, err := w.clean(op)
	if err != nil {
		return "", err
	}
	var id CourseID
	err = l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		if err := e.Partner(op, "organisation", w.Organisation); err != nil {
			return err
		}
		id = CourseID(e.Tx.ID())
		if err := insertCourse(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, w); err != nil {
			return err
		}
		day, err := pana.NewFuzzy(e.Today, pana.Day)
		if err != nil {
			return err
		}
		if err := putStep(e, id, NewStep{Step: Wished, When: day}); err != nil {
			return err
		}
		return wroteCourse(e, id, w)
	})
	return id, err
}

// EditCourse changes what is known of a course. A page older than the record is
// refused with db.stale and the fields that differ; the same values again change
// nothing.
func (l *Learning) EditCourse(ctx context.Context, client pana.ClientID, id CourseID, version int64, w Wish) error {
	const op = "learning.EditCourse"
	w, err := w.clean(op)
	if err != nil {
		return err
	}
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		c, ok, err := courseByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		said, err := openWords(e, op, "courses", string(id))
		if err != nil {
			return err
		}
		c.Title, c.Told, c.Note = said[fieldTitle], said[fieldTold], said[fieldNote]
		fields := w.differs(c)
		switch {
		case len(fields) == 0:
			return nil
		case c.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		if err := e.Partner(op, "organisation", w.Organisation); err != nil {
			return err
		}
		if n, err := updateCourse(e.Ctx, e.Tx, id, version, w); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		return wroteCourse(e, id, w)
	})
}

func wroteCourse(e *casework.Entry, id CourseID, w Wish) error {
	e.About(string(id))
	e.Wrote("courses", string(id), e.Client(), w.Kind, w.Organisation, w.Starts, w.Payer, w.Service)
	return e.Put(pana.Care, "courses", string(id), w.sayings()...)
}
