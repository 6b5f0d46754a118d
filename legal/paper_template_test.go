package legal_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/legal"
)

func TestEveryWaySpeaksEveryLanguageAndAsksForConsentAtEmbassies(t *testing.T) {
	all := legal.Templates()
	if len(all) < 6 {
		t.Fatalf("only %d ways", len(all))
	}
	for _, want := range []string{"kz-identity-card", "kz-birth-certificate", "uz-return-certificate", "consular-paper", "nationality-determination", "other-paper"} {
		if _, ok := legal.FindTemplate(want); !ok {
			t.Errorf("there is no way %q", want)
		}
	}
	for _, way := range all {
		if way.Checked {
			t.Errorf("%s calls itself checked: by whom?", way.Code)
		}
		if !slices.Contains(legal.PaperKinds(), way.Kind) {
			t.Errorf("%s is for a %s, which no register holds", way.Code, way.Kind)
		}
		for _, s := range way.Steps {
			for _, lang := range []string{"en", "ru", "kk"} {
				if s.Labels[lang] == "" || way.Labels[lang] == "" || len(s.Hint) > 0 && s.Hint[lang] == "" || len(way.Fee) > 0 && way.Fee[lang] == "" {
					t.Errorf("%s, %s: nothing said in %s", way.Code, s.Code, lang)
				}
			}
			if s.Office == "embassy" && s.Needs != pana.EmbassyUse || s.Office == "police" && s.Needs != pana.PoliceUse {
				t.Errorf("%s, %s turns to the %s without consent", way.Code, s.Code, s.Office)
			}
			if s.Days.Known() && !s.Waits {
				t.Errorf("%s, %s: days for which nobody waits", way.Code, s.Code)
			}
		}
	}
}

func TestATemplateIsRefusedWhenItIsNone(t *testing.T) {
	fair := `{"code": "a", "kind": "passport", "labels": {"en": "A"}, "validity": {}, "steps": [{"code": "x", "labels": {"en": "X"}, "days": {}}]}`
	if _, err := legal.ParseTemplate([]byte(fair)); err != nil {
		t.Fatalf("a fair one: %v", err)
	}
	for _, c := range []struct{ name, from, to string }{
		{"no code", `"code": "a"`, `"code": ""`},
		{"an unknown kind", "passport", "spell"},
		{"no label", `"en": "A"`, `"en": ""`},
		{"an unknown field", `"kind"`, `"colour": "red", "kind"`},
		{"a step without a word", `"en": "X"`, `"ru": "X"`},
		{"a step that is ours", `"code": "x"`, `"code": "own"`},
		{"a step twice", `"steps": [`, `"steps": [{"code": "x", "labels": {"en": "X"}}, `},
		{"an unknown office", `"days"`, `"office": "moon", "days"`},
		{"a consent that no step needs", `"days"`, `"needs": "statistics", "days"`},
		{"days backwards", `"days": {}`, `"days": {"least": 5, "most": 2}`},
		{"more behind it", `}]}`, `}]} {}`},
	} {
		if _, err := legal.ParseTemplate([]byte(strings.Replace(fair, c.from, c.to, 1))); err == nil {
			t.Errorf("%s is taken", c.name)
		} else if e, ok := errors.AsType[*pana.Error](err); !ok || e.Kind != pana.Invalid {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzParseTemplate(f *testing.F) {
	names, _ := os.ReadDir("templates")
	for _, n := range names {
		text, err := os.ReadFile("templates/" + n.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		way, err := legal.ParseTemplate(text)
		if err != nil {
			if pana.KindOf(err) != pana.Invalid {
				t.Fatalf("an answer nobody can use: %v", err)
			}
			return
		}
		for _, s := range way.Steps {
			if got, ok := way.Step(s.Code); !ok || got.Code != s.Code || legal.In(s.Labels, "kk") == "" {
				t.Fatalf("a step that cannot be found or said: %q", s.Code)
			}
		}
	})
}
