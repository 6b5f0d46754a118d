package legal

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// ownStep is the code of a step that no template has; its title is sealed.
const ownStep = "own"

// needed are the purposes for which a step can need consent.
var needed = []pana.Purpose{pana.EmbassyUse, pana.PoliceUse}

// A Step is one thing to be done for a paper: planned, asked for, done, or not
// needed. All of it may stay open.
type Step struct {
	StepFacts
	ID      StepID
	Way     RestorationID
	Paper   PaperID
	N       int
	Code    string
	Needs   pana.Purpose // consent without which it is not taken
	Waits   bool         // an answer is waited for
	By      pana.StaffID
	Version int64
	Closed  bool
}

// StepFacts are what a form says about a step.
type StepFacts struct {
	Title    string // of a step of our own, sealed
	Skipped  bool   // not needed
	Planned  pana.Date
	Clock    string
	Asked    pana.Date
	Done     pana.Date
	Office   pana.OrganisationID
	Where    string // the office in words, sealed
	Escort   pana.StaffID
	Minutes  int
	Cost     int64
	Currency string // code list currency; empty with a cost means tenge
	Payer    string // code list payer-kind
	Note     string // sealed
}

const (
	mostMinutes = 24 * 60
	mostCost    = 1_000_000_000
)

// Own reports whether the step is ours and not the template's.
func (s Step) Own() bool { return s.Code == ownStep }

// State is where the step stands: done, skipped, asked, planned or open.
func (s StepFacts) State() string {
	switch {
	case s.Skipped:
		return "skipped"
	case s.Done != "":
		return "done"
	case s.Asked != "":
		return "asked"
	case s.Planned != "":
		return "planned"
	}
	return "open"
}

// Waiting is for how many days an answer was waited for by a day, from asking to
// receiving, and false when nothing was asked.
func (s StepFacts) Waiting(today pana.Date) (n int, ok bool) {
	if s.Asked == "" || s.Skipped {
		return 0, false
	}
	if s.Done != "" {
		today = s.Done
	}
	return days(s.Asked, today), true
}

// begun reports whether anybody outside was turned to.
func (s StepFacts) begun() bool { return s.Asked != "" || s.Done != "" }

// takes reports whether now turns to someone outside anew: asks, fetches, or
// goes on with another office. Mending a day or a sum does not.
func (s StepFacts) takes(now StepFacts) bool {
	return s.Asked == "" && now.Asked != "" || s.Done == "" && now.Done != "" || now.begun() && now.Office != s.Office
}

func (s StepFacts) clean(op string, own bool, today pana.Date) (StepFacts, error) {
	var err error
	if s.Title, err = casework.Text(op, "title", s.Title, casework.MostLine); err != nil {
		return s, err
	}
	if own && s.Title == "" {
		return s, pana.Refuse(op, "title", "paper.step.title.missing")
	}
	if !own {
		s.Title = ""
	}
	if s.Planned, err = casework.Day(op, "planned", s.Planned); err != nil {
		return s, err
	}
	if err = casework.Clock(op, "clock", s.Clock); err != nil {
		return s, err
	}
	if s.Asked, err = casework.Past(op, "asked", s.Asked, today); err != nil {
		return s, err
	}
	if s.Done, err = casework.Past(op, "done", s.Done, today); err != nil {
		return s, err
	}
	switch {
	case s.Skipped && s.begun():
		return s, pana.Refuse(op, "skipped", "paper.step.skipped")
	case s.Done != "" && s.Done < s.Asked:
		return s, pana.Refuse(op, "done", "paper.step.order")
	}
	if err = casework.Within(op, "minutes", s.Minutes, 0, mostMinutes); err != nil {
		return s, err
	}
	if s.Cost < 0 || s.Cost > mostCost {
		return s, &pana.Error{Op: op, Kind: pana.Invalid, Field: "cost", Say: "record.between", With: map[string]any{"Least": 0, "Most": mostCost}}
	}
	if s.Cost == 0 {
		s.Currency = ""
	} else if s.Currency == "" {
		s.Currency = "KZT"
	}
	if err = codes.Check(op, "currency", "currency", s.Currency); err != nil {
		return s, err
	}
	if err = codes.Check(op, "payer", "payer-kind", s.Payer); err != nil {
		return s, err
	}
	if s.Where, err = casework.Text(op, "where", s.Where, casework.MostLine); err != nil {
		return s, err
	}
	s.Note, err = casework.Text(op, "note", s.Note, casework.MostNote)
	return s, err
}

// purposes are what the client must have agreed to before the step turns to an
// office of a kind: what the step needs, and what the office is.
func (s Step) purposes(kind string) []pana.Purpose {
	var ps []pana.Purpose
	for _, p := range needed {
		if s.Needs == p || kind == string(p) {
			ps = append(ps, p)
		}
	}
	return ps
}

// recipient is whom the client must have named: the organisation, or else the
// kind of office that the purpose speaks of.
func recipient(p pana.Purpose, office pana.OrganisationID) string {
	if office != "" {
		return string(office)
	}
	return string(p)
}

func (s StepFacts) differs(t StepFacts) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"title", s.Title == t.Title}, {"skipped", s.Skipped == t.Skipped}, {"planned", s.Planned == t.Planned}, {"clock", s.Clock == t.Clock},
		{"asked", s.Asked == t.Asked}, {"done", s.Done == t.Done}, {"office", s.Office == t.Office}, {"where", s.Where == t.Where},
		{"escort", s.Escort == t.Escort}, {"minutes", s.Minutes == t.Minutes}, {"cost", s.Cost == t.Cost && s.Currency == t.Currency},
		{"payer", s.Payer == t.Payer}, {"note", s.Note == t.Note},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func (s StepFacts) words() []casework.Say {
	return []casework.Say{{Field: fieldTitle, Text: s.Title}, {Field: fieldOffice, Text: s.Where}, {Field: fieldNote, Text: s.Note}}
}

func (s StepFacts) values(client pana.ClientID) []any {
	return []any{client, s.Skipped, s.Planned, s.Clock, s.Asked, s.Done, s.Office, s.Escort, s.Minutes, s.Cost, s.Currency, s.Payer}
}

// Consents lists what consents can be needed for a step, for pages that offer one.
func Consents() []pana.Purpose { return slices.Clone(needed) }
