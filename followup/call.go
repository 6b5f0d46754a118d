package followup

import (
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
)

// A Call is one call, out or in.
type Call struct {
	ID        string         `db:"id"`
	Client    pana.ClientID  `db:"client_id"`
	Code      string         `db:"code"`
	Episode   pana.EpisodeID `db:"episode_id"`
	Agreement string         `db:"agreement_id"`
	Site      pana.SiteID    `db:"site_id"`
	Direction string         `db:"direction"` // Out or In
	Channel   string         `db:"channel"`
	Point     string         `db:"point"` // of the schedule, when it was due; see Point.Code
	Started   int64          `db:"started_at"`
	Ended     int64          `db:"ended_at"` // 0 while it goes on
	On        pana.Date      `db:"on_day"`
	By        pana.StaffID   `db:"by_staff"`
	PassedTo  pana.StaffID   `db:"passed_to"`
	Word      string         `db:"word"`   // SafeWord, DangerWord, WrongWord, ByCode; empty when none was said
	Danger    bool           `db:"danger"` // lifts every limit
	Result    string         `db:"result"` // code list call-result
	Wellbeing
	Minutes int    `db:"minutes"`
	Payer   string `db:"payer"`
	Service string `db:"service_kind"`
	Version int64  `db:"version"`
	Help    string `db:"-"` // what she wants help with, sealed in care
}

// Wellbeing is what she said in a call: yes, no or unknown, and empty when it was
// not asked. What nobody knows stays unknown.
type Wellbeing struct {
	Safe     string `db:"safe"`
	Housed   string `db:"housed"`
	Occupied string `db:"occupied"` // work or study
	Health   string `db:"health"`
	Contact  string `db:"contact"` // with an exploiter
	Again    string `db:"again"`   // made to work or do things she did not want: yes, no, not-asked, not-said
}

// Directions of a call.
const (
	Out = "out"
	In  = "in"
)

// Results that more than their code hangs on.
const (
	Reached   = "reached"
	ByContact = "by-contact"
	Unreached = "not-reached"
	WordWrong = "wrong-word"
	AskNot    = "asked-not"
)

// AgainAnswers lists what can be written down about the gentle question.
func AgainAnswers() []string { return []string{"yes", "no", "not-asked", "not-said"} }

const fieldHelp = "help" // table calls

// spoken reports whether somebody was talked with.
func (c Call) spoken() bool {
	return c.Result == Reached || c.Result == ByContact || c.Result == AskNot
}

// reached reports whether a call counts for the schedule.
func (c Call) reached() bool { return c.Result == Reached || c.Result == ByContact }

// Lasted is how many minutes a call has gone on for at a moment, begun ones whole.
func (c Call) Lasted(at time.Time) int {
	d := at.Sub(db.FromMicros(c.Started))
	if c.Ended != 0 {
		d = db.FromMicros(c.Ended).Sub(db.FromMicros(c.Started))
	}
	return max(int((d+time.Minute-1)/time.Minute), 0)
}

// clean returns w as it is kept after a call with a result. It refuses answers
// that no form offers.
func (w Wellbeing) clean(op, result string) (Wellbeing, error) {
	if result != Reached && result != ByContact {
		return Wellbeing{}, nil // nobody was asked
	}
	for _, f := range []struct{ field, answer string }{
		{"safe", w.Safe}, {"housed", w.Housed}, {"occupied", w.Occupied}, {"health", w.Health}, {"contact", w.Contact}} {
		if err := casework.CheckOneOf(op, f.field, f.answer, "yes", "no", "unknown"); err != nil {
			return w, err
		}
	}
	if w.Again == "" {
		w.Again = "not-asked"
	}
	return w, casework.CheckOneOf(op, "again", w.Again, AgainAnswers()...)
}

// worrying reports whether what was said needs somebody today.
func (w Wellbeing) worrying() bool { return w.Safe == "no" || w.Contact == "yes" || w.Again == "yes" }

// checkPaid refuses a payer or a kind of service that no list holds; empty means
// the house's own money and psychological help.
func (c *Call) checkPaid(op string) error {
	if c.Payer == "" {
		c.Payer = "own"
	}
	if c.Service == "" {
		c.Service = "social-psychological"
	}
	if err := codes.Check(op, "payer", "payer-kind", c.Payer); err != nil {
		return err
	}
	return codes.Check(op, "service", "service-kind", c.Service)
}

// reachedOn lists the days on which calls of a time in our care reached her.
func reachedOn(calls []Call, e pana.EpisodeID) []pana.Date {
	var days []pana.Date
	for _, c := range calls {
		if c.Episode == e && c.reached() {
			days = append(days, c.On)
		}
	}
	slices.Sort(days)
	return days
}
