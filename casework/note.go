package casework

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A NewNote is what a worker writes into the timeline: her own words and the
// client's, apart. One of the two is enough.
type NewNote struct {
	Kind        string           // code list note-kind, or StrengthNote; empty means observation
	Compartment pana.Compartment // empty means care
	On          pana.Date        // the day it happened; empty means today
	Source      pana.Source
	Interpreted bool
	Text        string // the worker's words
	Told        string // the client's own words
}

// clean returns n as it is kept. A strength is part of her care and stands
// where everyone who cares for her reads it.
func (n NewNote) clean(op string, today pana.Date) (NewNote, error) {
	var err error
	if n.Kind == "" {
		n.Kind = "observation"
	}
	if n.Compartment == "" {
		n.Compartment = pana.Care
	}
	if n.Kind == StrengthNote {
		n.Compartment = pana.Care
	} else if err = codes.Check(op, "kind", "note-kind", n.Kind); err != nil {
		return n, err
	}
	if !knownCompartment(n.Compartment) {
		return n, pana.Refuse(op, "compartment", "codes.unknown")
	}
	if n.On == "" {
		n.On = today
	}
	if n.On, err = known(op, "on", n.On, today); err != nil {
		return n, err
	}
	if err = checkSource(op, n.Source); err != nil {
		return n, err
	}
	if n.Text, err = words(op, "text", n.Text, mostText); err != nil {
		return n, err
	}
	if n.Told, err = words(op, "told", n.Told, mostText); err != nil {
		return n, err
	}
	if n.Text == "" && n.Told == "" {
		return n, pana.Refuse(op, "text", "note.empty")
	}
	return n, nil
}

func knownCompartment(c pana.Compartment) bool {
	for _, k := range pana.Compartments() {
		if k == c {
			return true
		}
	}
	return false
}

// noteAct is what the trail calls the writing or reading of a note: of private
// notes only the author is shown the line, see policy.Private.
func noteAct(c pana.Compartment, otherwise policy.Act) policy.Act {
	if c == pana.Therapy {
		return policy.PrivateNote
	}
	return otherwise
}

// AddNote writes a note within the act of the caller, which has checked policy
// and writes the trail line with the digests.
func (c *Casework) AddNote(ctx context.Context, tx *db.Tx, s policy.Subject, n NewNote) (pana.NoteID, [][32]byte, error) {
	n, err := n.clean("casework.AddNote", c.h.Today(tx.Now))
	if err != nil {
		return "", nil, err
	}
	return putNote(ctx, tx, s, n, "")
}

func putNote(ctx context.Context, tx *db.Tx, s policy.Subject, n NewNote, supersedes pana.NoteID) (pana.NoteID, [][32]byte, error) {
	e, err := newestEpisode(ctx, tx, s.Client)
	if err != nil {
		return "", nil, err
	}
	id := pana.NoteID(tx.ID())
	if err := insertNote(ctx, tx, id, s.Client, e.ID, n, supersedes); err != nil {
		return "", nil, err
	}
	digests, err := putWords(ctx, tx, s, n.Compartment, "notes", string(id), Say{FieldText, n.Text}, Say{FieldTold, n.Told})
	return id, append(digests, trail.Digest("notes", string(id), string(s.Client), n.Kind, string(n.Compartment),
		string(n.On), string(n.Source), strconv.FormatBool(n.Interpreted), string(supersedes))), err
}

// Note returns one note that stands, opened for the actor, for the page that
// corrects it. A note she may not read is NotFound, as is one that never was.
func (c *Casework) Note(ctx context.Context, code string, id pana.NoteID) (Note, error) {
	var n Note
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		r, err := c.look(ctx, tx, code)
		if err != nil {
			return err
		}
		n, err = r.note("casework.Note", id)
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: noteAct(n.Compartment, policy.OpenClient), Client: r.subject.Client, Site: r.subject.Site,
			Object: string(id), Opened: r.opened})
	})
	return n, err
}

// note opens one note of the client.
func (r *opening) note(op string, id pana.NoteID) (Note, error) {
	n, ok, err := noteByID(r.ctx, r.tx, r.subject.Client, id)
	if err != nil {
		return n, err
	}
	own := r.subject
	own.Author = n.By
	if !ok || !policy.Reads(r.actor, n.Compartment, own) {
		return Note{}, gone(op)
	}
	r.reads = []pana.Compartment{n.Compartment}
	r.file.Timeline = []Note{n}
	err = r.words()
	return r.file.Timeline[0], err
}
