package form_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/pana/internal/form"
)

func shippedForm(t *testing.T, id string) form.ShippedForm {
	t.Helper()
	f, ok := form.ShippedByID(id)
	if !ok {
		t.Fatalf("no form %s", id)
	}
	return f
}

func TestTheFormsThatComeWithPanaAreWholeInThreeLanguages(t *testing.T) {
	for _, f := range form.Shipped() {
		if len(f.Warnings) > 0 || len(f.Languages()) != 3 {
			t.Errorf("%s: warnings %v, languages %v", f.ID, f.Warnings, f.Languages())
		}
		said := map[string]string{}
		for _, lang := range []string{"kk", "ru", "en"} {
			if title := f.Title(lang); said[title] != "" || title == f.ID {
				t.Errorf("%s in %s: title %q", f.ID, lang, title)
			} else {
				said[title] = lang
			}
			var walk func([]form.Item)
			walk = func(items []form.Item) {
				for _, it := range items {
					if it.Required || it.Fault != "" || it.FaultSay != "" {
						t.Errorf("%s %s: required or at fault when blank", f.ID, it.Path)
					}
					if it.Label == "" || strings.Contains(it.Label, "_") {
						t.Errorf("%s %s in %s: label %q", f.ID, it.Path, lang, it.Label)
					}
					for _, c := range it.Choices {
						if other := said[it.Path+c.Name+c.Label]; other != "" {
							t.Errorf("%s %s %s: %q in %s and %s", f.ID, it.Path, c.Name, c.Label, other, lang)
						}
						said[it.Path+c.Name+c.Label] = lang
					}
					walk(it.Items)
				}
			}
			walk(f.Blank(now).Page(lang, true))
		}
	}
}

func TestTheAssessmentBeginsWithStrengthsAndHasTwelveAreasOfFiveSteps(t *testing.T) {
	f := shippedForm(t, form.Assessment)
	items := f.Blank(now).Page("en", true)
	if items[1].Path != "strengths" || len(items) != 14 {
		t.Fatalf("%d items, second %s", len(items), items[1].Path)
	}
	for _, area := range items[2:] {
		if len(area.Items) != 3 || len(area.Items[0].Choices) != 5 || len(area.Items[2].Choices) != 4 {
			t.Errorf("%s: %v", area.Path, area.Items)
		}
	}
	a := f.Blank(now)
	a.Fill(one(map[string]string{"safety/safety_level": "2", "safety/safety_words": "I sleep with the light on", "safety/safety_urgency": "now"}), now)
	if len(a.Faults("kk")) != 0 || a.Value("safety/safety_level") != "2" || !strings.Contains(item(t, a, "kk", "safety/safety_level").Shown, "жоспар керек") {
		t.Errorf("faults %v, level %q", a.Faults("kk"), a.Value("safety/safety_level"))
	}
}

func TestTheRiskReviewWeighsEachOfEightQuestionsAndAddsNothingUp(t *testing.T) {
	a := shippedForm(t, form.RiskReview).Blank(now)
	groups := 0
	for _, it := range a.Page("en", false) {
		if it.Kind == form.Group {
			groups++
		}
	}
	if groups != 8 {
		t.Errorf("%d questions", groups)
	}
	a.Fill(one(map[string]string{"reach/reach_likelihood": "3", "reach/reach_harm": "3", "debts/debts_likelihood": "1", "debts/debts_harm": "2", "coping/coping_likelihood": "2"}), now)
	if it := item(t, a, "ru", "reach/reach_first"); it.Label != "Это в первую очередь (9 из 9): договоритесь о шаге сегодня и запишите его." {
		t.Errorf("%q", it.Label)
	}
	page := asked(a.Page("en", false))
	for path, want := range map[string]bool{"debts/debts_first": false, "debts/debts_step": true, "coping/coping_now": true, "coping/coping_first": false, "together": true, "own_view": false} {
		if strings.Contains(page, path) != want {
			t.Errorf("%s on the page: %v", path, !want)
		}
	}
	if it := item(t, a, "kk", "together"); it.Label != "Бірінші кезектегі қауіптер: 8-ден 1. Қауіпсіздік жоспары керек." {
		t.Errorf("%q", it.Label)
	}
}

func TestTheListBeforeLeavingSaysWhatRemainsAndHoldsNobodyBack(t *testing.T) {
	a := shippedForm(t, form.ExitList).Blank(now)
	if n := len(a.Page("en", false)); n != 12 {
		t.Errorf("%d items, want a note, ten points and words", n)
	}
	values := map[string]string{}
	for i, it := range a.Page("en", false)[1:11] {
		values[it.Path] = []string{"yes", "planned", "open", "not_needed"}[i%4]
	}
	a.Fill(one(values), now)
	if it := item(t, a, "en", "left"); it.Label != fmt.Sprintf("Still to be done: %d.", 5) {
		t.Errorf("%q", it.Label)
	}
	if len(a.Faults("en")) != 0 {
		t.Errorf("faults %v", a.Faults("en"))
	}
}
