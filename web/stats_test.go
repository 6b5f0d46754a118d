package web_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/internal/locale"
)

var statsPages = []string{"/seasons", "/seasons/origins", "/seasons/ages", "/seasons/beds", "/seasons/requests"}

func TestSeasonsFromThePagesInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		r := locale.For(lang, locale.Words{})
		for _, p := range statsPages {
			page := s.get("dina", p)
			status(t, page, 200)
			says(t, page, r.T("stats.own"), r.T("stats.readings"))
			if strings.Contains(page.Body.String(), code) {
				t.Errorf("%s names a client", p)
			}
		}
		says(t, s.get("dina", "/seasons"), "n = 1", r.T("stats.seasons.all"))
		says(t, s.get("dina", "/today"), r.T("stats.today"))
	}
}

func TestSeasonsAreForThoseWhoWorkWithTheFiles(t *testing.T) {
	s := openShelter(t)
	for _, name := range []string{"timur", "raushan", "bolat", "kamila", "arman", "lena", "vera", "hans", "mira", "oleg"} {
		for _, p := range statsPages {
			status(t, s.get(name, p), 403)
		}
		status(t, s.post(name, "/seasons/readings", url.Values{"chart": {"seasons"}, "label": {"why"}, "text": {"The cold."}}), 403)
	}
}

func TestAReadingStandsBesideItsTableUntilItIsCorrected(t *testing.T) {
	s := openShelter(t)
	years := url.Values{"chart": {"seasons"}, "from": {"2022"}, "until": {"2026"}, "label": {"why"}}
	with := func(more ...string) url.Values {
		v := url.Values{}
		for k, x := range years {
			v[k] = x
		}
		for i := 0; i < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	bad := s.post("dina", "/seasons/readings", with("text", " "))
	status(t, bad, 422)
	says(t, bad, locale.For(locale.EN, locale.Words{}).T("stats.reading.missing"))
	status(t, s.post("dina", "/seasons/readings", with("text", "x", "chart", "weather")), 422)
	status(t, s.post("dina", "/seasons/readings", with("text", "x", "label", "fun")), 422)
	kept := s.post("dina", "/seasons/readings", with("text", "Presumably the cold."))
	status(t, kept, 303)
	page := s.get("gulnar", "/seasons?from=2024&until=2025")
	says(t, page, "Presumably the cold.")
	if strings.Contains(s.get("gulnar", "/seasons/ages").Body.String(), "Presumably") {
		t.Error("it stands beside another table")
	}
	if strings.Contains(s.get("gulnar", "/seasons?from=2019&until=2021").Body.String(), "Presumably") {
		t.Error("it stands beside other years")
	}
	id := regexp.MustCompile(`correct=([0-9a-f-]{36})`).FindStringSubmatch(page.Body.String())
	if id == nil {
		t.Fatal("it cannot be corrected")
	}
	status(t, s.post("gulnar", "/seasons/readings", with("text", "After the harvest.", "correct", id[1], "label", "context")), 303)
	after := s.get("dina", "/seasons")
	says(t, after, "After the harvest.")
	if strings.Contains(after.Body.String(), "Presumably") {
		t.Error("what was corrected stands there still")
	}
	status(t, s.post("dina", "/seasons/readings", with("text", "Too late.", "correct", id[1])), 409)
}

func TestYearsThatCannotBeAreSaidAboveThoseThatAreShown(t *testing.T) {
	s := openShelter(t)
	for _, q := range []string{"?from=1200", "?from=2026&until=2020", "?from=1990&until=2026", "?kind=fun", "?age=7"} {
		status(t, s.get("saule", "/seasons/origins"+q), 422)
	}
	status(t, s.get("saule", "/seasons?site=nowhere"), 404)
}

// What a table is narrowed to stands in every address of its page as it was chosen: an
// age of 48 or more as well.
func TestATableStaysNarrowedWhereItLeads(t *testing.T) {
	s := openShelter(t)
	s.woman()
	s.readIn("dina", locale.EN)
	narrowed := "/seasons/origins?" + url.Values{"from": {"2024"}, "until": {"2026"}, "age": {"48+"}, "sex": {"female"}}.Encode()
	id := regexp.MustCompile(`hint=([0-9a-f-]{36})`)
	w := s.post("dina", "/seasons/readings", url.Values{"chart": {"origins"}, "from": {"2024"}, "until": {"2026"}, "label": {"why"}, "text": {"Many are of one village."}})
	status(t, w, 303)
	page := s.get("dina", narrowed)
	status(t, page, 200)
	to := html.UnescapeString(regexp.MustCompile(`href="(/seasons/origins\?[^"]*correct=[^"]*)#write"`).FindStringSubmatch(page.Body.String())[1])
	if !strings.Contains(to, id.FindStringSubmatch(w.Header().Get("Location"))[1]) {
		t.Fatalf("the reading leads to %q", to)
	}
	again := s.get("dina", to)
	status(t, again, 200)
	says(t, again, `<option value="48+" selected`, "Many are of one village.")
}
