package legal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Parts that someone around a client can have in her return.
const (
	Receives = "receives"
	Contact  = "contact"
	GoesWith = "escort"
)

// A Part is someone around the client with a part in her return.
type Part struct {
	ID     string        `db:"id"`
	Person pana.PersonID `db:"person_id"`
	Part   string        `db:"part"` // code list return-part
	Since  pana.Date     `db:"since"`
	Until  pana.Date     `db:"until"`
}

// A Call is one try to reach the local contact.
type Call struct {
	ID      string        `db:"id"`
	Person  pana.PersonID `db:"person_id"`
	Reached bool          `db:"reached"`
	On      pana.Date     `db:"on_day"`
	By      pana.StaffID  `db:"by_staff"`
}

// RoleOfPart is who someone new with a part in a return is, when a form does not say.
func RoleOfPart(part string) string {
	if part == Contact {
		return "local-contact"
	}
	return "other-kin"
}

// GivePart says that someone receives the client, can be called there, or goes
// with her. She is one of the people around the client or met now, which puts her
// name before the watch list. It refuses nobody ("return.part.nobody"), a part no
// list knows, and a possible exploiter ("return.part.exploiter").
func (l *Legal) GivePart(ctx context.Context, client pana.ClientID, part string, who casework.Someone) error {
	const op = "legal.GivePart"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		if part == "" {
			return pana.Refuse(op, "part", "return.part.missing")
		}
		if err := casework.CheckCode(op, "part", "return-part", part); err != nil {
			return err
		}
		person, err := e.Who(op, "person", who)
		if err != nil {
			return err
		}
		if person == "" {
			return pana.Refuse(op, "person", "return.part.nobody")
		}
		around, err := casework.Around(ctx, e.Tx, client)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(around, func(p casework.Relative) bool { return p.ID == person && p.Role == casework.PossibleExploiter }) {
			return pana.Refuse(op, "person", "return.part.exploiter")
		}
		parts, err := partsOf(ctx, e.Tx, r.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(parts, func(p Part) bool { return p.Person == person && p.Part == part && p.Until == "" }) {
			return nil
		}
		p := Part{ID: e.Tx.ID(), Person: person, Part: part, Since: e.Today}
		if err := insertPart(ctx, e.Tx, client, r.ID, p); err != nil {
			return err
		}
		e.Wrote("return_people", p.ID, p.Person, p.Part)
		return nil
	})
}

// EndPart says that someone has no part in the return any more. What was signed
// with her in it does not stand without her.
func (l *Legal) EndPart(ctx context.Context, client pana.ClientID, id string) error {
	const op = "legal.EndPart"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		n, err := endPart(ctx, e.Tx, r.ID, id, e.Today)
		if err != nil {
			return err
		}
		if n == 0 {
			return casework.Gone(op)
		}
		e.Wrote("return_people", id, "ended", e.Today)
		return nil
	})
}

// TryContact records that somebody tried to reach the local contact by phone.
func (l *Legal) TryContact(ctx context.Context, client pana.ClientID, person pana.PersonID, reached bool, on pana.Date, words string) error {
	const op = "legal.TryContact"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		on, err := dayOf(op, "on", on, e.Today)
		if err != nil {
			return err
		}
		if words, err = casework.Text(op, FieldWords, words, casework.MostNote); err != nil {
			return err
		}
		parts, err := partsOf(ctx, e.Tx, r.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(parts, func(p Part) bool { return p.Person == person && p.Part == Contact && p.Until == "" }) {
			return pana.Refuse(op, "contact", "return.contact.none")
		}
		c := Call{ID: e.Tx.ID(), Person: person, Reached: reached, On: on, By: e.Actor.Staff}
		if err := insertCall(ctx, e.Tx, client, r.ID, c); err != nil {
			return err
		}
		e.Wrote("return_calls", c.ID, c.Person, c.Reached, c.On)
		return e.Put(pana.Safety, "return_calls", c.ID, casework.Say{Field: FieldWords, Text: words})
	})
}

// TellReceiver records that the receiving organisation was told of her. It is
// refused unless her consent for that very organisation allows it at this moment
// ("return.consent"): an embassy needs the one for embassies, anybody else the one
// for sharing.
func (l *Legal) TellReceiver(ctx context.Context, client pana.ClientID, on pana.Date) error {
	const op = "legal.TellReceiver"
	return l.onReturn(ctx, op, policy.PlanReturn, client, 0, func(e *casework.Entry, r *Return) error {
		on, err := dayOf(op, "on", on, e.Today)
		if err != nil {
			return err
		}
		kind, known, err := kindOf(ctx, e.Tx, r.Organisation)
		if err != nil {
			return err
		}
		if !known {
			return pana.Refuse(op, "organisation", "return.organisation.none")
		}
		purpose := pana.ShareWith
		if kind == "embassy" {
			purpose = pana.EmbassyUse
		}
		leave, err := e.Allowed(purpose, string(r.Organisation), "")
		if err != nil {
			return err
		}
		if !leave {
			return conflict(op, "organisation", "return.consent")
		}
		r.Told = on
		return save(e, *r)
	})
}
