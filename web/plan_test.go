package web_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/plan"
	"example.org/pana/web/look"
)

// furnishPlan gives a client a plan with a line and a step in each compartment.
func (c *crowd) furnishPlan(a casework.Added, s *stood) {
	c.t.Helper()
	p, saule := plan.New(c.House, c.files), c.As("saule")
	must := func(id string, err error) string {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish a plan: %v", err)
		}
		return id
	}
	s.lines, s.steps = map[pana.Compartment]string{}, map[pana.Compartment]string{}
	for _, area := range []string{"family", "health", "papers", "safety"} {
		line := must(p.AddLine(saule, a.Client, plan.NewLine{Area: area, Goal: "An ordinary life."}))
		s.lines[assessment.CompartmentOf(area)] = line
		s.steps[assessment.CompartmentOf(area)] = must(p.AddStep(saule, a.Client, line, plan.NewStep{What: "An ordinary step."}))
	}
	must("", p.Hope(saule, a.Client, "To see the sea.", pana.Fuzzy{}))
	v, err := p.See(saule, a.Code)
	s.other["hopes"] = must(v.Hopes[0].ID, err)
	s.other["contacts"] = pana.NewID(c.Clock.Now())
}

// contact has Gulnar note a contact with a client of hers.
func (c *crowd) contact(s *stood) string {
	c.t.Helper()
	p, gulnar := plan.New(c.House, c.files), c.As("gulnar")
	err := p.NoteContact(gulnar, c.id(s), plan.NewContact{Text: "Sat by the window."})
	if err != nil {
		c.t.Fatal(err)
	}
	v, err := p.Trust(gulnar, s.code)
	if err != nil {
		c.t.Fatal(err)
	}
	return v.Contacts[0].ID
}

var unsaidPlan = regexp.MustCompile(`\[(plan|trust|spread|outcome|skill|ahead|today|file|client)\.[a-z0-9.-]+\]`)

func wholePlan(t *testing.T, page *httptest.ResponseRecorder) {
	t.Helper()
	if key := unsaidPlan.FindString(page.Body.String()); key != "" {
		t.Errorf("the page shows the key %s", key)
	}
}

// team gives a client to a psychologist too.
func (s *shelter) team(code string) {
	s.t.Helper()
	f, err := s.files.Open(s.As("saule"), code)
	if err == nil {
		err = s.files.Assign(s.As("saule"), f.Client.ID, s.Staff("gulnar"), pana.Psychologist)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func first(t *testing.T, page *httptest.ResponseRecorder, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindString(page.Body.String())
	if found == "" {
		t.Fatalf("the page has no %s", pattern)
	}
	return found
}

func TestTrustGrowsFromThePagesAtHerPace(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.team(code)
	here := "/clients/" + code + "/trust"
	says(t, s.get("dina", "/clients/"+code), here)
	for _, lang := range locale.Langs() {
		s.readIn("gulnar", lang)
		page := s.get("gulnar", here)
		status(t, page, 200)
		wholePlan(t, page)
	}
	s.readIn("gulnar", locale.EN)
	empty := s.post("dina", here+"/contacts", url.Values{"mood": {"heavy"}})
	status(t, empty, 422)
	says(t, empty, "Tick a sign or write a line")
	status(t, s.post("dina", here+"/contacts", url.Values{"signs": {"angry-stayed", "ate-together"}, "mood": {"heavy"}, "text": {"stayed for tea"}, "contact_on": {"nonsense"}}), 422)
	status(t, s.post("dina", here+"/contacts", url.Values{"signs": {"angry-stayed", "ate-together"}, "mood": {"heavy"}, "text": {"stayed for tea"}}), 303)
	page := s.get("dina", here)
	says(t, page, "stayed for tea", "Was angry and stayed", "Heavy")
	contact := first(t, page, `/clients/[^"]+/trust/contacts/[0-9a-f-]{36}`)
	other := s.get("gulnar", here)
	says(t, other, "stayed for tea")
	if strings.Contains(other.Body.String(), "· Heavy") || strings.Contains(other.Body.String(), contact) {
		t.Error("another sees the mood or may correct the contact")
	}
	status(t, s.get("gulnar", contact), 404)
	says(t, s.get("dina", contact), "stayed for tea")
	status(t, s.post("dina", contact, url.Values{"text": {"stayed for two cups"}}), 303)
	status(t, s.post("dina", contact, url.Values{"text": {"stayed for three"}}), 409)

	set := s.House.Settings()
	set.TrustFloor = 6
	if err := s.House.SetSettings(s.As("saule"), set, s.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	status(t, s.post("dina", here+"/propose", url.Values{}), 303)
	says(t, s.get("gulnar", "/today"), "Trust still growing", "the social worker has said so")
	asked := s.post("gulnar", here+"/propose", url.Values{})
	status(t, asked, 422)
	says(t, asked, "less than 6 weeks", `name="sure"`)
	status(t, s.post("gulnar", here+"/propose", url.Values{"sure": {"yes"}}), 303)
	says(t, s.get("dina", here), "Reached on", "says that trust is there")
	status(t, s.post("dina", here+"/answer", url.Values{}), 422)
	status(t, s.post("dina", here+"/answer", url.Values{"answer": {"not-yet"}, "told": {"hali emas"}, "interpreted": {"yes"}}), 303)
	page = s.get("gulnar", here)
	says(t, page, "Still growing", "hali emas", "It was taken back because")
	says(t, s.get("gulnar", "/today"), "both have said so")
	s.Clock.Advance(time.Hour)
	status(t, s.post("gulnar", here+"/answer", url.Values{"answer": {"yes"}, "sure": {"yes"}}), 303)
	s.Clock.Advance(time.Hour)
	status(t, s.post("gulnar", here+"/take-back", url.Values{"why": {"a promise was broken"}}), 303)
	says(t, s.get("dina", here), "a promise was broken")
	status(t, s.post("dina", here+"/withdraw", url.Values{}), 303)
	for _, who := range []string{"timur", "kamila", "raushan"} {
		if got := s.get(who, here).Code; got != 403 && got != 404 {
			t.Errorf("%s sees how trust grows: %d", who, got)
		}
	}
}

func TestTheSpreadHasNoMeanOnThePage(t *testing.T) {
	s := openShelter(t)
	days := []int{30, 50, 90, 200, 400} // 4, 7, 12, 28 and 57 weeks: their mean, 21.6, is nobody's
	p := plan.New(s.House, s.files)
	var codes []string
	for range days {
		code := s.woman()
		s.team(code)
		codes = append(codes, code)
	}
	gone := 0
	for i, code := range codes {
		s.Clock.Advance(time.Duration(days[i]-gone) * 24 * time.Hour)
		gone = days[i]
		f, err := s.files.Open(s.As("saule"), code)
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"dina", "gulnar"} {
			if err := p.ProposeTrust(s.As(who), f.Client.ID, plan.NewProposal{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	mean := regexp.MustCompile(`\b(20|21|22)(\.\d+)? (weeks|недел|апта)`)
	word := regexp.MustCompile(`(?i)\b(mean|average)\b|средн|орташа`)
	for _, lang := range locale.Langs() {
		s.readIn("saule", lang)
		page := s.get("saule", "/trust/spread")
		status(t, page, 200)
		wholePlan(t, page)
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page.Body.String(), " ")
		if m := mean.FindString(text) + word.FindString(text); m != "" {
			t.Errorf("the page in %s says %q", lang, m)
		}
	}
	says(t, s.get("saule", "/trust/spread"), `class="dot"`, "<title", "<desc")
	s.readIn("saule", locale.EN)
	says(t, s.get("saule", "/trust/spread"), "4 weeks", "12 weeks", "57 weeks", "n = 5")
	status(t, s.get("dina", "/trust/spread"), 403)
	status(t, s.get("timur", "/trust/spread"), 403)
}

func TestHalfOfTheTimeHeldIsALineAndNoLimit(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	says(t, s.get("dina", "/clients/"+code+"/trust"), "Nobody has said how long it lasted")
	status(t, s.post("dina", "/clients/"+code+"/trafficking", url.Values{"version": {"0"}, "held_from": {"1991"}, "held_from_how": {"before"}, "held_until": {"10.2026"}}), 303)
	page := s.get("dina", "/clients/"+code+"/trust")
	says(t, page, "months or more; the other end is not known", "It is no limit", "half-line", "<desc")
	if strings.Contains(page.Body.String(), "−1") || strings.Contains(page.Body.String(), "-1 month") {
		t.Error("an open end is written as a number")
	}
}

func TestThePlanIsMadeAndLookedAtFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.team(code)
	here := "/clients/" + code + "/plan"
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		for _, path := range []string{"", "/review", "/print"} {
			page := s.get("dina", here+path)
			status(t, page, 200)
			wholePlan(t, page)
			wrong := s.post("dina", here+"/lines", url.Values{"area": {"family"}, "goal": {""}, "target": {"мой сын рядом"}})
			status(t, wrong, 422)
			wholePlan(t, wrong)
			says(t, wrong, "мой сын рядом")
		}
	}
	s.readIn("dina", locale.EN)
	status(t, s.post("dina", here+"/lines", url.Values{"area": {"papers"}, "goal": {"a paper with my name"}, "baseline": {"1"}, "source": {"client"}}), 303)
	status(t, s.post("dina", here+"/lines", url.Values{"area": {"orientation"}, "open_end": {"yes"}}), 303)
	page := s.get("dina", here)
	says(t, page, "a paper with my name", "Not known yet", "Waits for trust", "Under way")
	line := first(t, page, `/clients/[^"]+/plan/lines/[0-9a-f-]{36}`)
	for _, part := range []string{"", "/steps", "/end"} {
		status(t, s.post("dina", line+part, url.Values{"version": {"1"}}), 422)
	}
	step := url.Values{"what": {"photograph in town"}, "doer": {"person"}, "person_role": {"friend"}, "person_name": {"Ырысалды"}, "when": {"09.2027"}, "when_how": {"season"}, "payer": {"state"}, "service": {"social-legal"}, "out": {"yes"}}
	status(t, s.post("dina", line+"/steps", step), 303)
	page = s.get("dina", line)
	says(t, page, "photograph in town", "Ырысалды", "autumn 2027", "State budget", "Awaiting confirmation")
	at := first(t, page, `/clients/[^"]+/plan/steps/[0-9a-f-]{36}`)
	says(t, s.get("dina", "/clients/"+code), "photograph in town")
	says(t, s.get("dina", "/today"), "autumn 2027")
	if strings.Contains(s.get("dina", "/today").Body.String(), "photograph in town") {
		t.Error("a list opens the words of a step")
	}
	status(t, s.post("dina", at, url.Values{"version": {"1"}, "what": {"photograph next door"}, "state": {"open"}}), 303)
	stale := s.post("dina", at, url.Values{"version": {"1"}, "what": {"no photograph"}, "state": {"open"}})
	status(t, stale, 409)
	says(t, stale, "no photograph", "photograph next door")
	status(t, s.post("dina", at+"/done", url.Values{"version": {"2"}, "state": {"done"}}), 303)

	status(t, s.post("dina", line, url.Values{"version": {"1"}, "goal": {"a passport"}}), 303)
	stale = s.post("saule", line, url.Values{"version": {"1"}, "goal": {"an identity card"}})
	status(t, stale, 409)
	says(t, stale, "an identity card", "a passport")
	status(t, s.post("dina", line+"/end", url.Values{"version": {"2"}, "state": {"reached"}, "client_says": {"yes"}, "ending": {"it lies in her drawer"}}), 303)
	says(t, s.get("dina", here), "Reached", "it lies in her drawer")

	status(t, s.post("dina", here+"/destination", url.Values{"destination": {"here"}, "version": {"0"}}), 303)
	stale = s.post("gulnar", here+"/destination", url.Values{"destination": {"undecided"}, "version": {"0"}})
	status(t, stale, 409)
	says(t, stale, "Not decided yet", "Here, where the house is")
	status(t, s.post("dina", here+"/hopes", url.Values{"hope": {"to see the sea"}, "hope_when": {"2027"}}), 303)
	hope := first(t, s.get("dina", here), `/clients/[^"]+/plan/hopes/[0-9a-f-]{36}`)
	status(t, s.post("dina", hope, url.Values{"version": {"1"}}), 422)
	status(t, s.post("dina", hope, url.Values{"version": {"1"}, "closing": {"on-the-way"}}), 303)
	status(t, s.post("dina", hope, url.Values{"version": {"1"}, "closing": {"came-true"}}), 409)
	status(t, s.post("dina", here+"/review", url.Values{"next": {"01.01.2020"}, "told": {"yaxshi"}}), 422)
	status(t, s.post("dina", here+"/review", url.Values{"next": {"01.01.2027"}, "told": {"yaxshi"}, "present": {"yes"}, "read_aloud": {"yes"}, "agreed": {"yes"}}), 303)
	says(t, s.get("dina", here), "yaxshi", "The plan was read aloud")
	paper := s.get("dina", here+"/print")
	says(t, paper, code, "to see the sea", "Signature or mark")
	if strings.Contains(paper.Body.String(), "Gulbahor") {
		t.Error("the paper bears a name")
	}
	status(t, s.get("kamila", here), 403)
	status(t, s.get("gulnar", line), 404) // papers are not the psychologist's
}

// What the client holds in her hand is in her language, bears no name, and leads
// nowhere else in the house.
func TestWhatTheClientHoldsIsInHerLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	f, err := s.files.Open(s.As("dina"), code)
	if err != nil {
		t.Fatal(err)
	}
	version := f.Client.Version
	for lang, want := range map[string][2]string{"uz": {"Hozir qanday?", "Soch yuvish"}, "uk": {"Як зараз?", "Мити голову"}, "kk": {"Қазір қалай?", "Шаш жуу"}, "ru": {"Как сейчас?", "Мыть голову"}, "en": {"How is it now?", "Washing one"}} {
		if err := s.files.Edit(s.As("dina"), f.Client.ID, casework.Edit{Version: version, Coded: casework.Coded{Language: lang}}); err != nil {
			t.Fatal(err)
		}
		version++
		for i, path := range []string{"/outcomes/together", "/skills/together"} {
			page := s.get("dina", here+path)
			status(t, page, 200)
			wholePlan(t, page)
			says(t, page, want[i], `lang="`+lang+`"`)
			for _, elsewhere := range []string{`href="/clients"`, `href="/today">`, "Gulbahor"} {
				if strings.Contains(page.Body.String(), elsewhere) && elsewhere != `href="/today">` {
					t.Errorf("%s in %s shows %s", path, lang, elsewhere)
				}
			}
		}
	}
	status(t, s.post("dina", here+"/outcomes/together", url.Values{"outcome_housing": {"3"}}), 422)
	status(t, s.post("dina", here+"/outcomes/together", url.Values{"occasion": {"start"}, "outcome_housing": {"nine"}}), 422)
	r := s.post("dina", here+"/outcomes/together", url.Values{"occasion": {"start"}, "outcome_housing": {"2"}, "outcome_safety": {"0"}})
	status(t, r, 303)
	seen := s.get("dina", r.Header().Get("Location"))
	status(t, seen, 200)
	wholePlan(t, seen)
	status(t, s.post("dina", here+"/outcomes/together", url.Values{"occasion": {"exit"}, "outcome_housing": {"5"}}), 303)
	page := s.get("dina", here+"/outcomes")
	wholePlan(t, page)
	says(t, page, "Fully", "A little", "passed over"[:4])

	status(t, s.post("dina", here+"/skills", url.Values{"skill": {"wash-hair"}}), 422)
	status(t, s.post("dina", here+"/skills", url.Values{"skill": {"wash-hair"}, "level": {"with-help"}, "text": {"warm water"}}), 303)
	status(t, s.post("dina", here+"/skills/together", url.Values{"group": {"hygiene"}, "level_wash-hair": {"alone"}, "level_cut-nails": {""}}), 303)
	status(t, s.post("dina", here+"/skills/together", url.Values{"group": {"hygiene"}, "level_wash-hair": {"well"}}), 422)
	page = s.get("dina", here+"/skills")
	wholePlan(t, page)
	says(t, page, "With help", "own word: Alone", "warm water")
	n := strings.Count(page.Body.String(), "own word")
	status(t, s.post("dina", here+"/skills/together", url.Values{"group": {"hygiene"}}), 303)
	if again := strings.Count(s.get("dina", here+"/skills").Body.String(), "own word"); again != n {
		t.Error("a page sent without a tap wrote something")
	}
}

func TestSkillsOfAnEveningAreMarkedByCode(t *testing.T) {
	s := openShelter(t)
	a, b := s.woman(), s.woman()
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		page := s.get("dina", "/skills")
		status(t, page, 200)
		wholePlan(t, page)
		says(t, page, a, b)
		if strings.Contains(page.Body.String(), "Gulbahor") {
			t.Error("the page bears a name")
		}
		wrong := s.post("dina", "/skills", url.Values{"skill": {"cook"}, "level": {"alone"}})
		status(t, wrong, 422)
		wholePlan(t, wrong)
	}
	s.readIn("dina", locale.EN)
	status(t, s.post("dina", "/skills", url.Values{"clients": {a, b}, "skill": {"cook"}, "level": {"with-reminder"}}), 303)
	says(t, s.get("dina", "/clients/"+b+"/skills"), "With a reminder")
	status(t, s.post("dina", "/skills", url.Values{"clients": {a, "KZ-19-417"}, "skill": {"cook"}, "level": {"alone"}}), 404)
	status(t, s.get("dina", "/skills/used"), 403)
	page := s.get("saule", "/skills/used")
	status(t, page, 200)
	wholePlan(t, page)
	status(t, s.post("saule", "/skills/used", url.Values{}), 422)
	status(t, s.post("saule", "/skills/used", url.Values{"used": {"cook", "wash-hair"}}), 303)
	if strings.Contains(s.get("dina", "/skills").Body.String(), `value="bank-card"`) {
		t.Error("a skill the house does not use is offered")
	}
	for _, who := range []string{"kamila", "lena", "timur", "bolat"} {
		status(t, s.get(who, "/skills"), 403)
	}
}

func TestEverySkillHasAPicture(t *testing.T) {
	for _, skill := range plan.Skills() {
		if !look.HasPictogram(skill) {
			t.Errorf("%s has no picture", skill)
		}
	}
	if len(plan.Skills()) < 28 {
		t.Errorf("only %d skills", len(plan.Skills()))
	}
}
