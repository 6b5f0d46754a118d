package health

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// How an appointment stands.
const (
	Planned = "planned"
	Held    = "held"
	NotHeld = "not-held"
)

// Wishes about the doctor. No wish is an answer; not asked is none.
const NoWish = "no-wish"

// DoctorSexes lists the wishes as a form shows them.
func DoctorSexes() []string { return []string{"female", "male", NoWish} }

// An Appointment is a visit to a doctor, or a doctor's visit here. A held one is
// the service that was delivered.
type Appointment struct {
	ID           AppointmentID       `db:"id"`
	Kind         string              `db:"kind"` // code list appointment-kind
	On           pana.Date           `db:"on_day"`
	At           string              `db:"at_clock"` // 09:30 or empty
	Organisation pana.OrganisationID `db:"organisation_id"`
	Doctor       pana.PersonID       `db:"person_id"`
	Escort       pana.StaffID        `db:"escort"`
	DoctorSex    string              `db:"doctor_sex"`  // the sex of the doctor that she wishes
	Interpreting string              `db:"interpreter"` // the language she needs an interpreter for
	Transport    string              `db:"transport"`   // code list transport
	Payer        string              `db:"payer"`       // code list payer-kind
	Service      string              `db:"service"`     // code list service-kind
	State        string              `db:"state"`
	WhyNot       string              `db:"why_not"` // code list visit-not-held
	Minutes      int                 `db:"minutes"` // 0 when not known
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
	Reason       string              // what for
	Prepare      string              // what to bring, what to heed
	Result       string              // what came of it
	Closed       bool
}

// AtHome is the way of a doctor who comes to the house.
const AtHome = "comes-here"

// Out reports whether somebody has to leave the house for it.
func (a Appointment) Out() bool { return a.Transport != AtHome }

// A Plan is what a form says of an appointment. Only the day is needed.
type Plan struct {
	Kind         string
	On           pana.Date
	At           string
	Organisation pana.OrganisationID
	Doctor       casework.Someone
	Escort       pana.StaffID
	DoctorSex    string
	Interpreting string
	Transport    string
	Payer        string
	Service      string // empty means social and medical
	Reason       string
	Prepare      string
}

func (p Plan) clean(op string) (Plan, error) {
	var err error
	if p.On, err = casework.Day(op, "on", p.On); err != nil {
		return p, err
	}
	if p.On == "" {
		return p, pana.Refuse(op, "on", "date.missing")
	}
	if err = casework.Clock(op, "at", p.At); err != nil {
		return p, err
	}
	if p.Service == "" {
		p.Service = "social-medical"
	}
	for _, c := range []struct{ field, list, code string }{
		{"kind", "appointment-kind", p.Kind}, {"interpreter", "language", p.Interpreting}, {"transport", "transport", p.Transport},
		{"payer", "payer-kind", p.Payer}, {"service", "service-kind", p.Service},
	} {
		if err = casework.CheckCode(op, c.field, c.list, c.code); err != nil {
			return p, err
		}
	}
	if err = casework.CheckOneOf(op, "doctor_sex", p.DoctorSex, DoctorSexes()...); err != nil {
		return p, err
	}
	if p.Reason, err = casework.Text(op, "reason", p.Reason, casework.MostNote); err != nil {
		return p, err
	}
	p.Prepare, err = casework.Text(op, "prepare", p.Prepare, casework.MostNote)
	p.Doctor.New.Role = "doctor"
	return p, err
}

// differs names the fields in which a plan is not what stands, as forms call
// them. A new doctor always differs.
func (p Plan) differs(a Appointment) []string {
	return casework.Differing(map[string]bool{
		"kind": p.Kind == a.Kind, "on": p.On == a.On, "at": p.At == a.At, "organisation": p.Organisation == a.Organisation,
		"doctor": p.Doctor.ID == a.Doctor && p.Doctor.New.Name == "" && p.Doctor.New.Contact == "", "escort": p.Escort == a.Escort,
		"doctor_sex": p.DoctorSex == a.DoctorSex, "interpreter": p.Interpreting == a.Interpreting, "transport": p.Transport == a.Transport,
		"payer": p.Payer == a.Payer, "service": p.Service == a.Service, "reason": p.Reason == a.Reason, "prepare": p.Prepare == a.Prepare,
	})
}

// An Outcome is what became of an appointment.
type Outcome struct {
	Held    bool
	WhyNot  string // code list visit-not-held, when it was not
	Minutes int    // of the visit and the way; 0 when not known
	Result  string
}

// mostMinutes bounds a slip of the finger: a day.
const mostMinutes = 24 * 60

func (o Outcome) clean(op string) (Outcome, error) {
	if err := casework.CheckCode(op, "why_not", "visit-not-held", o.WhyNot); err != nil {
		return o, err
	}
	if err := casework.Within(op, "minutes", o.Minutes, 0, mostMinutes); err != nil {
		return o, err
	}
	if o.Held {
		o.WhyNot = ""
	} else {
		o.Minutes = 0
	}
	var err error
	o.Result, err = casework.Text(op, "result", o.Result, casework.MostText)
	return o, err
}

func (o Outcome) state() string {
	if o.Held {
		return Held
	}
	return NotHeld
}

// Coming splits appointments into those that are planned, the next first, and
// those that are over, the latest first.
func Coming(all []Appointment) (coming, over []Appointment) {
	for _, a := range all {
		if a.State == Planned {
			coming = append(coming, a)
		} else {
			over = append(over, a)
		}
	}
	slices.Reverse(over)
	return coming, over
}
