package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/night"
)

// handedOver has the shelter hand a shift over, and returns it.
func (c *crowd) handedOver() string {
	c.t.Helper()
	n, saule := night.New(c.House, c.files, c.beds), c.As("saule")
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatal(err)
		}
	}
	must(n.SayOfHouse(saule, c.Shelter.ID, 0, "The lamp is broken."))
	must(n.Give(saule, c.Shelter.ID))
	kept, err := n.Kept(saule, c.Shelter.ID)
	must(err)
	return string(kept[0].ID)
}

func TestAShiftIsKeptFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	status(t, s.get("lena", "/night"), 403)
	status(t, s.get("bolat", "/clients/"+code+"/line"), 403)
	status(t, s.post("dina", "/night", url.Values{"do": {"begin"}}), 303)
	says(t, s.get("dina", "/night/handover"), code, "Nothing written yet")
	status(t, s.post("dina", "/clients/"+code+"/line", url.Values{"urgency": {"soon"}, "text": {"Waits for a call"}}), 422)
	w := s.post("dina", "/clients/"+code+"/line", url.Values{"urgency": {"urgent"}, "text": {"Waits for a call"}})
	status(t, w, 303)
	w = s.post("erlan", "/clients/"+code+"/line", url.Values{"text": {"Sleeps"}})
	status(t, w, 409)
	says(t, w, "Sleeps")
	status(t, s.post("dina", "/night/handover", url.Values{"version": {"1"}, "house": {"The lamp is broken."}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("timur", "/night", url.Values{"do": {"begin"}}), 303)
	status(t, s.post("dina", "/night/handover/give", nil), 303)
	status(t, s.post("dina", "/night/handover/give", nil), 409)
	says(t, s.get("timur", "/today"), "A handover waits for you.")
	page := s.get("timur", "/night/handover")
	says(t, page, "Waits for a call", "Do at once", "The lamp is broken.", "has not read it")
	link := regexp.MustCompile(`/handovers/[0-9a-f-]{36}`).FindString(page.Body.String())
	status(t, s.post("timur", link, nil), 303)
	if strings.Contains(s.get("timur", "/today").Body.String(), "A handover waits") {
		t.Error("it waits although he has read it")
	}
	says(t, s.get("saule", "/handovers"), "23.11.2026")
	says(t, s.get("saule", link), "Waits for a call", "Timur")
	status(t, s.get("saule", "/handovers/nothing"), 404)
}

// What the next shift is to know and stands elsewhere already is read with the
// handover: incidents, visits, doses, the locked box.
func TestTheHandoverTellsWhatStandsElsewhere(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	status(t, s.post("dina", "/night", url.Values{"do": {"begin"}}), 303)
	status(t, s.post("dina", "/night/incidents", url.Values{"site": {string(s.Shelter.ID)}, "kind": {"damage"}, "text": {"A window."}}), 303)
	status(t, s.post("dina", "/visits", url.Values{"site": {string(s.Shelter.ID)}, "place": {"elsewhere"}, "on": {"24.11.2026"}, "at": {"12:00"}, "purpose": {"To see the workshop"}}), 303)
	says(t, s.get("saule", "/today"), "Incidents of the last day")
	status(t, s.post("dina", "/night/handover", url.Values{"version": {"0"}, "house": {"The keys hang inside."}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("timur", "/night", url.Values{"do": {"begin"}}), 303)
	status(t, s.post("dina", "/night/handover/give", nil), 303)
	for _, lang := range locale.Langs() {
		s.readIn("timur", lang)
		page := s.get("timur", "/night/handover")
		status(t, page, 200)
		keyless(t, page)
		says(t, page, "data-shift", "To see the workshop", "/incidents/")
	}
	s.readIn("timur", locale.EN)
	page := s.get("timur", "/night/handover").Body.String()
	said, _, _ := strings.Cut(page[strings.Index(page, `id="given"`):], `id="said"`)
	if !strings.Contains(said, "/incidents/") || !strings.Contains(said, "To see the workshop") || !strings.Contains(said, "No medicine was due.") {
		t.Error("what was handed over does not tell what stands elsewhere")
	}
	if next := page[strings.Index(page, `id="said"`):]; strings.Contains(next, "/incidents/") || !strings.Contains(next, "Nothing happened.") {
		t.Error("what happened before is told again as of this shift")
	}
}

func TestWhoIsOutStandsOnTodayAndTheRollIsTickedFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	out := "/clients/" + code + "/out"
	status(t, s.post("timur", out, url.Values{"expected": {"soon"}, "where": {"the market"}}), 422)
	status(t, s.post("timur", out, url.Values{"expected": {"18:30"}, "where": {"the market"}}), 303)
	says(t, s.get("timur", "/night"), code, "Back at 18:30")
	status(t, s.post("saule", "/night/pages", url.Values{"kind": {"not-back"}, "not-back": {"Call her phone"}, "version": {"0"}}), 303)
	status(t, s.post("saule", "/night/pages", url.Values{"kind": {"numbers"}, "numbers": {"Ambulance 103"}, "version": {"0"}}), 303)
	says(t, s.get("timur", "/night"), `href="tel:103"`)
	status(t, s.get("timur", "/night/pages"), 403)
	s.Clock.Advance(12 * time.Hour)
	says(t, s.get("timur", "/today"), "Not back yet")
	says(t, s.get("timur", out), "the market", "Call her phone")
	status(t, s.post("timur", out+"/step", url.Values{"step": {"1"}}), 303)
	status(t, s.post("timur", out+"/step", url.Values{"step": {"9"}}), 422)
	status(t, s.post("timur", "/night/roll", url.Values{"do": {"call"}}), 303)
	page := s.get("timur", "/night/roll")
	says(t, page, code, "is out", "Nobody is left in the room")
	place := regexp.MustCompile(`name="found" value="([0-9a-f-]{36})"`).FindStringSubmatch(page.Body.String())
	if place == nil {
		t.Fatal("nothing can be ticked")
	}
	status(t, s.post("timur", "/night/roll", url.Values{"found": {place[1]}}), 303)
	says(t, s.get("timur", "/night/roll/print"), "☐", code)
	status(t, s.post("timur", "/night/roll", url.Values{"do": {"end"}}), 303)
	status(t, s.post("timur", "/night/roll", url.Values{"found": {place[1]}}), 409)
	status(t, s.post("timur", out+"/back", nil), 303)
	if strings.Contains(s.get("timur", "/night").Body.String(), "18:30") {
		t.Error("she is out although she is back")
	}
}

func TestACallIsLoggedUnderTheSameWordsForEverybody(t *testing.T) {
	s := openShelter(t)
	page := s.get("timur", "/night/calls")
	says(t, page, "neither confirm nor deny", "не могу ни подтвердить", "растай да, жоққа шығара да алмаймын")
	w := s.post("timur", "/night/calls", url.Values{"named": {""}, "said": {""}})
	status(t, w, 422)
	status(t, s.post("timur", "/night/calls", url.Values{"kind": {"asks"}, "named": {"a cousin"}, "said": {"Asked for somebody."}}), 303)
	says(t, s.get("dina", "/night/calls"), "Asked for somebody.", "a cousin", "Timur")
	status(t, s.get("lena", "/night/calls"), 403)
	status(t, s.get("bolat", "/night/calls"), 403)
}

func TestADoseIsMarkedWithOnePressAndTheBoxCounted(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	status(t, s.post("raushan", "/clients/"+code+"/health/medicines/new", url.Values{"name": {"Enalapril"}, "dose": {"5 mg"}, "times": {"12:00 21:00"}}), 303)
	s.Clock.Advance(4 * time.Hour)
	doses := "/clients/" + code + "/doses"
	says(t, s.get("saule", "/today"), "Medicine of which nothing is said yet")
	status(t, s.get("gulnar", doses), 403)
	page := s.get("raushan", doses)
	says(t, page, "Enalapril · 5 mg", "12:00", "nobody has said what became of it")
	medicine := regexp.MustCompile(`name="medicine" value="([0-9a-f-]{36})"`).FindStringSubmatch(page.Body.String())[1]
	status(t, s.post("raushan", doses, url.Values{"medicine": {medicine}, "on": {"2026-11-23"}, "clock": {"12:00"}}), 422)
	status(t, s.post("raushan", doses, url.Values{"medicine": {medicine}, "on": {"2026-11-23"}, "clock": {"12:00"}, "state": {"refused"}, "note": {"felt sick"}}), 303)
	says(t, s.get("raushan", doses), "Does not want it", "felt sick")
	status(t, s.post("raushan", doses, url.Values{"medicine": {medicine}, "on": {"2026-11-23"}, "clock": {"12:00"}, "state": {"given"}}), 409)
	says(t, s.get("timur", "/night"), doses+"#box-"+medicine)
	says(t, s.get("timur", doses), `id="box-`+medicine+`"`)
	status(t, s.post("timur", doses+"/box", url.Values{"medicine": {medicine}, "counted": {"many"}}), 422)
	status(t, s.post("timur", doses+"/box", url.Values{"medicine": {medicine}, "counted": {"20"}}), 303)
	s.Clock.Advance(8 * time.Hour)
	status(t, s.post("timur", doses, url.Values{"medicine": {medicine}, "on": {"2026-11-23"}, "clock": {"21:00"}, "state": {"given"}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("timur", doses+"/box", url.Values{"medicine": {medicine}, "counted": {"18"}, "note": {"one fell"}}), 303)
	says(t, s.get("timur", "/night"), "18 counted", "difference −1")
	says(t, s.get("timur", doses), "one fell")
	says(t, s.get("timur", "/today"), "Given")
}

// happened writes down an incident that nobody of those who live here was in.
func (c *crowd) happened() string {
	c.t.Helper()
	n := night.New(c.House, c.files, c.beds)
	id, err := n.NoteIncident(c.As("saule"), c.Shelter.ID, night.NewIncident{Kind: "damage"})
	if err == nil {
		err = n.WriteAgreement(c.As("saule"), c.Shelter.ID, 0, map[string]string{"en": "Quiet at night."})
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return string(id)
}

// Incidents, living together and chores from the pages, in every language.
func TestWhatHappensInAHouseFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	status(t, s.post("timur", "/night/incidents", nil), 422)
	status(t, s.post("timur", "/night/incidents", url.Values{"kind": {"conflict"}, "text": {"With " + code}}), 422)
	status(t, s.post("timur", "/night/incidents", url.Values{"kind": {"conflict"}, "urgency": {"urgent"}, "codes": {code}, "told": {"director", "on-call"}, "text": {"About the kettle"}}), 303)
	list := s.get("timur", "/night/incidents")
	says(t, list, "A quarrel", "Do at once")
	one := regexp.MustCompile(`/incidents/[0-9a-f-]{36}`).FindString(list.Body.String())
	says(t, s.get("saule", "/today"), "An incident that cannot wait", one)
	status(t, s.post("timur", one+"/part", url.Values{"codes": {code}, "part": {"in"}, "words": {"She wept and then slept"}}), 303)
	status(t, s.post("timur", one+"/part", url.Values{"codes": {"KZ-26-000"}, "words": {"kept as typed"}}), 422)
	status(t, s.post("saule", "/night/agreement", url.Values{"number": {"0"}}), 422)
	status(t, s.post("saule", "/night/agreement", url.Values{"number": {"0"}, "words_en": {"Quiet at night."}, "words_uz": {"Kechasi tinch."}}), 303)
	status(t, s.post("timur", "/clients/"+code+"/together", url.Values{"number": {"1"}}), 422)
	status(t, s.post("timur", "/clients/"+code+"/together", url.Values{"number": {"1"}, "answer": {"yes"}, "way": {"aloud"}}), 303)
	status(t, s.post("timur", "/night/chores", url.Values{"what": {"Kitchen"}}), 303)
	chore := regexp.MustCompile(`value="([0-9a-f-]{36})"[^>]*>Kitchen`).FindStringSubmatch(s.get("timur", "/night/chores").Body.String())[1]
	status(t, s.post("timur", "/night/chores", url.Values{"do": {"turn"}, "chore": {chore}}), 422)
	status(t, s.post("timur", "/night/chores", url.Values{"do": {"turn"}, "chore": {chore}, "code": {code}}), 303)
	for _, lang := range locale.Langs() {
		for who, paths := range map[string][]string{
			"timur": {"/night", "/night/incidents", "/night/incidents/new", one, "/clients/" + code + "/incidents", "/night/agreement", "/night/agreement/print?language=uz", "/clients/" + code + "/together", "/night/chores"},
			"saule": {"/night/agreement/edit"},
		} {
			s.readIn(who, lang)
			for _, path := range paths {
				page := s.get(who, path)
				status(t, page, 200)
				keyless(t, page)
			}
		}
	}
	s.readIn("timur", locale.EN)
	says(t, s.get("timur", "/clients/"+code+"/incidents"), "She wept and then slept")
	says(t, s.get("timur", "/night/chores"), code, "Kitchen")
	says(t, s.get("timur", "/night/agreement/print?language=uz"), "Kechasi tinch.", "Birga yashash")
	status(t, s.post("dina", one+"/settle", url.Values{"version": {"1"}, "after": {"Two kettles now"}}), 303)
	says(t, s.get("saule", one), "Two kettles now", "About the kettle")
	client, said := s.id(code), "write down what happened in the house"
	says(t, s.get("saule", "/house/trail"), said)
	if err := s.files.SetConflict(s.As("dina"), client, s.Staff("saule")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/house/trail", "/night/incidents"} {
		if page := s.get("saule", path).Body.String(); strings.Contains(page, said) || strings.Contains(page, "A quarrel") {
			t.Errorf("%s tells of an incident with somebody from whom she is kept", path)
		}
	}
	status(t, s.get("saule", one), 404)
	for _, who := range []string{"kamila", "lena", "bolat"} {
		for _, path := range []string{"/night/incidents", "/night/chores", "/night/agreement"} {
			status(t, s.get(who, path), 403)
		}
	}
	if _, err := s.files.RaiseAlert(s.As("dina"), client, casework.NewAlert{Kind: "allergy", Text: "Peanuts"}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/beds", "/today"} {
		says(t, s.get("timur", path), "Allergy: Peanuts")
	}
}

func TestWhatSomebodyDoesNotTolerateStandsOnTheMapOfRoomsTooByDay(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	if _, err := s.files.RaiseAlert(s.As("dina"), s.id(code), casework.NewAlert{Kind: "allergy", Text: "Peanuts"}); err != nil {
		t.Fatal(err)
	}
	drawn := regexp.MustCompile(`(?s)<div class="beds">.*?</div>\s*<p class="small quiet after">`)
	for _, path := range []string{"/today", "/beds"} {
		if m := drawn.FindString(s.get("saule", path).Body.String()); !strings.Contains(m, code) || !strings.Contains(m, "Allergy: Peanuts") {
			t.Errorf("the map of rooms on %s says nothing of the allergy:\n%s", path, m)
		}
	}
}

// At night danger stands before news of the roster, whom to ring before the beds, and
// an incident is one press away.
func TestTheFirstScreenOfTheNightBeginsWithWhatCannotWait(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	s.readIn("timur", locale.EN)
	if _, err := s.files.RaiseAlert(s.As("dina"), s.id(code), casework.NewAlert{Kind: "safety", Text: "A car at the gate"}); err != nil {
		t.Fatal(err)
	}
	status(t, s.post("saule", "/night/roster", url.Values{"staff": {string(s.Staff("timur"))}, "on": {""}, "starts": {"21:00"}, "until": {"07:00"}, "weeks": {"1"}}), 303)
	page := s.get("timur", "/today").Body.String()
	at := -1
	for _, next := range []string{"A car at the gate", "planned a turn for you", `aria-labelledby="on-call"`, `class="sheet stack rooms"`, "/night/incidents/new?site="} {
		i := strings.Index(page, next)
		if i <= at {
			t.Errorf("%s stands at %d, and what is to come before it at %d", next, i, at)
		}
		at = i
	}
}
