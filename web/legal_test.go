package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/legal"
)

// furnishLegal gives a client a paper that is being restored.
func (c *crowd) furnishLegal(a casework.Added, s *stood) {
	c.t.Helper()
	l, saule := legal.New(c.House, c.files), c.As("saule")
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish papers: %v", err)
		}
	}
	paper, err := l.AddPaper(saule, a.Client, legal.NewPaper{Kind: "id-card", State: "lost"})
	must(err)
	way, err := l.Restore(saule, a.Client, paper, "kz-identity-card")
	must(err)
	v, err := l.Papers(saule, a.Code)
	must(err)
	s.other["papers"], s.other["restorations"] = string(paper), string(way)
	s.other["paper-steps"] = string(v.Papers[0].Ways[0].Steps[0].ID)
}

var unsaidLegal = regexp.MustCompile(`\[(paper|court|legal|track|ahead|hearing)\.[a-z.-]+\]`)

func TestAPaperIsRestoredFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	says(t, s.get("dina", here), "/papers")
	says(t, s.get("dina", here+"/papers"), "No paper is written down yet")
	wrong := s.post("dina", here+"/papers", url.Values{"kind": {"passport"}, "expires": {"31.02.2026"}, "number": {"AB 12"}})
	status(t, wrong, 422)
	says(t, wrong, "AB 12", "31.02.2026")
	r := s.post("dina", here+"/papers", url.Values{"kind": {"return-certificate"}, "state": {"lost"}, "country": {"UZ"}, "needed": {"yes"}, "number": {"AB 12"},
		"issued": {"1991"}, "issued_how": {"before"}, "source": {"client"}, "note": {"lost on the road"}})
	status(t, r, 303)
	paper := strings.TrimSuffix(r.Header().Get("Location"), "?done=added")
	page := s.get("dina", paper)
	says(t, page, "AB 12", "lost on the road", `value="1991"`, "Uzbek return certificate", "Nobody has checked them")
	status(t, s.post("dina", paper+"/restore", url.Values{"form": {"restore"}}), 422)
	status(t, s.post("dina", paper+"/restore", url.Values{"form": {"restore"}, "template": {"uz-return-certificate"}}), 303)
	page = s.get("dina", paper)
	says(t, page, "Check of identity at home", "Not checked", "30 to 90 days")
	steps := regexp.MustCompile(`/clients/[^/]+/paper-steps/[0-9a-f-]{36}`).FindAllString(page.Body.String(), -1)
	if len(steps) != 7 {
		t.Fatalf("%d steps", len(steps))
	}
	form := steps[4]
	says(t, s.get("dina", form), "Ask for consent first", "/consents")
	asked := url.Values{"version": {"1"}, "asked": {"23.11.2026"}, "cost": {"28 000"}, "currency": {"KZT"}, "payer": {"donation"}, "note": {"the queue was short"}}
	no := s.post("dina", form, asked)
	status(t, no, 422)
	says(t, no, "has not agreed that this embassy be turned to", "the queue was short", "28 000")
	status(t, s.post("dina", here+"/consents", url.Values{"purpose": {"embassy"}, "answer": {"yes"}, "recipient": {"embassy"}, "fields": {"name"}, "until": {"01.12.2026"}}), 303)
	says(t, s.get("dina", form), "The consent for this step stands")
	status(t, s.post("dina", form, asked), 303)
	says(t, s.get("dina", form), "the queue was short", `value="28000"`)
	late := asked
	late.Set("asked", "22.11.2026")
	twice := s.post("saule", form, late)
	status(t, twice, 409)
	says(t, twice, "22.11.2026", "23.11.2026")
	way := regexp.MustCompile(`/clients/[^/]+/restorations/[0-9a-f-]{36}`).FindString(page.Body.String())
	status(t, s.post("dina", way+"/steps", url.Values{"form": {"step"}, "title": {""}}), 422)
	status(t, s.post("dina", way+"/steps", url.Values{"form": {"step"}, "title": {"Ask the school for a photograph"}}), 303)
	says(t, s.get("dina", paper), "Ask the school for a photograph")
	bad := s.post("dina", way+"/end", url.Values{"form": {"end"}, "version": {"1"}, "end_outcome": {"obtained"}, "end_expires": {"01.01.2020"}, "end_note": {"it came"}})
	status(t, bad, 422)
	says(t, bad, "it came", "AB 12") // the other form still shows what is kept
	status(t, s.post("dina", way+"/end", url.Values{"form": {"end"}, "version": {"1"}, "end_outcome": {"obtained"}, "end_expires": {"10.12.2026"}, "end_number": {"UZ 7"}, "end_note": {"it came"}}), 303)
	says(t, s.get("dina", paper), "UZ 7", "it came", "The paper is here")
	says(t, s.get("dina", here+"/papers"), "Runs out soon", "until 10.12.2026")
	says(t, s.get("dina", here), "A paper runs out: 10")
	says(t, s.get("dina", "/calendar?from=2026-12-01"), "A paper runs out")
}

func TestThePagesOfPapersSpeakEveryLanguageAndRefuseInIt(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		s.readIn("saule", lang)
		r := locale.For(lang, locale.Words{})
		wrong := s.post("dina", here+"/papers", url.Values{"number": {"KZ 55"}})
		status(t, wrong, 422)
		says(t, wrong, r.T("paper.kind.missing"), "KZ 55")
		made := s.post("dina", here+"/papers", url.Values{"kind": {"id-card"}, "state": {"stolen"}})
		status(t, made, 303)
		paper := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
		status(t, s.post("dina", paper+"/restore", url.Values{"template": {"kz-identity-card"}}), 303)
		page := s.get("dina", paper)
		step := regexp.MustCompile(`/clients/[^/]+/paper-steps/[0-9a-f-]{36}`).FindString(page.Body.String())
		for _, at := range []string{paper, step, here + "/papers", here} {
			w := s.get("dina", at)
			status(t, w, 200)
			if key := unsaidLegal.FindString(w.Body.String()); key != "" {
				t.Errorf("%s in %s shows the key %s", at, lang, key)
			}
		}
		no := s.post("dina", step, url.Values{"version": {"1"}, "done": {"22.11.2026"}})
		status(t, no, 422)
		says(t, no, r.T("paper.consent.open"))
		set := s.get("saule", "/house/legal")
		status(t, set, 200)
		says(t, set, r.T("legal.settings.waits.hint"))
	}
	for who, want := range map[string]int{"erlan": 403, "gulnar": 403, "timur": 403, "lena": 403, "vera": 403} {
		if w := s.get(who, here+"/papers"); w.Code != want {
			t.Errorf("%s gets %d, want %d", who, w.Code, want)
		}
	}
}

func TestTheHouseSetsItsOwnDaysFromThePage(t *testing.T) {
	s := openShelter(t)
	status(t, s.get("dina", "/house/legal"), 403)
	bad := s.post("saule", "/house/legal", url.Values{"version": {"0"}, "warn": {"soon"}, "reflection": {"30"}})
	status(t, bad, 422)
	says(t, bad, "soon", "Write a whole number")
	status(t, s.post("saule", "/house/legal", url.Values{"version": {"0"}, "warn": {"60"}, "reflection": {"30"}, "wait_uz-return-certificate/identity-check": {"21"}}), 303)
	says(t, s.get("saule", "/house/legal"), `value="60"`, `value="30"`, `value="21"`)
	status(t, s.post("marat", "/house/legal", url.Values{"version": {"0"}, "warn": {"10"}}), 409)
}
