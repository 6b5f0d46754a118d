package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// AddStep puts a step under a line.
func (p *Plan) AddStep(ctx context.Context, client pana.ClientID, line string, n NewStep) (id string, err error) {
	const op = "plan.AddStep"
	err = p.files.Enter(ctx, policy.StepPlan, client, func(e *casework.Entry) error {
		l, err := lineIn(op, e, line)
		if err != nil {
			return err
		}
		n, err := p.settleStep(op, e, n)
		if err != nil {
			return err
		}
		if n.State == Done && l.Waits {
			return conflict(op, "plan.waits")
		}
		id = e.Tx.ID()
		if err := insertStep(e, id, line, n); err != nil {
			return err
		}
		e.About(id)
		wroteStep(e, id, n)
		return e.Put(l.Compartment, "plan_steps", id, casework.Say{Field: FieldWhat, Text: n.What})
	})
	return id, err
}

// EditStep changes a step: what, who, when, done or not. Version is the one the
// page showed; another one is refused with db.stale as EditLine does. A step of a
// line that waits for trust cannot be done yet ("plan.waits").
func (p *Plan) EditStep(ctx context.Context, client pana.ClientID, id string, version int64, n NewStep) error {
	const op = "plan.EditStep"
	return p.files.Enter(ctx, policy.StepPlan, client, func(e *casework.Entry) error {
		s, l, err := stepIn(op, e, id)
		if err != nil {
			return err
		}
		n, err := p.settleStep(op, e, n)
		if err != nil {
			return err
		}
		said, open, err := e.Words(l.Compartment, "plan_steps", id)
		if err != nil {
			return err
		}
		if !open {
			return conflict(op, "plan.closed")
		}
		s.What = said[FieldWhat]
		fields := n.differs(s)
		switch {
		case len(fields) == 0:
			return nil
		case s.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		case n.State == Done && s.State != Done && l.Waits:
			return conflict(op, "plan.waits")
		}
		written, err := updateStep(e, s, n)
		if err != nil {
			return err
		}
		if written == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		e.About(id)
		wroteStep(e, id, n)
		return e.Put(l.Compartment, "plan_steps", id, casework.Say{Field: FieldWhat, Text: n.What})
	})
}

// MarkStep says that a step is done, is dropped, or is open again, and touches
// nothing else of it.
func (p *Plan) MarkStep(ctx context.Context, client pana.ClientID, id string, version int64, state string) error {
	const op = "plan.MarkStep"
	if state == "" {
		return pana.Refuse(op, "state", "plan.state.missing")
	}
	if err := casework.CheckOneOf(op, "state", state, StepStates()...); err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.StepPlan, client, func(e *casework.Entry) error {
		s, l, err := stepIn(op, e, id)
		switch {
		case err != nil:
			return err
		case s.State == state:
			return nil
		case s.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		case state == Done && l.Waits:
			return conflict(op, "plan.waits")
		}
		written, err := markStep(e, s, state)
		if err != nil {
			return err
		}
		if written == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		}
		e.About(id)
		e.Wrote("plan_steps", id, state, e.Today, version+1)
		return nil
	})
}

// settleStep cleans a step and finds whoever it names: a colleague of the house,
// or someone around the client, met now if she is new.
func (p *Plan) settleStep(op string, e *casework.Entry, n NewStep) (NewStep, error) {
	n, err := n.clean(op)
	if err != nil {
		return n, err
	}
	if n.Doer != ByStaff {
		n.Staff = ""
	} else if n.Staff != "" {
		works, err := worksHere(e, n.Staff)
		if err != nil {
			return n, err
		}
		if !works {
			return n, pana.Refuse(op, "who", "plan.staff.absent")
		}
	}
	if n.Doer != ByPerson {
		n.Person = casework.Someone{}
		return n, placed(op, e, n.Place)
	}
	if n.Person.ID, err = e.Who(op, "person", n.Person); err != nil {
		return n, err
	}
	return n, placed(op, e, n.Place)
}

// placed refuses an organisation that the house does not know.
func placed(op string, e *casework.Entry, place pana.OrganisationID) error {
	if place == "" {
		return nil
	}
	known, err := knownPlace(e, place)
	if err == nil && !known {
		err = pana.Refuse(op, "place", "codes.unknown")
	}
	return err
}

func wroteStep(e *casework.Entry, id string, n NewStep) {
	e.Wrote("plan_steps", id, n.Doer, n.Staff, n.Person.ID, n.When, n.Place, n.Out, n.Payer, n.Service, n.Minutes, n.State)
}

// stepIn returns a step of the client's and its line, if the actor may read it.
func stepIn(op string, e *casework.Entry, id string) (Step, Line, error) {
	s, ok, err := stepByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return s, Line{}, err
	}
	if !ok {
		return s, Line{}, casework.Gone(op)
	}
	l, err := lineIn(op, e, s.Line)
	return s, l, err
}
