package funding_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house/housetest"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/plan"
	"example.org/pana/residence"
	"example.org/pana/therapy"
)

// A slept is a time in a bed as it was written down.
type slept struct{ since, until pana.Date }

// Entries are what the chapters were told, beside what the ledger reads of them.
type entries struct {
	*world
	people   []pana.ClientID
	in       map[pana.ClientID]bool
	beds     map[pana.ClientID][]slept
	services map[string]int            // client, source and day: how many
	said     map[string]int            // with payer and minutes
	skills   map[string]map[string]int // minutes of a day of practice, by who pays
	mended   map[string][2]string      // what its chapter said, and what is right
	courses  map[pana.ClientID]bool
	cases    map[pana.ClientID]legal.CaseID
	lines    map[pana.ClientID]string
}

func (e *entries) wrote(client pana.ClientID, source, payer string, minutes int) {
	at := fmt.Sprint(client, " ", source, " ", e.today())
	e.services[at]++
	e.said[fmt.Sprint(at, " ", payer, " ", minutes)]++
}

func (e *entries) today() pana.Date { return e.House.Today(e.House.Now()) }

// along is who goes along, or nobody.
func (e *entries) along(t *rapid.T) pana.StaffID {
	if who := rapid.SampledFrom([]string{"", "dina", "gulnar", "timur"}).Draw(t, "along"); who != "" {
		return e.Staff(who)
	}
	return ""
}

// several are all who go along: one day of theirs, whoever and how many they are.
func (e *entries) several(t *rapid.T) []pana.StaffID {
	var all []pana.StaffID
	for _, who := range []string{"dina", "gulnar", "timur"} {
		if rapid.Bool().Draw(t, who+" goes along") {
			all = append(all, e.Staff(who))
		}
	}
	return all
}

var theirPayers = []string{"", "state", "foundation", "local", "own"}

// practised are the minutes of a day of practice by who pays: what nobody was named for
// is theirs who alone are named.
func (e *entries) practised(at string) map[string]int {
	by := maps.Clone(e.skills[at])
	if len(by) == 2 {
		for payer := range by {
			if nobody, ok := by[""]; ok && payer != "" {
				by[payer] += nobody
				delete(by, "")
			}
		}
	}
	return by
}

// act has one thing written down where it belongs, by whoever does it.
func (e *entries) act(t *rapid.T) {
	client := rapid.SampledFrom(e.people).Draw(t, "client")
	payer := rapid.SampledFrom(theirPayers).Draw(t, "payer")
	minutes := rapid.IntRange(0, 120).Draw(t, "minutes")
	dina, gulnar, saule := e.As("dina"), e.As("gulnar"), e.As("saule")
	fine := func(what string, err error) {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	switch what := rapid.SampledFrom([]string{"bed", "session", "group", "visit", "hearing", "skill", "step", "given", "tick", "course", "paper", "call", "mend"}).Draw(t, "what"); what {
	case "bed":
		if e.in[client] {
			away := e.House.Tonight(e.House.Now())
			fine("leave", e.world.beds.Discharge(saule, residence.Leaving{Client: client, Away: away, Ended: residence.Endings()[0]}))
			all := e.beds[client]
			all[len(all)-1].until, e.in[client] = pana.Date(away), false
			return
		}
		m, err := e.world.beds.Tonight(saule, e.Shelter.ID)
		fine("the beds", err)
		for _, bed := range m.Rooms[0].Beds {
			if bed.State == residence.Free {
				stay, err := e.world.beds.Admit(saule, residence.Admission{Client: client, Bed: bed.ID})
				fine("a bed", err)
				if payer != "" { // whoever came before may have one of this payer already
					_, _ = e.world.beds.SetTerm(saule, client, residence.NewTerm{Payer: payer, Until: e.today().AddDays(rapid.IntRange(0, 40).Draw(t, "paid"))})
				}
				e.beds[client], e.in[client] = append(e.beds[client], slept{since: pana.Date(stay.Since)}), true
				return
			}
		}
	case "session":
		_, err := therapy.New(e.House, e.files).Hold(gulnar, client, therapy.NewSession{Payer: payer, Minutes: minutes}, casework.Someone{}, therapy.Outcome{})
		fine(what, err)
		e.wrote(client, "session", payer, minutes)
	case "group":
		_, err := therapy.New(e.House, e.files).HoldGroup(gulnar, e.people[:2], therapy.NewSession{Topic: "sleep", Payer: payer, Minutes: minutes}, therapy.Held)
		fine(what, err)
		for _, c := range e.people[:2] {
			e.wrote(c, "session", payer, minutes)
		}
	case "visit":
		h := health.New(e.House, e.files)
		id, err := h.PlanAppointment(dina, client, health.Plan{On: e.today(), Payer: payer, Escort: e.along(t)})
		fine(what, err)
		fine("held", h.HoldAppointment(dina, client, id, 1, health.Outcome{Held: true, Minutes: minutes}))
		e.wrote(client, "visit", payer, minutes)
	case "hearing":
		l := legal.New(e.House, e.files)
		if e.cases[client] == "" {
			id, err := l.OpenCase(dina, client, legal.CaseFacts{Kind: "criminal"}, casework.Someone{})
			fine("a case", err)
			e.cases[client] = id
		}
		id, err := l.AddHearing(dina, client, e.cases[client], legal.HearingFacts{On: e.today(), Payer: payer, Escorts: e.several(t)}, casework.Someone{})
		fine(what, err)
		_, err = l.CloseHearing(dina, client, id, legal.Outcome{Result: "held", Minutes: minutes}, 1)
		fine("held", err)
		e.wrote(client, "hearing", payer, minutes)
	case "skill":
		fine(what, plan.New(e.House, e.files).RateSkills(dina, client, plan.NewSkillLook{Skill: rapid.SampledFrom(plan.Skills()).Draw(t, "skill"), Level: plan.Alone, Minutes: minutes, Payer: payer}))
		at := fmt.Sprint(client, " skills ", e.today())
		if e.skills[at] == nil {
			e.skills[at] = map[string]int{}
		}
		e.skills[at][payer] += minutes
		e.services[at] = len(e.practised(at))
	case "step":
		p := plan.New(e.House, e.files)
		if e.lines[client] == "" {
			id, err := p.AddLine(dina, client, plan.NewLine{Area: "papers", Goal: "To know the city", Target: "Alone"})
			fine("a goal", err)
			e.lines[client] = id
		}
		_, err := p.AddStep(dina, client, e.lines[client], plan.NewStep{What: "To the market", Doer: plan.ByStaff, Staff: e.Staff("dina"), Payer: payer, Service: "social-labour", Minutes: minutes, State: plan.Done})
		fine(what, err)
		e.wrote(client, "step", payer, minutes)
	case "paper":
		l := legal.New(e.House, e.files)
		paper, err := l.AddPaper(dina, client, legal.NewPaper{Kind: "passport"})
		fine("a paper", err)
		way, err := l.Restore(dina, client, paper, "other-paper")
		fine("a way", err)
		id, err := l.AddStep(dina, client, way, "To the window", "")
		fine(what, err)
		n := legal.StepFacts{Title: "To the window", Escort: e.along(t), Minutes: minutes, Payer: payer}
		switch rapid.SampledFrom([]string{"done", "skipped", "asked"}).Draw(t, "how") {
		case "done":
			n.Done = e.today()
		case "skipped":
			n.Skipped = true
		case "asked":
			n.Asked = e.today()
		}
		fine("a step", l.TakeStep(dina, client, id, n, 1))
		if n.Done != "" {
			e.wrote(client, "paper", payer, minutes)
		}
	case "call":
		f := followup.New(e.House, e.files, e.world.beds)
		on := e.today()
		id, err := f.Start(dina, followup.NewCall{Client: client, Direction: followup.In})
		fine("a call", err)
		e.Clock.Advance(time.Duration(rapid.IntRange(0, 90).Draw(t, "lasts")) * time.Minute) // over midnight too
		n := followup.Ending{Result: rapid.SampledFrom([]string{followup.Reached, followup.ByContact, followup.Unreached, followup.AskNot}).Draw(t, "result"), Minutes: minutes, Payer: payer}
		lasted := minutes
		if minutes == 0 {
			page, err := f.Going(dina, id)
			fine("going", err)
			lasted = page.Call.Lasted(e.House.Now())
		}
		fine(what, f.End(dina, id, n))
		if n.Result != followup.Unreached {
			if payer == "" {
				payer = "own" // as the form of a call says beforehand
			}
			at := fmt.Sprint(client, " call ", on)
			e.services[at]++
			e.said[fmt.Sprint(at, " ", payer, " ", lasted)]++
		}
	case "given":
		_, err := belongings.New(e.House, e.files).Give(dina, client, belongings.NewGiven{Kind: "clothes", Payer: payer})
		fine(what, err)
		e.wrote(client, "given", payer, 0)
	case "tick":
		var here []pana.ClientID
		table, err := e.Table(e.As("timur"), e.Shelter.ID, e.today(), "meals")
		fine("who is here", err)
		for _, s := range table.People {
			here = append(here, s.Client)
		}
		fine(what, e.Tick(e.As("timur"), e.Shelter.ID, e.today(), "meals", here))
		for _, c := range here {
			e.services[fmt.Sprint(c, " tick ", e.today())] = 1
		}
	case "course":
		if e.courses[client] {
			return
		}
		ways := learning.New(e.House, e.files)
		id, err := ways.WishCourse(dina, client, learning.Wish{Kind: "reading", Title: "Sewing", Payer: payer, Service: "social-labour"})
		fine(what, err)
		on, _ := pana.NewFuzzy(e.today(), pana.Day)
		for i, step := range []string{learning.Applied, learning.Enrolled, learning.Attended} {
			fine(step, ways.Step(dina, client, id, int64(i+1), learning.NewStep{Step: step, Minutes: minutes, When: on}))
		}
		e.courses[client] = true
		e.wrote(client, "course", payer, minutes)
	case "mend":
		var some []funding.Line
		for _, l := range e.span(t).Lines {
			if l.Client == client && funding.Mendable(l) {
				some = append(some, l)
			}
		}
		if len(some) == 0 {
			return
		}
		l := rapid.SampledFrom(some).Draw(t, "line")
		fine(what, e.MendService(dina, client, funding.Single{Source: l.Source, Row: l.Row, On: l.On}, l.Stood.Seen(), minutes, payer))
		e.mended[l.Source+" "+l.Row] = [2]string{fmt.Sprint(l.Stood.Payer, " ", l.Stood.Minutes), fmt.Sprint(payer, " ", minutes)}
	}
}

func (e *entries) span(t interface{ Fatal(...any) }) funding.Ledger {
	l, err := e.Ledger(e.As("saule"), funding.Period{Since: "2026-11-01", Until: "2027-12-31"})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (e *entries) sound(t *rapid.T, l funding.Ledger) {
	days, services, said, people, kinds := map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}, map[string]int{}
	for _, one := range l.Lines {
		people[one.Person] = true
		kinds[one.What]++
		whole := 0
		for _, p := range one.Paid {
			whole += p.Parts
		}
		if whole != funding.Whole {
			t.Fatalf("%+v is paid to %d of %d", one, whole, funding.Whole)
		}
		if one.What == funding.Day {
			days[fmt.Sprint(one.Client, " ", one.On)]++
			continue
		}
		at := fmt.Sprint(one.Client, " ", one.Source, " ", one.On)
		services[at]++
		if right, ok := e.mended[one.Source+" "+one.Row]; ok {
			stands := fmt.Sprint(one.Stood.Payer, " ", one.Stood.Minutes)
			if stands != right[0] {
				right[1] = stands
			}
			if got := fmt.Sprint(one.Payer, " ", one.Minutes); got != right[1] || one.Stood.Changed != (stands != right[0]) {
				t.Fatalf("of %q was put right %q, read as %q of %+v", right[0], right[1], got, one.Stood)
			}
		}
		one.Payer, one.Minutes = one.Stood.Payer, one.Stood.Minutes
		switch one.Source {
		case "tick":
		case "skills":
			if minutes, ok := e.practised(at)[one.Payer]; !ok || one.Minutes != minutes {
				t.Fatalf("%s lasted %v and is read as %+v", at, e.practised(at), one)
			}
		default:
			said[fmt.Sprint(at, " ", one.Payer, " ", one.Minutes)]++
		}
	}
	want := map[string]int{}
	for c, all := range e.beds {
		for _, s := range all {
			for d := s.since; d <= e.today(); d = d.AddDays(1) {
				if s.until == "" || d < s.until || d == s.since && s.until == s.since {
					want[fmt.Sprint(c, " ", d)] = 1
				}
			}
		}
	}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Fatalf("days (-slept +counted)\n%s", diff)
	}
	if diff := cmp.Diff(e.services, services); diff != "" {
		t.Fatalf("services (-written +counted)\n%s", diff)
	}
	for what, n := range said {
		if n > e.said[what] {
			t.Fatalf("%s was written %d times and is read %d times", what, e.said[what], n)
		}
	}
	// The sheets of all payers together are what there is, thing by thing.
	tally := l.Tally()
	parts := map[string]int64{}
	for _, total := range tally.Totals() {
		parts[total.What] += total.Parts
	}
	for what, n := range kinds {
		if parts[what] != int64(n)*funding.Whole {
			t.Fatalf("the sheets hold %d parts of %d of %s", parts[what], int64(n)*funding.Whole, what)
		}
	}
	if tally.Everybody() != len(people) || len(people) > len(e.people) {
		t.Fatalf("%d people are counted as %d", len(people), tally.Everybody())
	}
	for id, a := range l.Agreements {
		if n := tally.Sheet(a, l.Period).Persons; n > len(people) {
			t.Fatalf("%d people on the sheet of %s, and there are %d", n, id, len(people))
		}
	}
}

// Months of entries, each written where it belongs: whatever comes, every day and
// service is paid to exactly the whole, once, and nobody is counted twice; and a month
// that is closed stays what it was.
func TestWhatTheChaptersWriteIsPaidToExactlyTheWhole(t *testing.T) {
	w := open(t)
	city := w.fromMinistry()
	city.Name, city.Payer, city.Services = "City", "local", []string{"social-labour", "social-pedagogical", "social-domestic"}
	w.agrees(city)
	housetest.Done(t, "a tariff", w.AddTariff(w.As("saule"), w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 985_033}))
	_, err := w.AddRule(w.As("saule"), funding.Rule{Since: "2026-11-01", Shares: []funding.Share{{Agreement: w.ministry, Parts: 3_333}, {Agreement: w.foundation, Parts: 3_333}, {Agreement: funding.Nobody, Parts: 3_334}}})
	housetest.Done(t, "a rule", err)
	e := &entries{world: w, in: map[pana.ClientID]bool{}, beds: map[pana.ClientID][]slept{}, services: map[string]int{}, said: map[string]int{}, skills: map[string]map[string]int{},
		mended: map[string][2]string{}, courses: map[pana.ClientID]bool{}, cases: map[pana.ClientID]legal.CaseID{}, lines: map[pana.ClientID]string{}}
	for range 4 {
		client, _ := w.comes()
		e.people = append(e.people, client)
	}
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(t, "acts") {
			e.act(t)
			w.Clock.Advance(time.Duration(rapid.IntRange(1, 14).Draw(t, "hours")) * time.Hour)
		}
		e.sound(t, e.span(t))
	})
	before := e.span(t)
	w.Clock.Advance(40 * 24 * time.Hour)
	for _, month := range []string{"2026-11", "2026-12"} {
		w.closes(month)
		p, _ := funding.PeriodOf(month)
		var was []funding.Line
		for _, l := range before.Lines {
			if p.Has(l.On) {
				was = append(was, l)
			}
		}
		kept, err := w.Ledger(w.As("saule"), p)
		housetest.Done(t, "the closed month", err)
		if month == "2026-11" && len(was) != len(kept.Lines) {
			t.Errorf("%s came to %d lines and is kept as %d", month, len(was), len(kept.Lines))
		}
	}
}
