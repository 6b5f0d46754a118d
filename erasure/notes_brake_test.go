package erasure_test

import (
	"testing"
	"time"

	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/night"
)

// Whoever settles a year on one day takes away a year of days.
func TestTheBrakeCountsTheDaysOnWhichItHappened(t *testing.T) {
	p := beginNotes(t)
	var all []night.IncidentID
	for range 6 {
		all = append(all, p.happens("A man at the gate."))
		p.Clock.Advance(24 * time.Hour)
	}
	for _, id := range all {
		p.settles(id)
	}
	p.pass(370)
	if n := p.notes("saule"); n.Lines != 6 || n.Days != 6 || !n.Second {
		t.Fatalf("%+v", n)
	}
	if _, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); say(err) != "agree.second" {
		t.Errorf("one alone: %v", err)
	}
}

func TestManyDaysOfNotesTakeTwoPeople(t *testing.T) {
	p := beginNotes(t)
	for range 6 {
		p.calls("Rustam")
		p.calls("Rustam again")
		p.Clock.Advance(24 * time.Hour)
	}
	p.pass(40)
	n := p.notes("saule")
	if n.Days != 6 || n.Lines != 12 || !n.Second || n.Alone {
		t.Fatalf("%+v", n)
	}
	if _, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); say(err) != "agree.second" {
		t.Errorf("one alone: %v", err)
	}
	id := p.agreedTo(p.forget.NotesDeed(p.As("saule")), "marat")
	if n, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{Pair: house.Pair{Agreed: id}}); n != 12 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	// The days of today count on.
	s := p.House.Settings()
	s.SetNoteDays("call", 1)
	p.must(p.House.SetSettings(p.As("saule"), s, p.House.SettingsVersion()))
	p.whole()
}

// A busy day is one day: twenty calls of it are no reason to wake somebody.
func TestABusyDayIsOneDayOfTheBrake(t *testing.T) {
	p := beginNotes(t)
	for range 20 {
		p.calls("Rustam")
	}
	p.pass(40)
	if n := p.notes("saule"); n.Lines != 20 || n.Second {
		t.Errorf("%+v", n)
	}
}

func TestNoNoteGoesAfterTheClockMoved(t *testing.T) {
	p := beginNotes(t)
	p.calls("Rustam")
	p.Clock.Advance(200 * 24 * time.Hour)
	if n := p.notes("saule"); n.Lines != 1 || n.Say != "erasure.clock" {
		t.Errorf("%+v", n)
	}
	if _, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); say(err) != "erasure.clock" {
		t.Errorf("%v", err)
	}
}
