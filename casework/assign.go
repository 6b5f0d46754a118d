package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Assignment says that a member of staff works with a client, in one role,
// for the length of an episode or less.
type Assignment struct {
	Staff pana.StaffID `db:"staff_id"`
	Role  pana.Role    `db:"role"`
	Since pana.Date    `db:"since"`
	Until pana.Date    `db:"until"` // empty while it stands
}

// Assign gives a client to a member of staff in one of her roles. Assigning
// again what stands changes nothing. It refuses a client without an open
// episode ("episode.none"), someone who does not hold the role at the client's
// site ("assign.role"), and someone named in a conflict of interest
// ("assign.conflicted").
func (c *Casework) Assign(ctx context.Context, client pana.ClientID, staff pana.StaffID, role pana.Role) error {
	const op = "casework.Assign"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.AssignClient, client)
		if err != nil {
			return err
		}
		e, ok, err := OpenEpisodeOf(ctx, tx, client)
		if err != nil {
			return err
		}
		if !ok {
			return conflict(op, "episode.none")
		}
		a, err := assignable(ctx, tx, client, s.Site, staff, role)
		switch {
		case err != nil:
			return err
		case !a.Holds:
			return pana.Refuse(op, "staff", "assign.role")
		case a.Conflicted:
			return pana.Refuse(op, "staff", "assign.conflicted")
		case a.Stands:
			return nil
		}
		today := c.h.Today(tx.Now)
		if err := assign(ctx, tx, e.ID, client, staff, role, today); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AssignClient, Client: client, Site: s.Site, Object: string(staff),
			Digests: [][32]byte{trail.Digest("assignments", string(e.ID), string(staff), string(role), string(today))}})
	})
}

// AssignNew is Assign within the act that makes the client: intake gives her
// to whoever let her in. The caller has checked policy and writes the trail.
func AssignNew(ctx context.Context, tx *db.Tx, n Added, staff pana.StaffID, role pana.Role, since pana.Date) error {
	return assign(ctx, tx, n.Episode, n.Client, staff, role, since)
}
