package night

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// CallRoll begins a roll call at site. While one goes on there is no second: two
// people tick the same.
func (n *Night) CallRoll(ctx context.Context, site pana.SiteID) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.CallRoll, site); err != nil {
			return err
		}
		if _, on, err := openRoll(ctx, tx, site); err != nil || on {
			return err
		}
		r := Roll{ID: RollID(tx.ID()), Site: site, Began: db.Micros(tx.Now), By: pana.ActorFrom(ctx).Staff}
		if taken, err := insertRoll(ctx, tx, r); err != nil || taken == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.CallRoll, Site: site, Object: string(r.ID),
			Digests: [][32]byte{trail.Digest("roll_calls", string(r.ID), strconv.FormatInt(r.Began, 10))}})
	})
}

// Tick says that somebody was found at a place, or that a room was looked into; off
// takes the tick away. A place that is not to be ticked is refused, and without a
// roll call so is every place: "night.roll.over".
func (n *Night) Tick(ctx context.Context, site pana.SiteID, place string, off bool) error {
	const op = "night.Tick"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.CallRoll, site); err != nil {
			return err
		}
		r, on, err := n.roll(ctx, tx, site)
		if err != nil {
			return err
		}
		if !on {
			return conflict(op, "place", "night.roll.over")
		}
		if !r.has(place) {
			return pana.Refuse(op, "place", "codes.unknown")
		}
		taken, err := tick(ctx, tx, r.ID, place, off)
		if err != nil || taken == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.CallRoll, Site: site, Object: string(r.ID),
			Digests: [][32]byte{trail.Digest("roll_ticks", string(r.ID), place, strconv.FormatBool(off))}})
	})
}

// EndRoll ends the roll call at site. What stays of it is how many places there
// were and at how many somebody looked. Without one it changes nothing.
func (n *Night) EndRoll(ctx context.Context, site pana.SiteID) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.CallRoll, site); err != nil {
			return err
		}
		r, on, err := n.roll(ctx, tx, site)
		if err != nil || !on {
			return err
		}
		r.Places, r.Found = r.Counts()
		r.Ended, r.EndedBy = db.Micros(tx.Now), pana.ActorFrom(ctx).Staff
		if taken, err := endRoll(ctx, tx, r); err != nil || taken == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.CallRoll, Site: site, Object: string(r.ID),
			Digests: [][32]byte{trail.Digest("roll_calls", string(r.ID), "ended", strconv.FormatInt(r.Ended, 10), strconv.Itoa(r.Places), strconv.Itoa(r.Found))}})
	})
}

// A Called is what the page of roll calls shows.
type Called struct {
	On     bool
	Now    Roll // that goes on, or how it would begin
	Before []Roll
	Meet   []string // where everybody meets
}

// mostRolls is how many roll calls before the page shows.
const mostRolls = 12

// Roll returns the roll call that goes on at site, or what would be ticked in one.
func (n *Night) Roll(ctx context.Context, site pana.SiteID) (Called, error) {
	var c Called
	err := n.h.DB.View(ctx, func(tx *db.Tx) error {
		c = Called{}
		if err := allowAt(ctx, policy.CallRoll, site); err != nil {
			return err
		}
		var err error
		if c.Now, c.On, err = n.roll(ctx, tx, site); err != nil {
			return err
		}
		if c.Before, err = rollsBefore(ctx, tx, site, mostRolls); err != nil {
			return err
		}
		page, err := n.page(ctx, tx, site, Meeting)
		c.Meet = page.Lines()
		return err
	})
	return c, err
}

func (n *Night) roll(ctx context.Context, tx *db.Tx, site pana.SiteID) (Roll, bool, error) {
	r, on, err := openRoll(ctx, tx, site)
	if err != nil {
		return r, on, err
	}
	var ticked []string
	if on {
		if ticked, err = ticks(ctx, tx, r.ID); err != nil {
			return r, on, err
		}
	}
	m, err := n.beds.TonightIn(ctx, tx, site)
	if err != nil {
		return r, on, err
	}
	away, err := n.away(ctx, tx, site)
	r.Rooms = roomsOf(m, away, ticked)
	return r, on, err
}
