package assessment

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A PlanKind is one of the two plans for bad moments.
type PlanKind string

// Kinds of plan.
const (
	SafetyPlan PlanKind = "safety" // what she does when she is not safe
	CrisisPlan PlanKind = "crisis" // what helps when she feels very bad
)

// A PlanField is one part of a plan in the client's words, and the part of the
// file in which it stands. What helps in a crisis stands where the night worker
// can open it.
type PlanField struct {
	Name        string
	Compartment pana.Compartment
}

// Fields lists what a plan of kind k asks, in the order of its page.
func (k PlanKind) Fields() []PlanField {
	if k == CrisisPlan {
		return []PlanField{{"signs", pana.Care}, {"helps", pana.Identity}, {"avoid", pana.Identity}}
	}
	return []PlanField{{"signals", pana.Safety}, {"steps", pana.Safety}, {"places", pana.Safety}}
}

// acts returns who may see a plan of the kind and who agrees one with the client.
func (k PlanKind) acts() (see, agree policy.Act) {
	if k == CrisisPlan {
		return policy.SeeCrisisPlan, policy.AgreeCrisisPlan
	}
	return policy.SeeSafetyPlan, policy.AgreeSafetyPlan
}

// Agreements lists the answers to "is it agreed with her".
func Agreements() []string { return []string{"yes", "not-yet", "no"} }

// A Plan is a safety or crisis plan as it was agreed with the client.
type Plan struct {
	ID          string       `db:"id"`
	Number      int          `db:"number"`
	Language    string       `db:"language"` // in which it is written
	Agreed      string       `db:"agreed"`   // yes, not-yet, no or empty
	AgreedOn    pana.Date    `db:"agreed_on"`
	Interpreted bool         `db:"interpreted"`
	By          pana.StaffID `db:"by_staff"`
	Calls       []string     // code list plan-call
	Persons     []pana.PersonID
	Words       map[string]string // by field; those that the reader may open
	Closed      []string          // fields that she may not open, or that her keys do not
}

// A PlanSheet is what the page of a plan shows to one reader.
type PlanSheet struct {
	Code     string
	Kind     PlanKind
	Language string // the one the client is spoken to in
	Plan     Plan   // zero when there is none yet
	Persons  []casework.Known
	May      bool // the reader may agree a new one
}

// NewPlan is a plan as a form sends it. Everything may be empty.
type NewPlan struct {
	Language    string
	Agreed      string
	AgreedOn    pana.Date
	Interpreted bool
	Calls       []string
	Persons     []pana.PersonID
	Words       map[string]string
	Number      int // of the plan that the page showed; 0 when there was none
}

func (n NewPlan) clean(op string, k PlanKind, today pana.Date) (NewPlan, error) {
	if err := casework.CheckCode(op, "language", "language", n.Language); err != nil {
		return n, err
	}
	if err := casework.CheckOneOf(op, "agreed", n.Agreed, Agreements()...); err != nil {
		return n, err
	}
	if err := codes.CheckAll(op, "calls", "plan-call", n.Calls); err != nil {
		return n, err
	}
	var err error
	if n.AgreedOn, err = casework.Past(op, "agreed_on", n.AgreedOn, today); err != nil {
		return n, err
	}
	if n.Agreed == "yes" && n.AgreedOn == "" {
		n.AgreedOn = today
	}
	if n.Agreed != "yes" {
		n.AgreedOn = ""
	}
	words := map[string]string{}
	for _, f := range k.Fields() {
		if words[f.Name], err = casework.Text(op, f.Name, n.Words[f.Name], mostWords); err != nil {
			return n, err
		}
	}
	n.Words = words
	persons := slices.Clone(n.Persons)
	slices.Sort(persons)
	n.Persons = slices.DeleteFunc(slices.Compact(persons), func(p pana.PersonID) bool { return p == "" })
	return n, nil
}
