package learning

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// Steps of a course, in their usual order. Left is for now: a way back stays open.
const (
	Wished   = "wished"
	Applied  = "applied"
	Enrolled = "enrolled"
	Attended = "attended"
	Finished = "finished"
	Dropped  = "dropped"
)

// Next returns the steps that can follow one. Several may be skipped, none is
// owed; what was left can be taken up again, and so can what was thought finished.
func Next(step string) []string {
	switch step {
	case "":
		return []string{Wished}
	case Wished:
		return []string{Applied, Enrolled, Attended, Dropped}
	case Applied:
		return []string{Enrolled, Attended, Dropped}
	case Enrolled:
		return []string{Attended, Dropped}
	case Attended:
		return []string{Finished, Dropped}
	case Finished:
		return []string{Attended}
	case Dropped:
		return []string{Applied, Enrolled, Attended}
	}
	return nil
}

// A Course is something she wants to learn, from the wish to three months after
// the end.
type Course struct {
	ID           CourseID            `db:"id"`
	Kind         string              `db:"kind"` // code list course-kind
	Organisation pana.OrganisationID `db:"organisation_id"`
	Starts       pana.Fuzzy          `db:"-"`       // a September may stay a September
	Payer        string              `db:"payer"`   // code list payer-kind
	Service      string              `db:"service"` // code list service-kind
	State        string              `db:"state"`   // the last of its steps
	ThreeMonths  string              `db:"three_months"`
	AskedOn      pana.Date           `db:"asked_on"`
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
	Title        string
	Told         string // the wish in her own words
	Note         string
	Closed       bool
	Steps        []CourseStep // in the order in which they were taken
}

// A CourseStep is one step, when it was taken as far as that is known.
type CourseStep struct {
	ID     string       `db:"id"`
	Course CourseID     `db:"course_id"`
	Step   string       `db:"step"`
	When   pana.Fuzzy   `db:"-"`
	Why    string       `db:"why"` // code list course-left
	By     pana.StaffID `db:"by_staff"`
	At     int64        `db:"at"`
	Words  string       // why, in words
}

// Ended returns when the course was finished, if that is its state.
func (c Course) Ended() (pana.Fuzzy, bool) {
	if c.State != Finished || len(c.Steps) == 0 {
		return pana.Fuzzy{}, false
	}
	return c.Steps[len(c.Steps)-1].When, true
}

// A Wish is what a form says of a course. A kind, a name or her words are enough.
type Wish struct {
	Kind         string
	Organisation pana.OrganisationID
	Starts       pana.Fuzzy
	Payer        string
	Service      string // empty means social and educational
	Title        string
	Told         string
	Note         string
}

func (w Wish) clean(op string) (Wish, error) {
	if w.Service == "" {
		w.Service = "social-pedagogical"
	}
	if err := checkCodes(op, code{"kind", "course-kind", w.Kind}, code{"payer", "payer-kind", w.Payer}, code{"service", "service-kind", w.Service}); err != nil {
		return w, err
	}
	if err := casework.Moment(op, "starts", w.Starts); err != nil {
		return w, err
	}
	if err := clean(op, text{"title", &w.Title, mostTitle}, text{"told", &w.Told, casework.MostNote}, text{"note", &w.Note, casework.MostNote}); err != nil {
		return w, err
	}
	if w.Kind == "" && w.Title == "" && w.Told == "" {
		return w, pana.Refuse(op, "told", "learning.course.empty")
	}
	return w, nil
}

func (w Wish) sayings() []casework.Say {
	return []casework.Say{{Field: fieldTitle, Text: w.Title}, {Field: fieldTold, Text: w.Told}, {Field: fieldNote, Text: w.Note}}
}

func (w Wish) differs(c Course) []string {
	return casework.Differing(map[string]bool{"kind": w.Kind == c.Kind, "organisation": w.Organisation == c.Organisation, "starts": w.Starts == c.Starts,
		"payer": w.Payer == c.Payer, "service": w.Service == c.Service, "title": w.Title == c.Title, "told": w.Told == c.Told, "note": w.Note == c.Note})
}

// A NewStep is a step taken.
type NewStep struct {
	Step  string
	When  pana.Fuzzy // not known is fine
	Why   string     // when it was left: code list course-left
	Words string

	Minutes int // how long the house was with her when she began; 0 when nobody counted
}

func (n NewStep) clean(op string, from string, today pana.Date) (NewStep, error) {
	if !slices.Contains(Next(from), n.Step) {
		return n, pana.Refuse(op, "step", "learning.step.order")
	}
	if err := casework.PastMoment(op, "when", n.When, today); err != nil {
		return n, err
	}
	if err := casework.Within(op, "minutes", n.Minutes, 0, casework.MostMinutes); err != nil {
		return n, err
	}
	if n.Step != Attended {
		n.Minutes = 0
	}
	if n.Step != Dropped {
		n.Why, n.Words = "", ""
	}
	if err := checkCodes(op, code{"why", "course-left", n.Why}); err != nil {
		return n, err
	}
	return n, clean(op, text{"words", &n.Words, casework.MostNote})
}

// MonthsAfter is how long after a course or the beginning of work it is asked once
// how it goes.
const MonthsAfter = 3

// AskFrom returns the first day on which three months have surely passed since a
// moment; false when the moment has no end.
func AskFrom(since pana.Fuzzy) (pana.Date, bool) {
	if since.Latest == "" {
		return "", false
	}
	return pana.Date(since.Latest.Time().AddDate(0, MonthsAfter, 0).Format("2006-01-02")), true
}
