package night_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/night"
)

func duty(staff pana.StaffID, on pana.Date, starts string, hours int, asleep bool) night.Duty {
	return night.Duty{Staff: staff, On: on, Starts: starts, Minutes: 60 * hours, Asleep: asleep}
}

// What a site asks of its roster is told where it is missed, and nothing is told while
// nobody has chosen a number.
func TestARosterTellsWhereItIsOtherThanTheSiteAsks(t *testing.T) {
	rules := night.RosterRules{Longest: 600, Awake: 2, Pair: true, Begins: "22:00", Ends: "06:00"}
	for name, c := range map[string]struct {
		rules  night.RosterRules
		duties []night.Duty
		want   []night.Hint
	}{
		"nobody has chosen anything":        {night.RosterRules{}, []night.Duty{duty("a", "2026-11-23", "08:00", 24, false)}, nil},
		"a number without hours of a night": {night.RosterRules{Awake: 2}, nil, nil},
		"nobody is planned":                 {rules, nil, []night.Hint{{Kind: night.HintAwake, On: "2026-11-23"}, {Kind: night.HintPair, On: "2026-11-23"}}},
		"two all night":                     {rules, []night.Duty{duty("a", "2026-11-23", "21:00", 10, false), duty("b", "2026-11-23", "22:00", 8, false)}, nil},
		"two, one of them asleep": {rules, []night.Duty{duty("a", "2026-11-23", "21:00", 10, false), duty("b", "2026-11-23", "22:00", 8, true)},
			[]night.Hint{{Kind: night.HintAwake, On: "2026-11-23", N: 1}}},
		"an hour in which one is alone": {rules, []night.Duty{duty("a", "2026-11-23", "21:00", 10, false), duty("b", "2026-11-23", "22:00", 4, false), duty("c", "2026-11-24", "03:00", 4, false)},
			[]night.Hint{{Kind: night.HintAwake, On: "2026-11-23", N: 1}, {Kind: night.HintPair, On: "2026-11-23", N: 1}}},
		"one person counts once": {rules, []night.Duty{duty("a", "2026-11-23", "21:00", 10, false), duty("a", "2026-11-23", "22:00", 8, false)},
			[]night.Hint{{Kind: night.HintAwake, On: "2026-11-23", N: 1}, {Kind: night.HintPair, On: "2026-11-23", N: 1}}},
		"ten hours are not more than ten": {night.RosterRules{Longest: 600}, []night.Duty{duty("a", "2026-11-23", "08:00", 10, false)}, nil},
		"eleven are": {night.RosterRules{Longest: 600}, []night.Duty{duty("a", "2026-11-23", "08:00", 11, false)},
			[]night.Hint{{Kind: night.HintLong, On: "2026-11-23", Staff: "a", N: 660}}},
		"two turns without rest between are one": {night.RosterRules{Longest: 600}, []night.Duty{duty("a", "2026-11-23", "14:00", 8, false), duty("a", "2026-11-23", "22:00", 8, true)},
			[]night.Hint{{Kind: night.HintLong, On: "2026-11-23", Staff: "a", N: 960}}},
		"with rest between they are two": {night.RosterRules{Longest: 600}, []night.Duty{duty("a", "2026-11-23", "08:00", 8, false), duty("a", "2026-11-23", "17:00", 6, false)}, nil},
	} {
		got := c.rules.Hints(c.duties, "2026-11-23", "2026-11-23")
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], c.want[i])
			}
		}
	}
	if until := duty("a", "2026-11-23", "21:30", 10, false).Until(); until != "07:30" {
		t.Errorf("ten hours from half past nine end at %s", until)
	}
}

// Saule plans the nights; Erlan is told, sees his own, and plans nobody. What a site
// asks refuses nothing.
func TestWhoLeadsPlansTheRosterAndSeesTheNightsThatAreShort(t *testing.T) {
	w := open(t)
	n, site := w.Night, w.Shelter.ID
	today := w.House.Today(w.House.Now())
	one := night.NewDuty{Staff: w.Staff("erlan"), On: today, Starts: "21:00", Until: "09:00"}
	short := func(who string) int {
		t.Helper()
		list, _, err := n.ShortNights(w.As(who), site)
		housetest.Done(t, "short nights", err)
		return len(list)
	}
	if short("saule") != 0 {
		t.Error("a night is short of what nobody asked for")
	}
	housetest.Refused(t, n.SetRosterRules(w.As("saule"), site, night.RosterRules{Awake: 1}, 0), pana.Invalid, "roster.night")
	housetest.Refused(t, n.SetRosterRules(w.As("saule"), site, night.RosterRules{Awake: 1, Begins: "22:00", Ends: "22:00"}, 0), pana.Invalid, "roster.night.same")
	housetest.Refused(t, n.SetRosterRules(w.As("saule"), site, night.RosterRules{Awake: 100, Begins: "22:00", Ends: "06:00"}, 0), pana.Invalid, "record.between")
	rules := night.RosterRules{Longest: 600, Awake: 1, Begins: "22:00", Ends: "06:00"}
	housetest.Done(t, "what the site asks", n.SetRosterRules(w.As("saule"), site, rules, 0))
	housetest.Stale(t, n.SetRosterRules(w.As("saule"), site, rules, 0), "longest", "awake")
	if short("saule") != 7 || short("erlan") != 0 {
		t.Errorf("of seven nights %d are short for the director, %d for the night", short("saule"), short("erlan"))
	}
	for say, change := range map[string]func(*night.NewDuty){
		"roster.who":     func(d *night.NewDuty) { d.Staff = "nobody" },
		"roster.past":    func(d *night.NewDuty) { d.On = today.AddDays(-1) },
		"roster.far":     func(d *night.NewDuty) { d.On = today.AddDays(400) },
		"roster.clock":   func(d *night.NewDuty) { d.Until = "" },
		"date.clock":     func(d *night.NewDuty) { d.Starts = "25:00" },
		"record.between": func(d *night.NewDuty) { d.Weeks = 14 },
	} {
		d := one
		change(&d)
		housetest.Refused(t, n.PlanDuty(w.As("saule"), site, d), pana.Invalid, say)
	}
	if err := n.PlanDuty(w.As("erlan"), site, one); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("the night plans itself: %v", err)
	}
	weekly := one
	weekly.Weeks = 2
	housetest.Done(t, "planned, longer than the site asks", n.PlanDuty(w.As("saule"), site, weekly))
	housetest.Refused(t, n.PlanDuty(w.As("saule"), site, one), pana.Conflict, "roster.twice")
	meets := night.NewDuty{Staff: w.Staff("erlan"), On: today.AddDays(1), Starts: "08:00", Until: "12:00"}
	housetest.Refused(t, n.PlanDuty(w.As("saule"), site, meets), pana.Conflict, "roster.twice")
	r, err := n.Roster(w.As("erlan"), site, "")
	housetest.Done(t, "the roster", err)
	long := 0
	for _, h := range r.Hints {
		if h.Kind == night.HintLong {
			long++
		}
	}
	if len(r.Duties) != 2 || long != 2 || r.May || r.Who[w.Staff("erlan")] == "" {
		t.Errorf("the roster: %+v", r)
	}
	if short("saule") != 6 {
		t.Errorf("tonight is kept, and %d nights are short", short("saule"))
	}
	own, err := n.OwnDuties(w.As("erlan"))
	housetest.Done(t, "his own", err)
	told, err := w.House.Notices(w.As("erlan"))
	if err != nil || len(own) != 2 || len(told) != 1 || told[0].Say != "notice.roster.on" {
		t.Errorf("he sees %d of his turns and was told %+v, %v", len(own), told, err)
	}
	w.Clock.Advance(time.Second)
	housetest.Done(t, "taken out", n.StrikeDuty(w.As("saule"), site, r.Duties[0].ID))
	housetest.Done(t, "taken out again", n.StrikeDuty(w.As("saule"), site, r.Duties[0].ID))
	if short("saule") != 7 {
		t.Error("what was taken out keeps the night still")
	}
	// Whoever leaves is planned no more, and her nights are short again.
	housetest.Done(t, "planned again", n.PlanDuty(w.As("saule"), site, one))
	if short("saule") != 6 {
		t.Error("planned again, the night is short still")
	}
	housetest.Done(t, "he leaves", w.House.EndStaff(w.As("saule"), w.Staff("erlan")))
	if r, err := n.Roster(w.As("saule"), site, ""); err != nil || len(r.Duties) != 0 || short("saule") != 7 {
		t.Errorf("he has left: %+v, %v", r.Duties, err)
	}
	for _, who := range []string{"arman", "lena"} {
		if _, err := n.Roster(w.As(who), site, ""); err == nil {
			t.Errorf("%s reads who is in the house at night", who)
		}
	}
}

// Timur keeps the night here no more and is an accountant now: his nights are short
// again, he sees none of them as his own, and nothing that was planned stands in the way.
func TestWhoWorksAtASiteNoMoreIsPlannedThereNoMore(t *testing.T) {
	w := open(t)
	n, site := w.Night, w.Shelter.ID
	today, saule := w.House.Today(w.House.Now()), w.As("saule")
	housetest.Done(t, "what the site asks", n.SetRosterRules(saule, site, night.RosterRules{Awake: 1, Begins: "22:00", Ends: "06:00"}, 0))
	housetest.Done(t, "planned", n.PlanDuty(saule, site, night.NewDuty{Staff: w.Staff("timur"), On: today, Starts: "21:00", Until: "09:00"}))
	look := func() (duties, short, own int) {
		t.Helper()
		r, err := n.Roster(saule, site, "")
		housetest.Done(t, "the roster", err)
		list, _, err := n.ShortNights(saule, site)
		housetest.Done(t, "short nights", err)
		hers, err := n.OwnDuties(w.As("timur"))
		housetest.Done(t, "his own", err)
		return len(r.Duties), len(list), len(hers)
	}
	if duties, short, own := look(); duties != 1 || short != 6 || own != 1 {
		t.Errorf("planned: %d turns, %d short nights, %d his own", duties, short, own)
	}
	w.later()
	housetest.Done(t, "an accountant", w.House.Grant(saule, w.Staff("timur"), pana.Grant{Role: pana.Accountant}))
	housetest.Done(t, "not at night", w.House.Revoke(saule, w.Staff("timur"), pana.Grant{Role: pana.NightDuty, Site: site}))
	if duties, short, own := look(); duties != 0 || short != 7 || own != 0 {
		t.Errorf("he works here no more: %d turns, %d short nights, %d his own", duties, short, own)
	}
	housetest.Refused(t, n.PlanDuty(saule, site, night.NewDuty{Staff: w.Staff("timur"), On: today.AddDays(3), Starts: "21:00", Until: "09:00"}), pana.Invalid, "roster.who")
}

// At two in the night her turn of the evening goes on and stands on her first screen; at
// noon it is over. Of a turn tonight or tomorrow she is told each time, of one that lies
// further ahead once in half a day.
func TestATurnOfTheNightIsHersUntilItIsOverAndASoonOneIsAlwaysTold(t *testing.T) {
	w := open(t)
	n, site, saule := w.Night, w.Shelter.ID, w.As("saule")
	today := w.House.Today(w.House.Now())
	told := func() int {
		t.Helper()
		all, err := w.House.Notices(w.As("timur"))
		housetest.Done(t, "notices", err)
		return len(all)
	}
	plan := func(on pana.Date) {
		t.Helper()
		w.later()
		housetest.Done(t, "planned", n.PlanDuty(saule, site, night.NewDuty{Staff: w.Staff("timur"), On: on, Starts: "21:00", Until: "09:00"}))
	}
	own := func() int {
		t.Helper()
		all, err := n.OwnDuties(w.As("timur"))
		housetest.Done(t, "his own", err)
		return len(all)
	}
	plan(today.AddDays(10))
	plan(today.AddDays(11))
	if told() != 1 {
		t.Errorf("a month that is planned is told %d times", told())
	}
	plan(today)
	plan(today.AddDays(1))
	if told() != 3 {
		t.Errorf("tonight and tomorrow are not told: %d", told())
	}
	r, err := n.Roster(saule, site, "")
	housetest.Done(t, "the roster", err)
	w.later()
	housetest.Done(t, "not tomorrow", n.StrikeDuty(saule, site, r.Duties[1].ID))
	w.later()
	housetest.Done(t, "nor in ten days", n.StrikeDuty(saule, site, r.Duties[2].ID))
	if told() != 4 {
		t.Errorf("taken out, he is told %d times", told())
	}
	if own() != 1 {
		t.Errorf("planned tonight: %d", own())
	}
	midnight := time.Date(today.Time().Year(), today.Time().Month(), today.Time().Day(), 0, 0, 0, 0, w.House.Zone())
	w.Clock.Set(midnight.Add(26 * time.Hour))
	if own() != 1 {
		t.Errorf("at two in the night the turn that goes on is gone: %d", own())
	}
	w.Clock.Set(midnight.Add(36 * time.Hour))
	if own() != 0 {
		t.Errorf("at noon it is over: %d", own())
	}
}
