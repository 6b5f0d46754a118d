package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// CorrectNote puts a new note in the place of one that stands. Nothing is
// overwritten: the old note stays, with its words, and no longer shows. The new
// one keeps the old one's compartment, so that nothing said in confidence moves.
//
// It refuses a note the actor may not read (NotFound "record.absent"; of therapy
// notes only the author corrects her own), and one that was corrected in the
// meantime (Conflict "note.superseded").
func (c *Casework) CorrectNote(ctx context.Context, client pana.ClientID, old pana.NoteID, n NewNote) (pana.NoteID, error) {
	const op = "casework.CorrectNote"
	var id pana.NoteID
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		s, err := c.allow(ctx, tx, policy.NoteClient, client)
		if err != nil {
			return err
		}
		before, ok, err := noteByID(ctx, tx, client, old)
		if err != nil {
			return err
		}
		own := s
		own.Author = before.By
		if !ok || !policy.Reads(actor, before.Compartment, own) {
			return gone(op)
		}
		if err := policy.Check(actor, policy.WriteAct(before.Compartment), s); err != nil {
			return err
		}
		n := n
		n.Compartment = before.Compartment
		if before.Kind == StrengthNote {
			n.Kind = StrengthNote
		}
		if n, err = n.clean(op, c.h.Today(tx.Now)); err != nil {
			return err
		}
		if n.Compartment != before.Compartment {
			return pana.Refuse(op, "kind", "note.compartment.moved")
		}
		taken, err := supersedeNote(ctx, tx, client, old)
		if err != nil {
			return err
		}
		if taken == 0 {
			return conflict(op, "note.superseded")
		}
		var digests [][32]byte
		if id, digests, err = putNote(ctx, tx, s, n, old); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: noteAct(n.Compartment, policy.NoteClient), Client: client, Site: s.Site, Object: string(id), Digests: digests})
	})
	return id, err
}
