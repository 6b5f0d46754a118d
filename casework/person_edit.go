package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// EditPerson changes what is known of someone around a client. A page older
// than the record is refused with db.stale, whose With names the fields in which
// the two differ under "Fields". A changed name or role awaits confirmation
// anew; a role in another compartment takes the words there.
//
// It refuses what AddPerson refuses, someone the actor may not read (NotFound
// "record.absent") and someone whose words her keys do not open
// ("person.closed"), because she could not know what she overwrites. The same
// values again change nothing.
func (c *Casework) EditPerson(ctx context.Context, client pana.ClientID, id pana.PersonID, n NewPerson, version int64) error {
	const op = "casework.EditPerson"
	n, err := n.clean(op)
	if err != nil {
		return err
	}
	to := compartmentOf(n.Role)
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allowWriting(ctx, tx, policy.RelateClient, client, to)
		if err != nil {
			return err
		}
		old, ok, err := personByID(ctx, tx, client, id)
		if err != nil {
			return err
		}
		if !ok || !policy.Reads(pana.ActorFrom(ctx), old.Compartment, s) {
			return gone(op)
		}
		said, open, err := wordsOf(ctx, tx, s, old.Compartment, "persons", string(id))
		if err != nil {
			return err
		}
		if !open {
			return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "person.closed"}
		}
		old.Name, old.Contact, old.Note = said[FieldName], said[FieldContact], said[FieldNote]
		fields := n.differs(old)
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		anew := n.Name != old.Name || n.Role != old.Role
		if taken, err := updatePerson(ctx, tx, id, version, n, to, anew); err != nil || taken == 0 {
			return firstError(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		digests, err := putWords(ctx, tx, s, to, "persons", string(id), n.sayings()...)
		if err != nil {
			return err
		}
		if anew {
			if err := c.compare(ctx, tx, client, id, n.Role, n.Name); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RelateClient, Client: client, Site: s.Site, Object: string(id),
			Opened: []pana.Compartment{old.Compartment}, Digests: append(digests, n.digest(id, client))})
	})
}

// differs names the fields in which n is not what stands, as forms call them.
func (n NewPerson) differs(p Person) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"role", n.Role == p.Role}, {"knows", n.Knows == p.Knows}, {"source", n.Source == p.Source && n.Interpreted == p.Interpreted},
		{"name", n.Name == p.Name}, {"contact", n.Contact == p.Contact}, {"note", n.Note == p.Note},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}
