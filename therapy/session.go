package therapy

import (
	"cmp"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// What became of a client's place in a session.
const (
	Planned = "planned"
	Held    = "held"
	NotHeld = "not-held"
)

// Shapes of a session.
const (
	Single = "single"
	Group  = "group"
)

const (
	usualService = "social-psychological"
	longest      = 600 // minutes
)

// A NewSession is a meeting as it is planned or written down afterwards.
type NewSession struct {
	Kind        string       // code list session-kind; empty means talk
	Topic       string       // of a group: code list group-topic
	On          pana.Date    // empty means today
	At          string       // "15:00", or empty
	Minutes     int          // 0 when nobody counted
	Interpreter pana.StaffID // a colleague who interprets
	Language    string       // code list language
	Payer       string       // code list payer-kind
	Service     string       // code list service-kind; empty means social and psychological
	Unasked     bool         // somebody interpreted about whom the client was not asked; only of one that was held
}

// An Outcome is what became of one client's place in a session, with what is
// written about it: a line that everyone who cares for her reads, her own words,
// and the author's private note.
type Outcome struct {
	State   string // Planned, Held, NotHeld; empty goes by the day
	Why     string // code list not-held, when it was not
	Shared  string
	Told    string
	Private string
}

// clean returns n as it is kept.
func (n NewSession) clean(op string, today pana.Date) (NewSession, error) {
	n.Kind, n.Service = cmp.Or(n.Kind, "talk"), cmp.Or(n.Service, usualService)
	for _, c := range []struct{ field, list, code string }{
		{"kind", "session-kind", n.Kind}, {"topic", "group-topic", n.Topic}, {"language", "language", n.Language},
		{"payer", "payer-kind", n.Payer}, {"service", "service-kind", n.Service},
	} {
		if err := casework.CheckCode(op, c.field, c.list, c.code); err != nil {
			return n, err
		}
	}
	var err error
	if n.On == "" {
		n.On = today
	}
	if n.On, err = casework.Day(op, "on", n.On); err != nil {
		return n, err
	}
	if n.On > today.AddDays(366) {
		return n, pana.Refuse(op, "on", "session.too-far")
	}
	if err := casework.Clock(op, "at", n.At); err != nil {
		return n, err
	}
	return n, casework.Within(op, "minutes", n.Minutes, 0, longest)
}

// clean returns o as it is kept, for a session on a day.
func (o Outcome) clean(op string, on, today pana.Date) (Outcome, error) {
	if o.State == "" {
		o.State = Held
		if on > today {
			o.State = Planned
		}
	}
	if err := casework.CheckOneOf(op, "state", o.State, Planned, Held, NotHeld); err != nil {
		return o, err
	}
	if o.State == Held && on > today {
		return o, pana.Refuse(op, "state", "session.not-yet")
	}
	if o.State != NotHeld {
		o.Why = ""
	} else if o.Why == "" {
		return o, pana.Refuse(op, "why", "session.why")
	}
	if err := casework.CheckCode(op, "why", "not-held", o.Why); err != nil {
		return o, err
	}
	var err error
	for _, f := range []struct {
		field string
		text  *string
	}{{"shared", &o.Shared}, {"told", &o.Told}, {"private", &o.Private}} {
		if *f.text, err = casework.Text(op, f.field, *f.text, casework.MostText); err != nil {
			return o, err
		}
		if *f.text != "" && on > today {
			return o, pana.Refuse(op, f.field, "session.words.early")
		}
	}
	return o, nil
}

// A Session is a meeting as codes.
type Session struct {
	ID          string       `db:"id"`
	Site        pana.SiteID  `db:"site_id"`
	Staff       pana.StaffID `db:"staff_id"`
	Shape       string       `db:"shape"`
	Kind        string       `db:"kind"`
	Topic       string       `db:"topic"`
	On          pana.Date    `db:"on_day"`
	At          string       `db:"at_clock"`
	Minutes     int          `db:"minutes"`
	Interpreter pana.StaffID `db:"interpreter"`
	Language    string       `db:"language"`
	Payer       string       `db:"payer"`
	Service     string       `db:"service"`
	Version     int64        `db:"version"`
	People      int          `db:"people"` // how many have a place in it; who they are is in no file but their own
}

// A Seat is one client's place in a session.
type Seat struct {
	Session
	Seat    string        `db:"seat"`
	Client  pana.ClientID `db:"client_id"`
	Code    string        `db:"code"`
	State   string        `db:"state"`
	Why     string        `db:"why"`
	Person  pana.PersonID `db:"person"` // an interpreter from outside
	Turn    int64         `db:"turn"`   // version of the place
	Present bool          `db:"present"`
}

// values are the columns of a session, for the line of the trail.
func (s Session) values() []any {
	return []any{s.Shape, s.Kind, s.Topic, s.On, s.At, strconv.Itoa(s.Minutes), s.Interpreter, s.Language, s.Payer, s.Service}
}

func (n NewSession) session(tx *db.Tx, site pana.SiteID, staff pana.StaffID, shape string) Session {
	return Session{ID: tx.ID(), Site: site, Staff: staff, Shape: shape, Kind: n.Kind, Topic: n.Topic, On: n.On, At: n.At, Minutes: n.Minutes,
		Interpreter: n.Interpreter, Language: n.Language, Payer: n.Payer, Service: n.Service}
}
