package health_test

import (
	"testing"
	"time"

	"example.org/pana/health"
)

// What a shift leaves: what was given, refused and of what nobody has said anything;
// the night is told of its own lines only, and of a box that nobody has counted.
func TestAShiftTellsWhatBecameOfTheDosesAndOfTheBox(t *testing.T) {
	w := open(t)
	begun := w.House.Now()
	evening := w.prescribes("raushan", health.Prescription{Name: "Iron", Times: []string{"21:00", "22:00"}})
	w.prescribes("raushan", health.Prescription{Name: "Zinc", Times: []string{"11:00"}})
	box := func(who string) (all []health.Count) {
		all, err := w.Box(w.As(who))
		done(t, who+" looks at the box", err)
		return all
	}
	if all := box("timur"); len(all) != 1 || !all[0].Never() || all[0].Medicine != evening || all[0].Code != w.code || all[0].Site != w.Shelter.ID {
		t.Errorf("never counted, the night is told %+v", all)
	}
	if all := box("raushan"); len(all) != 2 {
		t.Errorf("never counted, the nurse is told %+v", all)
	}
	w.Clock.Advance(12*time.Hour + 10*time.Minute) // ten past ten in the evening
	w.gives("timur", "21:00", health.Given)
	w.gives("timur", "21:00", health.Refused)
	done(t, "counted", w.CountBox(w.As("timur"), w.client, health.NewCount{Medicine: evening, Counted: 9}))
	w.later()
	until := w.House.Now()
	for who, want := range map[string][]string{"timur": {"21:00 refused", "22:00 missed"}, "raushan": {"11:00 missed", "21:00 refused", "22:00 missed"}, "lena": nil} {
		got, err := w.Between(w.As(who), w.Shelter.ID, begun, until)
		done(t, who+" reads the shift", err)
		if len(got) != len(want) {
			t.Fatalf("%s reads %+v", who, got)
		}
		for i, p := range got {
			if p.Clock+" "+p.State != want[i] || p.Code != w.code {
				t.Errorf("%s reads %+v, want %s", who, p, want[i])
			}
		}
	}
	if all := box("timur"); len(all) != 1 || all[0].Never() || !all[0].In(begun.UnixMicro(), until.UnixMicro()) || all[0].In(until.UnixMicro(), until.UnixMicro()+1) {
		t.Errorf("counted: %+v", all)
	}
	for _, gone := range []struct {
		site        string
		from, until time.Time
	}{{string(w.Centre.ID), begun, until}, {string(w.Shelter.ID), until, until.Add(time.Minute)}} {
		site := w.Shelter.ID
		if gone.site != string(site) {
			site = w.Centre.ID
		}
		if got, err := w.Between(w.As("raushan"), site, gone.from, gone.until); err != nil || len(got) != 0 {
			t.Errorf("of another time or place: %+v, %v", got, err)
		}
	}
	// Changed, the medicine is the same box.
	m, _ := w.reads("raushan").Medicine(evening)
	done(t, "changed", w.ChangeMedicine(w.As("raushan"), w.client, evening, m.Version, health.Prescription{Name: "Iron", Dose: "2", Times: []string{"21:00"}}))
	if all := box("timur"); len(all) != 1 || all[0].Never() || all[0].Counted != 9 {
		t.Errorf("after a change: %+v", all)
	}
}
