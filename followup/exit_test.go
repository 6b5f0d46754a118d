package followup_test

import (
	"context"
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
)

func (w *world) leaving(who string, g guest) followup.LeavingPage {
	w.t.Helper()
	p, err := w.Leaving(w.As(who), g.code)
	w.must(who+" looks at the leaving", err)
	return p
}

func TestSheLeavesToAHomeOfHerOwnAndIsNotClosed(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: "own-housing", Country: "KZ", Region: "KZ-71", Place: "Room 4, the yellow house",
		Points: map[string]string{"safe-place": "yes", "income": "not-yet", "lawyer": "not-applicable"}, Told: map[string]string{"ready": "Kalit qoʻlimda."}})
	w.must("prepare", err)
	refused(t, w.LeaveExit(w.As("dina"), g.id, v), pana.Conflict, "exit.undecided")
	w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
	refused(t, w.DecideExit(w.As("dina"), g.id, followup.Decision{Yes: true, Version: v + 1}), pana.Forbidden, "policy.refused")
	w.must("decide", w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Version: v + 1}))
	p := w.leaving("dina", g)
	if p.Exit.State != followup.Left || p.Sleeps || !p.Open || p.Times[0].Stage != "follow-up" {
		t.Errorf("after leaving: %+v, sleeps %v, stage %s", p.Exit, p.Sleeps, p.Times[0].Stage)
	}
	if p.Exit.Place != "Room 4, the yellow house" || p.Exit.Told["ready"] != "Kalit qoʻlimda." || p.Exit.Points["income"] != "not-yet" {
		t.Errorf("her words are %+v", p.Exit)
	}
	_, err = w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: "hospital", Version: v + 2})
	refused(t, err, pana.Conflict, "exit.left")
}

func TestNothingOfTheListIsRequired(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	v, err := w.PrepareExit(w.As("gulnar"), g.id, followup.Plan{})
	w.must("save an empty page", err)
	refused(t, w.ProposeExit(w.As("gulnar"), g.id, v), pana.Invalid, "exit.kind.missing")
	v, err = w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: "relocation", Version: v})
	w.must("save a kind", err)
	w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
	w.must("decide", w.DecideExit(w.As("marat"), g.id, followup.Decision{Yes: true, Version: v + 1}))
}

func TestWhoeverGoesByHerOwnDecisionAsksNobody(t *testing.T) {
	w := open(t)
	for _, kind := range []string{followup.OwnDecision, followup.WithoutWord} {
		g := w.guest("Gulbahor")
		v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: kind})
		w.must("prepare", err)
		refused(t, w.ProposeExit(w.As("dina"), g.id, v), pana.Invalid, "exit.free")
		w.must(kind, w.LeaveExit(w.As("dina"), g.id, v))
		if p := w.leaving("dina", g); p.Exit.State != followup.Left || p.Sleeps {
			t.Errorf("%s: %+v", kind, p.Exit)
		}
	}
}

func TestADeathClosesTheTimeHereAndNobodyIsToCall(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	_, err := w.Agree(w.As("dina"), g.id, w.agrees(g))
	w.must("agree", err)
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: followup.Died})
	w.must("prepare", err)
	w.must("write it down", w.LeaveExit(w.As("saule"), g.id, v))
	w.days(8)
	if n := w.due("saule"); n != 0 {
		t.Errorf("%d calls are due", n)
	}
	if p := w.page("saule", g); p.Open || p.Reason != "died" {
		t.Errorf("the page says open %v, reason %q", p.Open, p.Reason)
	}
}

func TestWhoeverIsAskedToLeaveIsToldWhy(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: followup.AskedToLeave})
	w.must("prepare", err)
	w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
	refused(t, w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Version: v + 1}), pana.Invalid, "exit.because.missing")
	refused(t, w.DecideExit(w.As("saule"), g.id, followup.Decision{Version: v + 1}), pana.Invalid, "exit.because.missing")
	w.must("give it back", w.DecideExit(w.As("saule"), g.id, followup.Decision{Because: "We talk to her first.", Version: v + 1}))
	if p := w.leaving("dina", g); p.Exit.State != followup.Open || p.Exit.Because != "We talk to her first." || !p.Sleeps {
		t.Errorf("given back: %+v", p.Exit)
	}
}

func TestNobodyGoesToHerFamilyOrAbroadWhileTheGateIsClosed(t *testing.T) {
	w := open(t)
	for _, kind := range []string{followup.ToFamily, followup.ReturnAbroad} {
		g := w.guest("Gulbahor")
		v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: kind})
		w.must("prepare", err)
		w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
		refused(t, w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Version: v + 1}), pana.Conflict, "return.gate.closed")
		w.gate()
		refused(t, w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Version: v + 1}), pana.Conflict, "return.gate.closed")
		if p := w.leaving("dina", g); p.Exit.State != followup.Proposed || !p.Sleeps {
			t.Errorf("%s: %+v, sleeps %v", kind, p.Exit, p.Sleeps)
		}
		w.open = true
		w.must("with the check done", w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Version: v + 1}))
		w.open = false
		w.files.GuardReturn(nil)
	}
}

// An exit that is called something else and leads over the border is a return too.
func TestNoOtherNameLeadsOverTheBorder(t *testing.T) {
	w := open(t)
	w.gate()
	w.files.GuardClosing(func(context.Context, *db.Tx, pana.ClientID) error { return nil })
	for _, kind := range []string{"own-housing", "relocation", "other-shelter", "hospital", "state-centre", followup.AskedToLeave} {
		g := w.guest("Gulbahor")
		v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: kind, Country: "UZ"})
		w.must("prepare", err)
		w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
		yes := followup.Decision{Yes: true, Because: "There is a house for her.", Version: v + 1}
		refused(t, w.DecideExit(w.As("saule"), g.id, yes), pana.Conflict, "return.gate.closed")
		w.open = true
		w.must("with the check done", w.DecideExit(w.As("saule"), g.id, yes))
		w.open = false
	}
	g := w.guest("Gulbahor")
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: followup.OwnDecision, Country: "UZ"})
	w.must("prepare", err)
	w.must("nobody holds her", w.LeaveExit(w.As("dina"), g.id, v))
}

func TestTheGateIsAskedOnceMoreOnTheDay(t *testing.T) {
	w := open(t)
	w.gate()
	g := w.guest("Gulbahor")
	on := w.House.Today(w.Clock.Now()).AddDays(5)
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: followup.ToFamily, On: on})
	w.must("prepare", err)
	w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
	w.open = true
	w.must("agree for a day ahead", w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Version: v + 1}))
	if p := w.leaving("dina", g); p.Exit.State != followup.Approved || !p.Sleeps {
		t.Fatalf("five days before: %+v", p.Exit)
	}
	w.open = false
	w.days(5)
	refused(t, w.LeaveExit(w.As("dina"), g.id, v+2), pana.Conflict, "return.gate.closed")
	w.open = true
	w.must("she goes", w.LeaveExit(w.As("dina"), g.id, v+2))
	if p := w.leaving("dina", g); p.Exit.On != on || p.Sleeps {
		t.Errorf("she left on %s", p.Exit.On)
	}
}

func TestTwoWhoPrepareAtOnceBothSeeWhatStands(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: "relocation"})
	w.must("Dina saves", err)
	_, err = w.PrepareExit(w.As("gulnar"), g.id, followup.Plan{Kind: "hospital"})
	refused(t, err, pana.Conflict, "db.stale")
	if with := err.(*pana.Error).With["Fields"]; !slices.Contains(with.([]string), "kind") {
		t.Errorf("the stale page is told of %v", with)
	}
	w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
	refused(t, w.ProposeExit(w.As("dina"), g.id, v), pana.Conflict, "db.stale")
}

func TestWhatAPageAboutLeavingRefusesIsSaidOnItsField(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	for say, p := range map[string]followup.Plan{
		"codes.unknown":    {Kind: "eloped"},
		"date.unreadable":  {On: "2026-02-30"},
		"client.text.long": {Place: longText(5000)},
	} {
		_, err := w.PrepareExit(w.As("dina"), g.id, p)
		refused(t, err, pana.Invalid, say)
	}
	_, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Points: map[string]string{"safe-place": "perhaps"}})
	refused(t, err, pana.Invalid, "codes.unknown")
	for _, who := range []string{"erlan", "raushan", "timur"} {
		if _, err := w.Leaving(w.As(who), g.code); pana.KindOf(err) != pana.Forbidden || err == nil {
			t.Errorf("%s sees how she leaves: %v", who, err)
		}
	}
}

func longText(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a'
	}
	return string(b)
}

// The points of the list are the ten of the field, and each exit kind ends a stay
// in a way that a stay can end.
func TestEveryKindOfExitEndsAStay(t *testing.T) {
	points, _ := codes.Get("exit-point")
	if len(points.Items) != 10 {
		t.Errorf("%d points", len(points.Items))
	}
	kinds, _ := codes.Get("exit-kind")
	w := open(t)
	w.gate()
	w.open = true
	for _, k := range kinds.Items {
		g := w.guest("Gulbahor")
		v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: k.Code})
		w.must("prepare", err)
		if followup.NeedsDecision(k.Code) {
			w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
			w.must(k.Code, w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Because: "so it is", Version: v + 1}))
		} else {
			w.must(k.Code, w.LeaveExit(w.As("dina"), g.id, v))
		}
		if n := w.count(`SELECT COUNT(*) FROM stays WHERE client_id = $1 AND until = ''`, string(g.id)); n != 0 {
			t.Errorf("%s leaves her in her bed", k.Code)
		}
	}
}
