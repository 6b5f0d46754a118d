package locale

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/feature/plural"

	"example.org/pana"
)

func TestEveryFileCanBeRead(t *testing.T) {
	for _, err := range books().faults {
		t.Error(err)
	}
}

// An area that clients read has a file in Uzbek or Ukrainian, and then in both.
func langsOf(c *catalogue, area string) []Lang {
	if c.areas[area][UZ] || c.areas[area][UK] {
		return ClientLangs()
	}
	return Langs()
}

func TestEveryTextIsThereInEveryLanguage(t *testing.T) {
	c := books()
	seen := map[string]bool{}
	for _, book := range c.langs {
		for key, m := range book {
			if seen[key] {
				continue
			}
			seen[key] = true
			for _, lang := range langsOf(c, m.area) {
				other := c.of(lang)[key]
				if other == nil {
					t.Errorf("%s: not in %s.%s.json", key, m.area, lang)
					continue
				}
				if other.area != m.area {
					t.Errorf("%s: in area %s and in area %s", key, m.area, other.area)
				}
				if got, want := other.places(), m.places(); !slices.Equal(got, want) {
					t.Errorf("%s: places %v in %s.%s.json, %v elsewhere", key, got, other.area, lang, want)
				}
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d keys: the texts were not found", len(seen))
	}
}

func TestEveryTextIsWhole(t *testing.T) {
	c := books()
	wanted := map[Lang][]plural.Form{
		EN: {plural.One, plural.Other}, RU: {plural.One, plural.Few, plural.Many},
		UK: {plural.One, plural.Few, plural.Many}, KK: {plural.One, plural.Other}, UZ: {plural.One, plural.Other},
	}
	for lang, book := range c.langs {
		for key, m := range book {
			forms := []plural.Form{plural.Other}
			if m.plural {
				forms = wanted[lang]
			}
			for _, f := range forms {
				if m.forms[f] == nil {
					t.Errorf("%s in %s: plural form %d is missing", key, lang, f)
				}
			}
			for _, p := range m.forms {
				for _, x := range p {
					if x.text != strings.ToValidUTF8(x.text, "") || strings.Contains(x.text, "TODO") {
						t.Errorf("%s in %s: %q", key, lang, x.text)
					}
				}
			}
			for _, p := range m.forms {
				if len(p) == 1 && p[0].word == "" && p[0].name == "" && strings.TrimSpace(p[0].text) != p[0].text {
					t.Errorf("%s in %s begins or ends with a space", key, lang)
				}
			}
			for _, w := range m.words() {
				if !slices.Contains(Cases(lang), w) {
					t.Errorf("%s: %s nouns have no form %q", key, lang, w)
				}
			}
			if key != strings.ToLower(key) || !strings.Contains(key, ".") || strings.ContainsAny(key, " _") {
				t.Errorf("%s in %s: keys are dotted lower case", key, lang)
			}
		}
	}
}

func TestEveryCodeOfTheRootPackageHasAWord(t *testing.T) {
	var keys []string
	for _, v := range pana.Roles() {
		keys = append(keys, "role."+string(v))
	}
	for _, v := range pana.Compartments() {
		keys = append(keys, "compartment."+string(v))
	}
	for _, v := range pana.Sources() {
		keys = append(keys, "source."+string(v))
	}
	for _, v := range pana.Purposes() {
		keys = append(keys, "purpose."+string(v))
	}
	for _, v := range pana.Precisions() {
		keys = append(keys, "precision."+string(v))
	}
	for _, v := range ClientLangs() {
		keys = append(keys, "language."+string(v), "language.self."+string(v))
	}
	for k := pana.Internal; k <= pana.Conflict; k++ {
		keys = append(keys, "error."+KindKey(k)+".title", "error."+KindKey(k)+".text")
	}
	for _, lang := range Langs() {
		for _, key := range keys {
			if !For(lang, Words{}).Has(key) {
				t.Errorf("%s has no %s", lang, key)
			}
		}
	}
}

func TestAFileWithAFaultIsNamedAndLeftOut(t *testing.T) {
	for name, file := range map[string]string{
		"a key said twice":              `{"a.b": "x", "a.b": "y"}`,
		"braces that are no place":      `{"a.b": "x {{N}}"}`,
		"a call of a template function": `{"a.b": "{{len .N}}"}`,
		"a form no noun has":            `{"a.b": "{{.Word.vocative}}"}`,
		"a form of something else":      `{"a.b": "{{.Bed.gen}}"}`,
		"an unknown part":               `{"a.b": {"oen": "x"}}`,
		"a number for a text":           `{"a.b": 3}`,
		"an array":                      `["a.b"]`,
		"half a file":                   `{"a.b": "x"`,
	} {
		t.Run(name, func(t *testing.T) {
			c := read(fstest.MapFS{"bad.en.json": {Data: []byte(file)}, "good.en.json": {Data: []byte(`{"c.d": "z"}`)}})
			if len(c.faults) != 1 || !strings.Contains(c.faults[0].Error(), "bad.en.json") {
				t.Errorf("faults: %v", c.faults)
			}
			if c.of(EN)["c.d"] == nil {
				t.Error("the good file was lost too")
			}
		})
	}
	if c := read(fstest.MapFS{"bed.fr.json": {Data: []byte(`{}`)}}); len(c.faults) != 1 {
		t.Errorf("a language nobody speaks: %v", c.faults)
	}
}

func TestReviewMarksAFileOrAText(t *testing.T) {
	c := read(fstest.MapFS{"bed.kk.json": {Data: []byte(
		`{"a.one": "x", "review": true, "a.two": {"review": false, "other": "y"}, "a.three": {"one": "1", "other": "2"}}`)}})
	if len(c.faults) != 0 {
		t.Fatal(c.faults)
	}
	for key, want := range map[string]bool{"a.one": true, "a.two": false, "a.three": true} {
		if got := c.of(KK)[key].review; got != want {
			t.Errorf("%s: review %v, want %v", key, got, want)
		}
	}
}

// Whatever a file holds, reading it neither panics nor yields a text that
// cannot be filled.
func FuzzFile(f *testing.F) {
	f.Add([]byte(`{"a.b": "x {{.N}}", "review": true, "c.d": {"one": "{{.Word.Nom}}", "other": "y"}}`))
	f.Add([]byte(`{"a.b": {"few": "}}{{"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &catalogue{langs: map[Lang]map[string]*message{}, areas: map[string]map[Lang]bool{}}
		if c.add("x", RU, data) != nil {
			return
		}
		r := &Reader{lang: RU}
		for _, m := range c.of(RU) {
			m = m.with(&Client.RU)
			r.fill(m, func(string) any { return 2 })
		}
	})
}
