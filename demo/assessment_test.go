package demo

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/assessment"
)

func TestWhatWasAskedAndHowEachStaysSafe(t *testing.T) {
	w := theWorld(t)
	needs := assessment.New(w.House, w.files)
	dina, gulnara, timur, erlan := w.as(t, "dina"), w.as(t, "gulnara"), w.as(t, "timur"), w.as(t, "erlan")
	see := func(name string) assessment.Sheet {
		t.Helper()
		who := dina
		if name == "builder" || name == "brickworks" {
			who = erlan
		}
		s, err := needs.See(who, w.Cases[name], 0)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return s
	}
	if s := see("drawing"); len(s.Round.Areas) != 12 || len(s.Round.Sittings()) != 3 || s.Round.Taken == "" {
		t.Errorf("the young woman who draws: %d areas in %d sittings, taken over %q", len(s.Round.Areas), len(s.Round.Sittings()), s.Round.Taken)
	}
	if s := see("brickworks"); s.Round.ID == "" || s.Round.HandedOver() {
		t.Error("the young man from the brickworks has not paused")
	}
	if s := see("forced-marriage"); s.Round.Overridden == "" || s.Round.Done() || s.Round.Reason == "" {
		t.Error("nobody was handed over with a reason before the assessment was done")
	}
	if s := see("builder"); s.Round.Number != 2 || len(assessment.Compare(s.Before.Areas, s.Round.Areas)) < 4 {
		t.Error("the builder's second assessment cannot be compared with his first")
	}
	b, err := needs.SeeBefore(dina, w.Cases["drawing"])
	if err != nil || len(b.Harms) != 3 || len(b.Chances) != 2 || len(b.Household) != 2 {
		t.Errorf("what was before: %d harms, %d chances, %d at home, %v", len(b.Harms), len(b.Chances), len(b.Household), err)
	}
	for _, h := range b.Harms {
		if _, exact := h.When.From.Exact(); exact {
			t.Error("a childhood became exact")
		}
	}
	if m, err := needs.SeeBefore(dina, w.Cases["mother"]); err != nil || !m.Marks.Safeguard(2) {
		t.Errorf("nobody thinks of the children of the mother: %v", err)
	}
	bond, err := needs.SeeBonds(gulnara, w.Cases["before-1991"])
	if err != nil || bond.Bond.Level != "loosening" || len(bond.Before) != 1 || len(bond.Reports) != 1 {
		t.Errorf("the bond: %+v, %v", bond.Bond, err)
	}
	if _, err := needs.SeeBonds(dina, w.Cases["before-1991"]); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("the social worker opens the bond: %v", err)
	}
	tonight, err := needs.Rules(timur)
	if err != nil || !slices.ContainsFunc(tonight, func(p assessment.Present) bool { return p.Code == w.Cases["before-1991"] }) {
		t.Errorf("the night does not know her rules: %v", err)
	}
	plan, err := needs.SeePlan(timur, w.Cases["drawing"], assessment.CrisisPlan)
	if err != nil || plan.Plan.Words["helps"] == "" || plan.Plan.Words["signs"] != "" {
		t.Errorf("the night reads of the crisis plan: %+v, %v", plan.Plan.Words, err)
	}
	risks, err := needs.SeeRisks(w.as(t, "madina"), w.Cases["expecting"])
	if err != nil || !risks.Due {
		t.Errorf("after the message at the door no look at her risks is due: %v", err)
	}
	handed, err := needs.HandedOver(gulnara)
	if err != nil || !slices.ContainsFunc(handed, func(l assessment.Line) bool { return l.Code == w.Cases["begging"] }) {
		t.Errorf("nobody is newly handed over: %v", err)
	}
}
