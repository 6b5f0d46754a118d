package people_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/people"
)

func TestAQualificationIsPointedOutBeforeItEnds(t *testing.T) {
	w := open(t)
	due := func() []people.Due {
		list, err := w.Due(w.As("saule"))
		housetest.Done(t, "what falls due", err)
		return list
	}
	if list := due(); len(list) != 0 {
		t.Fatalf("in a new house there falls due %v", list)
	}
	id := w.adds("raushan", people.Record{Kind: people.Qualification, What: "First aid", Expires: "2026-12-31"})
	w.adds("raushan", people.Record{Kind: people.Qualification, What: "Diploma of nursing"})
	if list := due(); len(list) != 0 {
		t.Errorf("thirty-eight days before, in a house that chose nothing: %v", list)
	}
	housetest.Done(t, "sixty days", w.SetSettings(w.As("saule"), people.Settings{Warn: 60}, 0))
	list := due()
	if len(list) != 1 || list[0].Name != "Raushan" || list[0].What != "First aid" || list[0].On != "2026-12-31" || list[0].Past {
		t.Fatalf("sixty days before: %v", list)
	}
	w.adds("raushan", people.Record{Kind: people.Qualification, What: "First aid", Expires: "2028-12-31"})
	if list = due(); len(list) != 0 {
		t.Errorf("replaced by a new one, the old one is still pointed out: %v", list)
	}
	housetest.Refused(t, errOf(w.Due(w.As("dina"))), pana.Forbidden, "policy.refused")
	housetest.Done(t, "the old one is taken back", w.StrikeRecord(w.As("saule"), w.Staff("raushan"), id))
	housetest.Refused(t, w.StrikeRecord(w.As("saule"), w.Staff("raushan"), id), pana.Invalid, "people.record.absent")
	if n := len(w.sees("raushan").Records); n != 2 {
		t.Errorf("%d lines stand, want 2", n)
	}
}

func TestSupervisionIsDueOnlyWhereTheHouseAsksForIt(t *testing.T) {
	w := open(t)
	gulnar := w.As("gulnar")
	_, err := w.NoteOwn(gulnar, people.Record{Kind: people.Supervision, When: when(t, "2026-10-30", pana.Day)})
	housetest.Done(t, "she notes her own", err)
	if p := w.sees("gulnar"); p.Last != "2026-10-30" || p.Next != "" {
		t.Errorf("last %s, next %q in a house that asks for none", p.Last, p.Next)
	}
	housetest.Done(t, "every thirty days", w.SetSettings(w.As("saule"), people.Settings{Supervision: 30}, 0))
	if p := w.sees("gulnar"); p.Next != "2026-11-29" {
		t.Errorf("next on %q", p.Next)
	}
	// Whoever never had one is reminded from when she joined, if she meets clients.
	dina := w.sees("dina")
	if dina.Last != "" || dina.Next != dina.Joined.AddDays(30) {
		t.Errorf("Dina, who joined on %s and had none, is due on %q", dina.Joined, dina.Next)
	}
	if p := w.sees("vera"); p.Next != "" {
		t.Errorf("the accountant is due on %q", p.Next)
	}
	_, err = w.NoteOwn(w.As("dina"), people.Record{Kind: people.Supervision, When: when(t, "2026-11-20", pana.Day)})
	housetest.Done(t, "Dina has one", err)
	w.Clock.Advance(7 * 24 * time.Hour)
	list, err := w.Due(w.As("saule"))
	names := map[string]int{}
	for _, d := range list {
		if d.Kind == people.Supervision && d.On <= today.AddDays(7) {
			names[d.Name]++
		}
	}
	if err != nil || names["Gulnar"] != 1 || names["Dina"] != 0 || names["Vera"] != 0 {
		t.Errorf("a week later there falls due %v, %v", list, err)
	}
	housetest.Refused(t, errOf(w.NoteOwn(gulnar, people.Record{Kind: people.Supervision, When: when(t, "2026-10-30", pana.Month)})), pana.Invalid, "people.supervision.day")
}

func TestWhatSomebodyLearnedIsAddedUpAndReadByHerAndTheHeads(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	for _, hours := range []int{16, 8} {
		_, err := w.NoteOwn(dina, people.Record{Kind: people.Training, What: "Talking after violence", Place: "City centre", Hours: hours, When: when(t, "2025-03-01", pana.Month)})
		housetest.Done(t, "a training", err)
	}
	w.adds("dina", people.Record{Kind: people.Background, What: "Refuge for women", When: when(t, "2019-01-01", pana.About), Hours: 5})
	p := w.sees("dina")
	if people.HoursOf(p.Records) != 24 || len(p.Records) != 3 {
		t.Errorf("%d hours in %d lines", people.HoursOf(p.Records), len(p.Records))
	}
	housetest.Refused(t, errOf(w.NoteOwn(dina, people.Record{Kind: people.Qualification, What: "Judge"})), pana.Invalid, "people.record.kind")
	housetest.Refused(t, errOf(w.NoteOwn(dina, people.Record{Kind: people.Training})), pana.Invalid, "people.record.what")
	housetest.Refused(t, errOf(w.AddRecord(w.As("dina"), w.Staff("erlan"), people.Record{Kind: people.Training, What: "A course"})), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.StrikeRecord(dina, w.Staff("dina"), p.Records[0].ID), pana.Forbidden, "policy.refused")
	if own, err := w.Own(w.As("erlan")); err != nil || len(own.Records) != 0 {
		t.Errorf("Erlan reads %v, %v of himself", own.Records, err)
	}
}
