package plan

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/internal/codes"
)

// Every figure of a spread is one that somebody had. None is the mean of all,
// unless the mean happens to be one of the three that are shown.
func TestASpreadShowsOnlyWhatSomebodyHadAndNeverTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 60).Draw(t, "days")
		s := spread(days)
		if s.N != len(days) || len(s.Each) != s.N {
			t.Fatalf("n = %d of %d", s.N, len(days))
		}
		sum := 0
		for _, d := range days {
			sum += d / 7
		}
		shown := []int{s.Shortest, s.Median, s.Longest}
		for _, figure := range shown {
			if !slices.Contains(s.Each, figure) {
				t.Fatalf("%d weeks were nobody's: %v", figure, s.Each)
			}
		}
		if s.Shortest > s.Median || s.Median > s.Longest {
			t.Fatalf("out of order: %v", shown)
		}
		rest := reflect.ValueOf(s)
		for i := range rest.NumField() {
			f := rest.Field(i)
			if f.Kind() == reflect.Int && f.Int()*int64(s.N) == int64(sum) && !slices.Contains(shown, int(f.Int())) && rest.Type().Field(i).Name != "N" {
				t.Fatalf("%s is the mean", rest.Type().Field(i).Name)
			}
		}
	})
}

var averaging = regexp.MustCompile(`(?i)\b(avg|mean|average|arithmetic)\b|средн|орташа|o.?rtacha`)

// Neither the SQL nor the Go of this chapter works out a mean: there is no AVG,
// and nothing is called so.
func TestNothingInThisChapterIsAMean(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		if len(name) > 8 && name[len(name)-8:] == "_test.go" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			said := ""
			switch n := n.(type) {
			case *ast.Ident:
				said = n.Name
			case *ast.BasicLit:
				said = n.Value
			}
			if averaging.MatchString(said) {
				t.Errorf("%s: %q", name, said)
			}
			return true
		})
	}
	for _, planted := range []string{`SELECT AVG(days)`, `mean`, "среднее"} {
		if !averaging.MatchString(planted) {
			t.Errorf("%q was not found", planted)
		}
	}
}

// No line of an area that waits for trust is being worked on before it, whatever
// is done to it.
func TestNoLineThatWaitsIsWorkedOnBeforeTrust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Line{Area: rapid.SampledFrom(assessment.Areas()).Draw(t, "area"), Urgent: rapid.Bool().Draw(t, "urgent"),
			Stored: rapid.SampledFrom(append(Endings(), Open)).Draw(t, "state")}
		trusted := rapid.Bool().Draw(t, "trusted")
		l.Waits = l.Stored == Open && !trusted && WaitsForTrust(l.Area, l.Urgent)
		if l.State() == Active && !trusted && WaitsForTrust(l.Area, l.Urgent) {
			t.Fatalf("%+v is worked on", l)
		}
		free := slices.Contains([]string{"safety", "health", "papers"}, l.Area) || l.Area == "court" && l.Urgent
		if free == WaitsForTrust(l.Area, l.Urgent) {
			t.Fatalf("%s, urgent %v: waits %v", l.Area, l.Urgent, !free)
		}
	})
}

// A step stands exactly as far as it was said, and no moment is made exact.
func TestAMomentOfAStepIsNeverMadeExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date(time.Unix(rapid.Int64Range(9e8, 3e9).Draw(t, "at"), 0).UTC().Format(time.DateOnly))
		p := rapid.SampledFrom(pana.Precisions()).Draw(t, "precision")
		when, err := pana.NewFuzzy(day, p)
		if err != nil {
			t.Fatal(err)
		}
		n, err := NewStep{What: "apply for the course", When: when}.clean("test")
		if err != nil {
			t.Fatalf("%v is refused: %v", when, err)
		}
		if n.When != when {
			t.Fatalf("%v became %v", when, n.When)
		}
		if _, exact := n.When.Exact(); exact != (p == pana.Day) {
			t.Fatalf("%s: exact is %v", p, exact)
		}
		if when.Earliest != "" && when.Latest != "" {
			crossed := when
			crossed.Earliest, crossed.Latest = when.Latest.AddDays(1), when.Earliest
			if (NewStep{What: "x", When: crossed}).refusedBy("when") == false {
				t.Fatalf("%v is taken", crossed)
			}
		}
	})
}

func (n NewStep) refusedBy(field string) bool {
	_, err := n.clean("test")
	e, ok := err.(*pana.Error)
	return ok && e.Field == field
}

func TestHalfOfTheTimeHeldStaysAsOpenAsItWasTold(t *testing.T) {
	fuzzy := func(d pana.Date, p pana.Precision) pana.Fuzzy { f, _ := pana.NewFuzzy(d, p); return f }
	for _, c := range []struct {
		name         string
		least, most  int
		held         pana.Period
		half1, half2 int
	}{
		{"eight months, more or less", 7, 9, pana.Period{}, 3, 5},
		{"one year told exactly is kept as a stretch", 11, 13, pana.Period{}, 5, 7},
		{"before 1991 until last autumn", -1, -1, pana.Period{From: fuzzy("1990-12-31", pana.Before), Until: fuzzy("2026-10-01", pana.Season)}, 214, -1},
		{"from spring 2024 to June 2026", -1, -1, pana.Period{From: fuzzy("2024-04-01", pana.Season), Until: fuzzy("2026-06-01", pana.Month)}, 12, 14},
		{"at least two years", 24, -1, pana.Period{}, 12, -1},
		{"nobody knows", -1, -1, pana.Period{}, 0, -1},
	} {
		least, most := held([2]int{c.least, c.most}, c.held)
		if a, b := guideline(least, most, 50); a != c.half1 || b != c.half2 {
			t.Errorf("%s: %d to %d months, want %d to %d", c.name, a, b, c.half1, c.half2)
		}
	}
}

func TestAnOpenEndIsNeverInvented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		moment := func(label string) pana.Fuzzy {
			day := pana.Date(time.Unix(rapid.Int64Range(3e8, 1.8e9).Draw(t, label), 0).UTC().Format(time.DateOnly))
			f, _ := pana.NewFuzzy(day, rapid.SampledFrom(append(pana.Precisions(), pana.Unknown)).Draw(t, label+" precision"))
			return f
		}
		p := pana.Period{From: moment("from"), Until: moment("until")}
		least, most := held([2]int{-1, -1}, p)
		if (p.From.Earliest == "" || p.Until.Latest == "") && most >= 0 {
			t.Fatalf("%v: at most %d months", p, most)
		}
		if (p.From.Latest == "" || p.Until.Earliest == "") && least >= 0 {
			t.Fatalf("%v: at least %d months", p, least)
		}
		if most >= 0 && least > most {
			t.Fatalf("%v: %d to %d", p, least, most)
		}
		percent := rapid.IntRange(1, 200).Draw(t, "percent")
		if a, b := guideline(least, most, percent); b >= 0 && a > b {
			t.Fatalf("%d to %d months at %d%%: %d to %d", least, most, percent, a, b)
		}
	})
}

func TestTheLadderHidesWhatTheHouseDoesNotUseButNoHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hidden := rapid.SliceOfDistinct(rapid.SampledFrom(Skills()), rapid.ID).Draw(t, "hidden")
		var looks []SkillLook
		for range rapid.IntRange(0, 12).Draw(t, "looks") {
			looks = append(looks, SkillLook{Skill: rapid.SampledFrom(Skills()).Draw(t, "skill"), Level: rapid.SampledFrom(SkillLevels()).Draw(t, "level"),
				Rater: rapid.SampledFrom([]string{RatedByStaff, RatedByClient}).Draw(t, "rater")})
		}
		seen, shown := 0, map[string]bool{}
		for _, r := range Ladder(looks, hidden) {
			for _, s := range r.Skills {
				shown[s.Code] = true
				seen += len(s.Looks)
				for _, look := range s.Looks {
					if look.Rater == RatedByStaff && s.Staff.Level == "" {
						t.Fatalf("%s: a look is lost", s.Code)
					}
				}
			}
		}
		if seen != len(looks) {
			t.Fatalf("%d looks of %d stand on the ladder", seen, len(looks))
		}
		for _, s := range Skills() {
			rated := slices.ContainsFunc(looks, func(l SkillLook) bool { return l.Skill == s })
			if shown[s] != (rated || !slices.Contains(hidden, s)) {
				t.Fatalf("%s: shown %v, rated %v", s, shown[s], rated)
			}
		}
	})
}

// The lists that clients read have every language of a client.
func TestWhatAClientReadsIsThereInHerLanguage(t *testing.T) {
	for _, name := range []string{"area", "skill", "outcome", "outcome-occasion", "plan-destination", "aspiration-end"} {
		for _, it := range itemsOf(name) {
			for _, lang := range []string{"en", "ru", "kk", "uz", "uk"} {
				if it.Labels[lang] == "" {
					t.Errorf("%s %s has no label in %s", name, it.Code, lang)
				}
			}
		}
	}
}

func itemsOf(name string) []codes.Item { l, _ := codes.Get(name); return l.Offered() }
