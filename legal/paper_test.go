package legal_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
	"example.org/pana/policy"
)

func TestAPaperIsWrittenDownAndItsWordsAreSealed(t *testing.T) {
	w := open(t)
	a := w.woman()
	issued, _ := pana.NewFuzzy("1991-12-25", pana.Before)
	n := legal.NewPaper{Kind: "passport", State: "withheld", Country: "UZ", Needed: true, Issued: issued, Place: "exploiter",
		Source: pana.ClientSaid, Interpreted: true, Number: "AB 1234567", Note: "the woman of the flat keeps it"}
	id, err := w.AddPaper(w.As("dina"), a.Client, n)
	done(t, "write it down", err)
	p := w.paper("bolat", a, id)
	if diff := cmp.Diff(n, p.NewPaper); diff != "" {
		t.Errorf("the register says:\n%s", diff)
	}
	if !p.Missing(today) || p.Was != "withheld" {
		t.Errorf("missing %v, was %q", p.Missing(today), p.Was)
	}
	if n := count(w, `SELECT COUNT(*) FROM words WHERE row = $1 AND compartment = 'legal'`, string(id)); n != 2 {
		t.Errorf("%d sealed words, want the number and the note", n)
	}
	if n := count(w, `SELECT COUNT(*) FROM trail WHERE act = 'paper.write' AND client_id = $1`, string(a.Client)); n != 1 {
		t.Errorf("%d lines of the trail", n)
	}
	if _, exact := p.Issued.Exact(); exact {
		t.Error("before 1991 became a day")
	}
}

func TestAPaperIsRefusedWhenNoPaperCouldBeLikeThat(t *testing.T) {
	w := open(t)
	a := w.woman()
	issued, _ := pana.NewFuzzy("2026-11-20", pana.Day)
	next, _ := pana.NewFuzzy("2027-01-01", pana.Day)
	for _, c := range []struct {
		n          legal.NewPaper
		field, say string
	}{
		{legal.NewPaper{}, "kind", "paper.kind.missing"},
		{legal.NewPaper{Kind: "drawing"}, "kind", "codes.unknown"},
		{legal.NewPaper{Kind: "passport", State: "eaten"}, "state", "codes.unknown"},
		{legal.NewPaper{Kind: "passport", Country: "XX"}, "country", "codes.unknown"},
		{legal.NewPaper{Kind: "passport", Place: "moon"}, "place", "codes.unknown"},
		{legal.NewPaper{Kind: "passport", Issued: next}, "issued", "date.future"},
		{legal.NewPaper{Kind: "passport", Issued: issued, Expires: "2026-01-01"}, "expires", "paper.expires.before"},
		{legal.NewPaper{Kind: "passport", Expires: "2026-13-01"}, "expires", "date.unreadable"},
		{legal.NewPaper{Kind: "passport", Document: "no-such-scan"}, "document", "record.absent"},
		{legal.NewPaper{Kind: "passport", Number: "a\x00b"}, "number", "client.text.invalid"},
	} {
		_, err := w.AddPaper(w.As("dina"), a.Client, c.n)
		if e, ok := errors.AsType[*pana.Error](err); !ok || e.Field != c.field || e.Say != c.say {
			t.Errorf("%+v: %v, want %s on %s", c.n, err, c.say, c.field)
		}
	}
}

func TestTwoPeopleEditingOnePaperTheSecondSeesBoth(t *testing.T) {
	w := open(t)
	a := w.woman()
	id, err := w.AddPaper(w.As("dina"), a.Client, legal.NewPaper{Kind: "id-card", State: "lost"})
	done(t, "write it down", err)
	w.later()
	done(t, "Dina found it", w.EditPaper(w.As("dina"), a.Client, id, legal.NewPaper{Kind: "id-card", State: "has", Number: "1"}, 1))
	err = w.EditPaper(w.As("bolat"), a.Client, id, legal.NewPaper{Kind: "id-card", State: "stolen"}, 1)
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Say != "db.stale" {
		t.Fatalf("Bolat on an old page: %v", err)
	}
	if diff := cmp.Diff([]string{"state", "number"}, e.With["Fields"]); diff != "" {
		t.Errorf("the fields in which they differ:\n%s", diff)
	}
	done(t, "the same again", w.EditPaper(w.As("bolat"), a.Client, id, legal.NewPaper{Kind: "id-card", State: "has", Number: "1"}, 1))
	if p := w.paper("dina", a, id); p.Version != 2 || p.Was != "lost" {
		t.Errorf("version %d, was %q", p.Version, p.Was)
	}
}

func TestAPaperPastItsLastDayIsNoPaper(t *testing.T) {
	p := legal.Paper{NewPaper: legal.NewPaper{State: "has", Expires: "2026-11-22", Needed: true}}
	if p.Stands(today) != legal.Expired || !p.Missing(today) {
		t.Errorf("it stands as %q", p.Stands(today))
	}
	if p.Stands("2026-11-22") != "has" {
		t.Error("its last day is a day")
	}
}

func TestAPaperIsRestoredStepByStepAndIsThenHere(t *testing.T) {
	w := open(t)
	a := w.woman()
	id, way := w.restoring(a, "id-card", "kz-identity-card")
	if got := w.paper("dina", a, id); got.State != legal.BeingRestored || got.Was != "withheld" {
		t.Errorf("being restored: %q, was %q", got.State, got.Was)
	}
	_, err := w.Restore(w.As("bolat"), a.Client, id, "kz-identity-card")
	refused(t, err, pana.Conflict, "template", "paper.running")
	_, err = w.Restore(w.As("bolat"), a.Client, id, "no-such-way")
	refused(t, err, pana.Invalid, "template", "paper.template.missing")

	office := w.organisation("city", "Service centre")
	apply := w.step(a, "application")
	facts := legal.StepFacts{Planned: today.AddDays(-12), Clock: "10:30", Asked: today.AddDays(-12), Office: office, Where: "window 4",
		Escort: w.Staff("dina"), Minutes: 90, Cost: 1846, Payer: "own", Note: "she went in alone"}
	done(t, "apply", w.TakeStep(w.As("dina"), a.Client, apply.ID, facts, 1))
	got := w.step(a, "application")
	facts.Currency = "KZT"
	if diff := cmp.Diff(facts, got.StepFacts); diff != "" {
		t.Errorf("the step says:\n%s", diff)
	}
	if n, ok := got.Waiting(today); !ok || n != 12 || got.State() != "asked" {
		t.Errorf("waiting %d days, %s", n, got.State())
	}
	refused(t, w.TakeStep(w.As("bolat"), a.Client, apply.ID, legal.StepFacts{}, 1), pana.Conflict, "", "db.stale")
	facts.Done = today.AddDays(-2)
	done(t, "answered", w.TakeStep(w.As("dina"), a.Client, apply.ID, facts, 2))
	if n, _ := w.step(a, "application").Waiting(today); n != 10 {
		t.Errorf("waited %d days, want 10", n)
	}
	police := w.step(a, "police-note")
	done(t, "no police note is needed", w.TakeStep(w.As("dina"), a.Client, police.ID, legal.StepFacts{Skipped: true}, 1))

	err = w.EndRestoration(w.As("dina"), a.Client, way.ID, legal.Ending{}, 1)
	refused(t, err, pana.Invalid, "outcome", "paper.outcome.missing")
	err = w.EndRestoration(w.As("dina"), a.Client, way.ID, legal.Ending{Outcome: legal.Obtained, On: today.AddDays(-3)}, 1)
	refused(t, err, pana.Invalid, "on", "paper.before-begun")
	done(t, "the card is here", w.EndRestoration(w.As("dina"), a.Client, way.ID, legal.Ending{Outcome: legal.Obtained, Number: "N 7", Expires: today.AddDays(3650), Place: "with-client"}, 1))
	p := w.paper("bolat", a, id)
	if !p.Here(today) || p.Obtained != today || p.Number != "N 7" || p.Place != "with-client" || p.Missing(today) {
		t.Errorf("it is %+v", p.NewPaper)
	}
	err = w.EndRestoration(w.As("dina"), a.Client, way.ID, legal.Ending{Outcome: "stopped"}, 2)
	refused(t, err, pana.Conflict, "outcome", "paper.ended")
	refused(t, w.TakeStep(w.As("dina"), a.Client, w.step(a, "collect").ID, legal.StepFacts{Done: today}, 1), pana.Conflict, "", "paper.ended")
	done(t, "a fee that was forgotten", w.TakeStep(w.As("dina"), a.Client, apply.ID, legal.StepFacts{Asked: facts.Asked, Done: facts.Done, Office: office, Cost: 2000}, 3))
}

func TestAWayThatEndsWithoutThePaperLeavesItAsItWas(t *testing.T) {
	w := open(t)
	a := w.woman()
	id, way := w.restoring(a, "passport", "other-paper")
	done(t, "she does not want it now", w.EndRestoration(w.As("dina"), a.Client, way.ID, legal.Ending{Outcome: "stopped", Note: "perhaps in spring"}, 1))
	p := w.paper("dina", a, id)
	if p.State != "withheld" || p.Obtained != "" || p.Ways[0].Note != "perhaps in spring" {
		t.Errorf("it is %q, obtained %q, %q", p.State, p.Obtained, p.Ways[0].Note)
	}
	_, err := w.Restore(w.As("dina"), a.Client, id, "other-paper")
	done(t, "begin anew in spring", err)
}

func TestAStepIsRefusedWhenItCannotHaveHappened(t *testing.T) {
	w := open(t)
	a := w.woman()
	_, way := w.restoring(a, "id-card", "kz-identity-card")
	s := w.step(a, "application")
	done(t, "Timur stands too near", w.files.SetConflict(w.As("dina"), a.Client, w.Staff("timur")))
	for _, c := range []struct {
		n          legal.StepFacts
		field, say string
	}{
		{legal.StepFacts{Asked: today.AddDays(1)}, "asked", "date.future"},
		{legal.StepFacts{Asked: today, Done: today.AddDays(-1)}, "done", "paper.step.order"},
		{legal.StepFacts{Skipped: true, Done: today}, "skipped", "paper.step.skipped"},
		{legal.StepFacts{Clock: "25:00"}, "clock", "date.clock"},
		{legal.StepFacts{Minutes: 2000}, "minutes", "record.between"},
		{legal.StepFacts{Cost: -1}, "cost", "record.between"},
		{legal.StepFacts{Cost: 5, Currency: "XXX"}, "currency", "codes.unknown"},
		{legal.StepFacts{Payer: "uncle"}, "payer", "codes.unknown"},
		{legal.StepFacts{Office: "nowhere"}, "office", "paper.office.unknown"},
		{legal.StepFacts{Escort: "nobody"}, "escort", "paper.escort.unknown"},
		{legal.StepFacts{Escort: w.Staff("timur")}, "escort", "paper.escort.near"},
	} {
		refused(t, w.TakeStep(w.As("dina"), a.Client, s.ID, c.n, 1), pana.Invalid, c.field, c.say)
	}
	_, err := w.AddStep(w.As("dina"), a.Client, way.ID, " ", "")
	refused(t, err, pana.Invalid, "title", "paper.step.title.missing")
	_, err = w.AddStep(w.As("dina"), a.Client, way.ID, "ask", pana.StatsUse)
	refused(t, err, pana.Invalid, "needs", "codes.unknown")
	own, err := w.AddStep(w.As("dina"), a.Client, way.ID, "Ask the school for her photograph of 2009", "")
	done(t, "a step of our own", err)
	_, _, step, err := w.papers("bolat", a.Code).Step(own)
	done(t, "find it", err)
	if step.Title != "Ask the school for her photograph of 2009" || step.N != len(way.Steps)+1 {
		t.Errorf("step %d says %q", step.N, step.Title)
	}
}

func TestNoEmbassyIsAskedWithoutHerConsentAndAWithdrawalClosesTheNextStep(t *testing.T) {
	w := open(t)
	a := w.woman()
	w.restoring(a, "return-certificate", "uz-return-certificate")
	consulate := w.organisation("embassy", "Consulate by the lake")
	form := w.step(a, "form")
	ask := legal.StepFacts{Asked: today, Office: consulate}
	refused(t, w.TakeStep(w.As("dina"), a.Client, form.ID, ask, 1), pana.Invalid, "asked", "paper.consent.embassy")
	done(t, "to plan it asks nobody", w.TakeStep(w.As("dina"), a.Client, form.ID, legal.StepFacts{Planned: today.AddDays(3), Office: consulate}, 1))
	w.agrees(a.Client, pana.EmbassyUse, "embassy")
	refused(t, w.TakeStep(w.As("dina"), a.Client, form.ID, ask, 2), pana.Invalid, "asked", "paper.consent.embassy") // of this one she said nothing
	yes := w.agrees(a.Client, pana.EmbassyUse, string(consulate))
	done(t, "ask", w.TakeStep(w.As("dina"), a.Client, form.ID, ask, 2))
	done(t, "take it back", w.files.WithdrawConsent(w.As("dina"), a.Client, yes))
	w.later()
	answered := ask
	answered.Note = "the official was kind"
	done(t, "what is past can be written up", w.TakeStep(w.As("dina"), a.Client, form.ID, answered, 3))
	check := w.step(a, "identity-check")
	refused(t, w.TakeStep(w.As("dina"), a.Client, check.ID, ask, 1), pana.Invalid, "asked", "paper.consent.embassy")

	// An ordinary step does not go round it, and neither does another office.
	photos := w.step(a, "photos")
	refused(t, w.TakeStep(w.As("dina"), a.Client, photos.ID, legal.StepFacts{Done: today, Office: consulate}, 1), pana.Invalid, "asked", "paper.consent.embassy")
	other := w.organisation("embassy", "Consulate by the hill")
	answered.Office = other
	refused(t, w.TakeStep(w.As("dina"), a.Client, form.ID, answered, 4), pana.Invalid, "asked", "paper.consent.embassy")
	police := w.step(a, "police-note")
	refused(t, w.TakeStep(w.As("dina"), a.Client, police.ID, legal.StepFacts{Done: today}, 1), pana.Invalid, "asked", "paper.consent.police")
}

func TestWhoWorksWithHerPapersAndNobodyElse(t *testing.T) {
	w := open(t)
	a := w.woman()
	id, err := w.AddPaper(w.As("bolat"), a.Client, legal.NewPaper{Kind: "passport"})
	done(t, "the lawyer writes", err)
	for name, kind := range map[string]pana.Kind{"erlan": pana.Forbidden, "gulnar": pana.Forbidden, "raushan": pana.NotFound, "timur": pana.NotFound, "kamila": pana.NotFound, "vera": pana.NotFound} {
		_, err := w.Papers(w.As(name), a.Code)
		if err == nil || pana.KindOf(err) != kind {
			t.Errorf("%s reads: %v, want %s", name, err, kind)
		}
		if err := w.EditPaper(w.As(name), a.Client, id, legal.NewPaper{Kind: "passport", State: "has"}, 1); err == nil || pana.KindOf(err) != kind {
			t.Errorf("%s edits: %v, want %s", name, err, kind)
		}
	}
	b := w.woman()
	refused(t, w.EditPaper(w.As("dina"), b.Client, id, legal.NewPaper{Kind: "passport", State: "has"}, 1), pana.NotFound, "", "record.absent")
	for _, act := range []policy.Act{policy.SeePapers, policy.WritePapers, policy.TakePaperStep} {
		if policy.May(pana.ActorFrom(w.As("gulnar")), act) {
			t.Errorf("a psychologist may %s", act)
		}
	}
}

func TestWhatStandsOnADayAndWhatRunsOut(t *testing.T) {
	w := open(t)
	a := w.woman()
	_, err := w.AddPaper(w.As("dina"), a.Client, legal.NewPaper{Kind: "return-certificate", State: "has", Expires: today.AddDays(20)})
	done(t, "a certificate", err)
	_, err = w.AddPaper(w.As("dina"), a.Client, legal.NewPaper{Kind: "residence-permit", State: "has", Expires: today.AddDays(200)})
	done(t, "a permit", err)
	w.restoring(a, "birth-certificate", "kz-birth-certificate")
	city := w.organisation("city", "Registry")
	archive := w.step(a, "archive")
	done(t, "plan", w.TakeStep(w.As("dina"), a.Client, archive.ID, legal.StepFacts{Planned: today.AddDays(2), Clock: "09:00", Office: city, Escort: w.Staff("dina")}, 1))

	near, err := w.Expiring(w.As("bolat"), 0)
	done(t, "what runs out", err)
	if len(near) != 1 || near[0].Kind != "return-certificate" || near[0].Code != a.Code {
		t.Errorf("runs out within what the house set: %+v", near)
	}
	if all, _ := w.Expiring(w.As("bolat"), 365); len(all) != 2 {
		t.Errorf("runs out within a year: %+v", all)
	}
	if none, err := w.Expiring(w.As("gulnar"), 365); err != nil || len(none) != 0 {
		t.Errorf("the psychologist is told of %v, %v", none, err)
	}
	missing, err := w.MissingPapers(w.As("bolat"))
	done(t, "what is missing", err)
	if len(missing) != 1 || missing[0].Kind != "birth-certificate" {
		t.Errorf("missing: %+v", missing)
	}
	ahead, err := w.Ahead(w.As("dina"), today, today.AddDays(30))
	done(t, "look ahead", err)
	want := []casework.Ahead{
		{Kind: "paper", Client: a.Client, Code: a.Code, Site: w.Shelter.ID, On: today.AddDays(2), At: "09:00", Place: city, Staff: w.Staff("dina"), Out: true, Page: "/papers"},
		{Kind: "paper-expiry", Client: a.Client, Code: a.Code, Site: w.Shelter.ID, On: today.AddDays(20), Page: "/papers"},
	}
	if diff := cmp.Diff(want, ahead); diff != "" {
		t.Errorf("ahead:\n%s", diff)
	}
	if hers, _ := w.Ahead(w.As("erlan"), today, today.AddDays(30)); len(hers) != 0 {
		t.Errorf("a colleague is told of %+v", hers)
	}
}

func TestTheStripSaysTheOneThingThatMatters(t *testing.T) {
	w := open(t)
	a := w.woman()
	track := func() (tr casework.Track, there bool) {
		err := w.files.Read(w.As("dina"), a.Code, policy.SeePapers, func(r *casework.Reading) (err error) {
			tr, there, err = w.PapersTrack(r)
			return err
		})
		done(t, "read the strip", err)
		return tr, there
	}
	says := func(say string, key string, want any) {
		t.Helper()
		tr, there := track()
		if !there || tr.Say != say || key != "" && tr.With[key] != want {
			t.Errorf("the strip says %q %v, want %q", tr.Say, tr.With, say)
		}
	}
	if _, there := track(); there {
		t.Error("a lane without papers")
	}
	_, err := w.AddPaper(w.As("dina"), a.Client, legal.NewPaper{Kind: "passport", State: "lost", Needed: true})
	done(t, "a passport", err)
	w.later()
	says("track.papers.missing", "N", 1)
	w.restoring(a, "return-certificate", "uz-return-certificate")
	says("track.papers.running", "", nil)
	done(t, "plan", w.TakeStep(w.As("dina"), a.Client, w.step(a, "photos").ID, legal.StepFacts{Planned: today.AddDays(4)}, 1))
	says("track.papers.next", "Day", today.AddDays(4))
	w.agrees(a.Client, pana.EmbassyUse, "embassy")
	done(t, "ask", w.TakeStep(w.As("dina"), a.Client, w.step(a, "identity-check").ID, legal.StepFacts{Asked: today.AddDays(-12)}, 1))
	says("track.papers.waiting.embassy", "N", 12)
	if tr, _ := track(); !tr.Waiting || !tr.Running || tr.Kind != "papers" || tr.Page != "/papers" {
		t.Errorf("the lane is %+v", tr)
	}
}
