package people

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// Kinds of records about somebody who works here.
const (
	Background    = "background"    // where she worked before, and at what
	Training      = "training"      // a course or a day of learning, with its hours
	Qualification = "qualification" // a diploma, a licence, a certificate of health
	Supervision   = "supervision"   // she talked with her supervisor
)

// RecordKinds lists them in the order a page shows.
func RecordKinds() []string { return []string{Qualification, Training, Supervision, Background} }

// OwnKinds are those that somebody adds about herself.
func OwnKinds() []string { return []string{Training, Supervision, Background} }

// A RecordID names a record.
type RecordID string

// A Record is one line about somebody who works here.
type Record struct {
	ID      RecordID     `db:"id"`
	Staff   pana.StaffID `db:"staff_id"`
	Kind    string       `db:"kind"`
	When    pana.Fuzzy   `db:"-"`
	Hours   int          `db:"hours"`   // 0 is not said
	Expires pana.Date    `db:"expires"` // of a qualification: its last day; empty for none
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	What    string       `db:"-"`
	Place   string       `db:"-"` // where, with whom
}

// Bounds of a record.
const (
	mostHours = 2000
	mostWhat  = 200
)

func (r Record) clean(op string, kinds []string, today pana.Date) (Record, error) {
	if !slices.Contains(kinds, r.Kind) {
		return r, pana.Refuse(op, "kind", "people.record.kind")
	}
	if err := casework.PastMoment(op, "when", r.When, today); err != nil {
		return r, err
	}
	if err := casework.Within(op, "hours", r.Hours, 0, mostHours); err != nil {
		return r, err
	}
	var err error
	if r.What, err = casework.Text(op, "what", r.What, mostWhat); err != nil {
		return r, err
	}
	if r.Place, err = casework.Text(op, "place", r.Place, mostWhat); err != nil {
		return r, err
	}
	if r.Expires, err = casework.Day(op, "expires", r.Expires); err != nil {
		return r, err
	}
	switch {
	case r.Kind == Supervision:
		if _, exact := r.When.Exact(); !exact {
			return r, pana.Refuse(op, "when", "people.supervision.day")
		}
	case r.What == "":
		return r, pana.Refuse(op, "what", "people.record.what")
	}
	if r.Kind != Qualification {
		r.Expires = ""
	}
	if r.Kind == Background {
		r.Hours = 0
	}
	return r, nil
}

// HoursOf adds up the hours of training in records.
func HoursOf(records []Record) (hours int) {
	for _, r := range records {
		if r.Kind == Training {
			hours += r.Hours
		}
	}
	return hours
}

// LastSupervision is the day of the newest supervision in records; empty for none.
func LastSupervision(records []Record) (last pana.Date) {
	for _, r := range records {
		if r.Kind == Supervision {
			last = max(last, r.When.Latest)
		}
	}
	return last
}
