package demo

import (
	"slices"
	"testing"

	"example.org/pana/plan"
)

// The spread of the house tells what was told of it: from six weeks, which is
// exceptional, to well over a year, and no figure that stands for all.
func TestTrustTookItsOwnTimeWithEach(t *testing.T) {
	v := theWorld(t)
	s, err := plan.New(v.House, v.files).Spread(v.as(t, "saule"))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("trust: n %d, %d, %d, %d weeks; building %d, left %d, unknown %d; whole: n %d, %d, %d, %d", s.Trust.N, s.Trust.Shortest, s.Trust.Median,
		s.Trust.Longest, s.Building, s.Left, s.Unknown, s.Whole.N, s.Whole.Shortest, s.Whole.Median, s.Whole.Longest)
	for _, c := range []struct {
		what               string
		got, least, atMost int
	}{
		{"ways with trust", s.Trust.N, 80, 400}, {"shortest", s.Trust.Shortest, 6, 6}, {"in the middle", s.Trust.Median, 14, 20},
		{"longest", s.Trust.Longest, 52, 70}, {"still growing", s.Building, 5, 15}, {"the whole way, longest", s.Whole.Longest, 60, 90},
	} {
		if c.got < c.least || c.got > c.atMost {
			t.Errorf("%s: %d, want %d to %d", c.what, c.got, c.least, c.atMost)
		}
	}
	if early := slices.Index(s.Trust.Each, 8); early < 0 || early*5 > s.Trust.N {
		t.Errorf("%d of %d took less than eight weeks: that should be exceptional", early, s.Trust.N)
	}
}

func TestEachPlanIsHonest(t *testing.T) {
	v := theWorld(t)
	p := plan.New(v.House, v.files)
	see := func(who, name string) plan.View {
		t.Helper()
		view, err := p.See(v.as(t, who), v.Cases[name])
		if err != nil {
			t.Fatalf("%s sees the plan of %s: %v", who, name, err)
		}
		return view
	}
	drawing := see("dina", "drawing")
	if !drawing.Trusted || len(drawing.Lines) != 5 || len(drawing.Hopes) != 2 || len(drawing.Reviews) != 2 {
		t.Errorf("drawing: trusted %v, %d lines, %d hopes, %d reviews", drawing.Trusted, len(drawing.Lines), len(drawing.Hopes), len(drawing.Reviews))
	}
	older := see("dina", "before-1991")
	states := map[string]string{}
	for _, l := range older.Lines {
		states[l.Area] = l.State()
	}
	if older.Trusted || states["orientation"] != plan.Waiting || states["papers"] != plan.Active || older.Destination != "undecided" {
		t.Errorf("before-1991: trusted %v, %v, %s", older.Trusted, states, older.Destination)
	}
	trust, err := p.Trust(v.as(t, "gulnara"), v.Cases["before-1991"])
	if err != nil || !trust.Half.Known || trust.Half.Most >= 0 || trust.Half.Least < 200 || trust.Said() != plan.NotYet {
		t.Errorf("before-1991: half %+v, %v", trust.Half, err)
	}
	skills, err := p.Skills(v.as(t, "dina"), v.Cases["drawing"])
	if err != nil || skills.Rungs[0].At(plan.Alone) < 2 {
		t.Errorf("drawing: %v, %v", skills.Rungs, err)
	}
}
