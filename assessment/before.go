package assessment

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// What was before is never asked at the door and never required. Each line stands
// by itself; whatever is remembered roughly stays rough.

// A Trace is what every line about what was before has in common.
type Trace struct {
	ID          string       `db:"id"`
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	By          pana.StaffID `db:"by_staff"`
	Text        string       // the worker's words
	Told        string       // the client's own words
	Closed      bool         // there are words, but the reader's keys do not open them
}

// A Harm is something that was done to the client before, by kind and rough time.
type Harm struct {
	Trace
	Kind string // code list prior-harm
	When pana.Period
}

// A Household is a risk at home that was someone else's: about a third person,
// kept apart from the client's own facts.
type Household struct {
	Trace
	Kind  string `db:"kind"`  // code list household-risk
	Whose string `db:"whose"` // code list household-who
}

// A Chance is somebody who was near and could have known, so that others learn
// to look.
type Chance struct {
	Trace
	Kind string // code list bystander
	When pana.Fuzzy
}

// Marks are three answers about the whole: each yes, no, unknown or empty.
type Marks struct {
	ID          string      `db:"id"`
	Number      int         `db:"number"`   // how often they have been answered
	Domestic    string      `db:"domestic"` // the same time was one of domestic violence: nobody is counted twice
	Parents     string      `db:"parents"`  // her parents lived through such a thing
	Children    string      `db:"children"` // so have her children
	Source      pana.Source `db:"source"`
	Interpreted bool        `db:"interpreted"`
}

// MarkAnswers lists the answers of a mark.
func MarkAnswers() []string { return []string{"yes", "no", "unknown"} }

// Generational reports whether the same thing has touched more than one generation.
func (m Marks) Generational() bool { return m.Parents == "yes" || m.Children == "yes" }

// Safeguard reports whether somebody should look at how the client's children are:
// the same thing has touched more than one generation, and there are children who
// depend on her.
func (m Marks) Safeguard(children int) bool { return m.Generational() && children > 0 }

// Before is all that is written of what was before.
type Before struct {
	Code      string
	Harms     []Harm
	Household []Household
	Chances   []Chance
	Marks     Marks
	May       bool // the reader may add to it
}

func (h Harm) clean(op string, today pana.Date) (Harm, error) {
	if h.Kind == "" {
		return h, pana.Refuse(op, "kind", "before.kind.missing")
	}
	if err := casework.CheckCode(op, "kind", "prior-harm", h.Kind); err != nil {
		return h, err
	}
	if err := remembered(op, "from", h.When.From, today); err != nil {
		return h, err
	}
	if err := remembered(op, "until", h.When.Until, today); err != nil {
		return h, err
	}
	if f, u := h.When.From.Earliest, h.When.Until.Latest; f != "" && u != "" && f > u {
		return h, pana.Refuse(op, "until", "date.crossed")
	}
	err := h.Trace.clean(op)
	return h, err
}

func (h Household) clean(op string) (Household, error) {
	if h.Kind == "" {
		return h, pana.Refuse(op, "kind", "before.kind.missing")
	}
	if err := casework.CheckCode(op, "kind", "household-risk", h.Kind); err != nil {
		return h, err
	}
	if err := casework.CheckCode(op, "whose", "household-who", h.Whose); err != nil {
		return h, err
	}
	err := h.Trace.clean(op)
	return h, err
}

func (c Chance) clean(op string, today pana.Date) (Chance, error) {
	if c.Kind == "" {
		return c, pana.Refuse(op, "kind", "before.who.missing")
	}
	if err := casework.CheckCode(op, "kind", "bystander", c.Kind); err != nil {
		return c, err
	}
	if err := remembered(op, "when", c.When, today); err != nil {
		return c, err
	}
	err := c.Trace.clean(op)
	return c, err
}

func (t *Trace) clean(op string) error {
	if err := casework.CheckSource(op, t.Source); err != nil {
		return err
	}
	return cleanWords(op, &t.Text, &t.Told)
}

func (m Marks) clean(op string) error {
	for field, answer := range map[string]string{"domestic": m.Domestic, "parents": m.Parents, "children": m.Children} {
		if answer != "" && !slices.Contains(MarkAnswers(), answer) {
			return pana.Refuse(op, field, "codes.unknown")
		}
	}
	return casework.CheckSource(op, m.Source)
}

// remembered refuses a moment whose ends are crossed and one that lies ahead.
func remembered(op, field string, f pana.Fuzzy, today pana.Date) error {
	if err := f.Valid(); err != nil {
		return pana.Refuse(op, field, "date.crossed")
	}
	if f.Earliest > today {
		return pana.Refuse(op, field, "date.future")
	}
	return nil
}
