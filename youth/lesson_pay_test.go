package youth_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
)

// One lesson was an outing that a donor pays half of: that lesson and no other, for
// each who was there, to exactly the whole, until the month is closed.
func TestOneLessonIsPaidOtherwise(t *testing.T) {
	w := open(t)
	ministry := w.agrees("Ministry", "state", 1_000, "", w.Centre.ID)
	city := w.agrees("City", "local", 1_000, "", w.Centre.ID)
	slot, _, _ := w.autumn()
	sheet, err := w.Sheet(w.As("saule"), key(slot, "2026-11-09"))
	w.must("the lesson", err)
	lesson, on := string(sheet.Lesson.ID), pana.Date("2026-11-09")
	halves := []funding.Share{{Agreement: ministry, Parts: 5_000}, {Agreement: city, Parts: 5_000}}
	pay := func(who string, shares ...funding.Share) error {
		w.Clock.Advance(time.Millisecond)
		return w.fund.PayLesson(w.As(who), w.Centre.ID, lesson, on, shares)
	}

	// What is not the whole, not an agreement or not hers to say is refused and changes nothing.
	housetest.Refused(t, pay("saule", funding.Share{Agreement: ministry, Parts: 5_000}, funding.Share{Agreement: city, Parts: 4_999}), pana.Invalid, "funding.share.short")
	housetest.Refused(t, pay("saule", funding.Share{Agreement: "none", Parts: funding.Whole}), pana.Invalid, "funding.share.unknown")
	housetest.Refused(t, pay("nurlan", halves...), pana.Forbidden, "policy.refused")
	housetest.Refused(t, pay("vera", halves...), pana.Forbidden, "policy.refused")
	for _, who := range []string{"dina", "arman", "aizhan"} {
		housetest.Refused(t, pay(who, halves...), pana.NotFound, "record.absent")
	}
	housetest.Refused(t, w.fund.PayLesson(w.As("saule"), w.Shelter.ID, lesson, on, halves), pana.NotFound, "record.absent")
	housetest.Refused(t, w.fund.PayLesson(w.As("saule"), w.Centre.ID, "no-lesson", on, halves), pana.NotFound, "record.absent")
	if one := total(w.lessons("saule"), city, "social-pedagogical"); one.Lines != 0 {
		t.Errorf("the city pays %+v", one)
	}

	w.must("an outing", pay("saule", halves...))
	l := w.lessons("nurlan")
	for _, one := range l.Lines {
		parts, minor := 0, int64(0)
		for _, p := range one.Paid {
			parts, minor = parts+p.Parts, minor+p.Minor
		}
		if parts != funding.Whole || minor != 1_000 || (len(one.Paid) == 2) != (one.Row == lesson) {
			t.Errorf("a line on %s is paid %+v", one.On, one.Paid)
		}
	}
	if a, b := total(l, ministry, "social-pedagogical"), total(l, city, "social-pedagogical"); a.Parts != 4*funding.Whole || b.Parts != funding.Whole || b.Lines != 2 || a.Minor+b.Minor != 5_000 {
		t.Errorf("the two pay %+v and %+v", a, b)
	}
	said, err := w.fund.LessonShares(w.As("nurlan"), w.Centre.ID, november)
	w.must("what was said", err)
	if len(said) != 1 || len(said[lesson]) != 2 {
		t.Errorf("what was said of single lessons: %+v", said)
	}
	if _, err := w.fund.LessonShares(w.As("dina"), w.Centre.ID, november); pana.KindOf(err) != pana.NotFound {
		t.Errorf("the shelter reads it: %v", err)
	}

	// It is taken back, said anew, and stays as it is with the month.
	w.must("taken back", pay("saule"))
	if one := total(w.lessons("saule"), city, "social-pedagogical"); one.Lines != 0 {
		t.Errorf("taken back, the city pays %+v", one)
	}
	w.must("the city alone", pay("saule", funding.Share{Agreement: city, Parts: funding.Whole}))
	w.Clock.Advance(8 * 24 * time.Hour)
	w.must("closed", w.fund.CloseMonth(w.As("vera"), "2026-11"))
	housetest.Refused(t, pay("saule", halves...), pana.Invalid, "funding.closed")
	housetest.Refused(t, pay("saule"), pana.Invalid, "funding.closed")
	if one := total(w.lessons("saule"), city, "social-pedagogical"); one.Lines != 2 || one.Parts != 2*funding.Whole {
		t.Errorf("in the closed month the city pays %+v", one)
	}
}
