package codes

import (
	"fmt"
	"slices"
	"testing"

	"example.org/pana"
	"pgregory.net/rapid"
)

func TestADimensionIsPositive(t *testing.T) {
	for _, row := range []struct {
		name                 string
		strong, medium, weak int
		want                 bool
	}{
		{"two strong", 2, 0, 0, true},
		{"one strong and one medium", 1, 1, 0, true},
		{"one strong and one weak", 1, 0, 1, true},
		{"three medium", 0, 3, 0, true},
		{"two medium and one weak", 0, 2, 1, true},
		{"one strong alone is not enough", 1, 0, 0, false},
		{"two medium alone are not enough", 0, 2, 0, false},
		{"one medium and many weak are not enough", 0, 1, 9, false},
		{"weak signs alone never are", 0, 0, 9, false},
		{"nothing seen", 0, 0, 0, false},
		{"more than the rule asks", 3, 4, 2, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := (Dimension{Strong: row.strong, Medium: row.medium, Weak: row.weak}).Positive(); got != row.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestJudge(t *testing.T) {
	deceived := []string{"deceptive-recruitment.nature-of-job", "deceptive-recruitment.wages"}
	forced := []string{"coercive-recruitment.violence", "coercive-recruitment.threats"}
	used := []string{"vulnerability-recruitment.economic", "vulnerability-recruitment.family", "vulnerability-recruitment.past"}
	exploited := []string{"exploitation.hours", "exploitation.low-salary"}
	held := []string{"coercion.documents", "coercion.isolation"}
	leaning := []string{"vulnerability.dependency", "vulnerability.unknown-area", "vulnerability.economic"}
	for _, row := range []struct {
		name  string
		set   string
		moved bool
		seen  [][]string
		want  Finding
	}{
		{"nothing seen", AdultLabour, false, nil, NotEnough},
		{"deceived, exploited and held", AdultLabour, false, [][]string{deceived, exploited, held}, Trafficking},
		{"forced, exploited and held", AdultLabour, false, [][]string{forced, exploited, held}, Trafficking},
		{"abuse of vulnerability stands in as the means", AdultLabour, false, [][]string{used, exploited, held}, Trafficking},
		{"exploited alone is a labour rights case", AdultLabour, false, [][]string{exploited}, ExploitationOnly},
		{"deceived and exploited, not held", AdultLabour, false, [][]string{deceived, exploited}, DeceptionAndExploitation},
		{"held and exploited without a means of recruitment", AdultLabour, false, [][]string{exploited, held}, OtherPattern},
		{"forced and exploited, not held", AdultLabour, false, [][]string{forced, exploited}, OtherPattern},
		{"deceived and held but not exploited", AdultLabour, false, [][]string{deceived, held}, NotEnough},
		{"abuse of vulnerability there is not coercion", AdultLabour, false, [][]string{deceived, exploited, leaning}, DeceptionAndExploitation},
		{"one strong sign in each dimension is not enough", AdultLabour, false, [][]string{deceived[:1], exploited[:1], held[:1]}, NotEnough},
		{"a child brought and exploited: no means needed", ChildLabour, true, [][]string{exploited}, Trafficking},
		{"a child exploited but not brought", ChildLabour, false, [][]string{exploited}, ExploitationOnly},
		{"a child brought but not exploited", ChildLabour, true, [][]string{deceived, held}, NotEnough},
	} {
		t.Run(row.name, func(t *testing.T) {
			j, err := Indicators{Set: row.set, Seen: slices.Concat(row.seen...), Moved: row.moved}.Judge()
			if err != nil {
				t.Fatal(err)
			}
			if j.Finding != row.want {
				t.Errorf("got %s, want %s: %+v", j.Finding, row.want, j.Dimensions)
			}
		})
	}
}

// The same sign weighs differently in the two sets, so a set never borrows a
// weight from the other.
func TestWeightsBelongToTheSet(t *testing.T) {
	seen := []string{"coercive-recruitment.debt-bondage", "coercive-recruitment.abduction"}
	for set, want := range map[string]bool{AdultLabour: false, ChildLabour: true} {
		j, err := Indicators{Set: set, Seen: seen}.Judge()
		if err != nil {
			t.Fatal(err)
		}
		if got := j.Positive(CoerciveRecruitment); got != want {
			t.Errorf("%s: coercive recruitment positive is %v, want %v", set, got, want)
		}
	}
}

func TestJudgeCountsASignOnce(t *testing.T) {
	hours := "exploitation.hours"
	j, err := Indicators{Set: AdultLabour, Seen: []string{hours, hours, hours}}.Judge()
	if err != nil || j.Positive(Exploitation) {
		t.Errorf("one sign said three times: %+v, %v", j, err)
	}
}

func TestJudgeRefuses(t *testing.T) {
	for _, row := range []struct {
		name  string
		s     Indicators
		field string
	}{
		{"a set that does not exist", Indicators{Set: "ilo/adult-sexual"}, "set"},
		{"a list that is no set", Indicators{Set: "stage"}, "set"},
		{"an unknown sign", Indicators{Set: AdultLabour, Seen: []string{"exploitation.weather"}}, "seen"},
		{"a dimension is not a sign", Indicators{Set: AdultLabour, Seen: []string{Exploitation}}, "seen"},
		{"a sign of the other set only", Indicators{Set: ChildLabour, Seen: []string{"exploitation.no-social-protection"}}, "seen"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := row.s.Judge()
			e, ok := err.(*pana.Error)
			if !ok || e.Kind != pana.Invalid || e.Field != row.field {
				t.Errorf("got %v, want Invalid naming %s", err, row.field)
			}
		})
	}
}

// Dimensions and weights agree with the published counts: 67 and 65 signs; no
// weak sign among children's.
func TestTheSetsHaveTheirPublishedShape(t *testing.T) {
	for set, want := range map[string]string{
		AdultLabour: "[10 10 16 9 15 7]", ChildLabour: "[10 10 15 8 15 7]",
	} {
		l, _ := Get(set)
		var sizes []int
		for _, top := range l.Under("") {
			sizes = append(sizes, len(l.Under(top.Code)))
			for _, it := range l.Under(top.Code) {
				if it.Weight == "" || set == ChildLabour && it.Weight == "weak" {
					t.Errorf("%s %s weighs %q", set, it.Code, it.Weight)
				}
			}
		}
		if got := fmt.Sprint(sizes); got != want {
			t.Errorf("%s: %s, want %s", set, got, want)
		}
		for _, code := range []string{DeceptiveRecruitment, CoerciveRecruitment, VulnerabilityRecruitment, Exploitation, Coercion, Vulnerability} {
			if !l.Has(code) {
				t.Errorf("%s has no dimension %s", set, code)
			}
		}
	}
	findings, _ := Get("ilo/finding")
	for _, f := range []Finding{Trafficking, DeceptionAndExploitation, ExploitationOnly, OtherPattern, NotEnough} {
		if !findings.Has(string(f)) {
			t.Errorf("finding %s has no label", f)
		}
	}
}

// One more sign never makes a positive dimension negative.
func TestMoreSignsNeverTakeAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.SampledFrom([]string{AdultLabour, ChildLabour}).Draw(t, "set")
		l, _ := Get(set)
		signs := slices.DeleteFunc(l.Offered(), func(it Item) bool { return it.Parent == "" })
		var seen []string
		for _, it := range rapid.SliceOfN(rapid.SampledFrom(signs), 1, 30).Draw(t, "seen") {
			seen = append(seen, it.Code)
		}
		before, err := Indicators{Set: set, Seen: seen[:len(seen)-1]}.Judge()
		if err != nil {
			t.Fatal(err)
		}
		after, err := Indicators{Set: set, Seen: seen}.Judge()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range before.Dimensions {
			if d.Positive() && !after.Positive(d.Code) {
				t.Fatalf("%s was positive and is no longer", d.Code)
			}
		}
	})
}
