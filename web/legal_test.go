package web_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
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
	trial, err := l.OpenCase(saule, a.Client, legal.CaseFacts{Kind: "criminal"}, casework.Someone{})
	must(err)
	hearing, err := l.AddHearing(saule, a.Client, trial, legal.HearingFacts{On: "2026-12-01"}, casework.Someone{})
	must(err)
	must(l.AddDeadline(saule, a.Client, trial, legal.Deadline{Due: "2026-12-10"}))
	must(l.AddCompensation(saule, a.Client, trial, legal.Compensation{Step: "asked", Amount: 100}))
	court, err := l.Court(saule, a.Code)
	must(err)
	s.other["cases"], s.other["hearings"] = string(trial), string(hearing)
	s.other["deadlines"], s.other["sums"] = court.Cases[0].Deadlines[0].ID, court.Cases[0].Money[0].ID
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
	says(t, no, "There is no consent to turn to this embassy", "the queue was short", "28 000")
	status(t, s.post("dina", here+"/consents", url.Values{"purpose": {"embassy"}, "answer": {"yes"}, "recipient": {"embassy"}, "fields": {"name"}, "until": {"01.12.2026"}, "giver": {"herself"}}), 303)
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

func TestCourtIsFollowedFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	status(t, s.post("dina", "/organisations", url.Values{"name": {"District court"}, "kind": {"court"}}), 303)
	says(t, s.get("dina", here+"/court"), "Nobody has asked yet", "No case is written down", "bed, help and papers go on")
	status(t, s.post("dina", here+"/court/wish", url.Values{"form": {"wish"}, "told": {"let me think"}}), 422)
	status(t, s.post("dina", here+"/court/wish", url.Values{"form": {"wish"}, "wish": {"undecided"}, "told": {"let me think"}, "source": {"client"}}), 303)
	status(t, s.post("dina", here+"/court/wish", url.Values{"form": {"wish"}, "wish": {"yes"}, "told": {"I will say it myself"}, "source": {"client"}}), 303)
	says(t, s.get("dina", here+"/court"), "I will say it myself", "let me think", "changed")
	status(t, s.post("dina", here+"/court/reflection", url.Values{"form": {"reflection"}, "reflection_until": {"23.12.2026"}}), 303)
	says(t, s.get("dina", here+"/court"), "30 days left")

	no := s.post("dina", here+"/court", url.Values{"form": {"case"}, "role": {"witness"}})
	status(t, no, 422)
	says(t, no, "Choose what kind of case this is")
	made := s.post("dina", here+"/court", url.Values{"form": {"case"}, "kind": {"criminal"}, "role": {"victim"}, "stage": {"investigation"}})
	status(t, made, 303)
	trial := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	edit := url.Values{"form": {"edit"}, "version": {"1"}, "kind": {"criminal"}, "role": {"victim"}, "stage": {"court"}, "number": {"7-26"}, "statement": {"what she says"}}
	kept := s.post("dina", trial, edit)
	status(t, kept, 422)
	says(t, kept, "A statement is kept only if the lawyer wants it", "what she says")
	edit.Set("wanted", "yes")
	edit.Set("lawyer_name", "Ermek Asanov")
	edit.Set("measure_identity-kept", "asked")
	status(t, s.post("dina", trial, edit), 303)
	says(t, s.get("dina", trial), "7-26", "what she says", "Ermek Asanov", "Awaiting confirmation")
	edit.Set("number", "8-26")
	twice := s.post("saule", trial, edit)
	status(t, twice, 409)
	says(t, twice, "8-26", "7-26")

	status(t, s.post("dina", trial+"/sums", url.Values{"form": {"sum"}, "sum_step": {"asked"}, "sum_amount": {"much"}}), 422)
	status(t, s.post("dina", trial+"/sums", url.Values{"form": {"sum"}, "sum_step": {"asked"}, "sum_amount": {"900 000"}}), 303)
	status(t, s.post("dina", trial+"/deadlines", url.Values{"form": {"due"}, "due_kind": {"claim"}, "due_due": {"05.12.2026"}, "due_note": {"with the bill"}}), 303)
	page := s.get("dina", trial)
	says(t, page, "900", "₸", "with the bill", "05.12.2026")
	due := regexp.MustCompile(`/clients/[^/]+/court/deadlines/[0-9a-f-]{36}/met`).FindString(page.Body.String())
	status(t, s.post("dina", due, url.Values{"version": {"9"}}), 409)
	status(t, s.post("dina", due, url.Values{"version": {"1"}}), 303)
	sum := regexp.MustCompile(`/clients/[^/]+/court/sums/[0-9a-f-]{36}/strike`).FindString(page.Body.String())
	status(t, s.post("dina", sum, url.Values{}), 303)
	says(t, s.get("dina", trial), "counts no more", "done on 23.11.2026")

	bad := s.post("dina", trial+"/hearings", url.Values{"form": {"hearing"}, "on": {""}, "room": {"214"}})
	status(t, bad, 422)
	says(t, bad, "Write the day", "214", "7-26")
	court := regexp.MustCompile(`<option value="([0-9a-f-]{36})"[^>]*>District court`).FindStringSubmatch(page.Body.String())
	s.interprets(code, "kamila")
	made = s.post("dina", trial+"/hearings", url.Values{"form": {"hearing"}, "on": {"26.11.2026"}, "clock": {"10:00"}, "hearing_kind": {"hearing"}, "hearing_office": {court[1]}, "room": {"214"},
		"escorts": {string(s.Staff("dina")), string(s.Staff("gulnar"))}, "entrance": {"granted"}, "interpreter_staff": {string(s.Staff("kamila"))}, "language": {"uz"}})
	status(t, made, 303)
	hearing := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	says(t, s.get("dina", hearing), "214", "District court", "Kamila", "not gone through yet")
	says(t, s.get("dina", here), "Next day in court: 26")
	says(t, s.get("dina", "/calendar"), "Day in court", "District court")
	early := s.post("dina", hearing+"/close", url.Values{"form": {"close"}, "version": {"1"}, "result": {"held"}, "words": {"she was calm"}})
	status(t, early, 422)
	says(t, early, "she was calm", "This day has not come yet")
	put := s.post("dina", hearing+"/close", url.Values{"form": {"close"}, "version": {"1"}, "result": {"postponed"}, "next": {"10.12.2026"}})
	status(t, put, 303)
	next := strings.TrimSuffix(put.Header().Get("Location"), "?done=saved")
	if next == hearing {
		t.Error("the next day was not made")
	}
	says(t, s.get("dina", next), "Wished for")
	status(t, s.get("erlan", hearing), 403)
	status(t, s.get("dina", here+"/court/hearings/no-such"), 404)
}

func TestThePlanOfADayInCourtIsForHerHandInHerLanguageWithoutAName(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	status(t, s.post("dina", here+"/edit", url.Values{"version": {"1"}, "language": {"uz"}, "name": {"Oygul"}}), 303)
	made := s.post("dina", here+"/court", url.Values{"kind": {"criminal"}})
	trial := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	s.interprets(code, "kamila")
	made = s.post("dina", trial+"/hearings", url.Values{"on": {"26.11.2026"}, "clock": {"10:00"}, "escorts": {string(s.Staff("dina"))}, "entrance": {"granted"}, "interpreter_staff": {string(s.Staff("kamila"))}})
	plan := strings.TrimSuffix(made.Header().Get("Location"), "?done=added") + "/plan"
	page := s.get("dina", plan)
	status(t, page, 200)
	uz := locale.For(locale.UZ, locale.Words{})
	for _, key := range []string{"client.plan.title", "client.plan.entrance.granted", "client.plan.ask.pause", "client.plan.ask.water", "client.plan.ask.not-see", "client.plan.interpreter", "client.plan.free"} {
		says(t, page, html.EscapeString(uz.T(key)))
		if ours := s.House.Settings().Language; ours != locale.UZ {
			says(t, page, html.EscapeString(locale.For(ours, locale.Words{}).T(key)))
		}
	}
	says(t, page, code, "26.11.2026", "10:00")
	for _, name := range []string{"Oygul", "Dina", "Kamila", "criminal"} {
		if strings.Contains(page.Body.String(), name) {
			t.Errorf("the plan holds %q", name)
		}
	}
	set := s.House.Settings()
	set.OnCallNote = "bell by the stairs"
	if err := s.House.SetSettings(s.As("saule"), set, s.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(s.get("dina", plan).Body.String(), "bell by the stairs") {
		t.Error("whom to call leaves the house although nobody chose it")
	}
	status(t, s.post("saule", "/house/legal", url.Values{"version": {"0"}, "phone": {"yes"}}), 303)
	says(t, s.get("dina", plan), "bell by the stairs")
}

func TestThePagesOfCourtSpeakEveryLanguageAndRefuseInIt(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		r := locale.For(lang, locale.Words{})
		wrong := s.post("dina", here+"/court", url.Values{"form": {"case"}})
		status(t, wrong, 422)
		says(t, wrong, r.T("court.kind.missing"))
		made := s.post("dina", here+"/court", url.Values{"kind": {"civil"}})
		status(t, made, 303)
		trial := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
		made = s.post("dina", trial+"/hearings", url.Values{"on": {"26.11.2026"}})
		status(t, made, 303)
		hearing := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
		for _, at := range []string{here + "/court", trial, hearing, hearing + "/plan", here} {
			w := s.get("dina", at)
			status(t, w, 200)
			if key := unsaidLegal.FindString(w.Body.String()); key != "" {
				t.Errorf("%s in %s shows the key %s", at, lang, key)
			}
		}
		late := s.post("dina", hearing, url.Values{"form": {"edit"}, "version": {"1"}, "on": {"99.99.2026"}, "room": {"a small room"}})
		status(t, late, 422)
		says(t, late, r.T("date.unreadable"), "a small room")
	}
}

func TestALawyersDayShowsWhatHerClientsWishAndWhatIsMissing(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	f, err := s.files.Open(s.As("saule"), code)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.files.Assign(s.As("saule"), f.Client.ID, s.Staff("bolat"), pana.Lawyer); err != nil {
		t.Fatal(err)
	}
	status(t, s.post("bolat", here+"/court/wish", url.Values{"wish": {"no"}}), 303)
	status(t, s.post("bolat", here+"/court", url.Values{"kind": {"criminal"}, "stage": {"appeal"}}), 303)
	status(t, s.post("bolat", here+"/papers", url.Values{"kind": {"passport"}, "state": {"withheld"}, "needed": {"yes"}}), 303)
	status(t, s.post("bolat", here+"/papers", url.Values{"kind": {"residence-permit"}, "state": {"has"}, "expires": {"01.12.2026"}}), 303)
	page := s.get("bolat", "/today")
	says(t, page, "wishes: Does not want to take part", "Appeal", "Papers that are missing", "Passport", "Papers that run out", "Residence permit")
	if strings.Contains(s.get("gulnar", "/today").Body.String(), "Residence permit") {
		t.Error("the psychologist is told of papers")
	}
}
