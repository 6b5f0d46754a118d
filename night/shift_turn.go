package night

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// BeginShift says that the actor is on duty at site from now on. On duty already,
// she stays so.
func (n *Night) BeginShift(ctx context.Context, site pana.SiteID) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepShift, site); err != nil {
			return err
		}
		me := pana.ActorFrom(ctx).Staff
		open, err := shiftsOpen(ctx, tx, site)
		if _, on := shiftOf(open, me); err != nil || on {
			return err
		}
		s := Shift{ID: tx.ID(), Site: site, Staff: me, Began: db.Micros(tx.Now)}
		if err := insertShift(ctx, tx, s); err != nil {
			if db.IsUnique(err) {
				return nil // the same hand, twice at once
			}
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepShift, Site: site, Object: s.ID,
			Digests: [][32]byte{trail.Digest("shifts", s.ID, string(s.Staff), strconv.FormatInt(s.Began, 10))}})
	})
}

// EndShift says that a member is on duty at site no more; the actor herself when
// staff is empty, or a colleague who went home and forgot. Of somebody who is not
// on duty it changes nothing. With the last one who goes, a handover that says
// something is given, so that none is left lying half written.
func (n *Night) EndShift(ctx context.Context, site pana.SiteID, staff pana.StaffID) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepShift, site); err != nil {
			return err
		}
		me := pana.ActorFrom(ctx).Staff
		if staff == "" {
			staff = me
		}
		open, err := shiftsOpen(ctx, tx, site)
		if err != nil {
			return err
		}
		s, on := shiftOf(open, staff)
		if !on {
			return nil
		}
		s.Ended, s.EndedBy = db.Micros(tx.Now), me
		if taken, err := endShift(ctx, tx, s); err != nil || taken == 0 {
			return err
		}
		e := trail.Entry{Act: policy.KeepShift, Site: site, Object: s.ID,
			Digests: [][32]byte{trail.Digest("shifts", s.ID, "ended", strconv.FormatInt(s.Ended, 10), string(me))}}
		if len(open) == 1 {
			given, err := n.leave(ctx, tx, site, staff)
			if err != nil {
				return err
			}
			e.Digests = append(e.Digests, given...)
		}
		return trail.Record(ctx, tx, e)
	})
}
