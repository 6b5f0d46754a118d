package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Reflection is the time in which a client may recover and think before anything
// is asked of her. Whether the law gives one, and how long, has not been verified:
// the days are the house's own, or what an office granted.
type Reflection struct {
	Since pana.Date `db:"since"`
	Until pana.Date `db:"until"` // empty says that no such day is known
}

// Left is how many days of it are left on a day, and false when none are.
func (n Reflection) Left(today pana.Date) (int, bool) {
	if n.Until == "" || n.Until < today {
		return 0, false
	}
	return days(today, n.Until), true
}

// SetReflection writes down until when a client may recover and reflect. An empty
// until says that no such day is known. It refuses days that cross.
func (l *Legal) SetReflection(ctx context.Context, client pana.ClientID, n Reflection) error {
	const op = "legal.SetReflection"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		var err error
		if n.Since == "" {
			n.Since = e.Today
		}
		if n.Since, err = casework.Past(op, "reflection_since", n.Since, e.Today); err != nil {
			return err
		}
		if n.Until, err = casework.Day(op, "reflection_until", n.Until); err != nil {
			return err
		}
		if n.Until != "" && n.Until < n.Since {
			return pana.Refuse(op, "reflection_until", "date.crossed")
		}
		e.Wrote("court_reflections", string(e.Client()), n.Since, n.Until)
		return insertReflection(e.Ctx, e.Tx, e.Client(), e.Episode.ID, n)
	})
}
