package erasure_test

import (
	"testing"

	"example.org/pana/erasure"
	"example.org/pana/night"
	"example.org/pana/people"
)

// Nobody can say that a call was not about her whose file is held.
func TestNotesOfTheDaysOfAHeldFileStay(t *testing.T) {
	p := beginNotes(t)
	p.calls("Before her")
	p.pass(3)
	her := p.come("Gulbahor")
	p.calls("Rustam")
	p.comes("Pavel Kim")
	p.pass(3)
	p.must(p.files.CloseEpisode(p.As("saule"), her.Client, p.House.Today(p.House.Now())))
	p.pass(3)
	p.calls("After her")
	p.must(p.forget.HoldFile(p.As("saule"), her.Client, "court"))
	p.pass(40)
	if n := p.notes("saule"); linesOf(n, "call") != 2 || linesOf(n, "door") != 0 {
		t.Fatalf("%+v", n)
	}
	if _, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); err != nil {
		t.Fatal(err)
	}
	if calls, err := p.night.Calls(p.As("timur"), p.Shelter.ID); err != nil || len(calls) != 1 || calls[0].Named != "Rustam" {
		t.Errorf("what is left: %+v, %v", calls, err)
	}
	p.must(p.forget.LiftHold(p.As("saule"), her.Client))
	if n := p.notes("saule"); linesOf(n, "call") != 1 || linesOf(n, "door") != 1 {
		t.Errorf("once it is lifted: %+v", n)
	}
	p.whole()
}

// happens writes down an incident in which nobody in care has a part.
func (p *porch) happens(text string) night.IncidentID {
	p.t.Helper()
	id, err := p.night.NoteIncident(p.As("saule"), p.Shelter.ID, night.NewIncident{Kind: "stranger", Text: text})
	p.must(err)
	return id
}

func (p *porch) settles(id night.IncidentID) {
	p.t.Helper()
	i, err := p.night.Incident(p.As("saule"), id)
	p.must(err)
	p.must(p.night.SettleIncident(p.As("saule"), id, "Nothing came of it.", i.Version))
}

// The time runs from the day it was settled; what a court asks for is the day it was.
func TestWhatHappenedWhileSheWasHereStaysHoweverLateItWasSettled(t *testing.T) {
	p := beginNotes(t)
	her := p.come("Gulbahor")
	id := p.happens("A man asked for her at the gate.")
	p.pass(3)
	p.must(p.files.CloseEpisode(p.As("saule"), her.Client, p.House.Today(p.House.Now())))
	p.must(p.forget.HoldFile(p.As("saule"), her.Client, "court"))
	p.pass(20)
	p.settles(id)
	p.pass(370)
	if n := p.notes("saule"); linesOf(n, "incident") != 0 {
		t.Errorf("while her file is held: %+v", n)
	}
	p.must(p.forget.LiftHold(p.As("saule"), her.Client))
	if n := p.notes("saule"); linesOf(n, "incident") != 1 {
		t.Errorf("once it is lifted: %+v", n)
	}
}

// A court may ask who interpreted for her.
func TestWhoHelpedHerWhoseFileIsHeldKeepsHerName(t *testing.T) {
	p := beginNotes(t)
	p.ByHand()
	her := p.gone("Gulbahor")
	p.pass(5)
	id, err := p.door.AddVolunteer(p.As("dina"), people.NewOutsider{Site: p.Shelter.ID, Name: "Marina Tsoi"})
	p.must(err)
	p.must(p.door.EndOutsider(p.As("dina"), id))
	p.write(`INSERT INTO helpers (id, site_id, part, staff_id, outsider_id, organisation_id, sex, pairs, pledged_on, pledged_until, ended, version)
		VALUES ('h', $1, 'interpreter', '', $2, '', 'female', '', '', '', '2026-12-01', 1)`, string(p.Shelter.ID), string(id))
	p.write(`INSERT INTO helper_bookings (id, client_id, helper_id, site_id, kind, on_day, at_clock, from_lang, to_lang, minutes, state, by_staff, at, version)
		VALUES ('b', $1, 'h', $2, 'talk', '2026-11-26', '', 'uz', 'ru', 60, 'held', '', 0, 1)`, string(her.Client), string(p.Shelter.ID))
	p.must(p.forget.HoldFile(p.As("saule"), her.Client, "court"))
	p.pass(380)
	if n := p.notes("saule"); linesOf(n, "helper") != 0 {
		t.Errorf("while the file is held: %+v", n)
	}
	p.must(p.forget.LiftHold(p.As("saule"), her.Client))
	if n := p.notes("saule"); linesOf(n, "helper") != 1 {
		t.Errorf("once it is lifted: %+v", n)
	}
}

// A visit of which nobody said how it ended stays, and a guest goes with her visit.
func TestAVisitThatNobodyEndedStaysAndAGuestGoesWithHers(t *testing.T) {
	p := beginNotes(t)
	yesterday := p.House.Today(p.House.Now()).AddDays(-1)
	_, err := p.door.NoteCaller(p.As("timur"), people.NewCaller{NewOutsider: people.NewOutsider{Site: p.Shelter.ID, Name: "Pavel Kim", Sex: "male"},
		Purpose: "He brought a parcel.", End: people.TurnedAway, On: yesterday, At: "20:00"})
	p.must(err)
	planned, err := p.door.PlanVisit(p.As("saule"), people.NewVisit{Site: p.Shelter.ID, On: yesterday.AddDays(2), Purpose: "The plumber."})
	p.must(err)
	p.pass(40)
	if n := p.notes("saule"); linesOf(n, "door") != 1 {
		t.Fatalf("%+v", n)
	}
	_, err = p.forget.EraseNotes(p.As("saule"), erasure.Asking{})
	p.must(err)
	if n := p.number(`SELECT COUNT(*) FROM outsiders`); n != 0 {
		t.Errorf("%d guests are left", n)
	}
	if n := p.number(`SELECT COUNT(*) FROM visits WHERE id = $1`, string(planned)); n != 1 {
		t.Error("a visit that nobody ended is gone")
	}
}
