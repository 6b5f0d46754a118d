package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// HoldAppointment says what became of a visit. A held one is the service
// delivered, with its minutes; one that was not held says gently why. A result
// may be added later; settling it anew needs the version of the page.
//
// It refuses a visit of a day that has not come ("health.visit.future").
func (h *Health) HoldAppointment(ctx context.Context, client pana.ClientID, id AppointmentID, version int64, o Outcome) error {
	const op = "health.HoldAppointment"
	o, err := o.clean(op)
	if err != nil {
		return err
	}
	return h.files.Enter(ctx, policy.PlanVisit, client, func(e *casework.Entry) error {
		a, err := appointmentWithWords(e, op, id)
		if err != nil {
			return err
		}
		fields := casework.Differing(map[string]bool{"held": a.State == o.state(), "why_not": a.WhyNot == o.WhyNot, "minutes": a.Minutes == o.Minutes, "result": a.Result == o.Result})
		switch {
		case len(fields) == 0:
			return nil
		case a.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		case o.Held && a.On > e.Today:
			return pana.Refuse(op, "held", "health.visit.future")
		}
		if n, err := settleAppointment(e.Ctx, e.Tx, id, version, o); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		e.About(string(id))
		e.Wrote("appointments", string(id), o.state(), o.WhyNot, o.Minutes)
		return e.Put(pana.Health, "appointments", string(id), casework.Say{Field: fieldResult, Text: o.Result})
	})
}
