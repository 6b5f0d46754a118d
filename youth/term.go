package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Kinds of times in a year.
const (
	TermTime = "term"
	Holiday  = "holiday"
)

// A Term is a time of the year in which the timetable runs, or one in which it does not.
type Term struct {
	ID    string    `db:"id"`
	Kind  string    `db:"kind"`
	From  pana.Date `db:"from_day"`
	Until pana.Date `db:"until_day"`
	Name  string    `db:"-"`
}

func (t Term) covers(d pana.Date) bool { return t.From <= d && d <= t.Until }

// AddTerm keeps a term or a holiday; whoever is booked for a lesson that it takes away
// is told. It refuses one without both its days, and a
// holiday over a day on which a lesson was held ("youth.term.held").
func (y *Youth) AddTerm(ctx context.Context, site pana.SiteID, n Term) error {
	const op = "youth.AddTerm"
	return y.within(ctx, op, policy.KeepCentre, site, func(tx *db.Tx, line *trail.Entry) error {
		n := n
		if n.Kind == "" {
			return pana.Refuse(op, "kind", "youth.term.kind")
		}
		if err := casework.CheckOneOf(op, "kind", n.Kind, TermTime, Holiday); err != nil {
			return err
		}
		var err error
		if n.From, err = casework.Day(op, "from", n.From); err != nil {
			return err
		}
		if n.Until, err = casework.Day(op, "until", n.Until); err != nil {
			return err
		}
		switch {
		case n.From == "":
			return pana.Refuse(op, "from", "youth.term.days")
		case n.Until == "" && n.Kind == Holiday:
			n.Until = n.From
		case n.Until == "":
			return pana.Refuse(op, "until", "youth.term.days")
		case n.Until < n.From:
			return pana.Refuse(op, "until", "date.crossed")
		}
		if n.Name, err = casework.Text(op, "name", n.Name, mostName); err != nil {
			return err
		}
		if n.Kind == Holiday {
			held, some, err := db.Find[pana.Date](ctx, tx, `SELECT MIN(on_day) FROM youth_lessons WHERE site_id = $1 AND state = 'held' AND on_day >= $2 AND on_day <= $3 HAVING MIN(on_day) IS NOT NULL`, site, n.From, n.Until)
			if err != nil {
				return err
			}
			if some {
				return &pana.Error{Op: op, Kind: pana.Invalid, Field: "from", Say: "youth.term.held", With: map[string]any{"Day": held}}
			}
		}
		n.ID = tx.ID()
		name, err := y.h.SealOwn("youth_terms", n.ID, "name", 1, n.Name)
		if err != nil {
			return err
		}
		wrote(line, "youth_terms", n.ID, n.Kind, string(n.From), string(n.Until))
		return y.retime(ctx, tx, site, func() error { return insertTerm(ctx, tx, site, n, name) })
	})
}

// StrikeTerm takes back a term or a holiday that was a mistake; whoever is booked for a
// lesson that it brings back, or takes away, is told.
func (y *Youth) StrikeTerm(ctx context.Context, site pana.SiteID, id string) error {
	const op = "youth.StrikeTerm"
	return y.within(ctx, op, policy.KeepCentre, site, func(tx *db.Tx, line *trail.Entry) error {
		wrote(line, "youth_terms", id, "struck")
		return y.retime(ctx, tx, site, func() error {
			n, err := strikeTerm(ctx, tx, site, id)
			if err == nil && n == 0 {
				return casework.Gone(op)
			}
			return err
		})
	})
}

func (y *Youth) terms(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Term, error) {
	rows, err := termRows(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	all := make([]Term, len(rows))
	for i, r := range rows {
		all[i] = r.Term
		if all[i].Name, err = y.h.OpenOwn("youth_terms", r.ID, "name", r.Sealed); err != nil {
			return nil, err
		}
	}
	return all, nil
}
