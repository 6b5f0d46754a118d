package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Unassign ends the assignment of a member of staff to a client today. It can
// be asked twice: where nothing stands, nothing changes.
func (c *Casework) Unassign(ctx context.Context, client pana.ClientID, staff pana.StaffID, role pana.Role) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.AssignClient, client)
		if err != nil {
			return err
		}
		today := c.h.Today(tx.Now)
		n, err := unassign(ctx, tx, client, staff, role, today)
		if err != nil || n == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AssignClient, Client: client, Site: s.Site, Object: string(staff),
			Digests: [][32]byte{trail.Digest("assignments", string(client), string(staff), string(role), "until", string(today))}})
	})
}
