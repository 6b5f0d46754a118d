package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Deadline is a day by which something must be handed in or answered.
type Deadline struct {
	ID      string
	Case    CaseID
	Kind    string // code list deadline-kind; empty means other
	Due     pana.Date
	Met     pana.Date // empty while it is open
	Note    string    // sealed
	Version int64
}

// AddDeadline writes down a day of a case. It refuses a missing day and an
// unknown kind; a day that is past may be written down too.
func (l *Legal) AddDeadline(ctx context.Context, client pana.ClientID, id CaseID, n Deadline) error {
	const op = "legal.AddDeadline"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		if err := caseThere(e, op, id); err != nil {
			return err
		}
		if n.Kind == "" {
			n.Kind = "other"
		}
		if err := codes.Check(op, "kind", "deadline-kind", n.Kind); err != nil {
			return err
		}
		var err error
		if n.Due, err = casework.Day(op, "due", n.Due); err != nil {
			return err
		}
		if n.Due == "" {
			return pana.Refuse(op, "due", "court.day.missing")
		}
		if n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote); err != nil {
			return err
		}
		n.ID, n.Case = e.Tx.ID(), id
		if err := insertDeadline(e.Ctx, e.Tx, e.Client(), n); err != nil {
			return err
		}
		e.About(n.ID)
		e.Wrote("court_deadlines", n.ID, e.Client(), id, n.Kind, n.Due)
		return e.Put(pana.Legal, "court_deadlines", n.ID, casework.Say{Field: fieldNote, Text: n.Note})
	})
}

// MeetDeadline says that what was due has been done, today. A page older than the
// record is refused with db.stale.
func (l *Legal) MeetDeadline(ctx context.Context, client pana.ClientID, id string, version int64) error {
	const op = "legal.MeetDeadline"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		there, err := deadlineThere(e.Ctx, e.Tx, e.Client(), id)
		if err != nil {
			return err
		}
		if !there {
			return casework.Gone(op)
		}
		done, err := meetDeadline(e.Ctx, e.Tx, id, e.Today, version)
		if err == nil && done == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"met"}})
		}
		e.About(id)
		e.Wrote("court_deadlines", id, e.Client(), e.Today)
		return err
	})
}
