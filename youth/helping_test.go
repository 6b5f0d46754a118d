package youth_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/people"
	"example.org/pana/youth"
)

// student is the register with the lessons in it, and Olzhas in it: confirmed, with an
// agreement, vetted until December, and free on Mondays of the autumn.
func (w *world) student() (*people.People, people.OutsiderID) {
	w.t.Helper()
	p := people.New(w.House, w.files, youth.HelpedAt)
	id, err := p.AddVolunteer(w.As("nurlan"), people.NewOutsider{Site: w.Centre.ID, Name: "Olzhas Serik"})
	w.must("a student", err)
	return p, id
}

func (w *world) agreed() people.VolunteerTerms {
	return people.VolunteerTerms{Staff: w.Staff("olzhas"), Agreed: "2026-09-01", Vetted: "2026-09-01", VettedUntil: "2026-12-01", From: "2026-09-01", Until: "2026-12-31", Days: []string{"mon"}}
}

func volunteerKey(id people.OutsiderID) string { return "volunteer." + string(id) }

func TestAVolunteerIsBookedForALessonOnlyWhileAgreementVettingAndDayHold(t *testing.T) {
	w := open(t)
	p, olzhas := w.student()
	_, monday := w.group("English", "english", 1, "2026-11-02")
	_, friday := w.group("Sport", "sport", 5, "2026-11-02")
	next := key(monday, "2026-11-30")
	book := func(who, at string) error {
		w.Clock.Advance(time.Millisecond)
		return w.BookHelper(w.As(who), at, volunteerKey(olzhas))
	}
	housetest.Refused(t, book("nurlan", next), pana.Invalid, "volunteer.lacks.awaiting")
	w.must("confirmed", p.Confirm(w.As("nurlan"), olzhas))
	housetest.Refused(t, book("nurlan", next), pana.Invalid, "volunteer.lacks.agreed")
	terms, version := w.agreed(), int64(0)
	set := func(change func(*people.VolunteerTerms)) {
		t.Helper()
		terms = w.agreed()
		change(&terms)
		w.must("terms", p.SetVolunteer(w.As("nurlan"), olzhas, terms, version))
		version++
	}
	for say, change := range map[string]func(*people.VolunteerTerms){
		"volunteer.lacks.vetted": func(x *people.VolunteerTerms) { x.VettedUntil = "2026-11-29" },
		"volunteer.lacks.term":   func(x *people.VolunteerTerms) { x.Until = "2026-11-29" },
		"volunteer.lacks.day":    func(x *people.VolunteerTerms) { x.Days = []string{"tue"} },
	} {
		set(change)
		housetest.Refused(t, book("nurlan", next), pana.Invalid, say)
	}
	set(func(*people.VolunteerTerms) {})
	housetest.Refused(t, book("nurlan", key(friday, "2026-11-27")), pana.Invalid, "volunteer.lacks.day")
	housetest.Refused(t, book("nurlan", key(monday, "2026-11-16")), pana.Conflict, "youth.helping.over")
	housetest.Refused(t, w.BookHelper(w.As("nurlan"), next, "volunteer.nobody"), pana.Invalid, "youth.helping.who")
	housetest.Refused(t, w.BookHelper(w.As("nurlan"), next, "staff."+string(w.Staff("aizhan"))), pana.Invalid, "youth.helping.who") // she leads it
	for _, who := range []string{"aizhan", "olzhas"} {
		if err := book(who, next); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s books: %v", who, err)
		}
	}
	if err := book("dina", next); pana.KindOf(err) != pana.NotFound {
		t.Errorf("the shelter books: %v", err)
	}

	// Booked, she is told, sees it on her first page, and reads no file by it.
	w.must("booked", book("nurlan", next))
	w.must("booked again", book("nurlan", next))
	told, err := w.House.Notices(w.As("olzhas"))
	w.must("notices", err)
	if len(told) != 1 || told[0].Say != "notice.helping" {
		t.Errorf("the student is told: %+v", told)
	}
	yours := func(who string) int {
		t.Helper()
		all, err := w.Ahead(w.As(who), 14)
		w.must("today", err)
		return len(all[0].Yours)
	}
	if yours("olzhas") != 1 || yours("aizhan") != 0 {
		t.Errorf("booked for: %d of the student, %d of the teacher", yours("olzhas"), yours("aizhan"))
	}
	if _, err := w.Sheet(w.As("olzhas"), next); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("the student opens the lesson: %v", err)
	}
	// At the same hour another lesson cannot have her.
	other, err := w.AddGroup(w.As("arman"), w.Centre.ID, youth.NewGroup{Name: "Art", Activity: "art"})
	w.must("another group", err)
	same, err := w.AddSlot(w.As("arman"), other, youth.NewSlot{Weekday: 1, Starts: "15:30", Minutes: 60, From: "2026-11-02"})
	w.must("half an hour later", err)
	housetest.Refused(t, book("nurlan", key(same, "2026-11-30")), pana.Invalid, "youth.helping.elsewhere")
	housetest.Refused(t, w.BookHelper(w.As("nurlan"), key(same, "2026-11-30"), "staff."+string(w.Staff("aizhan"))), pana.Invalid, "youth.helping.elsewhere")

	// Taken back, and called off.
	w.must("taken back", w.UnbookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	w.must("taken back again", w.UnbookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	if yours("olzhas") != 0 {
		t.Error("taken back, it stands there still")
	}
	w.must("booked once more", book("nurlan", next))
	w.must("called off", w.CallOff(w.As("aizhan"), next))
	if told, err := w.House.Notices(w.As("olzhas")); err != nil || len(told) != 4 || yours("olzhas") != 0 {
		t.Errorf("told %d times, booked for %d: %v", len(told), yours("olzhas"), err)
	}
	housetest.Refused(t, book("nurlan", next), pana.Conflict, "youth.lesson.off")
}

// Her hours are those of the lessons in which she helped, and nobody types them again.
func TestTheHoursOfAVolunteerAreReadFromTheLessons(t *testing.T) {
	w := open(t)
	p, olzhas := w.student()
	w.must("confirmed", p.Confirm(w.As("nurlan"), olzhas))
	w.must("agreed", p.SetVolunteer(w.As("nurlan"), olzhas, w.agreed(), 0))
	_, slot := w.group("English", "english", 1, "2026-11-02")
	at := key(slot, today)
	w.must("booked", w.BookHelper(w.As("nurlan"), at, volunteerKey(olzhas)))
	w.must("a second teacher", w.BookHelper(w.As("nurlan"), at, "staff."+string(w.Staff("nurlan"))))
	hours := func() int {
		t.Helper()
		n, err := p.OwnHours(w.As("olzhas"), w.Centre.ID)
		w.must("hours", err)
		one, err := p.OneStudent(w.As("nurlan"), olzhas)
		w.must("the register", err)
		if one.Minutes() != n {
			t.Errorf("she reads %d minutes, the register %d", n, one.Minutes())
		}
		return n
	}
	if n := hours(); n != 0 {
		t.Errorf("booked counts %d minutes", n)
	}
	mark := func(minutes int, helpers map[string]bool) error {
		t.Helper()
		s, err := w.Sheet(w.As("aizhan"), at)
		w.must("the lesson", err)
		return w.MarkAll(w.As("aizhan"), at, youth.Marking{Minutes: minutes, Helpers: helpers}, s.Lesson.Version)
	}
	housetest.Refused(t, mark(45, map[string]bool{"volunteer.nobody": true}), pana.Invalid, "youth.helping.who")
	nurlan, arman := "staff."+string(w.Staff("nurlan")), "staff."+string(w.Staff("arman"))
	w.must("held", mark(45, map[string]bool{volunteerKey(olzhas): true, nurlan: false, arman: false, "volunteer.nobody": false}))
	if n := hours(); n != 45 {
		t.Errorf("a lesson of 45 minutes counts %d", n)
	}
	s, err := w.Sheet(w.As("aizhan"), at)
	w.must("the lesson", err)
	states := map[string]string{}
	for _, h := range s.Helpers {
		states[h.Name] = h.State
	}
	if states["Olzhas Serik"] != youth.Helped || states["Nurlan"] != youth.HelpAway || len(states) != 2 {
		t.Errorf("who helped: %v", states)
	}
	housetest.Refused(t, w.BookHelper(w.As("nurlan"), at, arman), pana.Conflict, "youth.helping.over")
	// Other hours stand beside it; the lesson corrected corrects hers.
	w.must("the garden", p.AddHours(w.As("nurlan"), olzhas, people.VolunteerLine{Kind: people.Hours, Minutes: 30, What: "The shelf"}))
	w.must("it was longer", mark(60, map[string]bool{volunteerKey(olzhas): true, nurlan: true, arman: true}))
	if n := hours(); n != 90 {
		t.Errorf("60 and 30 minutes count %d", n)
	}
	w.must("nothing said of helpers", mark(60, nil))
	if n := hours(); n != 90 {
		t.Errorf("a page without helpers took them away: %d", n)
	}
	// Arman was ticked by mistake and never booked: he did not stay away. Of whom the page
	// did not show, nothing changes.
	w.must("he was not there", mark(60, map[string]bool{arman: false}))
	s, err = w.Sheet(w.As("aizhan"), at)
	w.must("the lesson", err)
	for _, h := range s.Helpers {
		if h.State != youth.Helped {
			t.Errorf("%s: %s", h.Name, h.State)
		}
	}
	if len(s.Helpers) != 2 || hours() != 90 {
		t.Errorf("who helped: %+v", s.Helpers)
	}
	w.must("she was not there", mark(60, map[string]bool{volunteerKey(olzhas): false}))
	if n := hours(); n != 30 {
		t.Errorf("taken out of the lesson, %d minutes count", n)
	}
	// What was is written down also of somebody whose vetting is over.
	w.must("vetting ends", p.SetVolunteer(w.As("nurlan"), olzhas, people.VolunteerTerms{Agreed: "2026-09-01", Staff: w.Staff("olzhas")}, 1))
	w.must("she was there after all", mark(60, map[string]bool{volunteerKey(olzhas): true}))
	if n := hours(); n != 90 {
		t.Errorf("what was held is lost: %d", n)
	}
}

// What held when she was booked is looked at again: who leads reads what is missing, the
// teacher that she has to ask, and the day of the centre names the lesson and nobody.
func TestWhoeverIsBookedIsLookedAtAgain(t *testing.T) {
	w := open(t)
	p, olzhas := w.student()
	w.must("confirmed", p.Confirm(w.As("nurlan"), olzhas))
	w.must("agreed", p.SetVolunteer(w.As("nurlan"), olzhas, w.agreed(), 0))
	_, slot := w.group("English", "english", 1, "2026-11-02")
	next := key(slot, "2026-11-30")
	w.must("booked", w.BookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	lacks := func(who string) string {
		t.Helper()
		s, err := w.Sheet(w.As(who), next)
		w.must("the lesson", err)
		if len(s.Helpers) != 1 {
			t.Fatalf("who helps: %+v", s.Helpers)
		}
		return s.Helpers[0].Lacks
	}
	amiss := func(who string) int {
		t.Helper()
		d, err := w.Day(w.As(who), w.Centre.ID)
		w.must("the day", err)
		return len(d.Amiss)
	}
	if lacks("nurlan") != "" || lacks("aizhan") != "" || amiss("nurlan") != 0 {
		t.Error("what holds is said to be missing")
	}
	terms := w.agreed()
	terms.VettedUntil = "2026-11-29"
	w.must("vetting ends", p.SetVolunteer(w.As("nurlan"), olzhas, terms, 1))
	if lacks("nurlan") != "volunteer.lacks.vetted" || lacks("aizhan") != "youth.helping.ask" || amiss("nurlan") != 1 || amiss("aizhan") != 0 {
		t.Errorf("vetting is over: %q for who leads, %q for the teacher, %d and %d lessons on the day", lacks("nurlan"), lacks("aizhan"), amiss("nurlan"), amiss("aizhan"))
	}
	w.must("she comes no more", p.EndOutsider(w.As("nurlan"), olzhas))
	if lacks("nurlan") != "youth.helping.ended" || amiss("nurlan") != 1 {
		t.Errorf("she comes no more: %q", lacks("nurlan"))
	}
	w.must("taken back", w.UnbookHelper(w.As("nurlan"), next, volunteerKey(olzhas)))
	if amiss("nurlan") != 0 {
		t.Error("taken back, it waits still")
	}
	// A second teacher who works at the centre no more.
	w.must("a second teacher", w.BookHelper(w.As("nurlan"), next, "staff."+string(w.Staff("arman"))))
	w.must("he leaves the centre", w.House.EndStaff(w.As("saule"), w.Staff("arman")))
	if lacks("nurlan") != "youth.helping.ended" {
		t.Errorf("he left: %q", lacks("nurlan"))
	}
}

// A holiday over it, the time taken away, the group ended: whoever is booked is told, and
// told again when it comes back. Of a lesson that is past nobody is told anything.
func TestWhoIsBookedIsToldWhenTheLessonVanishes(t *testing.T) {
	w := open(t)
	p, olzhas := w.student()
	w.must("confirmed", p.Confirm(w.As("nurlan"), olzhas))
	w.must("agreed", p.SetVolunteer(w.As("nurlan"), olzhas, w.agreed(), 0))
	group, slot := w.group("English", "english", 1, "2026-11-02")
	told := func(want ...string) {
		t.Helper()
		w.Clock.Advance(time.Second)
		all, err := w.House.Notices(w.As("olzhas"))
		w.must("notices", err)
		got := map[string]int{}
		for _, n := range all {
			got[n.Say]++
		}
		on, off := 0, 0
		for _, say := range want {
			if say == "on" {
				on++
			} else {
				off++
			}
		}
		if got["notice.helping"] != on || got["notice.helping.off"] != off || len(all) != on+off {
			t.Errorf("told %v, want %d to come and %d not to", got, on, off)
		}
	}
	for _, day := range []pana.Date{today, "2026-11-30"} {
		w.must("booked", w.BookHelper(w.As("nurlan"), key(slot, day), volunteerKey(olzhas)))
	}
	told("on", "on")
	w.must("another holiday", w.AddTerm(w.As("nurlan"), w.Centre.ID, youth.Term{Kind: youth.Holiday, From: "2026-12-07"}))
	told("on", "on")
	w.must("a holiday", w.AddTerm(w.As("nurlan"), w.Centre.ID, youth.Term{Kind: youth.Holiday, From: "2026-11-30"}))
	told("on", "on", "off")
	table, err := w.Timetable(w.As("nurlan"), w.Centre.ID)
	w.must("the timetable", err)
	for _, x := range table.Terms {
		if x.From == "2026-11-30" {
			w.must("it was a mistake", w.StrikeTerm(w.As("nurlan"), w.Centre.ID, x.ID))
		}
	}
	told("on", "on", "off", "on")
	w.Clock.Advance(24 * time.Hour)
	// Yesterday is past: taken back and called off, it tells nobody to stay away.
	w.must("taken back", w.UnbookHelper(w.As("nurlan"), key(slot, today), volunteerKey(olzhas)))
	w.must("called off", w.CallOff(w.As("aizhan"), key(slot, today)))
	told("on", "on", "off", "on")
	_, err = w.EndSlot(w.As("nurlan"), slot)
	w.must("another time", err)
	told("on", "on", "off", "on", "off")
	w.must("the group ends", w.EndGroup(w.As("nurlan"), group))
	told("on", "on", "off", "on", "off")
}
