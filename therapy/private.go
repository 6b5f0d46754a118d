package therapy

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Private page is what its reader alone keeps about one client: her notes, and
// the section on early childhood that psychologists share.
type Private struct {
	Client    casework.Client
	Notes     []casework.Note // her own, newest first
	Passed    []casework.Note // of psychologists before her, while the client agrees
	Followed  bool            // another psychologist worked with the client before
	Agreed    bool            // the client lets what was kept before be read
	Childhood []Childhood
	Closed    bool // her keys do not open the compartment yet
	Opened    []Opening
}

const mostPrivate = 200

// Private returns the actor's own private notes about a client. Nobody else's
// are in it, and nobody else is told that there are any: not by the timeline,
// not by a count, not by the trail. It needs SeeTherapy.
//
// What a psychologist before her kept is in it while the client allows that (see
// pana.NotesUse) and that psychologist works with her no more; it stays sealed
// otherwise, and that there is anything is not told.
func (t *Therapy) Private(ctx context.Context, code string) (Private, error) {
	var p Private
	err := t.files.Read(ctx, code, policy.SeeTherapy, func(r *casework.Reading) error {
		p = Private{Client: r.Client}
		notes, err := privateNotes(r.Ctx, r.Tx, r.Client.ID, r.Actor.Staff, mostPrivate)
		if err != nil {
			return err
		}
		if p.Followed, err = followed(r.Ctx, r.Tx, r.Client.ID, r.Actor.Staff); err != nil {
			return err
		}
		if p.Agreed, err = r.Allowed(pana.NotesUse, "", ""); err != nil {
			return err
		}
		if p.Agreed {
			if p.Passed, err = passedNotes(r.Ctx, r.Tx, r.Client.ID, r.Actor.Staff, mostPrivate); err != nil {
				return err
			}
		}
		if p.Childhood, err = childhoods(r.Ctx, r.Tx, r.Client.ID); err != nil {
			return err
		}
		rows := make([]string, 0, len(notes)+len(p.Passed)+len(p.Childhood))
		for _, n := range slices.Concat(notes, p.Passed) {
			rows = append(rows, string(n.ID))
		}
		for _, c := range p.Childhood {
			rows = append(rows, c.ID)
		}
		said, err := r.Words(rows, pana.Therapy)
		if err != nil {
			return err
		}
		p.Closed = said.Closed(pana.Therapy)
		for _, list := range [][]casework.Note{notes, p.Passed} {
			for i := range list {
				n := &list[i]
				n.Text, n.Told = said.Of("notes", string(n.ID), casework.FieldText), said.Of("notes", string(n.ID), casework.FieldTold)
				n.Closed = p.Closed
			}
		}
		p.Notes = notes
		for i := range p.Childhood {
			p.Childhood[i].take(said)
		}
		p.Opened, err = t.openingsOf(r)
		return err
	})
	return p, err
}

// Write adds a private note about a client. It refuses a note without a word
// ("note.empty") and a day that has not come.
func (t *Therapy) Write(ctx context.Context, client pana.ClientID, n casework.NewNote) (id pana.NoteID, err error) {
	n.Compartment = pana.Therapy
	err = t.files.Enter(ctx, policy.PrivateNote, client, func(e *casework.Entry) error {
		id, err = e.Note(n)
		e.About(string(id))
		return err
	})
	return id, err
}
