package complaints

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// File writes a complaint down, from paper or as it was told. Everyone who works here
// may, and who did does not read it again by that. Those who answer it are told that
// there is one. It refuses one without a word ("grievance.what"), a slip that none
// can be ("grievance.slip") or that is taken ("grievance.slip.taken"), somebody who
// never worked here, and an unknown site.
func (c *Complaints) File(ctx context.Context, n NewComplaint) error {
	const op = "complaints.File"
	n, err := n.clean(op)
	if err != nil {
		return err
	}
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, ok := c.h.Site(n.Site); !ok {
			return pana.Refuse(op, "site", "staff.site.missing")
		}
		if !policy.May(pana.ActorFrom(ctx), policy.FileComplaint) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.FileComplaint)
		}
		all, err := c.h.Roster(ctx, tx)
		if err != nil {
			return err
		}
		for _, s := range n.About {
			if !slices.ContainsFunc(all, func(m house.Member) bool { return m.ID == s }) {
				return pana.Refuse(op, "about", "record.staff.absent")
			}
		}
		set, err := settingsOf(ctx, tx)
		if err != nil {
			return err
		}
		now := Complaint{ID: ID(tx.ID()), Site: n.Site, Slip: n.Slip, Kind: n.Kind, Speaker: n.Speaker, Way: n.Way, On: c.h.Today(tx.Now)}
		if set.Days > 0 {
			now.Due = now.On.AddDays(set.Days)
		}
		what, err := c.sealed(now.ID, "what", 1, n.What)
		if err != nil {
			return err
		}
		if err := insert(ctx, tx, now, what, n.About); err != nil {
			if db.IsUnique(err) {
				return &pana.Error{Op: op, Kind: pana.Conflict, Field: "slip", Say: "grievance.slip.taken"}
			}
			return err
		}
		to := Handlers(all, n.Site, n.About)
		if err := c.h.Tell(ctx, tx, to, house.Notice{Say: "notice.complaint", Object: string(now.ID)}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.FileComplaint, Site: n.Site, Object: string(now.ID),
			Digests: [][32]byte{trail.Digest("house_complaints", string(now.ID), now.Kind, now.Speaker, now.Way, string(now.On), string(now.Due))}})
	})
}
