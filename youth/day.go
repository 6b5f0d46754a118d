package youth

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Day is what a centre's first page shows: no person by name.
type Day struct {
	Site      house.Site
	Today     pana.Date
	Clock     string
	Now       []Met   // today
	Coming    []Met   // the seven days after
	Yours     []Met   // what the reader is booked to help at, from today on
	Clashes   []Clash // of today and the seven days after, for the same
	Amiss     []Met   // of today and the seven days after, where somebody is booked who cannot help now; for who keeps the timetable
	Unmarked  []Met   // over, and nobody has written down who was there
	Ending    []Ending
	Worries   int
	Arrived   int // referred, and nobody has answered
	Rules     string
	RulesNo   int64
	Holiday   string // what today is free for; empty when it is not
	Free      bool
	MayList   bool
	MayMark   bool
	MayKeep   bool
	MayFiles  bool
	MayWorry  bool
	MayArrive bool
}

// A Met is a meeting as a list shows it.
type Met struct {
	Meeting
	Name   string
	Kind   string // code list youth-activity
	Size   int
	Leader string
	Mine   bool
	Cannot bool // of the reader’s own bookings: she said that she cannot come
	MayNot bool // of the same: she may still say it
}

// An Ending is an order whose last day, or the last session that it asks for, comes
// soon or is over: nobody is to come longer than what was ordered.
type Ending struct {
	Code   string
	Until  pana.Date // its last day, or that of the last session
	Counts bool      // it asks for a number of sessions
	Left   int       // of those, how many are still to come
	Missed int       // how many wait to be made up
}

// warnDays is how long before its last day an order is pointed out.
const warnDays = 14

// Day returns the first page of a centre.
func (y *Youth) Day(ctx context.Context, site pana.SiteID) (Day, error) {
	const op = "youth.Day"
	var d Day
	s, err := y.centre(ctx, op, policy.SeeCentre, site)
	if err != nil {
		return d, err
	}
	err = y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		d, err = y.day(ctx, tx, s)
		return err
	})
	return d, err
}

func (y *Youth) day(ctx context.Context, tx *db.Tx, site house.Site) (Day, error) {
	may := func(act policy.Act) bool {
		return policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: site.ID}) == nil
	}
	d := Day{Site: site, Today: y.h.Today(tx.Now), Clock: y.clock(tx.Now), MayList: may(policy.SeeGroups), MayMark: may(policy.MarkLesson), MayKeep: may(policy.KeepCentre),
		MayFiles: may(policy.SeeYoung), MayWorry: may(policy.SeeWorries), MayArrive: may(policy.TakeYoung)}
	t, err := y.timetable(ctx, tx, site.ID, d.Today.AddDays(-openSince), d.Today.AddDays(7))
	if err != nil {
		return d, err
	}
	for _, x := range t.terms {
		if x.Kind == Holiday && x.covers(d.Today) {
			d.Free, d.Holiday = true, x.Name
		}
	}
	met, err := y.met(ctx, tx, site.ID, t.meetings(d.Today.AddDays(-openSince), d.Today.AddDays(7)))
	if err != nil {
		return d, err
	}
	for _, m := range met {
		switch {
		case m.On > d.Today:
			d.Coming = append(d.Coming, m)
		case m.On == d.Today:
			d.Now = append(d.Now, m)
		}
		if m.State == "" && (m.On < d.Today || m.On == d.Today && m.Starts <= d.Clock) && d.MayMark {
			d.Unmarked = append(d.Unmarked, m)
		}
	}
	if d.MayKeep {
		d.Clashes = clashes(slices.Concat(d.Now, d.Coming))
		if d.Amiss, err = y.amiss(ctx, tx, site.ID, slices.Concat(d.Now, d.Coming), d.Today, d.Today.AddDays(7)); err != nil {
			return d, err
		}
	}
	if d.Yours, err = y.yours(ctx, tx, site.ID, d.Today); err != nil {
		return d, err
	}
	if d.Rules, d.RulesNo, err = y.rules(ctx, tx, site.ID); err != nil {
		return d, err
	}
	if d.MayFiles {
		if d.Ending, err = y.ending(ctx, tx, site.ID, warnDays); err != nil {
			return d, err
		}
	}
	if d.MayWorry {
		if d.Worries, err = y.openWorries(ctx, tx, site); err != nil {
			return d, err
		}
	}
	if d.MayArrive {
		d.Arrived, err = countArrivals(ctx, tx, site.ID)
	}
	return d, err
}

// met adds to meetings what a list shows of their groups.
func (y *Youth) met(ctx context.Context, tx *db.Tx, site pana.SiteID, meetings []Meeting) ([]Met, error) {
	groups, err := y.groups(ctx, tx, `g.site_id = $2`, site)
	if err != nil {
		return nil, err
	}
	if err := y.places(meetings); err != nil {
		return nil, err
	}
	known, leaders := map[GroupID]Group{}, map[pana.StaffID]string{}
	for _, g := range groups {
		known[g.ID] = g
	}
	all := make([]Met, len(meetings))
	for i, m := range meetings {
		g := known[m.Group]
		if _, asked := leaders[m.Leader]; !asked && m.Leader != "" {
			if leaders[m.Leader], err = y.h.StaffName(ctx, tx, m.Leader); err != nil {
				return nil, err
			}
		}
		all[i] = Met{Meeting: m, Name: g.Name, Kind: g.Activity, Size: g.Size, Leader: leaders[m.Leader], Mine: m.Leader == me(ctx)}
	}
	return all, nil
}

// ending returns the orders at a centre that end within days, or have ended and
// still stand, among those the actor may see.
// A Waiting is what the first screen of the day says of one centre.
type Waiting struct {
	Site     house.Site
	Now      []Met
	Yours    []Met // what the reader is booked to help at
	Unmarked int
	Ending   int
	Worries  int
	Arrived  int
}

// Ahead returns, centre by centre and never joined, what waits at those that the
// actor may see: attendance still open, orders that end within days, and for who
// leads the centre, worries and referrals without an answer.
func (y *Youth) Ahead(ctx context.Context, days int) ([]Waiting, error) {
	var all []Waiting
	err := y.h.DB.View(ctx, func(tx *db.Tx) error {
		all = nil
		for _, site := range y.Centres(ctx, policy.SeeCentre) {
			d, err := y.day(ctx, tx, site)
			if err != nil {
				return err
			}
			w := Waiting{Site: site, Now: d.Now, Yours: d.Yours, Unmarked: len(d.Unmarked), Worries: d.Worries, Arrived: d.Arrived}
			if d.MayFiles {
				ending, err := y.ending(ctx, tx, site.ID, days)
				if err != nil {
					return err
				}
				w.Ending = len(ending)
			}
			all = append(all, w)
		}
		return nil
	})
	return all, err
}

// A Table is the page of groups, timetable and terms.
type Table struct {
	Site    house.Site
	Today   pana.Date
	Groups  []Group
	Slots   []Slot // those that run, or will
	Terms   []Term
	Leaders map[pana.StaffID]string // who works at the centre
	Clashes []Clash                 // of the next two weeks, for who keeps it
	MayKeep bool
	MayList bool
	Rules   string
	RulesNo int64
}

// Of returns the slots of one group.
func (t Table) Of(group GroupID) []Slot {
	var own []Slot
	for _, s := range t.Slots {
		if s.Group == group {
			own = append(own, s)
		}
	}
	return own
}

// Timetable returns the groups of a centre, when they meet, and its terms.
func (y *Youth) Timetable(ctx context.Context, site pana.SiteID) (Table, error) {
	var t Table
	s, err := y.centre(ctx, "youth.Timetable", policy.SeeCentre, site)
	if err != nil {
		return t, err
	}
	err = y.h.DB.View(ctx, func(tx *db.Tx) error {
		t = Table{Site: s, Today: y.h.Today(tx.Now), Leaders: map[pana.StaffID]string{}}
		actor := pana.ActorFrom(ctx)
		t.MayKeep = policy.Check(actor, policy.KeepCentre, policy.Subject{Site: site}) == nil
		t.MayList = policy.Check(actor, policy.SeeGroups, policy.Subject{Site: site}) == nil
		var err error
		if t.Groups, err = y.groups(ctx, tx, `g.site_id = $2 AND g.ended = ''`, site); err != nil {
			return err
		}
		if t.Terms, err = y.terms(ctx, tx, site); err != nil {
			return err
		}
		if t.Rules, t.RulesNo, err = y.rules(ctx, tx, site); err != nil {
			return err
		}
		all, err := slotsOf(ctx, tx, site)
		if err != nil {
			return err
		}
		for _, x := range all {
			if x.Until == "" || x.Until >= t.Today {
				if err := y.openPlace(&x); err != nil {
					return err
				}
				t.Slots = append(t.Slots, x)
			}
		}
		if t.MayKeep {
			if t.Clashes, err = y.clashing(ctx, tx, site, t.Today); err != nil {
				return err
			}
		}
		return y.leaders(ctx, tx, site, t.Leaders)
	})
	return t, err
}

// leaders adds who could lead a group at a centre, as they are called.
func (y *Youth) leaders(ctx context.Context, tx *db.Tx, site pana.SiteID, into map[pana.StaffID]string) error {
	ids, err := db.Select[pana.StaffID](ctx, tx, `SELECT DISTINCT staff_id FROM grants WHERE site_id = $1 AND until = '' ORDER BY staff_id`, site)
	for _, id := range ids {
		if into[id], err = y.h.StaffName(ctx, tx, id); err != nil {
			return err
		}
	}
	return err
}

// A GroupPage is the page of one group: who is in it, and its last lessons.
type GroupPage struct {
	Group   Group
	Today   pana.Date
	Seats   []Seat
	Next    []Met
	Last    []Lesson
	MayFile bool // open the files behind the codes
}

// GroupPage returns the page of a group.
func (y *Youth) GroupPage(ctx context.Context, id GroupID) (GroupPage, error) {
	var p GroupPage
	g, err := y.group(ctx, "youth.GroupPage", policy.SeeGroups, id)
	if err != nil {
		return p, err
	}
	err = y.h.DB.View(ctx, func(tx *db.Tx) error {
		p = GroupPage{Group: g, Today: y.h.Today(tx.Now)}
		p.MayFile = policy.Check(pana.ActorFrom(ctx), policy.SeeYoung, policy.Subject{Site: g.Site}) == nil
		var err error
		if p.Seats, err = y.seats(ctx, tx, id, p.Today, ""); err != nil {
			return err
		}
		t, err := y.timetable(ctx, tx, g.Site, p.Today.AddDays(-60), p.Today.AddDays(14))
		if err != nil {
			return err
		}
		met, err := y.met(ctx, tx, g.Site, t.meetings(p.Today, p.Today.AddDays(14)))
		if err != nil {
			return err
		}
		for _, m := range met {
			if m.Group == id {
				p.Next = append(p.Next, m)
			}
		}
		for _, l := range t.lessons {
			if l.Group != id || l.State != Held || len(p.Last) == 12 {
				continue
			}
			whole, err := y.lesson(ctx, tx, l.ID)
			if err != nil {
				return err
			}
			p.Last = append(p.Last, whole)
		}
		return nil
	})
	return p, err
}
