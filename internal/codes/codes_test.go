package codes

import (
	"slices"
	"testing"

	"example.org/pana"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCheck(t *testing.T) {
	for _, row := range []struct {
		name, list, code, say string
		kind                  pana.Kind
	}{
		{"a code of the list passes", "exit-mode", "escape", "", 0},
		{"an empty code passes, nothing is required", "exit-mode", "", "", 0},
		{"an unknown code is refused", "exit-mode", "flew", "codes.unknown", pana.Invalid},
		{"a label is not a code", "htcds/control", "Debt bondage", "codes.unknown", pana.Invalid},
		{"another case is not the code", "country", "kz", "codes.unknown", pana.Invalid},
		{"a list that does not exist is our own fault", "no-such-list", "x", "codes.list.missing", pana.Internal},
	} {
		t.Run(row.name, func(t *testing.T) { wantError(t, Check("test.Op", "way-out", row.list, row.code), row.kind, row.say) })
	}
}

func TestCheckAll(t *testing.T) {
	for _, row := range []struct {
		name  string
		codes []string
		say   string
	}{
		{"no answer passes", nil, ""},
		{"several sources at once", []string{"police", "ngo", "self"}, ""},
		{"one unknown refuses all", []string{"police", "moon"}, "codes.unknown"},
		{"the same answer twice", []string{"police", "ngo", "police"}, "codes.twice"},
		{"unanswered boxes pass", []string{"", "police", ""}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			wantError(t, CheckAll("test.Op", "way-out", "referral-source", row.codes), pana.Invalid, row.say)
		})
	}
}

func wantError(t *testing.T, err error, kind pana.Kind, say string) {
	t.Helper()
	if say == "" {
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		return
	}
	e, ok := err.(*pana.Error)
	if !ok {
		t.Fatalf("got %v, want a *pana.Error saying %s", err, say)
	}
	got := pana.Error{Op: e.Op, Kind: e.Kind, Field: e.Field, Say: e.Say}
	if d := cmp.Diff(pana.Error{Op: "test.Op", Kind: kind, Field: "way-out", Say: say}, got); d != "" {
		t.Error(d)
	}
}

func TestLabel(t *testing.T) {
	for _, row := range []struct{ name, list, lang, code, want string }{
		{"Kazakh", "country", "kk", "UZ", "Өзбекстан"},
		{"Russian", "htcds/exploitation", "ru", "ForcedLabour", "Принудительный труд"},
		{"a language without labels falls back to English", "stage", "uk", "trust", "Trust"},
		{"an unknown code stands for itself", "stage", "kk", "gone", "gone"},
		{"an unknown list leaves the code", "gone", "kk", "trust", "trust"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := Label(row.list, row.lang, row.code); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	list := func(items string) string {
		return `{"name":"x","version":"1","source":"s","licence":"l","items":[` + items + `]}`
	}
	for _, row := range []struct{ name, text, say string }{
		{"a sound list", list(`{"code":"a","labels":{"en":"A"}},{"code":"b","parent":"a","labels":{"en":"B"}}`), ""},
		{"text that is no list", `hello`, "codes.list.unreadable"},
		{"a field nobody knows", `{"name":"x","colour":"red"}`, "codes.list.unreadable"},
		{"something after the list", list(`{"code":"a","labels":{"en":"A"}}`) + `{}`, "codes.list.unreadable"},
		{"no items", list(``), "codes.list.name"},
		{"no name", `{"items":[{"code":"a","labels":{"en":"A"}}]}`, "codes.list.name"},
		{"an empty code", list(`{"code":"","labels":{"en":"A"}}`), "codes.list.code"},
		{"a code with a space at its end", list(`{"code":"DebtBondage ","labels":{"en":"A"}}`), "codes.list.code"},
		{"the same code twice", list(`{"code":"a","labels":{"en":"A"}},{"code":"a","labels":{"en":"B"}}`), "codes.list.twice"},
		{"the same label twice", list(`{"code":"a","labels":{"en":"A word"}},{"code":"b","labels":{"en":"a Word "}}`), "codes.list.twice"},
		{"no English label", list(`{"code":"a","labels":{"kk":"А"}}`), "codes.list.label"},
		{"an unknown parent", list(`{"code":"a","parent":"z","labels":{"en":"A"}}`), "codes.list.parent"},
		{"its own parent", list(`{"code":"a","parent":"a","labels":{"en":"A"}}`), "codes.list.parent"},
		{"a weight of another kind", list(`{"code":"a","weight":"heavy","labels":{"en":"A"}}`), "codes.list.weight"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := Parse([]byte(row.text))
			say := ""
			if e, ok := err.(*pana.Error); ok {
				say = e.Say
			}
			if say != row.say || (err == nil) != (row.say == "") {
				t.Errorf("got %v, want %q", err, row.say)
			}
		})
	}
}

// keepShelf puts the lists back as they were when the test ends.
func keepShelf(t *testing.T) {
	before := shelf.Load()
	t.Cleanup(func() { shelf.Store(before) })
}

func TestTheHouseReplacesAList(t *testing.T) {
	keepShelf(t)
	mine, err := Parse([]byte(`{"name":"site-kind","version":"house-1","source":"the house","licence":"own","items":[
		{"code":"farm","labels":{"en":"Farm"}},
		{"code":"shelter","labels":{"en":"Refuge"}},
		{"code":"bureau","labels":{"en":"Office"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // putting the same list in place again changes nothing
		if err := Use(mine); err != nil {
			t.Fatal(err)
		}
	}
	l, _ := Get("site-kind")
	var offered []string
	for _, it := range l.Offered() {
		offered = append(offered, it.Code)
	}
	if d := cmp.Diff([]string{"farm", "shelter", "bureau"}, offered); d != "" {
		t.Error("offered:", d)
	}
	if got := l.Label("en", "youth-centre"); got != "Youth centre" {
		t.Errorf("an old record lost its label: %q", got)
	}
	wantError(t, Check("test.Op", "way-out", "site-kind", "youth-centre"), pana.Invalid, "codes.retired")
	if code, _ := l.Match("Office"); code != "bureau" {
		t.Errorf("Office means %q; the newer code owns the word", code)
	}
	if code, _ := l.Match("Youth centre"); code != "youth-centre" {
		t.Errorf("a retired word no one else uses means %q", code)
	}
}

func TestANewListStandsBesideTheOthers(t *testing.T) {
	keepShelf(t)
	mine, err := Parse([]byte(`{"name":"house/colour","version":"1","source":"s","licence":"l","items":[{"code":"red","labels":{"en":"Red"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if err := Use(mine); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(Names(), "house/colour") || !slices.Contains(Names(), "stage") {
		t.Errorf("lists: %v", Names())
	}
}

func TestMatchNeverGuesses(t *testing.T) {
	for _, row := range []struct{ list, text, want string }{
		{"htcds/control", "DebtBondage ", "DebtBondage"},
		{"htcds/control", "debt bondage", "DebtBondage"},
		{"htcds/control", "PsychoactiveSubstances", "PsychoactiveSubstance"},
		{"htcds/control", "ThreatOfLawEnforcement", "ThreatsLawEnforcement"},
		{"htcds/recruiter-relation", "Unaquainted", "Unaquainted"},
		{"htcds/recruiter-relation", "unacquainted", "Unaquainted"},
		{"htcds/gender", "Feminine\u00a0", "Feminine"},
		{"htcds/gender", "Woman", "Feminine"},
		{"age-band", "09--17", "9-17"},
		{"age-band", "48+", "48+"},
		{"country", "UZB", "UZ"},
		{"country", "uzbekistan", "UZ"},
		{"country", "Moldova, Republic of", "MD"},
		{"country", "00", "ZZ"},
		{"language", "kaz", "kk"},
		{"recruiter-relation", "IntimatePartner", "partner"},
		{AdultLabour, "coercion.debt-bondage", "coercion.debt-bondage"},
		{AdultLabour, "Debt bondage", ""}, // in two dimensions, so it means neither
		{"country", "Soviet Union", ""},
		{"country", "", ""},
		{"country", " - ", ""},
	} {
		t.Run(row.list+" "+row.text, func(t *testing.T) {
			l, ok := Get(row.list)
			if !ok {
				t.Fatal("no such list")
			}
			got, ok := l.Match(row.text)
			if got != row.want || ok != (row.want != "") {
				t.Errorf("got %q %v, want %q", got, ok, row.want)
			}
		})
	}
}

// Whatever the case and the spaces, a label leads back to its code, unless two
// parents share the label.
func TestMatchFindsEveryLabel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, _ := Get(rapid.SampledFrom(Names()).Draw(t, "list"))
		it := rapid.SampledFrom(l.Items).Draw(t, "item")
		shared := 0
		for _, o := range l.Items {
			if fold(o.Labels["en"]) == fold(it.Labels["en"]) {
				shared++
			}
		}
		pad := rapid.StringMatching(`[ \t\x{a0}]{0,3}`).Draw(t, "pad")
		got, ok := l.Match(pad + it.Labels["en"] + pad)
		if shared == 1 && got != it.Code {
			t.Fatalf("%s: label of %s means %q", l.Name, it.Code, got)
		}
		if shared > 1 && ok {
			t.Fatalf("%s: the shared label of %s means %q", l.Name, it.Code, got)
		}
	})
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{"DebtBondage ", "Unaquainted", "09--17", "", "\x00", "İI", "Қ", "\u202eKZ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range Names() {
			l, _ := Get(name)
			code, ok := l.Match(s)
			if ok != l.Has(code) {
				t.Fatalf("%s: %q gave %q, %v", name, s, code, ok)
			}
			if again, _ := l.Match(code); ok && again != code {
				t.Fatalf("%s: %q gave %q, which means %q", name, s, code, again)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"name":"x","version":"1","source":"s","licence":"l","items":[{"code":"a","labels":{"en":"A"}}]}`))
	f.Add([]byte(`{"items":[{}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := Parse(text)
		if err != nil {
			return
		}
		for _, it := range l.Items {
			if !l.Has(it.Code) || l.Label("en", it.Code) == "" {
				t.Fatalf("item %q is lost", it.Code)
			}
		}
	})
}
