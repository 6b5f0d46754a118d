package health_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/health"
)

// round is what her page of doses shows somebody.
func (w *world) round(who string) health.Round {
	w.t.Helper()
	r, err := w.RoundOf(w.As(who), w.code)
	done(w.t, who+" looks at the round", err)
	return r
}

// due is one medicine of her round at a time.
func (w *world) due(who, clock string) health.Due {
	w.t.Helper()
	for _, d := range w.round(who).Dues {
		if d.At == clock && d.On == w.House.Today(w.House.Now()) {
			return d
		}
	}
	w.t.Fatalf("%s has nothing to give at %q", who, clock)
	return health.Due{}
}

func (w *world) gives(who, clock, state string) {
	w.t.Helper()
	d := w.due(who, clock)
	_, err := w.GiveDose(w.As(who), w.client, health.NewDose{Medicine: d.Medicine, On: d.On, Clock: clock, State: state, Pieces: 1, Seen: d.Mark.ID})
	done(w.t, who+" gives", err)
	w.later()
}

func TestADoseIsGivenRefusedOrSheWasNotThereAndSomebodyStandsForIt(t *testing.T) {
	w := open(t)
	w.prescribes("raushan", health.Prescription{Name: "Enalapril", Dose: "5 mg", Times: []string{"11:00", "21:00"}})
	w.prescribes("raushan", health.Prescription{Name: "Zinc", Times: []string{"11:30"}})
	w.Clock.Advance(90 * time.Minute) // half past eleven
	missed, err := w.Missed(w.As("saule"))
	if err != nil || len(missed) != 2 || missed[0].At != "11:00" || missed[0].Line != "" {
		t.Errorf("nobody said anything yet: %+v %v", missed, err)
	}
	if missed, err = w.Missed(w.As("gulnar")); err != nil || len(missed) != 0 {
		t.Errorf("the psychologist is told %+v %v", missed, err)
	}
	w.gives("raushan", "11:00", health.Given)
	w.gives("raushan", "11:30", health.Refused)
	d := w.due("raushan", "11:00")
	if d.Mark.State != health.Given || d.Mark.By != w.Staff("raushan") || d.Line != "Enalapril · 5 mg" || d.Missed(w.House.Now(), w.House.Zone()) {
		t.Errorf("given: %+v", d)
	}
	if missed, err = w.Missed(w.As("saule")); err != nil || len(missed) != 0 {
		t.Errorf("still awaited: %+v %v", missed, err)
	}
	w.gives("dina", "11:00", health.Absent)
	if d = w.due("raushan", "11:00"); d.Mark.State != health.Absent || d.Mark.Pieces != 0 || w.count(`SELECT COUNT(*) FROM doses WHERE clock = '11:00'`) != 2 {
		t.Errorf("corrected: %+v", d)
	}
	_, err = w.GiveDose(w.As("raushan"), w.client, health.NewDose{Medicine: d.Medicine, Clock: "11:00", State: health.Given})
	stale(t, err, "state")
	_, err = w.GiveDose(w.As("raushan"), w.client, health.NewDose{Medicine: d.Medicine, Clock: "12:00", State: health.Given})
	refused(t, err, pana.Invalid, "health.dose.when")
	_, err = w.GiveDose(w.As("raushan"), w.client, health.NewDose{Medicine: d.Medicine, On: "2026-11-20", Clock: "11:00", State: health.Given})
	refused(t, err, pana.Invalid, "health.dose.when")
	_, err = w.GiveDose(w.As("raushan"), w.client, health.NewDose{Medicine: d.Medicine, Clock: "21:00"})
	refused(t, err, pana.Invalid, "health.dose.state")
	_, err = w.GiveDose(w.As("gulnar"), w.client, health.NewDose{Medicine: d.Medicine, Clock: "21:00", State: health.Given})
	refused(t, err, pana.Forbidden, "policy.refused")
}

func TestTheNightGivesByItsLinesAndSeesNoOthers(t *testing.T) {
	w := open(t)
	evening := w.prescribes("raushan", health.Prescription{Name: "Iron", Times: []string{"21:00"}})
	morning := w.prescribes("raushan", health.Prescription{Name: "Zinc", Times: []string{"11:00"}})
	r := w.round("timur")
	for _, d := range r.Dues {
		if d.Medicine == morning || d.Line != "Iron" {
			t.Errorf("Timur sees %+v", d)
		}
	}
	if len(r.Dues) == 0 || len(r.Box) != 1 {
		t.Errorf("Timur's round: %+v", r)
	}
	_, err := w.GiveDose(w.As("timur"), w.client, health.NewDose{Medicine: morning, Clock: "11:00", State: health.Given})
	refused(t, err, pana.NotFound, "record.absent")
	refused(t, w.CountBox(w.As("timur"), w.client, health.NewCount{Medicine: morning, Counted: 3}), pana.NotFound, "record.absent")
	w.Clock.Advance(12 * time.Hour)
	w.gives("timur", "21:00", health.Given)
	due, err := w.Tonight(w.As("timur"))
	if err != nil || len(due) != 1 || due[0].Medicine != evening || due[0].Mark.By != w.Staff("timur") {
		t.Errorf("the night's list: %+v %v", due, err)
	}
}

func TestAChangeOnTheSameDayAsksNobodyAnew(t *testing.T) {
	w := open(t)
	id := w.prescribes("raushan", health.Prescription{Name: "Iron", Times: []string{"09:30"}})
	w.gives("raushan", "09:30", health.Given)
	m, _ := w.reads("raushan").Medicine(id)
	done(t, "changed", w.ChangeMedicine(w.As("raushan"), w.client, id, m.Version, health.Prescription{Name: "Iron", Dose: "2", Times: []string{"09:30"}}))
	w.later()
	if d := w.due("raushan", "09:30"); d.Medicine == id || d.Mark.State != health.Given {
		t.Errorf("after the change: %+v", d)
	}
}

// However much was given, brought and counted: what should be there is the last
// count and what was brought, less what was given since.
func TestTheLockedBoxNamesEveryDifference(t *testing.T) {
	w := open(t)
	id := w.prescribes("raushan", health.Prescription{Name: "Diazepam", AsNeeded: true, AtNight: true})
	refused(t, w.CountBox(w.As("timur"), w.client, health.NewCount{Medicine: id, Counted: -1}), pana.Invalid, "health.box.missing")
	done(t, "the first count", w.CountBox(w.As("raushan"), w.client, health.NewCount{Medicine: id, Counted: 100}))
	w.later()
	there := 100
	for _, c := range []struct {
		brought, lost int
		doses         []int
	}{
		{0, 0, []int{1}}, {20, 0, []int{2, 3}}, {0, 1, nil}, {5, -2, []int{1, 1, 1}}, {0, 0, nil},
	} {
		given := 0
		for _, pieces := range c.doses {
			_, err := w.GiveDose(w.As("timur"), w.client, health.NewDose{Medicine: id, State: health.Given, Pieces: pieces})
			done(t, "a dose", err)
			given += pieces
			w.later()
		}
		there += c.brought - given
		found := there - c.lost
		done(t, "a count", w.CountBox(w.As("timur"), w.client, health.NewCount{Medicine: id, Counted: found, Brought: c.brought, Note: "counted by two"}))
		w.later()
		box, err := w.Box(w.As("saule"))
		if err != nil || len(box) != 1 || box[0].Difference() != found-there {
			t.Fatalf("found %d of %d: %+v %v", found, there, box, err)
		}
		there = found
	}
	if b := w.round("timur").Box; len(b) != 1 || b[0].Last.Note != "counted by two" || b[0].Last.By != w.Staff("timur") {
		t.Errorf("the box of her page: %+v", b)
	}
	if box, err := w.Box(w.As("lena")); err != nil || len(box) != 0 {
		t.Errorf("a student is told of %+v %v", box, err)
	}
}
