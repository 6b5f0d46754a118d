package plan

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// A Step is something to be done on the way to a goal: who, when as exactly as
// it is known, and who pays.
type Step struct {
	ID      string              `db:"id"`
	Line    string              `db:"line_id"`
	Doer    string              `db:"who"` // client, staff, person, or empty
	Staff   pana.StaffID        `db:"staff_id"`
	Person  pana.PersonID       `db:"person_id"`
	When    pana.Fuzzy          `db:"-"`
	Place   pana.OrganisationID `db:"place"`
	Out     bool                `db:"out_door"` // somebody has to leave the house for it
	Payer   string              `db:"payer"`    // code list payer-kind
	Service string              `db:"service"`  // code list service-kind
	Minutes int                 `db:"minutes"`  // how long a colleague took; 0 when nobody counted
	State   string              `db:"state"`    // open, done, dropped
	StateOn pana.Date           `db:"state_on"`
	By      pana.StaffID        `db:"by_staff"`
	Version int64               `db:"version"`
	What    string

	Earliest  pana.Date      `db:"earliest"`
	Latest    pana.Date      `db:"latest"`
	Precision pana.Precision `db:"precision"`
}

// Who does a step.
const (
	ByClient = "client"
	ByStaff  = "staff"
	ByPerson = "person"
)

// Done is the state of a step that has been taken.
const Done = "done"

// StepStates lists the states of a step.
func StepStates() []string { return []string{Open, Done, Dropped} }

// A NewStep is what the form of a step sends.
type NewStep struct {
	What    string
	Doer    string
	Staff   pana.StaffID
	Person  casework.Someone // someone around her, or someone new
	When    pana.Fuzzy
	Place   pana.OrganisationID
	Out     bool
	Payer   string
	Service string
	Minutes int
	State   string // empty is open
}

// clean refuses a step without words, unknown codes, and a moment that is none.
// A moment may lie ahead; it is never made more exact than it was said.
func (n NewStep) clean(op string) (NewStep, error) {
	var err error
	if n.What, err = casework.Text(op, "what", n.What, casework.MostNote); err != nil {
		return n, err
	}
	if n.What == "" {
		return n, pana.Refuse(op, "what", "plan.step.missing")
	}
	for _, f := range []struct{ field, list, code string }{{"payer", "payer-kind", n.Payer}, {"service", "service-kind", n.Service}} {
		if err := codes.Check(op, f.field, f.list, f.code); err != nil {
			return n, err
		}
	}
	if err := casework.Within(op, "minutes", n.Minutes, 0, casework.MostMinutes); err != nil {
		return n, err
	}
	if err := casework.CheckOneOf(op, "who", n.Doer, ByClient, ByStaff, ByPerson); err != nil {
		return n, err
	}
	if err := casework.CheckOneOf(op, "state", n.State, StepStates()...); err != nil {
		return n, err
	}
	if n.State == "" {
		n.State = Open
	}
	return n, moment(op, "when", n.When)
}

// moment refuses what is no moment: crossed, more exact than its precision, or
// of a precision that nobody offers.
func moment(op, field string, f pana.Fuzzy) error {
	for _, d := range []pana.Date{f.Earliest, f.Latest} {
		if _, err := casework.Day(op, field, d); err != nil {
			return err
		}
	}
	err := f.Valid()
	if e, ok := err.(*pana.Error); ok {
		return pana.Refuse(op, field, e.Say)
	}
	if f.Known() != (f.Precision != pana.Unknown) || f.Precision != pana.Day && f.Known() && f.Earliest == f.Latest {
		return pana.Refuse(op, field, "date.precision")
	}
	return nil
}

// differs names the fields in which n is not what stands.
func (n NewStep) differs(s Step) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"what", n.What == s.What}, {"who", n.Doer == s.Doer && n.Staff == s.Staff && n.Person.ID == s.Person},
		{"when", n.When == s.When}, {"place", n.Place == s.Place}, {"out", n.Out == s.Out}, {"payer", n.Payer == s.Payer},
		{"service", n.Service == s.Service}, {"minutes", n.Minutes == s.Minutes}, {"state", n.State == s.State},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}
