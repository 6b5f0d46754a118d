package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana/internal/locale"
)

// A visit nobody told of waits on the first screen and among the visits of who keeps
// them, in every language, and one press there says how it ended.
func TestAVisitThatNobodyToldOfIsToldWithOnePress(t *testing.T) {
	s := openShelter(t)
	plan := url.Values{"site": {string(s.Shelter.ID)}, "place": {"elsewhere"}, "on": {"23.11.2026"}, "at": {"15:00"}, "purpose": {"To see the workshop"}}
	status(t, s.post("dina", "/visits", plan), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("dina", "/visits", plan), 303)
	visits := regexp.MustCompile(`/visits/[0-9a-f-]{36}`).FindAllString(s.get("dina", "/visits").Body.String(), -1)
	status(t, s.post("dina", visits[0]+"/guests", url.Values{"name": {"Zarina Omarova"}, "sex": {"female"}}), 303)
	if strings.Contains(s.get("dina", "/today").Body.String(), `id="untold"`) {
		t.Error("it waits on its own day")
	}
	s.Clock.Advance(24 * time.Hour)
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		r := locale.For(lang, locale.Words{})
		for _, path := range []string{"/today", "/visits"} {
			page := s.get("dina", path)
			keyless(t, page)
			says(t, page, r.T("visit.untold"), r.T("visit.told.no"))
		}
	}
	if strings.Contains(s.get("timur", "/visits").Body.String(), `id="untold"`) {
		t.Error("the night is asked how a visit ended")
	}
	s.readIn("dina", locale.EN)
	status(t, s.post("timur", visits[0]+"/told", url.Values{"took": {"yes"}, "version": {"1"}}), 403)
	nobody := s.post("dina", visits[1]+"/told", url.Values{"took": {"yes"}, "version": {"1"}})
	status(t, nobody, 422)
	says(t, nobody, "Write who came.")
	done := s.post("dina", visits[0]+"/told", url.Values{"took": {"yes"}, "version": {"1"}, "from": {"today"}})
	status(t, done, 303)
	if to := done.Header().Get("Location"); to != "/today?done=saved" {
		t.Errorf("she stands on %s", to)
	}
	says(t, s.get("dina", visits[0]), "was held", "nobody has said so")
	status(t, s.post("dina", visits[1]+"/told", url.Values{"took": {"no"}, "version": {"1"}}), 303)
	if strings.Contains(s.get("dina", "/visits").Body.String(), `id="untold"`) {
		t.Error("what was told waits still")
	}
}
