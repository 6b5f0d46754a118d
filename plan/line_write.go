package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// AddLine puts a line into the plan of the client's open time.
//
// It refuses an area whose words the actor may not write, as if the area were
// not there for her.
func (p *Plan) AddLine(ctx context.Context, client pana.ClientID, n NewLine) (id string, err error) {
	err = p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		id, err = p.addLine(e, n)
		return err
	})
	return id, err
}

func (p *Plan) addLine(e *casework.Entry, n NewLine) (string, error) {
	const op = "plan.AddLine"
	if err := running(op, e); err != nil {
		return "", err
	}
	n, err := n.clean(op)
	if err != nil {
		return "", err
	}
	c := assessment.CompartmentOf(n.Area)
	if !e.May(policy.ReadAct(c)) {
		return "", pana.Refuse(op, "area", "codes.unknown")
	}
	id := e.Tx.ID()
	if err := insertLine(e, id, c, n); err != nil {
		return "", err
	}
	e.About(id)
	e.Wrote("plan_lines", id, n.Area, n.Urgent, n.OpenEnd, n.Baseline, n.Source, n.Interpreted)
	return id, e.Put(c, "plan_lines", id, n.sayings()...)
}

// EditLine changes a line. Version is that of the line the page showed; another
// one is refused with db.stale, whose With names the fields that differ under
// "Fields". The area stays: another area is another line. The same line again
// changes nothing.
//
// It refuses an actor whose keys do not open what the line says ("plan.closed"),
// because she could not know what she overwrites.
func (p *Plan) EditLine(ctx context.Context, client pana.ClientID, id string, version int64, n NewLine) error {
	const op = "plan.EditLine"
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		l, err := lineIn(op, e, id)
		if err != nil {
			return err
		}
		n := n
		n.Area = l.Area
		if n, err = n.clean(op); err != nil {
			return err
		}
		if err := takeWords(op, e, &l); err != nil {
			return err
		}
		fields := n.differs(l)
		switch {
		case len(fields) == 0:
			return nil
		case l.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		written, err := updateLine(e, l, n)
		if err != nil {
			return err
		}
		if written == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		e.About(id)
		e.Wrote("plan_lines", id, n.Urgent, n.OpenEnd, n.Baseline, n.Source, n.Interpreted, version+1)
		return e.Put(l.Compartment, "plan_lines", id, n.sayings()...)
	})
}

// An Ending is how a line of a plan came to its end, or that it goes on.
type Ending struct {
	State      string // open, reached, changed, dropped
	ClientSays string // whether she agrees: yes, no or empty
	Text       string
	Version    int64 // of the line the page showed
}

// EndLine says how a line ended, or takes it up again. A line that waits for
// trust cannot have been reached yet ("plan.waits"); it can be changed or dropped.
func (p *Plan) EndLine(ctx context.Context, client pana.ClientID, id string, n Ending) error {
	const op = "plan.EndLine"
	if n.State == "" {
		return pana.Refuse(op, "state", "plan.state.missing")
	}
	if err := casework.CheckOneOf(op, "state", n.State, append(Endings(), Open)...); err != nil {
		return err
	}
	if err := casework.CheckOneOf(op, "client_says", n.ClientSays, "yes", "no"); err != nil {
		return err
	}
	text, err := casework.Text(op, "ending", n.Text, casework.MostNote)
	if err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		l, err := lineIn(op, e, id)
		if err != nil {
			return err
		}
		if err := takeWords(op, e, &l); err != nil {
			return err
		}
		var fields []string
		for _, f := range []struct {
			name string
			same bool
		}{{"state", n.State == l.Stored}, {"client_says", n.ClientSays == l.ClientSays}, {"ending", text == l.Ending}} {
			if !f.same {
				fields = append(fields, f.name)
			}
		}
		switch {
		case len(fields) == 0:
			return nil
		case l.Version != n.Version:
			return db.Stale(op, map[string]any{"Fields": fields})
		case n.State == Reached && l.Waits:
			return conflict(op, "plan.waits")
		}
		written, err := endLine(e, l, n)
		if err != nil {
			return err
		}
		if written == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		e.About(id)
		e.Wrote("plan_lines", id, n.State, n.ClientSays, e.Today, n.Version+1)
		return e.Put(l.Compartment, "plan_lines", id, casework.Say{Field: FieldEnding, Text: text})
	})
}

// lineIn returns a line of the client's that the actor may read; anything else
// is gone.
func lineIn(op string, e *casework.Entry, id string) (Line, error) {
	l, ok, err := lineByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return l, err
	}
	if !ok || !policy.Reads(e.Actor, l.Compartment, e.Subject) {
		return l, casework.Gone(op)
	}
	return l, nil
}

// takeWords opens what a line says.
func takeWords(op string, e *casework.Entry, l *Line) error {
	said, open, err := e.Words(l.Compartment, "plan_lines", l.ID)
	if err == nil && !open {
		err = &pana.Error{Op: op, Kind: pana.Conflict, Say: "plan.closed"}
	}
	l.Goal, l.Target, l.Ending = said[FieldGoal], said[FieldTarget], said[FieldEnding]
	return err
}
