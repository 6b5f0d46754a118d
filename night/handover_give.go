package night

import (
	"cmp"
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Give hands over what was written at site: from then on nobody changes it, and
// those on duty have it to read. It refuses with "night.handover.none" when nothing
// was written.
func (n *Night) Give(ctx context.Context, site pana.SiteID) error {
	const op = "night.Give"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.HandShift, site); err != nil {
			return err
		}
		digests, err := n.leave(ctx, tx, site, pana.ActorFrom(ctx).Staff)
		if err != nil {
			return err
		}
		if digests == nil {
			return conflict(op, "", "night.handover.none")
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.HandShift, Site: site, Digests: digests})
	})
}

// leave gives the handover that is being written at site, if there is one, in the
// name of the one who goes. The caller has asked policy and writes the line.
func (n *Night) leave(ctx context.Context, tx *db.Tx, site pana.SiteID, by pana.StaffID) ([][32]byte, error) {
	h, ok, err := openHandover(ctx, tx, site)
	if err != nil || !ok {
		return nil, err
	}
	h.Given, h.By = db.Micros(tx.Now), by
	if taken, err := giveHandover(ctx, tx, h); err != nil || taken == 0 {
		return nil, cmp.Or(err, db.Stale("night.leave", nil))
	}
	return [][32]byte{trail.Digest("handovers", string(h.ID), "given", strconv.FormatInt(h.Given, 10), string(by))}, nil
}

// Acknowledge says that the actor has read a handover. She says it once; again
// changes nothing. One that is not given yet is nobody's to read: "record.absent".
func (n *Night) Acknowledge(ctx context.Context, id HandoverID) error {
	const op = "night.Acknowledge"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		h, ok, err := handoverByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if !ok || h.Given == 0 || allowAt(ctx, policy.HandShift, h.Site) != nil {
			return casework.Gone(op)
		}
		me := pana.ActorFrom(ctx).Staff
		if taken, err := insertRead(ctx, tx, id, me, db.Micros(tx.Now)); err != nil || taken == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.HandShift, Site: h.Site, Object: string(id),
			Digests: [][32]byte{trail.Digest("handover_reads", string(id), string(me))}})
	})
}
