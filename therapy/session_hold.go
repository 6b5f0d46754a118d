package therapy

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/policy"
)

// Hold plans a session with one client or writes down one that was held, by the
// actor. by is an interpreter from outside, if one is there. A session on a day
// to come is planned.
//
// It refuses unknown codes, a session said to be held that has yet to come
// ("session.not-yet"), one not held without a word why ("session.why"), an
// interpreter who does not work here ("interpreter.unknown"), one who may not
// interpret for her yet (see people.Interprets), and a private note of someone who
// keeps none.
func (t *Therapy) Hold(ctx context.Context, client pana.ClientID, n NewSession, by casework.Someone, o Outcome) (id string, err error) {
	const op = "therapy.Hold"
	err = t.files.Enter(ctx, policy.HoldSession, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		n.Topic = ""
		person, err := e.Who(op, "person", by)
		if err != nil {
			return err
		}
		s := n.session(e.Tx, e.Subject.Site, e.Actor.Staff, Single)
		if err := insertSession(ctx, e.Tx, s); err != nil {
			return err
		}
		id = s.ID
		return t.seat(op, e, s, person, by.New.Name, n.Unasked, o)
	})
	return id, err
}

// HoldGroup is Hold for several clients of one site at once. Each of their files
// tells of the group and of how many were in it, never of who else. What is
// written about each goes through Settle.
//
// It refuses a group of fewer than two ("session.group.few"), clients of different
// sites ("session.group.sites"), and as Hold does.
func (t *Therapy) HoldGroup(ctx context.Context, clients []pana.ClientID, n NewSession, state string) (id string, err error) {
	const op = "therapy.HoldGroup"
	err = t.h.DB.Update(ctx, func(tx *db.Tx) error {
		n, err := n.clean(op, t.h.Today(tx.Now))
		switch {
		case err != nil:
			return err
		case len(clients) < 2:
			return pana.Refuse(op, "clients", "session.group.few")
		case len(clients) > mostInGroup:
			return pana.Refuse(op, "clients", "session.group.many")
		}
		var s Session
		for _, client := range clients {
			err := t.files.EnterIn(ctx, tx, policy.HoldSession, client, func(e *casework.Entry) error {
				if s.ID == "" {
					s = n.session(tx, e.Subject.Site, e.Actor.Staff, Group)
					if err := insertSession(ctx, tx, s); err != nil {
						return err
					}
				}
				if e.Subject.Site != s.Site {
					return pana.Refuse(op, "clients", "session.group.sites")
				}
				return t.seat(op, e, s, "", "", n.Unasked, Outcome{State: state})
			})
			if err != nil {
				return err
			}
		}
		id = s.ID
		return nil
	})
	return id, err
}

const mostInGroup = 40

// seat gives the client of e her place in a session, with what became of it. Named
// is what somebody from outside is called who interprets and was met just now.
func (t *Therapy) seat(op string, e *casework.Entry, s Session, person pana.PersonID, named string, unasked bool, o Outcome) error {
	o, err := o.clean(op, s.On, e.Today)
	if err != nil {
		return err
	}
	if err := t.worksHere(op, e, s.Interpreter); err != nil {
		return err
	}
	seat := Seat{Session: s, Seat: e.Tx.ID(), Client: e.Client(), State: o.State, Why: o.Why, Person: person}
	if err := t.interprets(op, e, seat, named, unasked, "interpreter"); err != nil {
		return err
	}
	if err := insertSeat(e.Ctx, e.Tx, seat, e.Episode.ID); err != nil {
		if db.IsUnique(err) {
			return conflict(op, "clients", "session.group.twice")
		}
		return err
	}
	e.About(seat.Seat)
	e.Wrote("therapy_sessions", s.ID, s.values()...)
	e.Wrote("therapy_seats", seat.Seat, s.ID, seat.Client, seat.State, seat.Why, seat.Person)
	return o.write(e, s)
}

// write puts what is said about a session into her file.
func (o Outcome) write(e *casework.Entry, s Session) error {
	if o.Shared != "" || o.Told != "" {
		if err := policy.Check(e.Actor, policy.WriteAct(pana.Care), e.Subject); err != nil {
			return err
		}
		n := casework.NewNote{Kind: sessionNote, Compartment: pana.Care, On: s.On, Text: o.Shared, Told: o.Told, Source: o.source(), Interpreted: s.Interpreter != ""}
		if _, err := e.Note(n); err != nil {
			return err
		}
	}
	if o.Private == "" {
		return nil
	}
	if err := policy.Check(e.Actor, policy.PrivateNote, e.Subject); err != nil {
		return err
	}
	_, err := e.Note(casework.NewNote{Kind: sessionNote, Compartment: pana.Therapy, On: s.On, Text: o.Private, Source: pana.StaffSaw})
	return err
}

// sessionNote is the kind of a note about a session.
const sessionNote = "session"

func (o Outcome) source() pana.Source {
	if o.Told != "" {
		return pana.ClientSaid
	}
	return pana.StaffSaw
}

// worksHere refuses an interpreter who is none of the colleagues that can be asked.
func (t *Therapy) worksHere(op string, e *casework.Entry, staff pana.StaffID) error {
	if staff == "" {
		return nil
	}
	known, err := t.interpreters(e.Ctx, e.Tx, e.Subject.Site)
	if err == nil && !slices.ContainsFunc(known, func(m house.Member) bool { return m.ID == staff }) {
		err = pana.Refuse(op, "interpreter", "interpreter.unknown")
	}
	return err
}

// interprets asks whether whoever interprets in a client's place may; field is where
// a form has what would be mended. Of a session that was not held nothing is asked.
func (t *Therapy) interprets(op string, e *casework.Entry, s Seat, named string, unasked bool, field string) error {
	if s.State == NotHeld {
		return nil
	}
	if s.Person != "" && field == "interpreter" {
		field = "person_name"
	}
	return people.New(t.h, t.files).Interprets(e, op, people.Interpreting{Kind: "session", Row: s.Seat, Staff: s.Interpreter, Person: s.Person, Name: named,
		On: s.On, Held: s.State == Held, Anyway: unasked, Field: field})
}
