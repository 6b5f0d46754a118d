package youth

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// BookHelper books somebody to help at a lesson of the timetable that lies ahead, or is
// today and not marked; whoever has a sign-in is told. A volunteer has to be confirmed,
// her agreement and vetting have to hold on that day, and it has to be one of hers; she
// is in no other lesson at that time. Each refusal has a sentence of its own
// ("volunteer.lacks.…", "youth.helping.…"). Booked already, she stays so.
func (y *Youth) BookHelper(ctx context.Context, key, who string) error {
	const op = "youth.BookHelper"
	return y.helping(ctx, op, key, func(tx *db.Tx, s Sheet, line *trail.Entry) error {
		switch {
		case s.Meeting.State == CalledOff:
			return conflict(op, "youth.lesson.off")
		case s.Meeting.State == Held, s.Meeting.On < s.Today:
			return conflict(op, "youth.helping.over")
		}
		i := slices.IndexFunc(s.Choices, func(c Choice) bool { return c.Key() == who })
		if i < 0 {
			return pana.Refuse(op, "helper", "youth.helping.who")
		}
		c := s.Choices[i]
		if c.Lacks != "" {
			return pana.Refuse(op, "helper", c.Lacks)
		}
		if slices.ContainsFunc(s.Helpers, func(h Helping) bool { return h.Key() == who && h.State == HelpBooked }) {
			return nil
		}
		if err := y.help(ctx, tx, s, c, HelpBooked, line); err != nil {
			return err
		}
		return y.h.Tell(ctx, tx, []pana.StaffID{c.Staff}, house.Notice{Say: "notice.helping", Object: string(s.Site)})
	})
}

// UnbookHelper takes a booking back; whoever has a sign-in is told. Of somebody who said
// that she cannot come it is put away, and of who is not booked it changes nothing.
func (y *Youth) UnbookHelper(ctx context.Context, key, who string) error {
	const op = "youth.UnbookHelper"
	return y.helping(ctx, op, key, func(tx *db.Tx, s Sheet, line *trail.Entry) error {
		i := slices.IndexFunc(s.Helpers, func(h Helping) bool { return h.Key() == who && (h.State == HelpBooked || h.State == HelpCannot) })
		if i < 0 {
			return nil
		}
		c := Choice{Volunteer: s.Helpers[i].Volunteer, Staff: s.Helpers[i].Staff}
		if err := y.help(ctx, tx, s, c, HelpTaken, line); err != nil {
			return err
		}
		return y.tellBooked(ctx, tx, s.Site, s.Helpers[i:i+1], "notice.helping.off")
	})
}

// helping does one act to who helps at a lesson.
func (y *Youth) helping(ctx context.Context, op, key string, do func(tx *db.Tx, s Sheet, line *trail.Entry) error) error {
	slot, on, err := y.meeting(ctx, op, policy.KeepCentre, key)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.KeepCentre, slot.Site, func(tx *db.Tx, line *trail.Entry) error {
		s, err := y.sheet(ctx, tx, op, slot, on)
		if err != nil {
			return err
		}
		return do(tx, s, line)
	})
}

// help writes what is known of somebody's help at a lesson.
func (y *Youth) help(ctx context.Context, tx *db.Tx, s Sheet, c Choice, state string, line *trail.Entry) error {
	h := Helping{ID: tx.ID(), Slot: s.Meeting.Slot, On: s.Meeting.On, Volunteer: c.Volunteer, State: state}
	if h.Volunteer == "" {
		h.Staff = c.Staff
	}
	line.Digests = append(line.Digests, trail.Digest("youth_helping", string(h.Slot), string(h.On), h.Key(), state))
	return putHelping(ctx, tx, s.Site, h)
}

// tellBooked tells those who were booked, for a lesson that is not past, that they are
// not to come, or are to come again.
func (y *Youth) tellBooked(ctx context.Context, tx *db.Tx, site pana.SiteID, booked []Helping, say string) error {
	hands, err := y.people.Hands(ctx, tx, site)
	if err != nil {
		return err
	}
	var to []pana.StaffID
	for _, b := range booked {
		if b.State != HelpBooked || b.On < y.h.Today(tx.Now) {
			continue
		}
		to = append(to, b.Staff)
		for _, h := range hands {
			if b.Volunteer != "" && h.ID == b.Volunteer {
				to = append(to, h.Staff)
			}
		}
	}
	return y.h.Tell(ctx, tx, to, house.Notice{Say: say, Object: string(site)})
}

// retime does a change to the timetable of a site; whoever is booked for a lesson that it
// takes away, or brings back, is told.
func (y *Youth) retime(ctx context.Context, tx *db.Tx, site pana.SiteID, change func() error) error {
	before, err := y.awaited(ctx, tx, site)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := y.awaited(ctx, tx, site)
	if err != nil {
		return err
	}
	without := func(these, those []Helping) []Helping {
		return slices.DeleteFunc(slices.Clone(these), func(h Helping) bool {
			return slices.ContainsFunc(those, func(o Helping) bool { return o.ID == h.ID })
		})
	}
	if err := y.tellBooked(ctx, tx, site, without(before, after), "notice.helping.off"); err != nil {
		return err
	}
	return y.tellBooked(ctx, tx, site, without(after, before), "notice.helping")
}

// awaited are the bookings from today on for lessons that the timetable has.
func (y *Youth) awaited(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Helping, error) {
	today := y.h.Today(tx.Now)
	rows, err := helpingRows(ctx, tx, site, today, "9999-12-31")
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	t, err := y.timetable(ctx, tx, site, today, rows[len(rows)-1].On)
	return slices.DeleteFunc(rows, func(h Helping) bool {
		m, found := t.at(h.Slot, h.On)
		return h.State != HelpBooked || !found || !m.asks()
	}), err
}

// helped writes down who helped at a lesson that was held, of those of whom it is said:
// that they did, or of who was booked, that she did not come. Who was written down as
// one who helped by mistake is taken out. It refuses somebody who does not help here
// ("youth.helping.who").
func (y *Youth) helped(ctx context.Context, tx *db.Tx, op string, s Sheet, came map[string]bool, line *trail.Entry) error {
	known := map[string]Choice{}
	for _, c := range s.Choices {
		known[c.Key()] = c
	}
	states := map[string]string{}
	for _, h := range s.Helpers {
		states[h.Key()] = h.State
		known[h.Key()] = Choice{Volunteer: h.Volunteer, Staff: h.Staff}
	}
	for _, key := range slices.Sorted(maps.Keys(came)) {
		c, found := known[key]
		if !found && came[key] {
			return pana.Refuse(op, "helpers", "youth.helping.who")
		}
		state := states[key]
		switch {
		case came[key]:
			state = Helped
		case state == HelpBooked:
			state = HelpAway
		case state == Helped:
			state = HelpTaken
		}
		if state == states[key] {
			continue
		}
		if err := y.help(ctx, tx, s, c, state, line); err != nil {
			return err
		}
	}
	return nil
}

// bookedAhead is how many days ahead somebody sees what she is booked for.
const bookedAhead = 60

// yours returns the lessons that the actor is booked to help at, or said that she cannot,
// the next first.
func (y *Youth) yours(ctx context.Context, tx *db.Tx, site pana.SiteID, today pana.Date) ([]Met, error) {
	until := today.AddDays(bookedAhead)
	hers, err := y.ownHelping(ctx, tx, site, today, until)
	if err != nil || len(hers) == 0 {
		return nil, err
	}
	own := map[string]string{}
	for _, h := range hers {
		own[Meeting{Slot: h.Slot, On: h.On}.Key()] = h.State
	}
	t, err := y.timetable(ctx, tx, site, today, until)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(t.meetings(today, until), func(m Meeting) bool { return own[m.Key()] == "" || !m.asks() })
	slices.SortStableFunc(all, func(a, b Meeting) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Starts, b.Starts)) })
	met, err := y.met(ctx, tx, site, all)
	clock := y.clock(tx.Now)
	for i := range met {
		m := &met[i]
		m.Cannot = own[m.Key()] == HelpCannot
		m.MayNot = !m.Cannot && m.State == "" && (m.On > today || m.Starts > clock)
	}
	return met, err
}
