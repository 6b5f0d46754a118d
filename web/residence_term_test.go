package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/internal/locale"
)

func TestWhoPaysUntilWhenIsWrittenAskedAndAnsweredFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/term"
	status(t, s.post("dina", "/clients/"+code+"/bed", url.Values{"bed": {free(s.get("dina", "/clients/"+code+"/bed"))[0]}}), 303)
	says(t, s.get("dina", here), "Nobody has written down who pays")
	status(t, s.post("dina", here, url.Values{"payer": {"local"}, "until": {"13.12.2026"}}), 303)
	says(t, s.get("dina", "/today"), "Who pays next?", code, "20 more days are paid")
	page := s.get("dina", here)
	says(t, page, "City or regional budget", "13.12.2026")
	term := regexp.MustCompile(`name="replaces" id="[^"]*" value="([0-9a-f-]{36})"`).FindStringSubmatch(page.Body.String())
	if term == nil {
		t.Fatal("the term cannot be changed")
	}
	status(t, s.post("dina", here+"/ask", url.Values{"term": {term[1]}, "wanted": {"01.12.2026"}, "reason": {"a passport in January"}}), 422)
	status(t, s.post("dina", here+"/ask", url.Values{"term": {term[1]}, "wanted": {"01.03.2027"}, "reason": {"a passport in January"}}), 303)
	if strings.Contains(s.get("dina", "/today").Body.String(), "Who pays next?") {
		t.Error("Today goes on asking")
	}
	ask := regexp.MustCompile(`/term/asks/[0-9a-f-]{36}`).FindString(s.get("saule", here).Body.String())
	if ask == "" || strings.Contains(s.get("dina", here).Body.String(), ask) {
		t.Fatalf("the way to the answer is %q, for the director and nobody else", ask)
	}
	answer := "/clients/" + code + ask
	says(t, s.get("saule", answer), "a passport in January", `value="01.03.2027"`)
	status(t, s.get("dina", answer), 403)
	no := s.post("saule", answer, url.Values{"answer": {"not-granted"}, "version": {"1"}})
	status(t, no, 422)
	says(t, no, "Write why it was not granted")
	status(t, s.post("saule", answer, url.Values{"answer": {"granted"}, "until": {"01.02.2027"}, "version": {"1"}}), 303)
	status(t, s.post("marat", answer, url.Values{"answer": {"granted"}, "until": {"01.02.2027"}, "version": {"1"}}), 409)
	says(t, s.get("dina", here), "01.02.2027", "Granted on")
	late := s.post("dina", here, url.Values{"replaces": {term[1]}, "until": {"05.05.2027"}})
	status(t, late, 409)
	says(t, late, "05.05.2027", "01.02.2027")
}

func TestThePageOfWhoPaysSpeaksEveryLanguageAndRefusesInIt(t *testing.T) {
	s := openShelter(t)
	here := "/clients/" + s.woman() + "/term"
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		r := locale.For(lang, locale.Words{})
		page := s.get("dina", here)
		status(t, page, 200)
		says(t, page, r.T("term.none"), r.T("term.hint"))
		wrong := s.post("dina", here, url.Values{"until": {"01.02.2027"}})
		status(t, wrong, 422)
		says(t, wrong, r.T("term.payer.missing"), "01.02.2027")
	}
	for who, want := range map[string]int{"erlan": 403, "gulnar": 403, "timur": 403, "lena": 403, "vera": 403} {
		if w := s.get(who, here); w.Code != want {
			t.Errorf("%s gets %d, want %d", who, w.Code, want)
		}
	}
}
