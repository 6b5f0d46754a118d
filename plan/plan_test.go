package plan_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/plan"
)

func TestALineWaitsForTrustUnlessItCannot(t *testing.T) {
	w := open(t)
	family := w.line("dina", plan.NewLine{Area: "family", Goal: "I want to hear my brother", Baseline: 2})
	papers := w.line("dina", plan.NewLine{Area: "papers", Goal: "a paper with my name"})
	court := w.line("dina", plan.NewLine{Area: "court", OpenEnd: true})
	urgent := w.line("dina", plan.NewLine{Area: "court", Goal: "the hearing on Monday", Urgent: true})
	state := func(id string) string { l, _ := w.plan("dina").Line(id); return l.State() }
	for id, want := range map[string]string{family: plan.Waiting, papers: plan.Active, court: plan.Waiting, urgent: plan.Active} {
		if got := state(id); got != want {
			t.Errorf("before trust: %s, want %s", got, want)
		}
	}
	call, err := w.AddStep(w.As("dina"), w.client, family, plan.NewStep{What: "call from the office", Doer: plan.ByClient})
	w.done("add a step", err)
	refused(t, w.MarkStep(w.As("dina"), w.client, call, 1, plan.Done), pana.Conflict, "plan.waits")
	refused(t, w.EndLine(w.As("dina"), w.client, family, plan.Ending{State: plan.Reached, Version: 1}), pana.Conflict, "plan.waits")
	if next, err := w.NextOf(w.As("dina"), w.code); err != nil || len(next) != 0 {
		t.Errorf("next before trust: %v, %v", next, err)
	}
	w.trusts()
	if got := state(family); got != plan.Active {
		t.Errorf("after trust: %s", got)
	}
	w.done("the step is done", w.MarkStep(w.As("dina"), w.client, call, 1, plan.Done))
	w.done("the goal is reached", w.EndLine(w.As("dina"), w.client, family, plan.Ending{State: plan.Reached, ClientSays: "yes", Text: "they spoke for an hour", Version: 1}))
	l, _ := w.plan("gulnar").Line(family)
	if l.State() != plan.Reached || l.Ending != "they spoke for an hour" || l.Steps[0].State != plan.Done {
		t.Errorf("the line is %+v", l)
	}
	w.done("trust breaks", w.TakeBackTrust(w.As("dina"), w.client, ""))
	if state(court) != plan.Waiting || state(family) != plan.Reached {
		t.Error("what was reached is undone, or what waits goes on")
	}
}

func TestAPlanMayHonestlyBeUnknown(t *testing.T) {
	w := open(t)
	_, err := w.AddLine(w.As("dina"), w.client, plan.NewLine{Area: "orientation"})
	refused(t, err, pana.Invalid, "plan.goal.missing")
	id := w.line("dina", plan.NewLine{Area: "orientation", OpenEnd: true})
	if l, ok := w.plan("dina").Line(id); !ok || !l.OpenEnd || l.Goal != "" {
		t.Errorf("the line is %+v", l)
	}
	for _, n := range []plan.NewLine{{Goal: "x"}, {Area: "moon", Goal: "x"}, {Area: "family", Goal: "x", Baseline: 6}, {Area: "family", Goal: strings.Repeat("ы", 2001)}, {Area: "family", Goal: "a\u202eb"}} {
		if _, err := w.AddLine(w.As("dina"), w.client, n); pana.KindOf(err) != pana.Invalid {
			t.Errorf("%+v: %v", n, err)
		}
	}
}

// Each sees the lines of the compartments that are hers, and of the others not
// even how many there are.
func TestALineIsSeenByThoseWhoseCompartmentItIs(t *testing.T) {
	w := open(t)
	for _, who := range []string{"raushan", "bolat"} {
		role := pana.Nurse
		if who == "bolat" {
			role = pana.Lawyer
		}
		w.done("assign", w.files.Assign(w.As("saule"), w.client, w.Staff(who), role))
	}
	ids := map[string]string{}
	for _, area := range []string{"safety", "health", "papers", "court", "family"} {
		ids[area] = w.line("dina", plan.NewLine{Area: area, Goal: "goal of " + area})
	}
	for who, want := range map[string]string{"dina": "safety health papers court family", "saule": "safety health papers court family",
		"gulnar": "safety family", "raushan": "health", "bolat": "papers court"} {
		var got []string
		for _, l := range w.plan(who).Lines {
			got = append(got, l.Area)
			if l.Goal != "goal of "+l.Area {
				t.Errorf("%s reads %q of %s", who, l.Goal, l.Area)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s sees %v, want %s", who, got, want)
		}
	}
	_, _, err := w.Line(w.As("gulnar"), w.code, ids["health"])
	refused(t, err, pana.NotFound, "record.absent")
	refused(t, w.EditLine(w.As("gulnar"), w.client, ids["papers"], 1, plan.NewLine{Goal: "mine"}), pana.NotFound, "record.absent")
	_, err = w.AddLine(w.As("gulnar"), w.client, plan.NewLine{Area: "health", Goal: "x"})
	refused(t, err, pana.Invalid, "codes.unknown")
	_, err = w.AddStep(w.As("raushan"), w.client, ids["health"], plan.NewStep{What: "dentist", Doer: plan.ByStaff, Staff: w.Staff("raushan")})
	w.done("the nurse adds a step", err)
	_, err = w.AddStep(w.As("raushan"), w.client, ids["family"], plan.NewStep{What: "x"})
	refused(t, err, pana.NotFound, "record.absent")
	_, err = w.See(w.As("timur"), w.code)
	refused(t, err, pana.NotFound, "client.absent")
}

func TestOfTwoWhoEditOneLineTheSecondIsShownBoth(t *testing.T) {
	w := open(t)
	id := w.line("dina", plan.NewLine{Area: "learning-work", Goal: "the course in September", Baseline: 2})
	edit := func(who string, version int64, n plan.NewLine) error {
		return w.EditLine(w.As(who), w.client, id, version, n)
	}
	w.done("dina edits", edit("dina", 1, plan.NewLine{Goal: "the drawing course in September", Baseline: 2}))
	if got := fields(t, edit("gulnar", 1, plan.NewLine{Goal: "the sewing course", Baseline: 3})); !slices.Equal(got, []string{"goal", "baseline"}) {
		t.Errorf("the second is shown %v", got)
	}
	w.done("the same again is no quarrel", edit("gulnar", 1, plan.NewLine{Goal: "the drawing course in September", Baseline: 2}))
	if l, _ := w.plan("dina").Line(id); l.Goal != "the drawing course in September" || l.Version != 2 {
		t.Errorf("%q, version %d", l.Goal, l.Version)
	}
	step, err := w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "fill in the form"})
	w.done("add a step", err)
	w.done("dina changes the step", w.EditStep(w.As("dina"), w.client, step, 1, plan.NewStep{What: "fill in the form together", Payer: "state", Service: "social-labour"}))
	if got := fields(t, w.EditStep(w.As("gulnar"), w.client, step, 1, plan.NewStep{What: "she fills it in"})); !slices.Equal(got, []string{"what", "payer", "service"}) {
		t.Errorf("the second is shown %v", got)
	}
	w.done("where it leads", w.SetDestination(w.As("dina"), w.client, "here", "", 0))
	if got := fields(t, w.SetDestination(w.As("gulnar"), w.client, "home-region", "", 0)); !slices.Equal(got, []string{"destination"}) {
		t.Errorf("the second is shown %v", got)
	}
	w.pass(1) // ids order by the millisecond
	w.done("it may change", w.SetDestination(w.As("gulnar"), w.client, "undecided", "", 1))
	if v := w.plan("dina"); v.Destination != "undecided" || len(v.Turns) != 2 || v.Turns[1].Destination != "here" {
		t.Errorf("destinations: %+v", v.Turns)
	}
}

// Whatever two people send, in whatever order, what stands is what the last one
// sent who had seen what stood before.
func TestAStaleEditNeverWins(t *testing.T) {
	w := open(t)
	id := w.line("dina", plan.NewLine{Area: "housing", Goal: "0"})
	goals, version := "0", int64(1)
	rapid.Check(t, func(t *rapid.T) {
		seen := rapid.Int64Range(max(version-2, 1), version).Draw(t, "seen")
		goal := rapid.StringMatching(`[a-e]`).Draw(t, "goal")
		who := rapid.SampledFrom([]string{"dina", "gulnar", "saule"}).Draw(t, "who")
		err := w.EditLine(w.As(who), w.client, id, seen, plan.NewLine{Goal: goal})
		switch {
		case goal == goals:
			if err != nil {
				t.Fatalf("the same goal: %v", err)
			}
		case seen == version:
			if err != nil {
				t.Fatalf("a fresh edit: %v", err)
			}
			goals, version = goal, version+1
		case pana.KindOf(err) != pana.Conflict:
			t.Fatalf("a stale edit: %v", err)
		}
		if l, _ := w.plan("dina").Line(id); l.Goal != goals || l.Version != version {
			t.Fatalf("%q at %d stands, want %q at %d", l.Goal, l.Version, goals, version)
		}
	})
}

func TestAStepNamesNobodyInAColumn(t *testing.T) {
	w := open(t)
	id := w.line("dina", plan.NewLine{Area: "papers", Goal: "a paper with my name"})
	autumn, err := pana.NewFuzzy(w.today().AddDays(200), pana.Season)
	w.done("a season", err)
	_, err = w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "photograph for the form", Doer: plan.ByPerson, When: autumn, Out: true,
		Person: casework.Someone{New: casework.NewPerson{Role: "other-kin", Name: "Ырысалды Қозыбақова"}}})
	w.done("a step by someone new", err)
	v := w.plan("dina")
	s := v.Lines[0].Steps[0]
	if v.Persons[s.Person].Name != "Ырысалды Қозыбақова" || !v.Persons[s.Person].Awaiting || s.When != autumn {
		t.Errorf("step %+v, persons %+v", s, v.Persons)
	}
	_, err = w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "x", Doer: plan.ByStaff, Staff: w.Staff("erlan")})
	refused(t, err, pana.Invalid, "plan.staff.absent")
	_, err = w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "x", Doer: plan.ByPerson, Person: casework.Someone{ID: "nobody"}})
	refused(t, err, pana.Invalid, "person.absent")
	_, err = w.AddStep(w.As("dina"), w.client, id, plan.NewStep{})
	refused(t, err, pana.Invalid, "plan.step.missing")
	_, err = w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "x", Payer: "moon"})
	refused(t, err, pana.Invalid, "codes.unknown")
	_, err = w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "x", Place: "nowhere"})
	refused(t, err, pana.Invalid, "codes.unknown")
}

func TestAReviewIsAPromptAndNoMore(t *testing.T) {
	w := open(t)
	care := w.line("dina", plan.NewLine{Area: "self-care", Goal: "to sleep"})
	health := w.line("dina", plan.NewLine{Area: "health", Goal: "teeth"})
	refused(t, w.ReviewPlan(w.As("dina"), w.client, plan.NewReview{Next: w.today()}), pana.Invalid, "plan.next.past")
	next := w.today().AddDays(28)
	w.done("gulnar reviews", w.ReviewPlan(w.As("gulnar"), w.client, plan.NewReview{LookedAt: []string{care, health, "nothing"}, Present: true, ReadAloud: true,
		Agreed: "partly", Next: next, Text: "slower", Told: "Sekinroq"}))
	v := w.plan("dina")
	if r := v.Reviews[0]; !slices.Equal(r.LookedAt, []string{care}) || r.Told != "Sekinroq" || !r.Present || r.Agreed != "partly" || v.ReviewOn != next {
		t.Errorf("review %+v, next %s", r, v.ReviewOn)
	}
	ahead, err := w.Ahead(w.As("dina"), w.today(), next)
	w.done("look ahead", err)
	if len(ahead) != 1 || ahead[0].Kind != "plan-review" || ahead[0].On != next || ahead[0].Code != w.code {
		t.Errorf("ahead: %+v", ahead)
	}
}

func TestWhatLiesAheadIsSeenByThoseWhoMaySeeIt(t *testing.T) {
	w := open(t)
	w.done("assign", w.files.Assign(w.As("saule"), w.client, w.Staff("bolat"), pana.Lawyer))
	on, err := pana.NewFuzzy(w.today().AddDays(3), pana.Day)
	w.done("a day", err)
	for _, area := range []string{"health", "papers", "family"} {
		id := w.line("dina", plan.NewLine{Area: area, Goal: "x"})
		_, err := w.AddStep(w.As("dina"), w.client, id, plan.NewStep{What: "go", When: on, Out: true, Doer: plan.ByStaff, Staff: w.Staff("dina")})
		w.done("a step", err)
	}
	count := func(who string) int {
		list, err := w.Ahead(w.As(who), w.today(), w.today().AddDays(7))
		w.done(who+" looks ahead", err)
		return len(list)
	}
	for who, want := range map[string]int{"dina": 2, "gulnar": 0, "bolat": 1, "saule": 2, "erlan": 0, "timur": 0} { // family waits for trust
		if got := count(who); got != want {
			t.Errorf("%s sees %d steps ahead, want %d", who, got, want)
		}
	}
	w.trusts()
	if got := count("gulnar"); got != 1 {
		t.Errorf("after trust gulnar sees %d", got)
	}
	mine, err := w.Mine(w.As("dina"))
	w.done("dina's own", err)
	if n, ok := mine[w.client]; !ok || n.When() != on {
		t.Errorf("next step of her own client: %+v", mine)
	}
	building, err := w.Building(w.As("gulnar"))
	if err != nil || len(building) != 0 {
		t.Errorf("still building after trust: %v, %v", building, err)
	}
}

func TestAHopeGetsAnAnswer(t *testing.T) {
	w := open(t)
	september, err := pana.NewFuzzy("2027-09-01", pana.Month)
	w.done("september", err)
	w.done("she hopes", w.Hope(w.As("dina"), w.client, "В сентябре пойду учиться", september))
	refused(t, w.Hope(w.As("dina"), w.client, " ", pana.Fuzzy{}), pana.Invalid, "plan.hope.missing")
	h := w.plan("gulnar").Hopes[0]
	if h.Told != "В сентябре пойду учиться" || h.When != september || h.Closing != "" {
		t.Errorf("hope %+v", h)
	}
	w.done("on the way", w.AnswerHope(w.As("dina"), w.client, h.ID, "on-the-way", "", 1))
	refused(t, w.AnswerHope(w.As("gulnar"), w.client, h.ID, "not-known", "", 1), pana.Conflict, "db.stale")
	w.done("it came true", w.AnswerHope(w.As("gulnar"), w.client, h.ID, "came-true", "she sits at the window", 2))
	if h := w.plan("dina").Hopes[0]; h.Closing != "came-true" || h.Ending != "she sits at the window" {
		t.Errorf("hope %+v", h)
	}
	refused(t, w.AnswerHope(w.As("gulnar"), w.client, "nothing", "came-true", "", 1), pana.NotFound, "record.absent")
}

func TestHowSheSeesTheOutcomesIsHersAndMayBePassedOver(t *testing.T) {
	w := open(t)
	_, err := w.RateOutcomes(w.As("dina"), w.client, plan.NewRating{Occasion: "start", Steps: map[string]int{"housing": 2, "safety": 1, "purpose": 0}, Alone: true})
	w.done("at the start", err)
	w.pass(90)
	wrong, err := w.RateOutcomes(w.As("dina"), w.client, plan.NewRating{Occasion: "exit", Steps: map[string]int{"housing": 1}})
	w.done("wrongly", err)
	_, err = w.RateOutcomes(w.As("gulnar"), w.client, plan.NewRating{Occasion: "exit", Steps: map[string]int{"housing": 4, "safety": 5}, Supersedes: wrong})
	w.done("at the exit", err)
	v, err := w.Outcomes(w.As("dina"), w.code)
	w.done("see", err)
	first, _ := v.First()
	last, ok := v.Last()
	if !ok || len(v.Ratings) != 2 || first.Steps["housing"] != 2 || !last.Mostly("housing") || last.Mostly("purpose") {
		t.Errorf("ratings %+v", v.Ratings)
	}
	if _, asked := first.Steps["purpose"]; asked {
		t.Error("what she passed over was counted")
	}
	for _, n := range []plan.NewRating{{}, {Occasion: "moon"}, {Occasion: "start", Steps: map[string]int{"housing": 6}}, {Occasion: "start", Steps: map[string]int{"moon": 1}}} {
		if _, err := w.RateOutcomes(w.As("dina"), w.client, n); pana.KindOf(err) != pana.Invalid {
			t.Errorf("%+v: %v", n, err)
		}
	}
	_, err = w.RateOutcomes(w.As("dina"), w.client, plan.NewRating{Occasion: "exit", Supersedes: wrong})
	refused(t, err, pana.NotFound, "record.absent")
	w.done("she leaves", w.files.CloseEpisode(w.As("saule"), w.client, w.today()))
	_, err = w.RateOutcomes(w.As("saule"), w.client, plan.NewRating{Occasion: "follow-up", Steps: map[string]int{"support": 3}})
	w.done("after leaving", err)
}

func TestASkillIsMarkedForSeveralAtOnceAndByTheClientToo(t *testing.T) {
	w := open(t)
	_, second := w.come("dina")
	_, foreign := w.come("erlan")
	look := plan.NewSkillLook{Skill: "wash-hair", Level: plan.WithHelp, Text: "asked for warm water"}
	w.done("two at once", w.RateGroup(w.As("dina"), []string{w.code, second, w.code}, look))
	look.Level = plan.Alone
	if err := w.RateGroup(w.As("dina"), []string{w.code, foreign}, look); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("another's client: %v", err)
	}
	refused(t, w.RateGroup(w.As("dina"), nil, look), pana.Invalid, "skill.nobody")
	w.pass(40)
	w.done("later", w.RateSkills(w.As("dina"), w.client, plan.NewSkillLook{Skill: "wash-hair", Level: plan.WithReminder}))
	w.done("she says", w.RateSkills(w.As("gulnar"), w.client, plan.NewSkillLook{Skill: "wash-hair", Level: plan.Alone, Own: true}, plan.NewSkillLook{Skill: "know-money", Level: plan.WithHelp, Own: true}))
	v, err := w.Skills(w.As("gulnar"), w.code)
	w.done("see the ladder", err)
	s := v.Rungs[0].Skills[0]
	if s.Code != "wash-hair" || s.Staff.Level != plan.WithReminder || s.Own.Level != plan.Alone || !s.Climbed() || len(s.Looks) != 3 {
		t.Errorf("hair: %+v", s)
	}
	if s.Looks[0].Text != "asked for warm water" {
		t.Errorf("the line says %q", s.Looks[0].Text)
	}
	if n := v.Rungs[0].At(plan.WithReminder); n != 1 {
		t.Errorf("%d skills with a reminder", n)
	}
	for _, n := range []plan.NewSkillLook{{Level: plan.Alone}, {Skill: "fly", Level: plan.Alone}, {Skill: "hygiene", Level: plan.Alone}, {Skill: "cook"}, {Skill: "cook", Level: "well"}} {
		if err := w.RateSkills(w.As("dina"), w.client, n); pana.KindOf(err) != pana.Invalid {
			t.Errorf("%+v: %v", n, err)
		}
	}
}

func TestAHouseUsesTheSkillsItChooses(t *testing.T) {
	w := open(t)
	used := slices.DeleteFunc(plan.Skills(), func(s string) bool { return s == "bank-card" })
	if err := w.KeepSkills(w.As("dina"), used); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("dina: %v", err)
	}
	refused(t, w.KeepSkills(w.As("saule"), nil), pana.Invalid, "skill.none")
	w.done("saule chooses", w.KeepSkills(w.As("saule"), used))
	hidden, err := w.HiddenSkills(w.As("dina"))
	if err != nil || !slices.Equal(hidden, []string{"bank-card"}) {
		t.Errorf("hidden: %v, %v", hidden, err)
	}
}

func TestAPlanOfAClosedTimeIsReadAndNotWritten(t *testing.T) {
	w := open(t)
	id := w.line("dina", plan.NewLine{Area: "family", Goal: "my son"})
	w.pass(30)
	w.done("she leaves", w.files.CloseEpisode(w.As("saule"), w.client, w.today()))
	if _, ok := w.plan("saule").Line(id); !ok {
		t.Error("the plan is gone")
	}
	_, err := w.AddLine(w.As("saule"), w.client, plan.NewLine{Area: "family", Goal: "x"})
	refused(t, err, pana.Conflict, "episode.none")
	var row int
	ctx := context.Background()
	w.done("look", w.House.DB.View(ctx, func(tx *db.Tx) (err error) {
		row, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM plan_lines WHERE since > $1`, w.today().AddDays(-25))
		return err
	}))
	if row != 0 {
		t.Errorf("%d lines were written", row)
	}
}

func TestAreasOfAnAssessmentAreTakenIntoThePlanOnce(t *testing.T) {
	w := open(t)
	needs := assessment.New(w.House, w.files)
	for _, s := range []assessment.Sitting{{Area: "family", Level: 2, Urgency: "soon"}, {Area: "court", Level: 3, Urgency: "now"}, {Area: "health", Level: 1, Urgency: "now"}, {Area: "housing", Level: 5, Urgency: "none"}} {
		w.done("sit down", needs.Sit(w.As("dina"), w.client, s))
	}
	found := func(who string) (areas []string) {
		for _, n := range w.plan(who).Needs {
			areas = append(areas, n.Area)
		}
		slices.Sort(areas)
		return areas
	}
	if got := found("dina"); !slices.Equal(got, []string{"court", "family", "health"}) {
		t.Fatalf("dina is offered %v", got)
	}
	if got := found("gulnar"); !slices.Equal(got, []string{"family"}) {
		t.Errorf("gulnar is offered %v", got)
	}
	refused(t, w.Take(w.As("dina"), w.client, nil), pana.Invalid, "plan.area.missing")
	w.done("dina takes", w.Take(w.As("dina"), w.client, []string{"family", "court", "housing", "moon"}))
	w.done("dina takes again", w.Take(w.As("dina"), w.client, []string{"family"}))
	lines := w.plan("dina").Lines
	if len(lines) != 2 || lines[0].Area != "court" || !lines[0].Urgent || lines[0].State() != plan.Active || lines[1].Baseline != 2 || !lines[1].OpenEnd || lines[1].State() != plan.Waiting {
		t.Errorf("lines %+v", lines)
	}
	if got := found("dina"); !slices.Equal(got, []string{"health"}) {
		t.Errorf("then dina is offered %v", got)
	}
}
