package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// EndPerson says that someone no longer counts around a client. She stays in
// the file, and a possible exploiter stays on the watch list. Ending once more
// changes nothing.
func (c *Casework) EndPerson(ctx context.Context, client pana.ClientID, id pana.PersonID, version int64) error {
	return c.changePerson(ctx, "casework.EndPerson", client, id, func(tx *db.Tx, p Person) (string, error) {
		if p.Ended != "" {
			return "", nil
		}
		if p.Version != version {
			return "", db.Stale("casework.EndPerson", map[string]any{"Fields": []string{"ended"}})
		}
		return "ended", endPerson(ctx, tx, id, c.h.Today(tx.Now))
	})
}

// ConfirmPerson records that the actor, who reads the client's safety, has
// looked at who this is and why that may need care. Confirming once more
// changes nothing. While her name is like one on the watch list it is refused
// with "person.awaiting.head", and the same words tell everyone: a head looks
// first, see ClearMatch.
func (c *Casework) ConfirmPerson(ctx context.Context, client pana.ClientID, id pana.PersonID) error {
	return c.changePerson(ctx, "casework.ConfirmPerson", client, id, func(tx *db.Tx, p Person) (string, error) {
		s, err := Subject(ctx, tx, c.tonight(tx), client)
		if err != nil {
			return "", err
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.ReadAct(pana.Safety), s); err != nil {
			return "", err
		}
		if ring := seal.RingFrom(ctx); ring == nil || !ring.Has(s.Site, pana.Safety) {
			return "", &pana.Error{Op: "casework.ConfirmPerson", Kind: pana.Forbidden, Say: "person.closed"}
		}
		if like, err := matched(ctx, tx, id); err != nil || like {
			return "", firstError(err, conflict("casework.ConfirmPerson", "person.awaiting.head"))
		}
		return "confirmed", confirmPerson(ctx, tx, id)
	})
}

// changePerson does one small thing to a person the actor may relate and read.
func (c *Casework) changePerson(ctx context.Context, op string, client pana.ClientID, id pana.PersonID, f func(*db.Tx, Person) (what string, err error)) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.RelateClient, client)
		if err != nil {
			return err
		}
		p, ok, err := personByID(ctx, tx, client, id)
		if err != nil {
			return err
		}
		if !ok || !policy.Reads(pana.ActorFrom(ctx), p.Compartment, s) {
			return gone(op)
		}
		what, err := f(tx, p)
		if err != nil || what == "" {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RelateClient, Client: client, Site: s.Site, Object: string(id),
			Digests: [][32]byte{trail.Digest("persons", string(id), what)}})
	})
}
