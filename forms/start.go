package forms

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/policy"
)

// Start begins a form about a client. Nothing has to be answered now or ever.
//
// It refuses a form that is not offered ("forms.choose"), and one whose part of
// the file the actor may not read and write.
func (s *Forms) Start(ctx context.Context, client pana.ClientID, id FormID) (AnsweredID, error) {
	const op = "forms.Start"
	var made AnsweredID
	err := s.files.Enter(ctx, policy.AnswerForm, client, func(e *casework.Entry) error {
		k, err := s.find(e.Ctx, e.Tx, op, id)
		if pana.KindOf(err) == pana.NotFound || err == nil && !k.Offered() {
			return pana.Refuse(op, "form", "forms.choose")
		}
		if err != nil {
			return err
		}
		if !answerable(e.Actor, k.Compartment, e.Subject) {
			return pana.Refuse(op, "form", "forms.not-yours")
		}
		if k.Version == 0 {
			// From now on this version has to be readable, whatever program comes.
			f, _ := form.ShippedByID(string(k.ID))
			if k.ID, err = s.shelve(e.Ctx, e.Tx, f.Form, f.Workbook, k.Compartment, true); err != nil {
				if db.IsUnique(err) {
					return &pana.Error{Op: op, Kind: pana.Conflict, Say: "forms.again"}
				}
				return err
			}
		}
		an := Answered{ID: AnsweredID(e.Tx.ID()), Form: k.Form, FormID: k.ID, Compartment: k.Compartment, State: Open, By: e.Actor.Staff, At: db.Micros(e.Tx.Now), Version: 1}
		text, err := draft(k.Form.Blank(s.clock(e.Tx.Now)))
		if err != nil {
			return err
		}
		made = an.ID
		return begin(e, op, an, text)
	})
	return made, err
}

func begin(e *casework.Entry, op string, an Answered, text []byte) error {
	if err := insertAnswered(e.Ctx, e.Tx, e.Client(), e.Episode.ID, an); err != nil {
		return err
	}
	about(e, an)
	return an.seal(e, op, text)
}

// answerable reports whether an actor can fill in a form of that part of a file:
// she reads it and adds to it. What she writes in private she reads herself.
func answerable(actor pana.Actor, c pana.Compartment, s policy.Subject) bool {
	return policy.Check(actor, policy.WriteAct(c), s) == nil && policy.Reads(actor, c, as(s, actor.Staff))
}
