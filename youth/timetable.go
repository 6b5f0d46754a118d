package youth

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"example.org/pana"
)

// Lesson states.
const (
	Held      = "held"
	CalledOff = "called-off"
)

// A Meeting is one time at which a group meets, as the timetable says: nobody
// writes it down before it was held.
type Meeting struct {
	Slot    SlotID
	Group   GroupID
	On      pana.Date
	Starts  string
	Minutes int
	Leader  pana.StaffID
	State   string // Held, CalledOff, or empty while nothing is written down
	Lesson  LessonID
	Free    bool   // on a holiday: nobody has to come
	Place   string // where, of one that nothing is written down of; opened for pages alone

	sealed string // the place
}

// Key names the meeting in an address.
func (m Meeting) Key() string { return string(m.Slot) + "~" + string(m.On) }

// readKey is the other way round.
func readKey(key string) (SlotID, pana.Date, bool) {
	slot, day, ok := strings.Cut(key, "~")
	d, err := pana.ParseDate(day)
	return SlotID(slot), d, ok && err == nil && string(d) == day && slot != ""
}

// asks reports whether somebody in the group has to come.
func (m Meeting) asks() bool { return !m.Free && m.State != CalledOff }

// A timetable is all that says when a centre's groups meet.
type timetable struct {
	slots   []Slot
	terms   []Term
	lessons []Lesson
}

// holiday reports whether a day is one.
func (t timetable) holiday(d pana.Date) bool {
	return slices.ContainsFunc(t.terms, func(x Term) bool { return x.Kind == Holiday && x.covers(d) })
}

// runs reports whether the weekly timetable runs on a day: no holiday, and where
// there are terms at all, within one.
func (t timetable) runs(d pana.Date) bool {
	if t.holiday(d) {
		return false
	}
	terms, within := 0, false
	for _, x := range t.terms {
		if x.Kind == TermTime {
			terms++
			within = within || x.covers(d)
		}
	}
	return terms == 0 || within
}

// Weekday is the day of the week, Monday 1 to Sunday 7.
func Weekday(d pana.Date) int {
	if day := d.Time().Weekday(); day != time.Sunday {
		return int(day)
	}
	return 7
}

// meetings returns, in order of time, when the groups meet from one day to another,
// both included. What was held stands there whatever the timetable says now.
func (t timetable) meetings(from, until pana.Date) []Meeting {
	if from == "" || until == "" || from > until {
		return nil
	}
	if last := from.AddDays(mostDays); until > last {
		until = last
	}
	written := map[string]Lesson{}
	for _, l := range t.lessons {
		written[l.key()] = l
	}
	var all []Meeting
	for _, s := range t.slots {
		first, last := max(from, s.From), until
		if s.Until != "" {
			last = min(until, s.Until)
		}
		if first > last {
			continue
		}
		step := 1
		if s.Weekday > 0 {
			first = first.AddDays((s.Weekday - Weekday(first) + 7) % 7)
			step = 7
		}
		for d := first; d <= last; d = d.AddDays(step) {
			m := Meeting{Slot: s.ID, Group: s.Group, On: d, Starts: s.Starts, Minutes: s.Minutes, Leader: s.Leader, Free: t.holiday(d), sealed: string(s.SealedPlace)}
			if _, there := written[m.Key()]; there || s.Weekday > 0 && !t.runs(d) {
				continue
			}
			all = append(all, m)
		}
	}
	for _, l := range t.lessons {
		if from <= l.On && l.On <= until {
			all = append(all, Meeting{Slot: l.Slot, Group: l.Group, On: l.On, Starts: l.Starts, Minutes: l.Minutes, Leader: l.Worker, State: l.State, Lesson: l.ID, Free: t.holiday(l.On)})
		}
	}
	slices.SortFunc(all, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Starts, b.Starts), cmp.Compare(a.Slot, b.Slot))
	})
	return all
}

// at returns the meeting of a slot on a day.
func (t timetable) at(slot SlotID, on pana.Date) (Meeting, bool) {
	for _, m := range t.meetings(on, on) {
		if m.Slot == slot {
			return m, true
		}
	}
	return Meeting{}, false
}
