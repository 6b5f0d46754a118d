package people_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/people"
)

func TestATitleIsFreeWordsAndGivesNoRight(t *testing.T) {
	w := open(t)
	dina := w.Staff("dina")
	housetest.Done(t, "terms", w.SetTerms(w.As("saule"), dina, people.Terms{Title: "Director of mornings", Engaged: "part-time", Began: when(t, "2021-06-01", pana.Year)}, 0))
	p := w.sees("dina")
	if p.Title != "Director of mornings" || p.Terms.Engaged != "part-time" || p.Terms.Version != 1 {
		t.Errorf("her terms are %+v, her title %q", p.Terms, p.Title)
	}
	if own, err := w.Own(w.As("dina")); err != nil || own.Title != p.Title || own.ID != dina {
		t.Errorf("she herself reads %q, %v", own.Title, err)
	}
	housetest.Refused(t, errOf(w.All(w.As("dina"))), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Person(w.As("oleg"), dina)), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.SetTerms(w.As("dina"), dina, people.Terms{Title: "Director"}, 1), pana.Forbidden, "policy.refused")
}

func TestTermsThatCannotBeAreRefused(t *testing.T) {
	w := open(t)
	saule, dina := w.As("saule"), w.Staff("dina")
	for _, c := range []struct {
		name string
		t    people.Terms
		say  string
	}{
		{"an engagement that no list holds", people.Terms{Engaged: "forever"}, "codes.unknown"},
		{"an end before the beginning", people.Terms{Began: when(t, "2025-01-01", pana.Year), Ends: when(t, "2024-01-01", pana.Year)}, "people.ends.before"},
	} {
		t.Run(c.name, func(t *testing.T) { housetest.Refused(t, w.SetTerms(saule, dina, c.t, 0), pana.Invalid, c.say) })
	}
	if err := w.SetTerms(saule, dina, people.Terms{Began: when(t, "2027-01-01", pana.Day)}, 0); pana.KindOf(err) != pana.Invalid {
		t.Errorf("a beginning that has not come: %v", err)
	}
	housetest.Refused(t, w.SetTerms(saule, "nobody", people.Terms{}, 0), pana.NotFound, "staff.absent")
	housetest.Done(t, "terms", w.SetTerms(saule, dina, people.Terms{Engaged: "full-time"}, 0))
	housetest.Refused(t, w.SetTerms(saule, dina, people.Terms{Engaged: "student"}, 0), pana.Conflict, "db.stale")
	if got := w.sees("dina").Terms.Engaged; got != "full-time" {
		t.Errorf("a stale page made her %s", got)
	}
}

// A tenure never claims to be more exact than its beginning, and never less long
// at most than at least.
func TestATenureIsNoMoreExactThanItsBeginning(t *testing.T) {
	for _, c := range []struct {
		name        string
		began       pana.Fuzzy
		least, most int
	}{
		{"since a day", when(t, "2021-12-23", pana.Day), 59, 59},
		{"nearly five years, as told", when(t, "2022-01-15", pana.Month), 57, 58},
		{"since some time in 2021", when(t, "2021-01-01", pana.Year), 58, 70},
		{"since before 2020", when(t, "2019-12-31", pana.Before), 82, -1},
		{"not known: since her account", pana.Fuzzy{}, 0, 0},
	} {
		got := people.TenureOf(house.Member{Joined: today}, people.Terms{Began: c.began}, today)
		if got.Least != c.least || got.Most != c.most {
			t.Errorf("%s: %d to %d months, want %d to %d", c.name, got.Least, got.Most, c.least, c.most)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date(time.Unix(rapid.Int64Range(0, 1795000000).Draw(t, "began"), 0).UTC().Format(time.DateOnly))
		f, err := pana.NewFuzzy(day, rapid.SampledFrom([]pana.Precision{pana.Day, pana.Month, pana.Season, pana.Year, pana.Decade, pana.About}).Draw(t, "how"))
		if err != nil {
			t.Fatal(err)
		}
		got := people.TenureOf(house.Member{Joined: day}, people.Terms{Began: f}, today)
		if got.Most < got.Least || got.Least < 0 {
			t.Fatalf("since %v: %d to %d months", f, got.Least, got.Most)
		}
	})
}

func TestHowManyClientsIsSaidBesideAGuidelineOfTheHouse(t *testing.T) {
	w := open(t)
	w.comes()
	p := w.sees("dina")
	if len(p.Load) != 1 || p.Load[0].Clients != 2 || p.Load[0].Role != pana.SocialWorker {
		t.Fatalf("Dina works with %+v", p.Load)
	}
	if guide, over := p.Over(p.Load[0]); guide != 0 || over {
		t.Errorf("a house that chose nothing has a guideline of %d", guide)
	}
	housetest.Done(t, "a guideline", w.SetSettings(w.As("saule"), people.Settings{Guide: map[pana.Role]int{pana.SocialWorker: 1}}, 0))
	p = w.sees("dina")
	if guide, over := p.Over(p.Load[0]); guide != 1 || !over {
		t.Errorf("beside a guideline of %d: over is %v", guide, over)
	}
	loads, err := w.Workloads(w.As("saule"))
	housetest.Done(t, "with how many each works", err)
	if len(loads) == 0 || loads[0].Staff != w.Staff("dina") || loads[0].Clients() != 2 || len(loads[0].Over()) != 1 || loads[0].Over()[0].Guide != 1 {
		t.Errorf("first of all stands %+v, want Dina with two beside a guideline of one", loads)
	}
	_, err = w.Workloads(w.As("dina"))
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	// What is hidden from who asks is in no count.
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	if p = w.sees("dina"); p.Load[0].Clients != 1 {
		t.Errorf("Saule counts %d, a hidden file among them", p.Load[0].Clients)
	}
	loads, err = w.Workloads(w.As("saule"))
	housetest.Done(t, "the same again", err)
	if i := slices.IndexFunc(loads, func(l people.Workload) bool { return l.Staff == w.Staff("dina") }); i < 0 || loads[i].Clients() != 1 || len(loads[i].Over()) != 0 {
		t.Errorf("on the first screen stands %+v, a hidden file among them", loads)
	}
	housetest.Refused(t, w.SetSettings(w.As("dina"), people.Settings{}, 1), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.SetSettings(w.As("saule"), people.Settings{Warn: -1}, 1), pana.Invalid, "record.between")
	housetest.Refused(t, w.SetSettings(w.As("saule"), people.Settings{}, 0), pana.Conflict, "db.stale")
}
