package health_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
)

// lines are what somebody may have to give, as "time line".
func lines(t *testing.T, due []health.Due, err error) []string {
	t.Helper()
	done(t, "what is due", err)
	var out []string
	for _, d := range due {
		text := d.Line
		if d.Closed {
			text = "closed"
		}
		out = append(out, strings.TrimSpace(d.At+" "+text))
	}
	return out
}

// evening is the world when the night shift comes.
func evening(t testing.TB) *world {
	w := open(t)
	w.Clock.Advance(12 * time.Hour)
	return w
}

func (w *world) night() []string {
	w.t.Helper()
	due, err := w.Tonight(w.As("timur"))
	return lines(w.t.(*testing.T), due, err)
}

func TestTheNightSeesTheLinesItGivesByAndNothingElseOfHealth(t *testing.T) {
	w := evening(t)
	w.prescribes("raushan", health.Prescription{Name: "Enalapril", Dose: "1 tablet", How: "with water", Times: []string{"8:00", "20:00"},
		Prescriber: casework.Someone{New: casework.NewPerson{Name: "Serik Abenov"}}})
	w.prescribes("raushan", health.Prescription{Name: "Vitamin D", Times: []string{"13:00"}})
	w.prescribes("dina", health.Prescription{Name: "Paracetamol", Dose: "500 mg", AsNeeded: true, AtNight: true})
	w.prescribes("dina", health.Prescription{Name: "Ointment", AsNeeded: true})
	want := []string{"20:00 Enalapril · 1 tablet · with water", "Paracetamol · 500 mg"}
	if got := w.night(); !slices.Equal(got, want) {
		t.Errorf("the night gives %q, want %q", got, want)
	}
	rounds, err := w.Rounds(w.As("raushan"))
	if got := lines(t, rounds, err); !slices.Equal(got, []string{"08:00 Enalapril · 1 tablet · with water", "13:00 Vitamin D", "20:00 Enalapril · 1 tablet · with water",
		"Ointment", "Paracetamol · 500 mg"}) && !slices.Equal(got, []string{"08:00 Enalapril · 1 tablet · with water", "13:00 Vitamin D", "20:00 Enalapril · 1 tablet · with water",
		"Paracetamol · 500 mg", "Ointment"}) {
		t.Errorf("the day's round is %q", got)
	}
	if got := w.sealed(pana.Identity); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "Vitamin") || strings.Contains(s, "Ointment") }) {
		t.Errorf("medicines of the day rest where the night reads: %q", got)
	}
	for who, want := range map[string]int{"gulnar": 0, "bolat": 0, "lena": 0, "erlan": 0, "dina": 2, "saule": 2} {
		due, err := w.Tonight(w.As(who))
		if got := lines(t, due, err); len(got) != want {
			t.Errorf("%s is shown %q", who, got)
		}
	}
	if n := w.count(`SELECT COUNT(*) FROM trail WHERE act = 'health.tonight' AND client_id = $1`, w.client); n == 0 {
		t.Error("nobody can say that the night read the lines")
	}
	if n := w.count(`SELECT COUNT(*) FROM trail WHERE act = 'health.tonight' AND opened LIKE '%health%'`); n != 0 {
		t.Error("the night opened the health compartment")
	}
}

func TestWhatIsTakenInTheMorningHoursIsTheNightsToo(t *testing.T) {
	w := evening(t)
	w.prescribes("raushan", health.Prescription{Name: "Iron", Times: []string{"07:00", "20:30", "06:15"}, From: today})
	if got := w.night(); !slices.Equal(got, []string{"20:30 Iron", "06:15 Iron", "07:00 Iron"}) {
		t.Errorf("in the order of the night: %q", got)
	}
	w.prescribes("raushan", health.Prescription{Name: "Last", Times: []string{"07:30", "21:00"}, Until: today})
	if got := w.night(); slices.Contains(got, "07:30 Last") || !slices.Contains(got, "21:00 Last") {
		t.Errorf("a medicine whose last day is today is given this evening and not tomorrow: %q", got)
	}
}

func TestWhatIsStoppedOrChangedIsNoLongerTheNightsToKnow(t *testing.T) {
	w := evening(t)
	id := w.prescribes("raushan", health.Prescription{Name: "Enalapril", Dose: "5 mg", Times: []string{"20:00"}})
	changed := health.Prescription{Name: "Enalapril", Dose: "10 mg", Times: []string{"20:00"}, From: "2026-11-25"}
	done(t, "more from Wednesday on", w.ChangeMedicine(w.As("raushan"), w.client, id, 1, changed))
	w.later()
	if got := w.night(); !slices.Equal(got, []string{"20:00 Enalapril · 5 mg"}) {
		t.Errorf("tonight: %q", got)
	}
	changed.Dose = "20 mg"
	stale(t, w.ChangeMedicine(w.As("dina"), w.client, id, 1, changed), "dose")
	w.Clock.Advance(48 * time.Hour)
	if got := w.night(); !slices.Equal(got, []string{"20:00 Enalapril · 10 mg"}) {
		t.Errorf("on Wednesday night: %q", got)
	}
	now, _ := w.reads("raushan").Medicine(id)
	refused(t, w.StopMedicine(w.As("raushan"), w.client, now.ID, now.Version, "", ""), pana.Invalid, "health.medicine.why.missing")
	stale(t, w.StopMedicine(w.As("raushan"), w.client, id, 1, "doctor", ""), "stopped")
	stale(t, w.StopMedicine(w.As("raushan"), w.client, now.ID, now.Version+4, "doctor", ""), "stopped")
	done(t, "stopped", w.StopMedicine(w.As("raushan"), w.client, now.ID, now.Version, "not-tolerated", "Кружилась голова"))
	if got := w.night(); len(got) != 0 {
		t.Errorf("a stopped medicine is still given: %q", got)
	}
	if got := w.sealed(pana.Identity); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "Enalapril") }) {
		t.Errorf("the line of a stopped medicine still rests where the night reads: %q", got)
	}
	f := w.reads("dina")
	current, before := f.Taken()
	if len(current) != 0 || len(before) != 2 || before[0].WhyWords != "Кружилась голова" || before[1].Dose != "5 mg" {
		t.Errorf("what was taken stays kept: now %+v, before %+v", current, before)
	}
	refused(t, w.ChangeMedicine(w.As("raushan"), w.client, now.ID, now.Version+1, changed), pana.Conflict, "health.medicine.over")
}

func TestNobodyIsGivenAMedicineTwiceByASlip(t *testing.T) {
	w := open(t)
	w.prescribes("raushan", health.Prescription{Name: "Amoxicillin", Times: []string{"09:00"}, Until: "2026-11-29"})
	again := health.Prescription{Name: " amoxicillin ", Times: []string{"21:00"}}
	_, err := w.Prescribe(w.As("dina"), w.client, again)
	refused(t, err, pana.Conflict, "health.medicine.twice")
	again.From = "2026-11-30"
	if _, err := w.Prescribe(w.As("dina"), w.client, again); err != nil {
		t.Errorf("a new course after the first has ended: %v", err)
	}
	w.later()
	again.From, again.Twice = "", true
	if _, err := w.Prescribe(w.As("dina"), w.client, again); err != nil {
		t.Errorf("both are meant: %v", err)
	}
}

func TestAPrescriptionRefusesWhatCannotBeGiven(t *testing.T) {
	w := open(t)
	for name, c := range map[string]struct {
		p   health.Prescription
		say string
	}{
		"no name":             {health.Prescription{Times: []string{"08:00"}}, "health.medicine.name.missing"},
		"neither time nor as": {health.Prescription{Name: "x"}, "health.medicine.times.missing"},
		"a time that is none": {health.Prescription{Name: "x", Times: []string{"noon"}}, "date.clock"},
		"a time past the day": {health.Prescription{Name: "x", Times: []string{"24:30"}}, "date.clock"},
		"an end before":       {health.Prescription{Name: "x", AsNeeded: true, Until: "2026-11-01"}, "date.crossed"},
		"thirteen times":      {health.Prescription{Name: "x", Times: []string{"01:00", "02:00", "03:00", "04:00", "05:00", "06:00", "07:00", "08:00", "09:00", "10:00", "11:00", "12:00", "13:00"}}, "health.medicine.times.most"},
	} {
		_, err := w.Prescribe(w.As("raushan"), w.client, c.p)
		t.Run(name, func(t *testing.T) { refused(t, err, pana.Invalid, c.say) })
	}
	id := w.prescribes("raushan", health.Prescription{Name: "x", AsNeeded: true})
	w.Clock.Advance(72 * time.Hour)
	refused(t, w.ChangeMedicine(w.As("raushan"), w.client, id, 1, health.Prescription{Name: "y", AsNeeded: true, From: "2026-11-24"}), pana.Invalid, "health.medicine.past")
}

// However a medicine is changed and stopped, there is no day on which two lines of
// its history are both taken.
func TestOnNoDayDoTwoLinesOfOneMedicineBothHold(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		w.later()
		start := w.House.Today(w.House.Now())
		id, err := w.Prescribe(w.As("raushan"), w.client, health.Prescription{Name: "m", AsNeeded: true, Twice: true, From: start.AddDays(rapid.IntRange(-3, 6).Draw(t, "from"))})
		if err != nil {
			t.Fatal(err)
		}
		chain := []health.MedicineID{id}
		for i := range rapid.IntRange(1, 4).Draw(t, "changes") {
			w.Clock.Advance(time.Duration(rapid.IntRange(0, 3).Draw(t, "days pass"))*24*time.Hour + time.Second)
			now := w.House.Today(w.House.Now())
			f, err := w.Read(w.As("raushan"), w.code)
			if err != nil {
				t.Fatal(err)
			}
			m, ok := f.Medicine(id)
			if !ok {
				t.Fatal("the medicine is gone")
			}
			p := health.Prescription{Name: "m", Dose: strings.Repeat("i", i+1), AsNeeded: true, Twice: true, From: now.AddDays(rapid.IntRange(0, 5).Draw(t, "begins in"))}
			if err := w.ChangeMedicine(w.As("raushan"), w.client, m.ID, m.Version, p); err != nil {
				t.Fatal(err)
			}
			f, _ = w.Read(w.As("raushan"), w.code)
			if m, ok = f.Medicine(id); !ok {
				t.Fatal("what was changed is gone")
			}
			chain = append(chain, m.ID)
		}
		f, err := w.Read(w.As("raushan"), w.code)
		if err != nil {
			t.Fatal(err)
		}
		for d := -5; d < 40; d++ {
			held := 0
			for _, m := range f.Medicines {
				if slices.Contains(chain, m.ID) && m.Stands(start.AddDays(d)) {
					held++
				}
			}
			if held > 1 {
				t.Fatalf("on %s %d lines hold", start.AddDays(d), held)
			}
		}
		last, _ := f.Medicine(id)
		if err := w.StopMedicine(w.As("raushan"), w.client, last.ID, last.Version, "finished", ""); err != nil {
			t.Fatal(err)
		}
	})
}
