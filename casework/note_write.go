package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// WriteNote adds a note to the client's timeline; of kind StrengthNote, it
// stands on top of the file. Whoever may add words to a compartment need not be
// able to read it.
//
// It refuses unknown codes, days that have not come, a note without a word
// ("note.empty"), and a compartment that the actor may not write to.
func (c *Casework) WriteNote(ctx context.Context, client pana.ClientID, n NewNote) (pana.NoteID, error) {
	var id pana.NoteID
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.NoteClient, client)
		if err != nil {
			return err
		}
		n, err := n.clean("casework.WriteNote", c.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.WriteAct(n.Compartment), s); err != nil {
			return err
		}
		var digests [][32]byte
		if id, digests, err = putNote(ctx, tx, s, n, ""); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: noteAct(n.Compartment, policy.NoteClient), Client: client, Site: s.Site, Object: string(id), Digests: digests})
	})
	return id, err
}
