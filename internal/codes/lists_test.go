package codes

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

var staffLanguages = []string{"kk", "ru", "en"}

func TestEveryItemSpeaksEveryLanguage(t *testing.T) {
	for _, name := range Names() {
		l, _ := Get(name)
		if l.Version == "" || l.Source == "" || l.Licence == "" {
			t.Errorf("%s: version, source or licence is missing", name)
		}
		for _, it := range l.Items {
			for _, lang := range staffLanguages {
				s := it.Labels[lang]
				if s == "" || s != strings.TrimSpace(s) {
					t.Errorf("%s %s: label in %s is %q", name, it.Code, lang, s)
				}
				if n := it.Note[lang]; len(it.Note) > 0 && n == "" {
					t.Errorf("%s %s: no note in %s", name, it.Code, lang)
				}
			}
		}
	}
}

// Two answers of one question must not read alike in any language.
func TestNoTwoItemsReadAlike(t *testing.T) {
	for _, name := range Names() {
		l, _ := Get(name)
		for _, lang := range staffLanguages {
			seen := map[string]string{}
			for _, it := range l.Items {
				key := it.Parent + "|" + fold(it.Labels[lang])
				if other, ok := seen[key]; ok {
					t.Errorf("%s: %s and %s are both %q in %s", name, other, it.Code, it.Labels[lang], lang)
				}
				seen[key] = it.Code
			}
		}
	}
}

// A Latin look-alike inside a Cyrillic word breaks search and sorting.
func TestNoWordMixesAlphabets(t *testing.T) {
	for _, name := range Names() {
		l, _ := Get(name)
		for _, it := range l.Items {
			for _, lang := range []string{"kk", "ru"} {
				for _, word := range strings.FieldsFunc(it.Labels[lang], func(r rune) bool { return !unicode.IsLetter(r) }) {
					latin := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
					cyrillic := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
					if latin && cyrillic {
						t.Errorf("%s %s: %q in %s mixes alphabets", name, it.Code, word, lang)
					}
				}
			}
		}
	}
}

// A code that is mapped to a list kept here must be a code of that list.
func TestMappingsLeadSomewhere(t *testing.T) {
	targets := map[[2]string]string{
		{"recruiter-relation", "htcds"}:       "htcds/recruiter-relation",
		{"organisation-kind", "htcds"}:        "htcds/organisation-type",
		{"sex", "htcds"}:                      "htcds/gender",
		{"ctdc/labour", "htcds"}:              "htcds/labour-industry",
		{"ctdc/labour", "htcds-exploitation"}: "htcds/exploitation",
		{"htcds/labour-industry", "ctdc"}:     "ctdc/labour",
		{"country", "region"}:                 "region",
	}
	for from, to := range targets {
		l, ok := Get(from[0])
		target, ok2 := Get(to)
		if !ok || !ok2 {
			t.Fatalf("no list %s or %s", from[0], to)
		}
		mapped := 0
		for _, it := range l.Items {
			if code := it.Maps[from[1]]; code != "" {
				mapped++
				if !target.Has(code) {
					t.Errorf("%s %s leads to %s, which %s does not hold", l.Name, it.Code, code, to)
				}
			}
		}
		if mapped == 0 {
			t.Errorf("%s maps nothing to %s", l.Name, from[1])
		}
	}
}

func TestSizesThatStandardsFix(t *testing.T) {
	for name, want := range map[string]int{
		"htcds/gender": 6, "htcds/marital": 6, "htcds/education": 9, "htcds/exploitation": 11, "htcds/recruitment-method": 10,
		"htcds/website": 15, "htcds/sex-exploitation": 4, "htcds/role-in-process": 15, "htcds/support-type": 9,
		"htcds/organisation-type": 9, "htcds/case-status": 4,
		"ilo/adult-labour": 6 + 67, "ilo/child-labour": 6 + 65, "ilo/forced-labour": 11,
		"service-kind": 8, "age-band": 10, "kz-region": 20, "country": 249 + 2,
	} {
		l, ok := Get(name)
		if !ok {
			t.Errorf("no list %s", name)
			continue
		}
		if len(l.Items) != want {
			t.Errorf("%s has %d items, want %d", name, len(l.Items), want)
		}
	}
}

// What a page or a script asks for by name is held here (scripts rely on these).
func TestNamesThatScriptsRelyOn(t *testing.T) {
	for list, want := range map[string][]string{
		"sex":      {"female", "male", "other", "unknown"},
		"age-band": {"0-8", "9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48+", "unknown"},
		"answer":   {"yes", "no", "not-now"},
		"stage":    {"arrival", "first-assessment", "trust", "plan", "leaving", "follow-up", "closed"},
	} {
		l, _ := Get(list)
		var got []string
		for _, it := range l.Items {
			got = append(got, it.Code)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is %v, want %v", list, got, want)
		}
	}
	languages, _ := Get("language")
	for _, code := range []string{"kk", "ru", "en", "uz", "uk"} {
		if !languages.Has(code) {
			t.Errorf("no language %s", code)
		}
	}
}

func TestCountries(t *testing.T) {
	l, _ := Get("country")
	alpha3 := map[string]string{}
	for _, it := range l.Items {
		three := it.Maps["iso3166-3"]
		if it.Maps["region"] == "" { // not a place: see the note
			if it.Code != "ZZ" && it.Code != "XXA" {
				t.Errorf("%s lies in no region", it.Code)
			}
			continue
		}
		if len(it.Code) != 2 || len(three) != 3 || alpha3[three] != "" {
			t.Errorf("%s: alpha-3 %q (also %q)", it.Code, three, alpha3[three])
		}
		alpha3[three] = it.Code
	}
	for three, two := range map[string]string{"KAZ": "KZ", "KGZ": "KG", "UZB": "UZ", "TJK": "TJ", "TKM": "TM", "GBR": "GB", "DEU": "DE", "COD": "CD", "MMR": "MM"} {
		if alpha3[three] != two {
			t.Errorf("%s is %q, want %s", three, alpha3[three], two)
		}
	}
	var near []string
	for _, it := range l.Items {
		if it.Maps["region"] == "143" {
			near = append(near, it.Code)
		}
	}
	slices.Sort(near)
	if !slices.Equal(near, []string{"KG", "KZ", "TJ", "TM", "UZ"}) {
		t.Errorf("Central Asia is %v", near)
	}
}

// Text that nobody has verified must say so.
func TestNationalCriteriaSayReplaceMe(t *testing.T) {
	l, _ := Get("national-criteria")
	if !strings.Contains(l.Source, "Replace with your copy") {
		t.Errorf("source %q does not ask to be replaced", l.Source)
	}
	for _, it := range l.Items {
		if !strings.Contains(it.Labels["en"], "replace with your copy") {
			t.Errorf("%s: %q", it.Code, it.Labels["en"])
		}
	}
}
