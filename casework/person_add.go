package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// AddPerson puts someone into a client's file. Whoever is not a possible
// exploiter awaits confirmation, whether or not her name is on the watch list:
// nothing tells the two apart to those who do not read safety.
//
// It refuses an unknown or missing role, unclean names, and a role whose
// compartment the actor may not write to.
func (c *Casework) AddPerson(ctx context.Context, client pana.ClientID, n NewPerson) (pana.PersonID, error) {
	var id pana.PersonID
	n, err := n.clean("casework.AddPerson")
	if err != nil {
		return "", err
	}
	compartment := compartmentOf(n.Role)
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allowWriting(ctx, tx, policy.RelateClient, client, compartment)
		if err != nil {
			return err
		}
		id = pana.PersonID(tx.ID())
		if err := insertPerson(ctx, tx, id, client, n, compartment); err != nil {
			return err
		}
		digests, err := putWords(ctx, tx, s, compartment, "persons", string(id), n.sayings()...)
		if err != nil {
			return err
		}
		if err := c.compare(ctx, tx, client, id, n.Role, n.Name); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RelateClient, Client: client, Site: s.Site, Object: string(id),
			Digests: append(digests, n.digest(id, client))})
	})
	return id, err
}
