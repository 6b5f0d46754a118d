package demo

import (
	"testing"

	"example.org/pana/therapy"
)

func TestWhatWasSaidInConfidence(t *testing.T) {
	w := theWorld(t)
	talks := therapy.New(w.House, w.files)
	gulnara, dina := w.as(t, "gulnara"), w.as(t, "dina")
	code := w.Cases["drawing"]
	all, err := talks.Sessions(dina, code)
	if err != nil {
		t.Fatal(err)
	}
	held, group := 0, false
	for _, s := range all.Seats {
		if s.State == therapy.Held {
			held++
		}
		group = group || s.Shape == therapy.Group && s.People == 4
	}
	if held < 6 || !group || len(all.With) != 1 || all.With[0].Held != held {
		t.Errorf("the young woman who draws: %d sessions, in a group %v, with %+v", held, group, all.With)
	}
	p, err := talks.Private(gulnara, code)
	if err != nil || len(p.Notes) != 4 || len(p.Childhood) != 1 || p.Childhood[0].School == "" {
		t.Errorf("Gulnara keeps %d notes and %+v, %v", len(p.Notes), p.Childhood, err)
	}
	m, err := talks.Measures(gulnara, code)
	if err != nil || len(m.Series) != 2 {
		t.Fatalf("%d questionnaires, %v", len(m.Series), err)
	}
	for _, s := range m.Series {
		if last, _ := s.Last(); last.SinceFirst != therapy.Improved || last.ShownOn == "" {
			t.Errorf("%s: %+v", s.Instrument.Name, last)
		}
	}
	if told, err := talks.Told(gulnara); err != nil || len(told) != 0 {
		t.Errorf("somebody broke the glass: %+v, %v", told, err)
	}
	today := w.House.Today(w.House.Now())
	if mine, err := talks.Mine(gulnara, today, today.AddDays(1)); err != nil || len(mine) != 2 {
		t.Errorf("%d sessions today, %v", len(mine), err)
	}
}
