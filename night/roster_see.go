package night

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Roster is who is planned at a site for two weeks, and what it asks of that.
type Roster struct {
	Site        pana.SiteID
	From, Until pana.Date // both included
	Today       pana.Date
	Duties      []Duty
	Rules       RosterRules
	Hints       []Hint
	Who         map[pana.StaffID]string // who can be planned here, and who is, as they are called
	Able        map[pana.StaffID]bool   // of Who, who can be on duty here
	May         bool                    // the reader writes it
	Swaps       Swaps                   // what is offered, as far as it concerns the reader

	now int
}

const (
	rosterDays  = 14 // on one page
	rosterShort = 7  // days for which the first screen looks ahead
	rosterAhead = 366
)

// Roster returns the two weeks of a site that begin on a day; empty means today. What
// is still to come of somebody who cannot be on duty here any more is not in it.
func (n *Night) Roster(ctx context.Context, site pana.SiteID, from pana.Date) (Roster, error) {
	var r Roster
	err := n.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		var err error
		if r, err = n.planned(ctx, tx, site, from); err != nil {
			return err
		}
		if r.Swaps, err = n.swaps(ctx, tx, r); err != nil {
			return err
		}
		for _, d := range r.Duties {
			if r.Who[d.Staff] == "" && err == nil {
				r.Who[d.Staff], err = n.h.StaffName(ctx, tx, d.Staff)
			}
		}
		return err
	})
	return r, err
}

// planned is Roster with the names of those who can be planned alone; the caller has
// asked policy.
func (n *Night) planned(ctx context.Context, tx *db.Tx, site pana.SiteID, from pana.Date) (Roster, error) {
	r := Roster{Site: site, Today: n.h.Today(tx.Now), From: from, May: allowAt(ctx, policy.KeepRoster, site) == nil}
	if r.From == "" {
		r.From = r.Today
	}
	r.Until = r.From.AddDays(rosterDays - 1)
	var err error
	if r.Who, r.Able, err = n.whoCan(ctx, tx, site); err != nil {
		return r, err
	}
	if r.Rules, err = rosterRules(ctx, tx, site); err != nil {
		return r, err
	}
	// A turn that began on the days before reaches into the first night, and one that
	// begins after the last may adjoin it.
	all, err := dutiesOf(ctx, tx, site, r.From.AddDays(-3), r.Until.AddDays(2))
	r.now = n.minute(tx.Now)
	all = slices.DeleteFunc(all, func(d Duty) bool { return d.until() > r.now && !r.Able[d.Staff] })
	r.Hints = r.Rules.Hints(all, r.From, r.Until)
	for _, d := range all {
		if r.From <= d.On && d.On <= r.Until {
			r.Duties = append(r.Duties, d)
		}
	}
	return r, err
}

// Ahead reports whether a turn has not begun.
func (r Roster) Ahead(d Duty) bool { return d.from() > r.now }

// whoCan returns who could be on duty at a site, as they are called.
func (n *Night) whoCan(ctx context.Context, tx *db.Tx, site pana.SiteID) (map[pana.StaffID]string, map[pana.StaffID]bool, error) {
	members, err := n.h.Roster(ctx, tx)
	who, able := map[pana.StaffID]string{}, map[pana.StaffID]bool{}
	for _, m := range members {
		if m.Ended == "" && onDutyAt(m.ID, m.Grants, site) {
			who[m.ID], able[m.ID] = m.Name, true
		}
	}
	return who, able, err
}

// onDutyAt reports whether somebody with these grants can be on duty at a site.
func onDutyAt(staff pana.StaffID, grants []pana.Grant, site pana.SiteID) bool {
	return policy.Check(pana.Actor{Staff: staff, Grants: grants}, policy.KeepShift, policy.Subject{Site: site}) == nil
}

// minute is now in the count in which turns begin and end.
func (n *Night) minute(now time.Time) int {
	return dayCount(n.h.Today(now))*aDay + casework.MinuteOf(now.In(n.h.Zone()).Format("15:04"))
}

// ShortNights returns, for whoever writes the roster of a site, where the next days are
// other than what the site asks of a night, and what that is.
func (n *Night) ShortNights(ctx context.Context, site pana.SiteID) (short []Hint, rules RosterRules, err error) {
	if allowAt(ctx, policy.KeepRoster, site) != nil {
		return nil, rules, nil
	}
	err = n.h.DB.View(ctx, func(tx *db.Tx) error {
		short = nil
		if rules, err = rosterRules(ctx, tx, site); err != nil || !rules.Nights() {
			return err // who works here is not looked for in vain
		}
		r, err := n.planned(ctx, tx, site, "")
		for _, h := range r.Hints {
			if h.Kind != HintLong && h.On < r.Today.AddDays(rosterShort) {
				short = append(short, h)
			}
		}
		return err
	})
	return short, rules, err
}

// OwnDuties returns when the actor is planned in the next week, at any site where she can
// be on duty; the one that goes on or comes next first.
func (n *Night) OwnDuties(ctx context.Context) ([]Duty, error) {
	var list []Duty
	err := n.h.DB.View(ctx, func(tx *db.Tx) error {
		today, now := n.h.Today(tx.Now), n.minute(tx.Now)
		all, err := dutiesFor(ctx, tx, pana.ActorFrom(ctx).Staff, today.AddDays(-1), today.AddDays(rosterShort))
		list = slices.DeleteFunc(all, func(d Duty) bool { return d.until() <= now || allowAt(ctx, policy.KeepShift, d.Site) != nil })
		return err
	})
	return list, err
}
