package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Tables of what was before.
const (
	Harms     = "prior_harms"
	Homes     = "household_risks"
	ChanceSet = "missed_chances"
)

// RecordHarm writes what was done to the client before. With an id it corrects the
// line of that id, which stays kept and no longer shows.
func (a *Assessment) RecordHarm(ctx context.Context, client pana.ClientID, h Harm) error {
	const op = "assessment.RecordHarm"
	return a.before(ctx, client, Harms, func(e *casework.Entry) (Trace, []any, error) {
		h, err := h.clean(op, e.Today)
		f, u := h.When.From, h.When.Until
		return h.Trace, []any{h.Kind, f.Earliest, f.Latest, f.Precision, u.Earliest, u.Latest, u.Precision}, err
	})
}

// RecordHousehold writes a risk at home that was someone else's; with an id it
// corrects one.
func (a *Assessment) RecordHousehold(ctx context.Context, client pana.ClientID, h Household) error {
	const op = "assessment.RecordHousehold"
	return a.before(ctx, client, Homes, func(*casework.Entry) (Trace, []any, error) {
		h, err := h.clean(op)
		return h.Trace, []any{h.Kind, h.Whose}, err
	})
}

// RecordChance writes who was near and could have known; with an id it corrects one.
func (a *Assessment) RecordChance(ctx context.Context, client pana.ClientID, c Chance) error {
	const op = "assessment.RecordChance"
	return a.before(ctx, client, ChanceSet, func(e *casework.Entry) (Trace, []any, error) {
		c, err := c.clean(op, e.Today)
		return c.Trace, []any{c.Kind, c.When.Earliest, c.When.Latest, c.When.Precision}, err
	})
}

// before writes one line into a table, in the place of the line it corrects. A
// line corrected in the meantime is refused with db.stale.
func (a *Assessment) before(ctx context.Context, client pana.ClientID, table string, line func(*casework.Entry) (Trace, []any, error)) error {
	return a.files.Enter(ctx, policy.RecordBefore, client, func(e *casework.Entry) error {
		t, facts, err := line(e)
		if err != nil {
			return err
		}
		if t.ID != "" {
			if err := endLine(e, table, t.ID); err != nil {
				return err
			}
		}
		id := e.Tx.ID()
		if err := insertLine(e.Ctx, e.Tx, table, id, e.Client(), t, facts); err != nil {
			return err
		}
		e.About(id)
		e.Wrote(table, id, append([]any{e.Client(), t.ID, t.Source, t.Interpreted}, facts...)...)
		return e.Put(pana.Care, table, id, saying(t.Text, t.Told)...)
	})
}

// RemoveBefore takes a line out that was written by mistake; it stays kept, and no
// longer shows. A table that is none of these, and a line of another client, are
// NotFound; one that no longer stands is refused with db.stale.
func (a *Assessment) RemoveBefore(ctx context.Context, client pana.ClientID, table, id string) error {
	const op = "assessment.RemoveBefore"
	return a.files.Enter(ctx, policy.RecordBefore, client, func(e *casework.Entry) error {
		switch table {
		case Harms, Homes, ChanceSet:
		default:
			return pana.Refuse(op, "", "record.absent")
		}
		e.About(id)
		e.Wrote(table, id, "ended", e.Today)
		return endLine(e, table, id)
	})
}

func endLine(e *casework.Entry, table, id string) error {
	const op = "assessment.before"
	n, err := endBefore(e.Ctx, e.Tx, table, id, e.Client(), e.Today)
	if err != nil || n > 0 {
		return err
	}
	known, err := lineExists(e.Ctx, e.Tx, table, id, e.Client())
	switch {
	case err != nil:
		return err
	case known:
		return db.Stale(op, nil)
	}
	return pana.Refuse(op, "", "record.absent")
}

// Mark answers the three questions about the whole. Number is what the page showed;
// another one is refused with db.stale if the answers differ. The same answers again
// change nothing.
func (a *Assessment) Mark(ctx context.Context, client pana.ClientID, m Marks) error {
	const op = "assessment.Mark"
	return a.files.Enter(ctx, policy.RecordBefore, client, func(e *casework.Entry) error {
		if err := m.clean(op); err != nil {
			return err
		}
		kept, _, err := marksOf(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		var fields []string
		for field, same := range map[string]bool{"domestic": m.Domestic == kept.Domestic, "parents": m.Parents == kept.Parents, "children": m.Children == kept.Children} {
			if !same {
				fields = append(fields, field)
			}
		}
		switch {
		case len(fields) == 0 && m.Source == kept.Source && m.Interpreted == kept.Interpreted:
			return nil
		case m.Number != kept.Number:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		w := m
		w.ID, w.Number = e.Tx.ID(), kept.Number+1
		e.About(w.ID)
		e.Wrote("before_marks", w.ID, e.Client(), w.Number, w.Domestic, w.Parents, w.Children, w.Source, w.Interpreted)
		return stale(op, insertMarks(e.Ctx, e.Tx, e.Client(), w), fields)
	})
}
