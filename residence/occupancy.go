package residence

import (
	"context"
	"fmt"
	"strconv"
	"time"

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
		tonight := r.h.Tonight(tx.Now)
		o = Occupancy{From: from, Until: min(until, tonight)}
		if o.Until.AddDays(1-mostNights) > o.From {
			o.From = o.Until.AddDays(1 - mostNights)
		}
		n, err := r.nightsAt(ctx, tx, site, o.From, o.Until)
		if err == nil {
			o.Since = n.since
			o.count(n.beds, n.slept, n.outs)
		}
		return err
	})
	return o, err
}

// OccupancyByMonth is Occupancy of each month of a year that has begun, the first first.
// A month before the first stay at the site has no beds that anybody knows of, and is
// left out, as is the month that goes on. It needs SeeBeds.
func (r *Residence) OccupancyByMonth(ctx context.Context, site pana.SiteID, year int) ([]Occupancy, error) {
	var all []Occupancy
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		tonight := r.h.Tonight(tx.Now)
		first := pana.Date(fmt.Sprintf("%04d-01-01", year))
		n, err := r.nightsAt(ctx, tx, site, first, pana.Date(fmt.Sprintf("%04d-12-31", year)))
		if err != nil || n.since == "" {
			return err
		}
		for m := range 12 {
			from := first.Time().AddDate(0, m, 0)
			o := Occupancy{From: pana.DateOf(from, time.UTC), Until: pana.DateOf(from.AddDate(0, 1, -1), time.UTC), Since: n.since}
			if o.Until >= tonight || o.From < n.since {
				continue
			}
			o.count(n.beds, n.slept, n.outs)
			all = append(all, o)
		}
		return nil
	})
	return all, err
}

// A nightsRead is what an occupancy is counted from.
type nightsRead struct {
	beds  []Life
	slept []nightRow
	outs  []outageRow
	since pana.Date
}

// nightsAt reads it for a reader who may see the beds of a site.
func (r *Residence) nightsAt(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) (n nightsRead, err error) {
	if err := allowAt(ctx, policy.SeeBeds, site); err != nil {
		return n, err
	}
	tonight := r.h.Tonight(tx.Now)
	if n.beds, err = livesOf(ctx, tx, site); err != nil {
		return n, err
	}
	if n.slept, err = nightsOf(ctx, tx, tonight, site, from, until); err != nil {
		return n, err
	}
	if n.outs, err = outagesBetween(ctx, tx, site, from, until); err != nil {
		return n, err
	}
	n.since, err = firstNight(ctx, tx, tonight, site)
	return n, err
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
