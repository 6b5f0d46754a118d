package youth_test

import (
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/youth"
)

// Where a group meets stands on the timetable, on the day and with who is booked, and
// whoever is booked is told when it changes. Two in one place at one time are pointed
// out and refused nothing.
func TestWhereALessonIsIsSaidAndTwoInOnePlaceAreAHint(t *testing.T) {
	w := open(t)
	p, olzhas := w.student()
	w.must("confirmed", p.Confirm(w.As("nurlan"), olzhas))
	w.must("terms", p.SetVolunteer(w.As("nurlan"), olzhas, w.agreed(), 0))
	english, monday := w.group("English", "english", 1, "2026-11-02")
	sport, _ := w.group("Sport", "sport", 1, "2026-11-02")
	next := key(monday, "2026-11-30")
	w.Clock.Advance(time.Second)
	w.must("booked", w.BookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	place := func(who, where string, version int64) error {
		w.Clock.Advance(time.Second)
		_, err := w.PlaceSlot(w.As(who), monday, where, version)
		return err
	}
	housetest.Refused(t, place("nurlan", strings.Repeat("long ", 20), 1), pana.Invalid, "client.text.long")
	if err := place("aizhan", "Room 2", 1); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a teacher changes the timetable: %v", err)
	}
	if err := place("dina", "Room 2", 1); pana.KindOf(err) != pana.NotFound {
		t.Errorf("the shelter changes the timetable: %v", err)
	}
	w.must("a place", place("nurlan", "Room 2", 1))
	w.must("the same place", place("nurlan", "Room 2", 1))
	housetest.Stale(t, place("nurlan", "Room 3", 1), "place")
	told, err := w.House.Notices(w.As("olzhas"))
	w.must("notices", err)
	moved := 0
	for _, n := range told {
		if n.Say == "notice.helping.place" {
			moved++
		}
	}
	d, err := w.Day(w.As("olzhas"), w.Centre.ID)
	w.must("the day", err)
	if moved != 1 || len(d.Yours) != 1 || d.Yours[0].Place != "Room 2" || len(d.Clashes) != 0 {
		t.Errorf("told %d times, and reads %+v", moved, d.Yours)
	}
	// Another group in the same room, half an hour later: it is added, and pointed out.
	slot, err := w.AddSlot(w.As("nurlan"), sport, youth.NewSlot{Weekday: 1, Starts: "15:30", Minutes: 60, From: "2026-11-02", Place: " room  2"})
	w.must("the same room", err)
	hints := func(who string) (day, table int) {
		t.Helper()
		d, err := w.Day(w.As(who), w.Centre.ID)
		w.must("the day", err)
		all, err := w.Timetable(w.As(who), w.Centre.ID)
		w.must("the timetable", err)
		for _, s := range all.Of(english) {
			if s.Place != "Room 2" {
				t.Errorf("%s reads on the timetable %q", who, s.Place)
			}
		}
		return len(d.Clashes), len(all.Clashes)
	}
	if day, table := hints("nurlan"); day != 2 || table != 1 { // today and in a week
		t.Errorf("two in one room: %d on the day, %d on the timetable", day, table)
	}
	if day, table := hints("olzhas"); day+table != 0 {
		t.Error("a volunteer is told who is in whose way")
	}
	sheet, err := w.Sheet(w.As("nurlan"), next)
	if err != nil || sheet.Meeting.Place != "Room 2" {
		t.Errorf("the lesson is in %q, %v", sheet.Meeting.Place, err)
	}
	_, err = w.PlaceSlot(w.As("nurlan"), slot, "", 1)
	w.must("nowhere said", err)
	if day, table := hints("nurlan"); day+table != 0 {
		t.Errorf("where nobody said a place there are %d and %d hints", day, table)
	}
	w.Clock.Advance(24 * time.Hour)
	_, err = w.EndSlot(w.As("nurlan"), slot)
	w.must("taken out", err)
	w.Clock.Advance(24 * time.Hour)
	_, err = w.PlaceSlot(w.As("nurlan"), slot, "Room 9", 3)
	housetest.Refused(t, err, pana.Conflict, "youth.place.over")
}
