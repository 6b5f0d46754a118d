package night

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A NewDuty is what a form says of a planned turn.
type NewDuty struct {
	Staff         pana.StaffID
	On            pana.Date // empty means today
	Starts, Until string    // clock times; until the same is a whole day
	Asleep        bool
	Weeks         int // for how many weeks on that day; 0 is once
}

// MostWeeks is for how many weeks a turn is planned at once.
const MostWeeks = 13

func (d NewDuty) clean(op string, today pana.Date) (NewDuty, error) {
	var err error
	if d.On, err = casework.Day(op, "on", d.On); err != nil {
		return d, err
	}
	d.On = cmp.Or(d.On, today)
	if d.On < today {
		return d, pana.Refuse(op, "on", "roster.past")
	}
	if d.On > today.AddDays(rosterAhead) {
		return d, pana.Refuse(op, "on", "roster.far")
	}
	for _, c := range []struct{ field, clock string }{{"starts", d.Starts}, {"until", d.Until}} {
		if c.clock == "" {
			return d, pana.Refuse(op, c.field, "roster.clock")
		}
		if err := casework.Clock(op, c.field, c.clock); err != nil {
			return d, err
		}
	}
	d.Weeks = max(d.Weeks, 1)
	return d, casework.Within(op, "weeks", d.Weeks, 1, MostWeeks)
}

// minutes is how long the turn lasts, over midnight too.
func (d NewDuty) minutes() int {
	if n := (casework.MinuteOf(d.Until) - casework.MinuteOf(d.Starts) + aDay) % aDay; n > 0 {
		return n
	}
	return aDay
}

// PlanDuty writes a turn into the roster, every week for some weeks if it is asked to;
// who is planned is told. What the site asks of its roster refuses nothing. It refuses
// somebody who cannot be on duty here ("roster.who"), a day that is over, and a turn
// that meets another of hers ("roster.twice").
func (n *Night) PlanDuty(ctx context.Context, site pana.SiteID, d NewDuty) error {
	const op = "night.PlanDuty"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepRoster, site); err != nil {
			return err
		}
		_, able, err := n.whoCan(ctx, tx, site)
		if err != nil {
			return err
		}
		if !able[d.Staff] {
			return pana.Refuse(op, "staff", "roster.who")
		}
		d, err := d.clean(op, n.h.Today(tx.Now))
		if err != nil {
			return err
		}
		grants, err := n.h.GrantsOf(ctx, tx, d.Staff)
		if err != nil {
			return err
		}
		line := trail.Entry{Act: policy.KeepRoster, Site: site}
		for week := range d.Weeks {
			x := Duty{ID: tx.ID(), Site: site, Staff: d.Staff, On: d.On.AddDays(7 * week), Starts: d.Starts, Minutes: d.minutes(), Asleep: d.Asleep}
			hers, err := dutiesFor(ctx, tx, d.Staff, x.On.AddDays(-1), x.On.AddDays(1))
			if err != nil {
				return err
			}
			for _, o := range hers {
				if !onDutyAt(d.Staff, grants, o.Site) {
					continue // planned where she works no more
				}
				if o.from() < x.until() && x.from() < o.until() {
					return &pana.Error{Op: op, Kind: pana.Conflict, Field: "starts", Say: "roster.twice", With: map[string]any{"Day": o.On}}
				}
			}
			if err := insertDuty(ctx, tx, x); err != nil {
				if db.IsUnique(err) {
					return &pana.Error{Op: op, Kind: pana.Conflict, Field: "starts", Say: "roster.twice", With: map[string]any{"Day": x.On}}
				}
				return err
			}
			line.Object = x.ID
			line.Digests = append(line.Digests, trail.Digest("roster_duties", x.ID, string(x.Staff), string(x.On), x.Starts, strconv.Itoa(x.Minutes), strconv.FormatBool(x.Asleep)))
		}
		if err := n.tellPlanned(ctx, tx, site, d.Staff, d.On, "notice.roster.on"); err != nil {
			return err
		}
		return trail.Record(ctx, tx, line)
	})
}

// tellPlanned tells somebody that her turns are others now, once in half a day: a month
// is planned turn by turn. Of a turn that begins today or tomorrow she is told each time.
func (n *Night) tellPlanned(ctx context.Context, tx *db.Tx, site pana.SiteID, staff pana.StaffID, on pana.Date, say string) error {
	if on > n.h.Today(tx.Now).AddDays(1) {
		told, err := n.h.ToldSince(ctx, tx, staff, say, string(site), db.Micros(tx.Now.Add(-12*time.Hour)))
		if err != nil || told {
			return err
		}
	}
	return n.h.Tell(ctx, tx, []pana.StaffID{staff}, house.Notice{Say: say, Object: string(site)})
}

// StrikeDuty takes a turn out of the roster; whose it was is told. One that is over
// stays ("roster.past"); one that is not there changes nothing.
func (n *Night) StrikeDuty(ctx context.Context, site pana.SiteID, id string) error {
	const op = "night.StrikeDuty"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepRoster, site); err != nil {
			return err
		}
		d, found, err := dutyByID(ctx, tx, site, id)
		if err != nil || !found {
			return err
		}
		if d.On < n.h.Today(tx.Now) {
			return conflict(op, "", "roster.past")
		}
		if err := deleteDuty(ctx, tx, id); err != nil {
			return err
		}
		if err := n.tellPlanned(ctx, tx, site, d.Staff, d.On, "notice.roster.off"); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepRoster, Site: site, Object: id, Digests: [][32]byte{trail.Digest("roster_duties", id, "struck")}})
	})
}

// SetRosterRules keeps what a site asks of its roster, made from a row version.
func (n *Night) SetRosterRules(ctx context.Context, site pana.SiteID, r RosterRules, version int64) error {
	const op = "night.SetRosterRules"
	r, err := r.clean(op)
	if err != nil {
		return err
	}
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepRoster, site); err != nil {
			return err
		}
		if taken, err := putRosterRules(ctx, tx, site, r, version); err != nil || taken == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"longest", "awake"}}))
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepRoster, Site: site, Object: string(site),
			Digests: [][32]byte{trail.Digest("roster_rules", string(site), strconv.Itoa(r.Longest), strconv.Itoa(r.Awake), strconv.FormatBool(r.Pair), r.Begins, r.Ends)}})
	})
}
