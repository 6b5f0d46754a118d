package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// LiftConflict ends the conflict of interest between staff and a client. Only
// someone without one may. The client's words go back under the circle as far
// as the actor's keys reach, the rest with the next reader who can; her names
// go back into the circle's index. While another conflict stands, the words are
// re-keyed to those left of that one. Lifting what does not stand changes nothing.
// Files of her children stay closed until it is lifted there too.
func (c *Casework) LiftConflict(ctx context.Context, client pana.ClientID, staff pana.StaffID) error {
	var site pana.SiteID
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.LiftConflict, client)
		if err != nil {
			return err
		}
		site = s.Site
		rows, err := conflictsOf(ctx, tx, client)
		if err != nil {
			return err
		}
		out := standing(rows)
		if !slices.Contains(out, staff) {
			return nil
		}
		out = slices.DeleteFunc(out, func(s pana.StaffID) bool { return s == staff })
		var named []pana.StaffID
		if len(out) > 0 {
			if named, err = c.left(ctx, site, pana.Identity, out); err != nil {
				return err
			}
		}
		if err := liftConflict(ctx, tx, client, staff, joinStaff(named), len(out) > 0); err != nil {
			return err
		}
		if err := c.moveNames(ctx, tx, site, client, named); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.LiftConflict, Client: client, Site: site, Object: string(staff),
			Digests: [][32]byte{trail.Digest("conflicts", string(client), string(staff), "lifted")}})
	})
	if err != nil {
		return err
	}
	return c.settle(ctx, site, client)
}
