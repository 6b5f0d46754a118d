package health_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
)

func (w *world) clinic() pana.OrganisationID {
	w.t.Helper()
	id, err := w.files.AddOrganisation(w.As("saule"), casework.NewOrganisation{Name: "Invented clinic", Kind: "health"})
	done(w.t, "a clinic", err)
	w.later()
	return id
}

func TestAVisitIsPlannedMovedHeldAndIsTheService(t *testing.T) {
	w := open(t)
	clinic := w.clinic()
	p := health.Plan{Kind: "womens-doctor", On: "2026-11-23", At: "10:30", Organisation: clinic, Doctor: casework.Someone{New: casework.NewPerson{Name: "Асель Нурланова"}},
		Escort: w.Staff("dina"), DoctorSex: "female", Interpreting: "uz", Transport: "taxi", Payer: "local", Reason: "Осмотр на седьмом месяце"}
	id, err := w.PlanAppointment(w.As("raushan"), w.client, p)
	done(t, "the nurse plans a visit with a doctor nobody knew", err)
	w.later()
	f := w.reads("dina")
	a, _ := f.Visit(id)
	if a.Service != "social-medical" || a.State != health.Planned || a.Reason != p.Reason || a.Doctor == "" {
		t.Fatalf("came back as %+v", a)
	}
	people, err := w.files.Persons(w.As("dina"), w.code)
	done(t, "the people around", err)
	if len(people) != 1 || people[0].Role != "doctor" || people[0].Name != "Асель Нурланова" || !people[0].Awaiting {
		t.Errorf("the doctor is one of the people around her and awaits confirmation: %+v", people)
	}
	p.Doctor = casework.Someone{ID: a.Doctor}
	done(t, "the same plan", w.ChangeAppointment(w.As("dina"), w.client, id, 99, p))
	p.At = "11:15"
	done(t, "another hour", w.ChangeAppointment(w.As("dina"), w.client, id, a.Version, p))
	p.At = "12:00"
	stale(t, w.ChangeAppointment(w.As("raushan"), w.client, id, a.Version, p), "at")

	done(t, "it took place", w.HoldAppointment(w.As("dina"), w.client, id, a.Version+1, health.Outcome{Held: true, Minutes: 95, Result: "Всё хорошо"}))
	refused(t, w.ChangeAppointment(w.As("dina"), w.client, id, a.Version+2, p), pana.Conflict, "health.visit.settled")
	if n := w.count(`SELECT COUNT(*) FROM appointments WHERE state = 'held' AND minutes = 95 AND payer = 'local' AND service = 'social-medical'`); n != 1 {
		t.Error("the held visit is not the service with its minutes and payer")
	}
	stale(t, w.HoldAppointment(w.As("raushan"), w.client, id, a.Version, health.Outcome{WhyNot: "unwell"}), "held", "minutes", "result", "why_not")
}

func TestAVisitRefusesWhatCannotBe(t *testing.T) {
	w := open(t)
	for name, c := range map[string]struct {
		p   health.Plan
		say string
	}{
		"no day":                {health.Plan{}, "date.missing"},
		"no such day":           {health.Plan{On: "2026-02-30"}, "date.unreadable"},
		"no such hour":          {health.Plan{On: today, At: "25:00"}, "date.clock"},
		"an unknown kind":       {health.Plan{On: today, Kind: "magic"}, "codes.unknown"},
		"an unknown wish":       {health.Plan{On: today, DoctorSex: "tall"}, "codes.unknown"},
		"a stranger as escort":  {health.Plan{On: today, Escort: "nobody"}, "record.staff.absent"},
		"a place nobody knows":  {health.Plan{On: today, Organisation: "nowhere"}, "record.organisation.absent"},
		"another's doctor":      {health.Plan{On: today, Doctor: casework.Someone{ID: "someone else's"}}, "person.absent"},
		"a payer nobody knows":  {health.Plan{On: today, Payer: "santa"}, "codes.unknown"},
		"a name that is no one": {health.Plan{On: today, Doctor: casework.Someone{New: casework.NewPerson{Name: "Dr\u202eX"}}}, "name.controls"},
	} {
		_, err := w.PlanAppointment(w.As("dina"), w.client, c.p)
		if pana.KindOf(err) != pana.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		refused(t, err, pana.Invalid, c.say)
	}
	id, err := w.PlanAppointment(w.As("dina"), w.client, health.Plan{On: "2026-12-01"})
	done(t, "a visit in December", err)
	refused(t, w.HoldAppointment(w.As("dina"), w.client, id, 1, health.Outcome{Held: true}), pana.Invalid, "health.visit.future")
	refused(t, w.HoldAppointment(w.As("dina"), w.client, id, 1, health.Outcome{Held: true, Minutes: 9000}), pana.Invalid, "record.between")
	done(t, "it was put off", w.HoldAppointment(w.As("dina"), w.client, id, 1, health.Outcome{WhyNot: "not-today", Minutes: 30}))
	if a, _ := w.reads("dina").Visit(id); a.Minutes != 0 || a.WhyNot != "not-today" {
		t.Errorf("a visit that was not held has %d minutes", a.Minutes)
	}
	other, _ := w.comes()
	refused(t, w.HoldAppointment(w.As("dina"), other, id, 2, health.Outcome{}), pana.NotFound, "record.absent")
}

func TestPlannedVisitsStandOnTheCalendarOfThoseWhoMaySeeThem(t *testing.T) {
	w := open(t)
	for _, p := range []health.Plan{{On: "2026-11-24", At: "09:00", Escort: w.Staff("dina"), Transport: "bus"}, {On: "2026-11-25", Transport: health.AtHome}, {On: "2026-12-24"}} {
		_, err := w.PlanAppointment(w.As("dina"), w.client, p)
		done(t, "a visit", err)
		w.later()
	}
	for who, want := range map[string]int{"dina": 2, "saule": 2, "raushan": 2, "erlan": 0, "gulnar": 0, "timur": 0, "lena": 0} {
		got, err := w.Ahead(w.As(who), today, "2026-11-30")
		done(t, "what is ahead for "+who, err)
		if len(got) != want {
			t.Errorf("%s sees %d visits ahead, want %d", who, len(got), want)
		}
		if want == 2 && (got[0].At != "09:00" || !got[0].Out || got[1].Out || got[0].Staff != w.Staff("dina") || got[0].Code != w.code) {
			t.Errorf("%s sees %+v", who, got)
		}
	}
}

func TestASlipCarriesWhatSheAgreedToAndNoMore(t *testing.T) {
	w := open(t)
	clinic := w.clinic()
	_, err := w.NoteAllergy(w.As("raushan"), w.client, health.NewAllergy{What: "йод"})
	done(t, "an allergy", err)
	id, err := w.PlanAppointment(w.As("raushan"), w.client, health.Plan{On: "2026-11-26", Organisation: clinic, Reason: "кашель три недели"})
	done(t, "a visit", err)
	w.later()
	slip := func(who string) health.Slip {
		t.Helper()
		s, err := w.PrintSlip(w.As(who), w.code, id)
		done(t, who+" prints", err)
		return s
	}
	if s := slip("raushan"); s.Allowed || s.Name != "" || s.Reason != "" || len(s.Allergies) > 0 {
		t.Errorf("without any consent the slip says %+v", s)
	}
	w.agrees("health", "age")
	if s := slip("dina"); !s.Allowed || s.AgeBand != "21-23" || s.Name != "" || s.Language != "" || s.Reason != "" {
		t.Errorf("with consent to her age to clinics as a kind: %+v", s)
	}
	given := w.agrees(string(clinic), "name", "health", "languages")
	if s := slip("raushan"); s.Name != "Sabira Umarova" || s.Language != "uz" || s.Reason != "кашель три недели" || len(s.Allergies) != 1 || s.Allergies[0].What != "йод" || s.AgeBand != "" {
		t.Errorf("with consent for this clinic: %+v", s)
	}
	done(t, "she takes it back", w.files.WithdrawConsent(w.As("dina"), w.client, given))
	if s := slip("raushan"); s.Allowed || s.Name != "" || s.Reason != "" {
		t.Errorf("at the next request the slip still says %+v", s)
	}
	refused(t, errOf(w.PrintSlip(w.As("bolat"), w.code, id)), pana.Forbidden, "policy.refused")
	refused(t, errOf(w.PrintSlip(w.As("dina"), w.code, "no such visit")), pana.NotFound, "record.absent")
}

func errOf[T any](_ T, err error) error { return err }

// Whatever she answers and takes back, in any order: a slip never carries what
// the newest of her answers about this clinic does not allow.
func TestAWithdrawnConsentIsNeverUsed(t *testing.T) {
	w := open(t)
	clinic := w.clinic()
	id, err := w.PlanAppointment(w.As("dina"), w.client, health.Plan{On: "2026-11-26", Organisation: clinic, Reason: "secret"})
	done(t, "a visit", err)
	var standing []pana.ConsentID
	rapid.Check(t, func(t *rapid.T) {
		allowed := len(standing) > 0
		switch rapid.SampledFrom([]string{"yes", "back", "no"}).Draw(t, "she") {
		case "yes":
			standing, allowed = append(standing, w.agrees(string(clinic), "health")), true
		case "no":
			w.Clock.Advance(time.Second)
			if _, err := w.files.RecordConsent(w.As("dina"), w.client, casework.NewConsent{Purpose: pana.MedicalUse, Recipient: string(clinic), Refused: true}); err != nil {
				t.Fatal(err)
			}
			w.later()
			standing, allowed = nil, false
		case "back":
			for _, c := range standing {
				if err := w.files.WithdrawConsent(w.As("dina"), w.client, c); err != nil {
					t.Fatal(err)
				}
			}
			w.later()
			standing, allowed = nil, false
		}
		s, err := w.PrintSlip(w.As("dina"), w.code, id)
		if err != nil {
			t.Fatal(err)
		}
		if s.Health != allowed || (s.Reason != "") != allowed {
			t.Fatalf("allowed = %v, and the slip says %q", allowed, s.Reason)
		}
	})
}

func TestTheStripSaysWhereHerHealthStandsToThoseWhoMaySeeIt(t *testing.T) {
	w := open(t)
	track := func(who string) (casework.Track, bool) {
		t.Helper()
		var track casework.Track
		var there bool
		_, err := w.files.OpenWith(w.As(who), w.code, func(r *casework.Reading) (err error) {
			track, there, err = w.Track(r)
			return err
		})
		done(t, who+" opens the file", err)
		return track, there
	}
	if _, there := track("dina"); there {
		t.Error("a strip without anything on it")
	}
	id, err := w.PlanAppointment(w.As("dina"), w.client, health.Plan{On: today})
	done(t, "a visit", err)
	w.later()
	if got, there := track("dina"); !there || got.Say != "health.track.next" || len(got.Planned) != 1 {
		t.Errorf("with a visit planned: %+v", got)
	}
	done(t, "held", w.HoldAppointment(w.As("dina"), w.client, id, 1, health.Outcome{Held: true}))
	if got, _ := track("saule"); got.Say != "health.track.last" || len(got.Done) != 1 {
		t.Errorf("after it: %+v", got)
	}
	for _, who := range []string{"gulnar", "bolat", "timur"} {
		if _, there := track(who); there {
			t.Errorf("%s sees the strip of her health", who)
		}
	}
}
