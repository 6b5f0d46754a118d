package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// PlanAppointment puts a visit on the calendar. A doctor who is named is one of
// the people around the client, and is compared with the watch list.
//
// It refuses an appointment without a day, unknown codes, an escort or an
// organisation the house does not know, and a person who is not around her.
func (h *Health) PlanAppointment(ctx context.Context, client pana.ClientID, p Plan) (AppointmentID, error) {
	const op = "health.PlanAppointment"
	p, err := p.clean(op)
	if err != nil {
		return "", err
	}
	var id AppointmentID
	err = h.files.Enter(ctx, policy.PlanVisit, client, func(e *casework.Entry) error {
		doctor, err := h.around(e, op, p)
		if err != nil {
			return err
		}
		id = AppointmentID(e.Tx.ID())
		if err := insertAppointment(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, p, doctor); err != nil {
			return err
		}
		return wrotePlan(e, id, p, doctor)
	})
	return id, err
}

// ChangeAppointment changes a planned visit: another day, another escort. A page
// older than the record is refused with db.stale and the fields that differ; the
// same values again change nothing. One that was held or not held is settled:
// "health.visit.settled".
func (h *Health) ChangeAppointment(ctx context.Context, client pana.ClientID, id AppointmentID, version int64, p Plan) error {
	const op = "health.ChangeAppointment"
	p, err := p.clean(op)
	if err != nil {
		return err
	}
	return h.files.Enter(ctx, policy.PlanVisit, client, func(e *casework.Entry) error {
		a, err := appointmentWithWords(e, op, id)
		if err != nil {
			return err
		}
		fields := p.differs(a)
		switch {
		case len(fields) == 0:
			return nil
		case a.State != Planned:
			return settled(op)
		case a.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		doctor, err := h.around(e, op, p)
		if err != nil {
			return err
		}
		if n, err := updateAppointment(e.Ctx, e.Tx, id, version, p, doctor); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		return wrotePlan(e, id, p, doctor)
	})
}

func settled(op string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Say: "health.visit.settled"}
}

// around returns the doctor a plan names, after checking everyone it speaks of.
func (h *Health) around(e *casework.Entry, op string, p Plan) (pana.PersonID, error) {
	if err := e.Colleague(op, "escort", p.Escort); err != nil {
		return "", err
	}
	if err := e.Partner(op, "organisation", p.Organisation); err != nil {
		return "", err
	}
	return e.Who(op, "doctor", p.Doctor)
}

func wrotePlan(e *casework.Entry, id AppointmentID, p Plan, doctor pana.PersonID) error {
	e.About(string(id))
	e.Wrote("appointments", string(id), e.Client(), p.Kind, p.On, p.At, p.Organisation, doctor, p.Escort, p.DoctorSex, p.Interpreting,
		p.Transport, p.Payer, p.Service)
	return e.Put(pana.Health, "appointments", string(id), casework.Say{Field: fieldReason, Text: p.Reason}, casework.Say{Field: fieldPrepare, Text: p.Prepare})
}

// appointmentWithWords returns an appointment of the client with its words.
func appointmentWithWords(e *casework.Entry, op string, id AppointmentID) (Appointment, error) {
	a, ok, err := appointmentByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil || !ok {
		return a, cmp.Or(err, casework.Gone(op))
	}
	said, err := openWords(e, op, "appointments", string(id))
	a.Reason, a.Prepare, a.Result = said[fieldReason], said[fieldPrepare], said[fieldResult]
	return a, err
}
