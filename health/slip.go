package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Slip is what goes with a client to a doctor: as much as she agreed to and no
// more. Without her consent to anything there is none, and the visit goes on all
// the same.
type Slip struct {
	Appointment
	Code      string
	Allowed   bool // she agreed that this recipient may have something for doctors
	Name      string
	AgeBand   string
	Language  string
	Pregnancy Pregnancy
	Allergies []Allergy
	Health    bool // she agreed that her health is told
	Today     pana.Date
}

// PrintSlip draws up the referral slip of an appointment. The gate of consent is
// asked for each fact in the same transaction that reads it, so that what she has
// taken back is gone at the next request. What she has answered about the
// organisation of the appointment decides; only where she was never asked about
// it, her answer about organisations of its kind does.
func (h *Health) PrintSlip(ctx context.Context, code string, id AppointmentID) (Slip, error) {
	const op = "health.PrintSlip"
	var s Slip
	err := h.files.Read(ctx, code, policy.PrintSlip, func(r *casework.Reading) error {
		a, ok, err := appointmentByID(r.Ctx, r.Tx, r.Subject.Client, id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		s = Slip{Appointment: a, Code: r.Client.Code, Today: r.Today}
		to, err := r.Recipient(pana.MedicalUse, a.Organisation, "health")
		if err != nil {
			return err
		}
		may := func(field string) (ok bool) {
			if err == nil {
				ok, err = r.Allowed(pana.MedicalUse, to, field)
			}
			return ok
		}
		s.Allowed = may("")
		name, age, languages := may("name"), may("age"), may("languages")
		s.Health = may("health")
		if err != nil || !s.Allowed {
			return err
		}
		if age {
			s.AgeBand = r.Client.AgeBand
		}
		if languages {
			s.Language = r.Client.Language
		}
		if name {
			if s.Name, err = nameOf(r); err != nil {
				return err
			}
		}
		if s.Health {
			return s.tell(r)
		}
		return nil
	})
	return s, err
}

// tell adds what concerns her health.
func (s *Slip) tell(r *casework.Reading) error {
	var err error
	if s.Pregnancy, _, err = pregnancyOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
		return err
	}
	all, err := allergiesOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return err
	}
	rows := []string{string(s.ID)}
	for _, a := range all {
		if a.Ended == "" {
			s.Allergies = append(s.Allergies, a)
			rows = append(rows, string(a.ID))
		}
	}
	said, err := r.Words(rows, pana.Health)
	if err != nil {
		return err
	}
	s.take(said)
	s.Result = "" // what came of it is the doctor's to tell
	for i, a := range s.Allergies {
		s.Allergies[i].What, s.Allergies[i].Happens = said.Of("allergies", string(a.ID), fieldWhat), said.Of("allergies", string(a.ID), fieldHappens)
	}
	return nil
}

// nameOf opens the client's name as her papers have it, or as she is called.
func nameOf(r *casework.Reading) (string, error) {
	n, err := r.Names()
	if n.Full != "" {
		return n.Full, err
	}
	return n.ToUse, err
}
