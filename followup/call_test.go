package followup_test

import (
	"context"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/internal/db"
)

var well = followup.Wellbeing{Safe: "yes", Housed: "yes", Occupied: "unknown", Health: "yes", Contact: "no", Again: "no"}

func TestCallsFallDueByTheScheduleUntilOneReachesHer(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	for _, step := range []struct {
		days int
		due  int
		why  string
	}{{6, 0, "six days after"}, {1, 1, "a week after"}, {3, 1, "ten days after, nobody has reached her"}} {
		w.days(step.days)
		if n := w.due("dina"); n != step.due {
			t.Errorf("%s: %d calls due, want %d", step.why, n, step.due)
		}
	}
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.Unreached})
	list, err := w.Due(w.As("timur"))
	w.must("ask", err)
	if len(list) != 1 || list[0].Point != "1w" || list[0].Tried != 1 || !list[0].Late {
		t.Errorf("after an attempt: %+v", list)
	}
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.Reached, Wellbeing: well})
	if n := w.due("dina"); n != 0 {
		t.Error("a call that reached her leaves one due")
	}
	w.days(21)
	list, _ = w.Due(w.As("dina"))
	if len(list) != 1 || list[0].Point != "1m" {
		t.Errorf("a month after: %+v", list)
	}
	w.calls("timur", g, followup.In, followup.Ending{Result: followup.Reached})
	if n := w.due("dina"); n != 0 {
		t.Error("she has called herself, and a call is due all the same")
	}
	for _, who := range []string{"raushan", "kamila", "vera"} {
		if n := w.due(who); n != 0 {
			t.Errorf("%s is told of %d calls", who, n)
		}
	}
	w.days(400)
	if n := w.due("dina"); n != 0 {
		t.Error("the agreed months are over, and a call is due")
	}
}

func TestWithoutHerConsentNoCallGoesOutAndEveryCallComesIn(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	w.days(8)
	if n := w.due("dina"); n != 1 {
		t.Fatalf("%d due", n)
	}
	f, err := w.files.Open(w.As("dina"), g.code)
	w.must("open her file", err)
	w.must("she takes it back", w.files.WithdrawConsent(w.As("dina"), g.id, f.Consents[0].ID))
	if n := w.due("dina"); n != 0 {
		t.Error("a call is due without her consent")
	}
	_, err = w.Start(w.As("dina"), followup.NewCall{Client: g.id, Direction: followup.Out, Anyway: true})
	refused(t, err, pana.Conflict, "call.consent")
	w.calls("timur", g, followup.In, followup.Ending{Result: followup.Reached})
	ahead, err := w.Ahead(w.As("dina"), "2026-01-01", "2030-01-01")
	w.must("look ahead", err)
	if len(ahead) != 0 {
		t.Errorf("the calendar has %+v", ahead)
	}
}

func TestWhoeverAskedNotToBeCalledIsCalledByNobody(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	n := w.agrees(g)
	n.Months = 60
	w.leaves(g, n)
	w.days(8)
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.AskNot})
	for range 40 {
		w.days(31)
		if n := w.due("saule"); n != 0 {
			t.Fatal("a call is due for one who asked not to be called")
		}
	}
	_, err := w.Start(w.As("saule"), followup.NewCall{Client: g.id, Direction: followup.Out, Anyway: true})
	refused(t, err, pana.Conflict, "call.agreement.none")
	if found, _ := w.Find(w.As("timur"), "Мойчечак"); len(found) != 1 {
		t.Error("she calls, and her word is not known any more")
	}
	p := w.page("dina", g)
	if p.Agreement.EndedAs != followup.AskedNot || p.Allowed {
		t.Errorf("the agreement is %+v, allowed %v", p.Agreement, p.Allowed)
	}
}

func TestOutsideHerSafeTimesNobodyCallsUnlessTheyKnowBetter(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	n := w.agrees(g)
	n.Parts, n.Weekdays = []string{"evening"}, []string{"1", "3"}
	w.leaves(g, n)
	for _, c := range []struct {
		at   string
		safe bool
	}{
		{"2026-12-07T18:00:00+05:00", true}, // Monday evening
		{"2026-12-07T10:00:00+05:00", false},
		{"2026-12-08T18:00:00+05:00", false},
		{"2026-12-09T20:59:00+05:00", true},
		{"2026-12-09T21:00:00+05:00", false},
		{"2026-12-09T03:00:00+05:00", false},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		w.must("read a time", err)
		w.Clock.Set(at.UTC())
		id, err := w.Start(w.As("dina"), followup.NewCall{Client: g.id, Direction: followup.Out})
		if c.safe != (err == nil) {
			t.Errorf("at %s: %v", c.at, err)
		}
		if err == nil {
			w.must("end", w.End(w.As("dina"), id, followup.Ending{Result: followup.Unreached}))
		} else {
			refused(t, err, pana.Conflict, "call.time")
		}
	}
	a := followup.Agreement{PartsText: "evening", DaysText: "1 3"}
	if d, at := a.NextSafe("2026-12-08"); d != "2026-12-09" || at != "17:00" {
		t.Errorf("the next safe time is %s %s", d, at)
	}
}

func TestTheTimerCountsFromTheServersClockAndTheLimitOnlyWarns(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	id, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In, By: followup.SafeWord})
	w.must("begin", err)
	again, err := w.Start(w.As("dina"), followup.NewCall{Client: g.id, Direction: followup.In})
	if err != nil || again != id {
		t.Errorf("a second worker gets %s, %v", again, err)
	}
	w.Clock.Advance(13*time.Minute + 20*time.Second)
	see := func(who string) followup.Going {
		t.Helper()
		g, err := w.Going(w.As(who), id)
		w.must("look", err)
		return g
	}
	if s := see("timur"); s.Left.Minutes != 1 || !s.Left.Low() || s.Left.Over() || s.Left.Calls != 2 {
		t.Errorf("after thirteen minutes: %+v", s.Left)
	}
	w.Clock.Advance(10 * time.Minute)
	if s := see("timur"); !s.Left.Over() || s.Call.Ended != 0 {
		t.Errorf("after the limit: %+v", s.Left)
	}
	w.must("danger", w.InDanger(w.As("timur"), id))
	w.must("danger once more", w.InDanger(w.As("timur"), id))
	if s := see("timur"); s.Left.Over() || s.Left.Low() || !s.Call.Danger {
		t.Errorf("in danger the limit still speaks: %+v", s.Left)
	}
	if n := w.count(`SELECT COUNT(*) FROM alerts WHERE client_id = $1 AND kind = 'safety' AND until = ''`, string(g.id)); n != 1 {
		t.Errorf("%d alerts, want one", n)
	}
	w.Clock.Advance(50 * time.Minute)
	w.must("end", w.End(w.As("timur"), id, followup.Ending{Result: followup.Reached, Wellbeing: well, Help: "A lawyer for the wages."}))
	refused(t, w.End(w.As("dina"), id, followup.Ending{Result: followup.Reached}), pana.Conflict, "call.ended")
	p := w.page("dina", g)
	if c := p.Calls[0]; c.Minutes != 74 || c.Help != "A lawyer for the wages." || c.Payer != "own" || c.Service != "social-psychological" {
		t.Errorf("the call is kept as %+v", c)
	}
	if p.Left.Calls != 1 {
		t.Errorf("%d calls are left this month, want one", p.Left.Calls)
	}
}

func TestNightDutySeesOfACallOnlyWhatTheCallNeeds(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.Reached, Help: "Her sister's wedding."})
	w.days(2)
	id, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In})
	w.must("begin", err)
	s, err := w.Going(w.As("timur"), id)
	w.must("look", err)
	if s.Agreement.Words.Greeting == "" || s.Agreement.Words.Number != "" || s.Agreement.Words.Safe != "" || s.Call.Help != "" || s.May.See {
		t.Errorf("night duty sees %+v", s.Agreement.Words)
	}
	if _, err := w.Calls(w.As("timur"), g.code); err == nil {
		t.Error("night duty reads her history")
	}
	if _, err := w.files.Open(w.As("timur"), g.code); pana.KindOf(err) != pana.NotFound {
		t.Errorf("night duty opens her file: %v", err)
	}
	for said, want := range map[string]string{"moychechak": followup.SafeWord, "lola": followup.WrongWord} {
		if kind, err := w.SayWord(w.As("timur"), id, said); err != nil || kind != want {
			t.Errorf("%q is %s, %v", said, kind, err)
		}
	}
	w.must("end", w.End(w.As("timur"), id, followup.Ending{Result: followup.Reached, Help: "Asks for Dina."}))
	if s, _ := w.Going(w.As("timur"), id); s.Agreement.ID != "" {
		t.Error("a call that is over still shows what was agreed")
	}
	if p := w.page("dina", g); p.Calls[0].Help != "Asks for Dina." {
		t.Error("what the night wrote down does not reach her worker")
	}
	out, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.Out, Anyway: true})
	w.must("call her", err)
	if s, err := w.Going(w.As("timur"), out); err != nil || s.Agreement.Words.Number != "+998 00 000 00 01" {
		t.Errorf("to call her the night needs her number: %+v, %v", s.Agreement.Words, err)
	}
}

func TestTheWordForDangerRaisesAnAlertWithoutAnyPress(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	found, err := w.Find(w.As("timur"), "shamol")
	w.must("look", err)
	id, err := w.Start(w.As("timur"), followup.NewCall{Client: found[0].Client, Direction: followup.In, By: found[0].By})
	w.must("begin", err)
	if s, _ := w.Going(w.As("timur"), id); !s.Call.Danger {
		t.Error("nobody is told")
	}
	if n := w.count(`SELECT COUNT(*) FROM alerts WHERE client_id = $1 AND kind = 'safety'`, string(g.id)); n != 1 {
		t.Errorf("%d alerts", n)
	}
}

func TestWhatNobodyKnowsStaysUnknown(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.Reached, Wellbeing: followup.Wellbeing{Safe: "unknown"}})
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.Unreached, Wellbeing: well})
	p := w.page("dina", g)
	if c := p.Calls[1].Wellbeing; c != (followup.Wellbeing{Safe: "unknown", Again: "not-asked"}) {
		t.Errorf("she was asked one thing and it is kept as %+v", c)
	}
	if c := p.Calls[0].Wellbeing; c != (followup.Wellbeing{}) {
		t.Errorf("nobody answered, and that is kept as %+v", c)
	}
	facts := func() followup.Fact {
		t.Helper()
		var list []followup.Fact
		w.must("count", w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
			list, err = w.Facts(context.Background(), tx, "2026-01-01", "2030-01-01")
			return err
		}))
		if len(list) != 1 {
			t.Fatalf("%d exits", len(list))
		}
		return list[0]
	}
	if f := facts(); f.Again != "unknown" || len(f.Windows) != 0 {
		t.Errorf("the facts are %+v", f)
	}
	w.days(100)
	w.calls("dina", g, followup.In, followup.Ending{Result: followup.Reached, Wellbeing: well})
	if f := facts(); f.Again != "unknown" {
		t.Errorf("a no in the third month became %q of the year", f.Again)
	}
	w.days(262)
	w.calls("dina", g, followup.Out, followup.Ending{Result: followup.Reached, Wellbeing: well})
	f := facts()
	if f.Again != "no" {
		t.Errorf("a no after a year became %q", f.Again)
	}
	met := map[string]bool{}
	for _, p := range f.Windows {
		met[p.Point] = p.Met
	}
	if len(met) != 4 || met["1w"] || !met["3m"] || met["6m"] {
		t.Errorf("the windows are %+v", f.Windows)
	}
}

func TestWhatWorriesIsToldToWhoeverIsOnDuty(t *testing.T) {
	w := open(t)
	for kind, e := range map[string]followup.Ending{
		"contact": {Result: followup.WordWrong},
		"on-call": {Result: followup.Reached, Wellbeing: followup.Wellbeing{Again: "yes"}},
	} {
		g := w.guest("Gulbahor")
		n := w.agrees(g)
		n.Words = followup.CallWords{}
		w.leaves(g, n)
		w.calls("timur", g, followup.In, e)
		if n := w.count(`SELECT COUNT(*) FROM alerts WHERE client_id = $1 AND kind = $2`, string(g.id), kind); n != 1 {
			t.Errorf("%d alerts of kind %s", n, kind)
		}
	}
}

func TestTheDirectorGivesMoreWithAReasonAndTheCallDoesNotWait(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	id, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In})
	w.must("begin", err)
	w.Clock.Advance(20 * time.Minute)
	for say, n := range map[string]followup.NewExtension{
		"call.more.missing": {Call: id, More: 5, Reason: "x"},
		"record.between":    {Call: id, What: followup.MoreMinutes, Reason: "x"},
		"call.more.reason":  {Call: id, What: followup.MoreMinutes, More: 5},
		"call.more.no-call": {Client: g.id, What: followup.MoreMinutes, More: 5, Reason: "x"},
	} {
		_, err := w.AskMore(w.As("timur"), n)
		refused(t, err, pana.Invalid, say)
	}
	_, err = w.AskMore(w.As("timur"), followup.NewExtension{Call: id, What: followup.MoreMinutes, More: 15, Reason: "She weeps."})
	w.must("ask", err)
	_, err = w.AskMore(w.As("timur"), followup.NewExtension{Call: id, What: followup.MoreMinutes, More: 10, Reason: "She weeps."})
	refused(t, err, pana.Conflict, "call.more.waiting")
	if s, _ := w.Going(w.As("timur"), id); !s.Waiting || !s.Left.Over() {
		t.Errorf("while it waits: %+v", s.Left)
	}
	waits, err := w.Decisions(w.As("saule"))
	w.must("the inbox", err)
	if len(waits) != 1 || waits[0].Kind != "call-limit" || waits[0].Client != g.id || waits[0].By != w.Staff("timur") {
		t.Errorf("the inbox is %+v", waits)
	}
	x := w.page("saule", g).Extensions[0]
	refused(t, w.AnswerMore(w.As("saule"), g.id, x.ID, false, "", 1), pana.Invalid, "exit.because.missing")
	w.must("say yes", w.AnswerMore(w.As("saule"), g.id, x.ID, true, "", 1))
	refused(t, w.AnswerMore(w.As("marat"), g.id, x.ID, true, "", 1), pana.Conflict, "db.stale")
	if s, _ := w.Going(w.As("timur"), id); s.Left.Over() || s.Left.Minutes != 10 {
		t.Errorf("with fifteen minutes more: %+v", s.Left)
	}
	w.must("end", w.End(w.As("timur"), id, followup.Ending{Result: followup.Reached}))
	w.Clock.Advance(time.Second) // ids order by the millisecond
	_, err = w.AskMore(w.As("saule"), followup.NewExtension{Client: g.id, What: followup.MoreCalls, More: 3, Reason: "A trial this month."})
	w.must("the director needs nobody's answer", err)
	if p := w.page("dina", g); p.Left.Calls != 4 || p.Extensions[0].Reason != "A trial this month." {
		t.Errorf("calls left %d of %+v", p.Left.Calls, p.Left.Limits)
	}
	w.days(31)
	if p := w.page("dina", g); p.Left.Limits.Calls != 2 {
		t.Errorf("next month the limit is %d", p.Left.Limits.Calls)
	}
}

func TestACallIsPassedToWhoeverIsOnCall(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	id, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In})
	w.must("begin", err)
	refused(t, w.Pass(w.As("timur"), id, w.Staff("saule")), pana.Invalid, "call.pass.absent")
	w.must("Saule is on call", w.House.SetOnCall(w.As("saule"), true, "+7 000 000 00 01"))
	w.must("pass", w.Pass(w.As("timur"), id, w.Staff("saule")))
	list, err := w.GoingOn(w.As("saule"))
	if err != nil || len(list) != 1 || list[0].PassedTo != w.Staff("saule") {
		t.Errorf("Saule sees %+v, %v", list, err)
	}
}
