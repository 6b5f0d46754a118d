package demo

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"example.org/pana"
)

func pastOf(seed uint64, now time.Time) []*pastCase {
	w := &world{now: now, zone: time.FixedZone("house", 5*3600), draw: rand.New(rand.NewPCG(seed, 1991)), used: map[string]bool{}}
	return w.past()
}

func percent(of []*pastCase, is func(*pastCase) bool) float64 {
	n := 0
	for _, c := range of {
		if is(c) {
			n++
		}
	}
	return 100 * float64(n) / float64(max(len(of), 1))
}

func only(of []*pastCase, is func(*pastCase) bool) (some []*pastCase) {
	for _, c := range of {
		if is(c) {
			some = append(some, c)
		}
	}
	return some
}

func TestThePastHasTheProportionsOfTheAccount(t *testing.T) {
	for _, now := range []time.Time{noon, time.Date(2027, 3, 1, 1, 0, 0, 0, time.UTC), time.Date(2028, 2, 29, 20, 0, 0, 0, time.UTC)} {
		for seed := range uint64(20) {
			all := pastOf(seed, now)
			today := pana.DateOf(now, time.FixedZone("house", 5*3600))
			of := func(kind string) []*pastCase { return only(all, func(c *pastCase) bool { return c.kind == kind }) }
			in := func(months ...time.Month) func(*pastCase) bool {
				return func(c *pastCase) bool { return slices.Contains(months, c.opened.Time().Month()) }
			}
			labour, sex := of("labour"), of("sex")
			foreign := only(all, func(c *pastCase) bool { return c.coded.Citizenship != "KZ" })
			citizensOf := func(of []*pastCase, ago int) float64 {
				from, until := pana.Date(today.Time().AddDate(-ago-1, 0, 0).Format(time.DateOnly)), pana.Date(today.Time().AddDate(-ago, 0, 0).Format(time.DateOnly))
				return percent(only(of, func(c *pastCase) bool { return c.opened >= from && c.opened < until }), func(c *pastCase) bool { return c.coded.Citizenship == "KZ" })
			}
			for _, p := range []struct {
				what               string
				got, least, atMost float64
			}{
				{"labour cases from September to November", percent(labour, in(time.September, time.October, time.November)), 42, 48},
				{"sex cases from December to February", percent(sex, in(time.December, time.January, time.February)), 42, 48},
				{"sex cases from June to August", percent(sex, in(time.June, time.July, time.August)), 4, 12},
				{"median age in labour cases", medianAge(labour), 31, 37},
				{"median age in sex cases", medianAge(sex), 20, 24},
				{"median age of women in labour cases", medianAge(only(labour, func(c *pastCase) bool { return c.coded.Sex == "female" })), 26, 36},
				{"citizens among sex cases three years ago", citizensOf(sex, 2), 33, 37},
				{"citizens among sex cases last year", citizensOf(sex, 0), 58, 62},
				{"citizens among labour cases three years ago", citizensOf(labour, 2), 43, 47},
				{"citizens among labour cases last year", citizensOf(labour, 0), 43, 47},
				{"Uzbek among foreigners", percent(foreign, func(c *pastCase) bool { return c.coded.Citizenship == "UZ" }), 85, 95},
				{"papers lost or withheld", percent(all, func(c *pastCase) bool { return slices.Contains(c.tags, "no-papers") }), 58, 62},
				{"officially identified", percent(all, func(c *pastCase) bool { return c.facts.Status == "ActualVictimOfTrafficking" }), 8, 26},
				{"cases", float64(len(all)), 545, 545},
			} {
				if p.got < p.least || p.got > p.atMost {
					t.Errorf("%s, seed %d: %s: %.1f, want %.0f to %.0f", today, seed, p.what, p.got, p.least, p.atMost)
				}
			}
			for _, c := range all {
				if c.months < 0.5 || c.months > 300 || c.closed < c.opened || c.closed >= today || c.opened >= today {
					t.Fatalf("seed %d: %v months, %s to %s", seed, c.months, c.opened, c.closed)
				}
			}
		}
	}
}

// medianAge is by year of birth, where that is known.
func medianAge(of []*pastCase) float64 {
	var ages []int
	for _, c := range of {
		if c.coded.BirthYear > 0 {
			ages = append(ages, c.opened.Year()-c.coded.BirthYear)
		}
	}
	slices.Sort(ages)
	return float64(ages[len(ages)/2])
}

func TestThePastIsTheSameForTheSameSeedAndAnotherForAnother(t *testing.T) {
	codes := func(seed uint64) (all []string) {
		for _, c := range pastOf(seed, noon) {
			all = append(all, c.code+" "+string(c.opened)+" "+string(c.closed)+" "+c.kind+" "+c.names.Full)
		}
		return all
	}
	if !slices.Equal(codes(5), codes(5)) {
		t.Error("the same seed, another past")
	}
	if slices.Equal(codes(5), codes(6)) {
		t.Error("another seed, the same past")
	}
}

// The people of the account behind this program are nobody's namesakes here, in
// no script.
var namesakes = regexp.MustCompile(`(?i)(^|\PL)(aigerim|aygerim|айгерім|айгерим|әйгерім|aliya|aliia|alia|алия|әлия|connie|конни|natasha|наташа|sandy|сэнди|zoya|zoia|зоя)($|\PL)`)

func TestNobodyHasANameOfTheAccount(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		if filepath.Ext(name) != ".go" || len(name) > 8 && name[len(name)-8:] == "_test.go" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if at := namesakes.FindIndex(text); at != nil {
			t.Errorf("%s: %q", name, text[at[0]:at[1]])
		}
	}
	for seed := range uint64(20) {
		for _, c := range pastOf(seed, noon) {
			if namesakes.MatchString(c.names.Full) {
				t.Errorf("seed %d: %q", seed, c.names.Full)
			}
		}
	}
}
