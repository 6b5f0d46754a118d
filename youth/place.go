package youth

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// MostPlace is how many letters a place has at most.
const MostPlace = 80

// A Clash is two lessons in one place at one time. It is a hint and refuses nothing: a
// hall can hold two groups.
type Clash struct{ One, Other Met }

// clashes returns those among meetings that lie ahead and are in order of time.
func clashes(all []Met) []Clash {
	var list []Clash
	for i, a := range all {
		for _, b := range all[i+1:] {
			if b.On != a.On {
				break
			}
			if a.asks() && b.asks() && a.Place != "" && samePlace(a.Place, b.Place) && a.starts() < b.ends() && b.starts() < a.ends() {
				list = append(list, Clash{a, b})
			}
		}
	}
	return list
}

// samePlace compares two places as people write them.
func samePlace(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// PlaceSlot says where a group meets at one of its times, from now on; empty takes back
// what was said. Whoever is booked to help at a lesson that it moves is told. It is made
// from a row version, and refuses a place that is too long and a time that is over
// ("youth.place.over").
func (y *Youth) PlaceSlot(ctx context.Context, id SlotID, place string, version int64) (GroupID, error) {
	const op = "youth.PlaceSlot"
	s, err := y.slot(ctx, op, policy.KeepCentre, id)
	if err != nil {
		return "", err
	}
	return s.Group, y.within(ctx, op, policy.KeepCentre, s.Site, func(tx *db.Tx, line *trail.Entry) error {
		place, err := casework.Text(op, "place", place, MostPlace)
		if err != nil {
			return err
		}
		s, found, err := slotByID(ctx, tx, id)
		if err != nil || !found {
			return cmp.Or(err, casework.Gone(op))
		}
		if err := y.openPlace(&s); err != nil {
			return err
		}
		switch {
		case s.Place == place:
			return nil
		case s.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"place"}})
		case s.Until != "" && s.Until < y.h.Today(tx.Now):
			return conflict(op, "youth.place.over")
		}
		sealed, err := y.h.SealOwn("youth_slots", string(id), "place", version+1, place)
		if err != nil {
			return err
		}
		wrote(line, "youth_slots", string(id), "place", string(sealed))
		done, err := placeSlot(ctx, tx, id, sealed, version)
		if err != nil || done == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"place"}}))
		}
		booked, err := y.awaited(ctx, tx, s.Site)
		if err != nil {
			return err
		}
		booked = slices.DeleteFunc(booked, func(h Helping) bool { return h.Slot != id })
		return y.tellBooked(ctx, tx, s.Site, booked, "notice.helping.place")
	})
}

// placeOf opens where a group meets at one of its times.
func (y *Youth) placeOf(id SlotID, sealed []byte) (string, error) {
	return y.h.OpenOwn("youth_slots", string(id), "place", sealed)
}

func (y *Youth) openPlace(s *Slot) (err error) {
	s.Place, err = y.placeOf(s.ID, s.SealedPlace)
	return err
}

// places opens where meetings are.
func (y *Youth) places(meetings []Meeting) (err error) {
	for i := range meetings {
		m := &meetings[i]
		if m.Place, err = y.placeOf(m.Slot, []byte(m.sealed)); err != nil {
			return err
		}
	}
	return nil
}

// clashing returns which lessons of the next two weeks are in one place at one time, the
// same two once. It is for who keeps the timetable.
func (y *Youth) clashing(ctx context.Context, tx *db.Tx, site pana.SiteID, today pana.Date) ([]Clash, error) {
	until := today.AddDays(13)
	t, err := y.timetable(ctx, tx, site, today, until)
	if err != nil {
		return nil, err
	}
	all, err := y.met(ctx, tx, site, t.meetings(today, until))
	seen := map[[2]SlotID]bool{}
	return slices.DeleteFunc(clashes(all), func(c Clash) bool {
		two := [2]SlotID{c.One.Slot, c.Other.Slot}
		was := seen[two]
		seen[two] = true
		return was
	}), err
}
