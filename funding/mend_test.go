package funding_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/plan"
	"example.org/pana/policy"
)

// line finds the one service of a source in a ledger.
func line(t *testing.T, l funding.Ledger, source string) funding.Line {
	t.Helper()
	var found []funding.Line
	for _, one := range l.Lines {
		if one.Source == source {
			found = append(found, one)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d lines of %s: %+v", len(found), source, l.Lines)
	}
	return found[0]
}

func TestHowLongItTookAndWhoPaysAreAskedWhereItIsWrittenDown(t *testing.T) {
	w := open(t)
	client, _ := w.comes()
	w.sleeps(client, "state")
	dina := w.As("dina")
	plans, ways, safe := plan.New(w.House, w.files), learning.New(w.House, w.files), belongings.New(w.House, w.files)
	skills := plan.Skills()
	housetest.Done(t, "two skills", plans.RateSkills(dina, client, plan.NewSkillLook{Skill: skills[0], Level: plan.Alone, Minutes: 30, Payer: "state"}, plan.NewSkillLook{Skill: skills[1], Level: plan.Alone, Minutes: 20}))
	housetest.Done(t, "she says so too", plans.RateSkills(dina, client, plan.NewSkillLook{Skill: skills[1], Level: plan.Alone, Own: true}))
	housetest.Refused(t, plans.RateSkills(dina, client, plan.NewSkillLook{Skill: skills[0], Level: plan.Alone, Minutes: -1}), pana.Invalid, "record.between")
	housetest.Refused(t, plans.RateSkills(dina, client, plan.NewSkillLook{Skill: skills[0], Level: plan.Alone, Payer: "nonsense"}), pana.Invalid, "codes.unknown")
	_, err := safe.Give(dina, client, belongings.NewGiven{Kind: "clothes", Payer: "foundation"})
	housetest.Done(t, "clothes", err)
	housetest.Refused(t, errOf(safe.Give(dina, client, belongings.NewGiven{Kind: "clothes", Payer: "nonsense"})), pana.Invalid, "codes.unknown")
	course, err := ways.WishCourse(dina, client, learning.Wish{Kind: firstOf(t, "course-kind"), Title: "Sewing", Payer: "state", Service: "social-labour"})
	housetest.Done(t, "a wish", err)
	for i, step := range []string{learning.Applied, learning.Enrolled, learning.Attended} {
		housetest.Done(t, step, ways.Step(dina, client, course, int64(i+1), learning.NewStep{Step: step, Minutes: 45, When: onToday()}))
	}
	w.Clock.Advance(time.Second)
	l := w.month()
	if s := line(t, l, "skills"); s.Minutes != 50 || s.Payer != "state" || s.Staff != w.Staff("dina") {
		t.Errorf("skills: %+v", s)
	}
	if s := line(t, l, "given"); s.Payer != "foundation" {
		t.Errorf("clothes: %+v", s)
	}
	if s := line(t, l, "course"); s.Minutes != 45 || s.Payer != "state" {
		t.Errorf("the course: %+v", s)
	}
}

func onToday() pana.Fuzzy {
	f, _ := pana.NewFuzzy(today, pana.Day)
	return f
}

func firstOf(t *testing.T, list string) string {
	t.Helper()
	l, ok := codes.Get(list)
	if !ok {
		t.Fatal(list)
	}
	return l.Offered()[0].Code
}

func TestHowLongItTookIsPutRightWhereTheMonthSaysThatItIsMissing(t *testing.T) {
	w := open(t)
	client, code := w.comes()
	w.sleeps(client, "state")
	a, err := w.Agreement(w.As("saule"), w.ministry)
	housetest.Done(t, "read", err)
	a.Services = append(a.Services, "social-pedagogical")
	housetest.Done(t, "skills are paid too", w.EditAgreement(w.As("saule"), a, 1))
	housetest.Done(t, "by the hour", w.AddTariff(w.As("saule"), w.ministry, funding.Tariff{Unit: funding.PerHour, Minor: 600_000}))
	dina := w.As("dina")
	housetest.Done(t, "a skill", plan.New(w.House, w.files).RateSkills(dina, client, plan.NewSkillLook{Skill: plan.Skills()[0], Level: plan.Alone, Payer: "state"}))
	w.visits(client, today, "", 40)
	l := w.month()
	gaps := map[string]string{}
	for _, g := range l.Gaps {
		gaps[g.Kind] = g.Page
	}
	if gaps[funding.GapMinutes] != "/clients/"+code+"/services/2026-11" {
		t.Fatalf("what is missing: %+v", l.Gaps)
	}
	skill, visit := line(t, l, "skills"), line(t, l, "visit")
	of := func(l funding.Line) funding.Single { return funding.Single{Source: l.Source, Row: l.Row, On: l.On} }
	housetest.Refused(t, w.MendService(dina, client, of(skill), skill.Stood.Seen(), 24*60+1, "state"), pana.Invalid, "record.between")
	housetest.Refused(t, w.MendService(dina, client, of(skill), skill.Stood.Seen(), 30, "nonsense"), pana.Invalid, "codes.unknown")
	housetest.Refused(t, w.MendService(dina, client, funding.Single{Source: "skills", Row: "none", On: today}, "", 30, "state"), pana.NotFound, "record.absent")
	housetest.Refused(t, w.MendService(dina, client, funding.Single{Source: funding.Day, On: today}, "", 30, "state"), pana.NotFound, "record.absent")
	housetest.Refused(t, w.MendService(w.As("vera"), client, of(skill), skill.Stood.Seen(), 30, "state"), pana.NotFound, "client.absent")
	housetest.Done(t, "half an hour", w.MendService(dina, client, of(skill), skill.Stood.Seen(), 30, "state"))
	w.Clock.Advance(time.Second)
	housetest.Stale(t, w.MendService(w.As("saule"), client, of(skill), skill.Stood.Seen(), 60, "state"), "minutes", "payer")
	skill = line(t, w.month(), "skills")
	housetest.Done(t, "an hour, says who leads", w.MendService(w.As("saule"), client, of(skill), skill.Stood.Seen(), 60, "state"))
	housetest.Done(t, "the ministry pays", w.MendService(dina, client, of(visit), visit.Stood.Seen(), 40, "state"))
	l = w.month()
	if s := line(t, l, "skills"); s.Minutes != 60 || len(s.Paid) != 1 || s.Paid[0].Minor != 600_000 {
		t.Errorf("the skill: %+v", s)
	}
	if s := line(t, l, "visit"); s.Payer != "state" || s.Minutes != 40 || s.Paid[0].Agreement != w.ministry {
		t.Errorf("the visit: %+v", s)
	}
	if got := kinds(l); got[funding.GapMinutes] != 0 || got[funding.GapPayer] != 0 {
		t.Errorf("still missing: %+v", got)
	}
	p, err := w.ServicesOf(dina, code, "2026-11")
	housetest.Done(t, "her services", err)
	if m := p.MendedOf(line(t, l, "skills")); len(p.Lines) != 2 || len(m) != 2 || m[0].Minutes != 60 || m[0].By != w.Staff("saule") || m[1].Minutes != 30 || m[1].By != w.Staff("dina") {
		t.Errorf("what stood before: %+v", p)
	}
	// Gulnar leads neither health nor law: what took place there is not hers to read.
	p, err = w.ServicesOf(w.As("gulnar"), code, "2026-11")
	if housetest.Done(t, "Gulnar reads", err); len(p.Lines) != 1 || p.Lines[0].Source != "skills" || len(p.Mended) != 2 {
		t.Errorf("Gulnar reads %+v, %+v", p.Lines, p.Mended)
	}
	visit = line(t, l, "visit")
	housetest.Refused(t, w.MendService(w.As("gulnar"), client, of(visit), visit.Stood.Seen(), 50, "state"), pana.NotFound, "record.absent")
	w.Clock.Advance(10 * 24 * time.Hour)
	w.closes("2026-11")
	housetest.Refused(t, w.MendService(dina, client, of(skill), skill.Stood.Seen(), 10, "state"), pana.Invalid, "funding.closed")
	housetest.Refused(t, errOf(w.ServicesOf(dina, code, "2026-99")), pana.NotFound, "record.absent")
	for _, who := range []string{"timur", "vera", "hans"} {
		if _, err := w.ServicesOf(w.As(who), code, "2026-11"); err == nil {
			t.Errorf("%s reads her services", who)
		}
	}
}

func TestADayOfSkillsIsPaidByWhomEachLookNames(t *testing.T) {
	w := open(t)
	client, _ := w.comes()
	w.sleeps(client, "state")
	plans, skills := plan.New(w.House, w.files), plan.Skills()
	rate := func(what, who string, n int, payer string) {
		t.Helper()
		housetest.Done(t, what, plans.RateSkills(w.As(who), client, plan.NewSkillLook{Skill: skills[0], Level: plan.Alone, Minutes: n, Payer: payer}))
		w.Clock.Advance(time.Second)
	}
	paid := func() map[string]int {
		t.Helper()
		had := map[string]int{}
		for _, l := range w.month().Lines {
			if l.Source == "skills" {
				had[l.Payer] += l.Minutes
			}
		}
		return had
	}
	rate("nobody said who pays", "dina", 10, "")
	if got := paid(); len(got) != 1 || got[""] != 10 {
		t.Errorf("while nobody said: %v", got)
	}
	rate("the foundation pays", "dina", 30, "foundation")
	if got := paid(); len(got) != 1 || got["foundation"] != 40 {
		t.Errorf("the only one who is named: %v", got)
	}
	rate("the state pays", "dina", 20, "state")
	rate("somebody else's day", "saule", 5, "own")
	if got := paid(); got["foundation"] != 30 || got["state"] != 20 || got["own"] != 5 || got[""] != 10 {
		t.Errorf("several on one day: %v", got)
	}
}

func TestWhatChangedInItsChapterAfterItWasPutRightIsNotOverridden(t *testing.T) {
	w := open(t)
	client, code := w.comes()
	w.sleeps(client, "state")
	dina := w.As("dina")
	p := plan.New(w.House, w.files)
	look := func(minutes int) {
		t.Helper()
		housetest.Done(t, "a skill", p.RateSkills(dina, client, plan.NewSkillLook{Skill: plan.Skills()[0], Level: plan.Alone, Minutes: minutes, Payer: "state"}))
		w.Clock.Advance(time.Second)
	}
	right := func(source string, minutes int) {
		t.Helper()
		l := line(t, w.month(), source)
		housetest.Done(t, "put right", w.MendService(dina, client, funding.Single{Source: l.Source, Row: l.Row, On: l.On}, l.Stood.Seen(), minutes, "state"))
		w.Clock.Advance(time.Second)
	}
	says := func(what, source string, minutes int, changed bool) {
		t.Helper()
		whole := w.month()
		hers, err := w.ServicesOf(dina, code, "2026-11")
		housetest.Done(t, "her services", err)
		for whose, l := range map[string]funding.Line{"the house": line(t, whole, source), "her page": line(t, funding.Ledger{Lines: hers.Lines}, source)} {
			if l.Minutes != minutes || l.Stood.Changed != changed {
				t.Errorf("%s, in %s: %+v", what, whose, l)
			}
		}
		page := ""
		for _, g := range whole.Gaps {
			if g.Kind == funding.GapChanged {
				page = g.Page
			}
		}
		if changed != (page == "/clients/"+code+"/services/2026-11") {
			t.Errorf("%s: the gap leads to %q", what, page)
		}
	}
	look(0)
	right("skills", 60)
	says("put right", "skills", 60, false)
	look(30)
	says("half an hour was added the same day", "skills", 30, true)
	right("skills", 90)
	says("put right again", "skills", 90, false)

	goal, err := p.AddLine(dina, client, plan.NewLine{Area: "papers", Goal: "To know the city", Target: "Alone"})
	housetest.Done(t, "a goal", err)
	step := plan.NewStep{What: "To the market", Doer: plan.ByStaff, Staff: w.Staff("dina"), Service: "social-labour", Minutes: 60, Payer: "state", State: plan.Done}
	id, err := p.AddStep(dina, client, goal, step)
	housetest.Done(t, "a step", err)
	right("step", 45)
	says("the step was put right", "step", 45, false)
	w.Clock.Advance(24 * time.Hour)
	for version, state := range []string{plan.Open, plan.Done} {
		housetest.Done(t, state, p.MarkStep(dina, client, id, int64(version+1), state))
		w.Clock.Advance(time.Second)
	}
	says("it was done on another day", "step", 60, true)
}

func TestWhoPaysForHerIsChosenBeforehandWithoutALookOfItsOwn(t *testing.T) {
	w := open(t)
	client, code := w.comes()
	w.sleeps(client, "state")
	looks := func() int {
		t.Helper()
		n := 0
		ctx := w.As("saule")
		housetest.Done(t, "the trail", w.House.DB.View(ctx, func(tx *db.Tx) (err error) {
			n, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM trail WHERE act = $1`, string(policy.SeeTerm))
			return err
		}))
		return n
	}
	had := looks()
	dina := w.As("dina")
	skills, err := plan.New(w.House, w.files).Skills(dina, code)
	housetest.Done(t, "her skills", err)
	things, err := belongings.New(w.House, w.files).Read(dina, code)
	housetest.Done(t, "her things", err)
	if skills.Payer != "state" || things.Payer != "state" {
		t.Errorf("who pays: %q, %q", skills.Payer, things.Payer)
	}
	if n := looks(); n != had {
		t.Errorf("%d looks at who pays, and nobody looked", n-had)
	}
}
