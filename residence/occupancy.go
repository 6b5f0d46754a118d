package residence

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Life is since when and until when there is a bed.
type Life struct {
	ID      pana.BedID  `db:"id"`
	Room    pana.RoomID `db:"room_id"`
	Name    string      `db:"name"`   // empty for an extra place
	Opened  pana.Date   `db:"opened"` // the first night; empty when nobody wrote it down
	Closed  pana.Date   `db:"closed"` // the first night without it; empty while it is in use
	Version int64       `db:"version"`
}

// there reports whether there is the bed on a night; of one without a first day, from
// a day on.
func (l Life) there(d, since pana.Date) bool {
	first := l.Opened
	if first == "" {
		first = since
	}
	return first != "" && first <= d && (l.Closed == "" || d < l.Closed)
}

// An Occupancy is how many nights of a site's beds were slept in, of those there were.
type Occupancy struct {
	From, Until pana.Date // nights, both included
	Used        int       // bed-nights slept
	There       int       // bed-nights that could be: beds by nights, without those out of service
	Out         int       // bed-nights out of service
	Undated     int       // beds without a first day
	Since       pana.Date // from when those are counted: the first stay at the site; empty when there was none
}

// mostNights is over how many nights an occupancy is counted.
const mostNights = 366

// Occupancy counts the nights of the beds of a site from one to another, tonight at the
// latest. A bed counts from its first day to its last; one without a first day from the
// first stay at the site. A bed whose sleeper the reader may not know of counts as one
// out of service, as it does on the map, and a night that somebody slept counts whatever
// the days of the bed say. It needs SeeBeds.
func (r *Residence) Occupancy(ctx context.Context, site pana.SiteID, from, until pana.Date) (Occupancy, error) {
	o := Occupancy{From: from, Until: until}
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.SeeBeds, site); err != nil {
			return err
		}
		tonight := r.h.Tonight(tx.Now)
		o = Occupancy{From: from, Until: min(until, tonight)}
		if o.Until.AddDays(1-mostNights) > o.From {
			o.From = o.Until.AddDays(1 - mostNights)
		}
		beds, err := livesOf(ctx, tx, site)
		if err != nil {
			return err
		}
		nights, err := nightsOf(ctx, tx, tonight, site, o.From, o.Until)
		if err != nil {
			return err
		}
		outs, err := outagesBetween(ctx, tx, site, o.From, o.Until)
		if err != nil {
			return err
		}
		if o.Since, err = firstNight(ctx, tx, tonight, site); err != nil {
			return err
		}
		o.count(beds, nights, outs)
		return nil
	})
	return o, err
}

func (o *Occupancy) count(beds []Life, nights []nightRow, outs []outageRow) {
	slept, out := map[pana.BedID][]nightRow{}, map[pana.BedID][]outageRow{}
	for _, n := range nights {
		slept[n.Bed] = append(slept[n.Bed], n)
	}
	for _, x := range outs {
		out[x.Bed] = append(out[x.Bed], x)
	}
	for _, b := range beds {
		if b.Opened == "" {
			o.Undated++
		}
		for d := o.From; d <= o.Until; d = d.AddDays(1) {
			used, closed := false, false
			for _, n := range slept[b.ID] {
				if n.Since <= d && (n.Until == "" || d < n.Until) {
					used, closed = used || n.Seen, closed || !n.Seen
				}
			}
			for _, x := range out[b.ID] {
				closed = closed || x.Since <= d && (x.Until == "" || d < x.Until)
			}
			switch {
			case used:
				o.Used++
				o.There++
			case !closed && b.there(d, o.Since):
				o.There++
			case b.there(d, o.Since):
				o.Out++
			}
		}
	}
}

// Lives returns since when and until when there is each bed of a room, those given up
// too, for whoever keeps beds there.
func (r *Residence) Lives(ctx context.Context, room pana.RoomID) ([]Life, error) {
	var list []Life
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		row, err := r.roomFor(ctx, tx, "residence.Lives", room)
		if err != nil {
			return err
		}
		all, err := livesOf(ctx, tx, row.Site)
		for _, l := range all {
			if l.Room == room && l.Name != "" {
				list = append(list, l)
			}
		}
		return err
	})
	return list, err
}

// The SQL of nights.

type nightRow struct {
	Bed   pana.BedID `db:"bed_id"`
	Since pana.Date  `db:"since"`
	Until pana.Date  `db:"until"`
	Seen  bool       `db:"seen"`
}

func livesOf(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Life, error) {
	return db.Select[Life](ctx, tx, `SELECT id, room_id, name, opened, closed, version FROM beds WHERE site_id = $1 ORDER BY sort, id`, string(site))
}

// nightsOf returns the stays of a site that touch the nights from one to another, and
// whether the reader may know of each.
func nightsOf(ctx context.Context, tx *db.Tx, tonight pana.Night, site pana.SiteID, from, until pana.Date) ([]nightRow, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, string(site), string(from), string(until))
	n := len(args)
	arg := func(i int) string { return "$" + strconv.Itoa(i) }
	return db.Select[nightRow](ctx, tx, `SELECT s.bed_id, s.since, s.until, CASE WHEN c.id IS NULL OR (`+cond+`) THEN TRUE ELSE FALSE END AS seen
		FROM stays s LEFT JOIN clients c ON c.id = s.client_id
		WHERE s.site_id = `+arg(n-2)+` AND s.since <= `+arg(n)+` AND (s.until = '' OR s.until > `+arg(n-1)+`)`, args...)
}

func outagesBetween(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) ([]outageRow, error) {
	return db.Select[outageRow](ctx, tx, outageColumns+`JOIN beds b ON b.id = o.bed_id
		WHERE b.site_id = $1 AND o.since <= $3 AND (o.until = '' OR o.until > $2) ORDER BY o.id`, string(site), string(from), string(until))
}

// firstNight is that of the first stay at a site that the reader may know of. Of somebody
// who was erased the stay has no bed and a coarse day, and says nothing.
func firstNight(ctx context.Context, tx *db.Tx, tonight pana.Night, site pana.SiteID) (pana.Date, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, string(site))
	return db.Get[pana.Date](ctx, tx, `SELECT COALESCE(MIN(s.since), '') FROM stays s LEFT JOIN clients c ON c.id = s.client_id
		WHERE s.site_id = $`+strconv.Itoa(len(args))+` AND s.bed_id <> '' AND (c.id IS NULL OR (`+cond+`))`, args...)
}
