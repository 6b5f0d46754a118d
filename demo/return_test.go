package demo

import (
	"slices"
	"testing"

	"example.org/pana/casework"
	"example.org/pana/legal"
)

func TestTheWorldHasReturnsAtEveryStage(t *testing.T) {
	w := theWorld(t)
	saule := w.as(t, "saule")
	law := legal.New(w.House, w.files)
	page := func(name string) legal.ReturnPage {
		t.Helper()
		p, err := law.Return(saule, w.Cases[name])
		if err != nil {
			t.Fatalf("the return of %s: %v", name, err)
		}
		return p
	}
	if p := page("drawing"); p.Finding() != legal.Involvement || len(p.Exceptions) != 1 || p.Exceptions[0].Answer != legal.NotGiven || len(p.Missing()) == 0 {
		t.Errorf("her mother had a hand in it, and the page says %s with %v", p.Finding(), p.Exceptions)
	}
	if p := page("farm"); !slices.Equal(p.Missing(), []legal.Need{legal.NeedsSignatures}) || p.Return.Told == "" {
		t.Errorf("his way home waits for %v", p.Missing())
	}
	if p := page("expecting"); p.Return.State != legal.Wish || p.Answer != legal.Undecided {
		t.Errorf("hers is %s, %s", p.Return.State, p.Answer)
	}
	if p := page("reunited"); len(p.Past) != 1 || p.Past[0].State != legal.Arrived {
		t.Errorf("she has not arrived: %+v", p.Past)
	}
	waiting, err := law.ReturnDecisions(saule)
	if err != nil || len(waiting) != 1 || waiting[0].Kind != "signature" || waiting[0].Code != w.Cases["farm"] {
		t.Errorf("the director's inbox holds %+v, %v", waiting, err)
	}
	matches, err := w.files.Matches(saule)
	if err != nil || !slices.ContainsFunc(matches, func(m casework.Match) bool { return m.Code == w.Cases["expecting"] && m.Role == "friend" }) {
		t.Errorf("a friend called like the exploiter is not among %+v, %v", matches, err)
	}
}
