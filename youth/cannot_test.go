package youth_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/youth"
)

// helpedAt has the teacher mark a lesson and say of somebody whether she helped.
func (w *world) helpedAt(at, who string, came bool) error {
	w.t.Helper()
	s, err := w.Sheet(w.As("aizhan"), at)
	w.must("the lesson", err)
	return w.MarkAll(w.As("aizhan"), at, youth.Marking{Helpers: map[string]bool{who: came}}, s.Lesson.Version)
}

// Olzhas says by pressing that he cannot come: whoever leads is told, nothing counts
// against him, and he opens no lesson by it.
func TestAVolunteerSaysThatSheCannotComeUntilTheLessonBegins(t *testing.T) {
	w := open(t)
	p, olzhas := w.student()
	w.must("confirmed", p.Confirm(w.As("nurlan"), olzhas))
	w.must("terms", p.SetVolunteer(w.As("nurlan"), olzhas, w.agreed(), 0))
	_, monday := w.group("English", "english", 1, "2026-11-02")
	next, now := key(monday, "2026-11-30"), key(monday, today)
	cannot := func(who, at string) error {
		w.Clock.Advance(time.Second)
		return w.CannotHelp(w.As(who), at)
	}
	// Not booked, not there, not hers, of another house's side: the same answer.
	for _, c := range [][2]string{{"olzhas", next}, {"olzhas", "none~2026-11-30"}, {"aizhan", next}, {"dina", next}} {
		if err := cannot(c[0], c[1]); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s, not booked: %v", c[0], err)
		}
	}
	for _, at := range []string{now, next} {
		w.must("booked", w.BookHelper(w.As("nurlan"), at, volunteerKey(olzhas)))
	}
	told := func(who string) (n int) {
		t.Helper()
		all, err := w.House.Notices(w.As(who))
		w.must("notices", err)
		for _, x := range all {
			if x.Say == "notice.helping.cannot" {
				n++
			}
		}
		return n
	}
	w.must("he cannot", cannot("olzhas", next))
	w.must("he says it again", cannot("olzhas", next))
	if told("nurlan") != 1 || told("saule") != 1 || told("olzhas") != 0 || told("aizhan") != 0 {
		t.Errorf("told: %d who leads, %d the director, %d himself, %d the teacher", told("nurlan"), told("saule"), told("olzhas"), told("aizhan"))
	}
	d, err := w.Day(w.As("olzhas"), w.Centre.ID)
	w.must("his day", err)
	if len(d.Yours) != 2 || d.Yours[0].Cannot || !d.Yours[1].Cannot || d.Yours[1].MayNot {
		t.Errorf("he reads %+v", d.Yours)
	}
	if _, err := w.Sheet(w.As("olzhas"), next); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("he opens the lesson: %v", err)
	}
	amiss := func() int {
		t.Helper()
		d, err := w.Day(w.As("nurlan"), w.Centre.ID)
		w.must("the day", err)
		return len(d.Amiss)
	}
	if amiss() != 1 {
		t.Errorf("%d lessons wait for whoever leads", amiss())
	}
	w.must("put away", w.UnbookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	if amiss() != 0 {
		t.Error("what was put away waits still")
	}
	w.must("booked anew", w.BookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	w.must("he cannot, again", cannot("olzhas", next))
	// Today's begins at three.
	w.Clock.Set(time.Date(2026, 11, 23, 15, 0, 0, 0, w.House.Zone()))
	housetest.Refused(t, cannot("olzhas", now), pana.Conflict, "youth.cannot.begun")
	// Held without him, it is no absence of his: he had said so.
	w.Clock.Set(time.Date(2026, 11, 30, 16, 0, 0, 0, w.House.Zone()))
	w.must("marked", w.helpedAt(next, volunteerKey(olzhas), false))
	if s, err := w.Sheet(w.As("aizhan"), next); err != nil || len(s.Helpers) != 1 || s.Helpers[0].State != "cannot" {
		t.Errorf("it is written that he %+v, %v", s.Helpers, err)
	}
	// He came after all: his hours count.
	w.must("corrected", w.helpedAt(next, volunteerKey(olzhas), true))
	if s, err := w.Sheet(w.As("aizhan"), next); err != nil || s.Helpers[0].State != "helped" {
		t.Errorf("it is written that he %+v, %v", s.Helpers, err)
	}
}
