package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// NoteContact notes a short contact on the way to trust. The words are care's,
// for both who work with her; the mood is the author's alone.
//
// A correction names the contact it corrects, which must be the author's own
// and not corrected yet (Conflict "note.superseded"); the old one stays kept.
func (p *Plan) NoteContact(ctx context.Context, client pana.ClientID, n NewContact) error {
	const op = "plan.NoteContact"
	return p.files.Enter(ctx, policy.NoteTrust, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		n, err := n.clean(op, e.Episode, e.Today)
		if err != nil {
			return err
		}
		if n.Supersedes != "" {
			if err := supersedeContact(e, n.Supersedes); err != nil {
				return err
			}
		}
		id := e.Tx.ID()
		if err := insertContact(e, id, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("trust_contacts", id, n.On, n.signed(), n.Mood, n.Supersedes)
		return e.Put(pana.Care, "trust_contacts", id, casework.Say{Field: FieldText, Text: n.Text})
	})
}

// supersedeContact marks a contact of the actor's own as corrected.
func supersedeContact(e *casework.Entry, id string) error {
	const op = "plan.NoteContact"
	old, ok, err := contactByID(e, id)
	if err != nil {
		return err
	}
	if !ok || old.By != e.Actor.Staff {
		return casework.Gone(op)
	}
	n, err := outdateContact(e, id)
	if err == nil && n == 0 {
		err = conflict(op, "note.superseded")
	}
	return err
}
