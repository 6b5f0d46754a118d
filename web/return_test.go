package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/legal"
)

// furnishReturn gives a client a return with somebody who receives her there.
func (c *crowd) furnishReturn(a casework.Added, s *stood) {
	c.t.Helper()
	l, saule := legal.New(c.House, c.files), c.As("saule")
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish a return: %v", err)
		}
	}
	must(l.PlanReturn(saule, a.Client, legal.ReturnPlan{Kind: legal.ToFamily, Country: "KZ"}, 0))
	must(l.GivePart(saule, a.Client, legal.Contact, casework.Someone{ID: pana.PersonID(s.other["people"])}))
	must(l.Tell(saule, a.Client, legal.Account{Source: "client", Recruited: legal.No, Words: "An ordinary day."}, casework.Someone{ID: pana.PersonID(s.other["people"])}))
	p, err := l.Return(saule, a.Code)
	must(err)
	s.other["parts"] = p.Parts[0].ID
}

var returnPages = []string{"", "/check", "/risks", "/sign", "/exception", "/print"}

// aunt is somebody around the client, confirmed by Dina.
func (s *shelter) kin(file, role, name string) string {
	s.t.Helper()
	status(s.t, s.post("dina", file+"/people", url.Values{"role": {role}, "name": {name}}), 303)
	ids := regexp.MustCompile(`/people/([0-9a-f]{8}-[0-9a-f-]+)`).FindAllStringSubmatch(s.get("dina", file+"/people").Body.String(), -1)
	id := ids[len(ids)-1][1]
	s.Clock.Advance(1e9)
	status(s.t, s.post("dina", file+"/people/"+id+"/confirm", url.Values{}), 303)
	return id
}

// printOf is the print of the answers that a page carries.
func (s *shelter) printOf(who, file string) string {
	s.t.Helper()
	m := regexp.MustCompile(`name="print" value="([0-9a-f]{64})"`).FindStringSubmatch(s.get(who, file+"/return/sign").Body.String())
	if m == nil {
		s.t.Fatalf("%s finds nothing to sign", who)
	}
	return m[1]
}

func TestAReturnIsWalkedFromTheWishToTheArrival(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	file := "/clients/" + code
	here := file + "/return"
	says(t, s.get("dina", file), "Return and family")
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		for _, p := range returnPages {
			page := s.get("dina", here+p)
			status(t, page, 200)
			whole(t, page)
		}
	}
	s.readIn("dina", locale.EN)
	says(t, s.get("dina", here), "No return is being prepared")
	wrong := s.post("dina", here, url.Values{"form": {"plan"}, "wish": {"I miss my aunt."}, "travel_on": {"31.02.2026"}})
	status(t, wrong, 422)
	says(t, wrong, "I miss my aunt.", "31.02.2026")
	plan := url.Values{"form": {"plan"}, "kind": {"family"}, "preparing": {"preparing"}, "country": {"KZ"}, "wish": {"I miss my aunt."}, "place": {"by the lake"}, "travel_on": {"30.11.2026"}}
	status(t, s.post("dina", here, plan), 303)
	aunt := s.kin(file, "other-kin", "Saida")
	says(t, s.get("dina", here), "I miss my aunt.", "by the lake", "Everyone has been asked about")

	// Bed and home: the gate is closed, in the words of the bed's page.
	m, err := s.beds.Tonight(s.As("dina"), s.Shelter.ID)
	if err != nil {
		t.Fatal(err)
	}
	status(t, s.post("dina", file+"/bed", url.Values{"bed": {string(m.Rooms[0].Beds[0].ID)}}), 303)
	home := url.Values{"ended": {"family"}}
	page := s.post("dina", file+"/bed/end", home)
	status(t, page, 409)
	says(t, page, "needs the family check first")

	// A part: nobody, then the aunt, then a new escort who is compared.
	status(t, s.post("dina", here+"/people", url.Values{"form": {"part"}, "part": {"receives"}}), 422)
	status(t, s.post("dina", here+"/people", url.Values{"form": {"part"}, "part": {"receives"}, "person_id": {aunt}}), 303)
	status(t, s.post("dina", here+"/people", url.Values{"form": {"part"}, "part": {"contact"}, "person_id": {aunt}}), 303)
	unclean := s.post("dina", here+"/people", url.Values{"form": {"part"}, "part": {"escort"}, "person_role": {"friend"}, "person_name": {"a\u202eb"}})
	status(t, unclean, 422)
	says(t, unclean, `id="person_name-error"`)
	status(t, s.post("dina", here+"/contact", url.Values{"form": {"call"}, "call_contact": {aunt}, "call_reached": {"yes"}, "call_words": {"glad to hear"}}), 303)
	says(t, s.get("dina", here), "glad to hear", "reached")

	// The check.
	status(t, s.post("dina", here+"/check", url.Values{"person_id": {aunt}, "recruited": {"no"}}), 422)
	account := url.Values{"person_id": {aunt}, "source_of": {"home-visit"}, "recruited": {"no"}, "profited": {"no"}, "knew": {"unknown"}, "words": {"neighbours speak well"}}
	status(t, s.post("dina", here+"/check", account), 303)
	page = s.get("dina", here+"/check")
	says(t, page, "neighbours speak well", "Not yet known")
	old := regexp.MustCompile(`correct=([0-9a-f-]{36})`).FindStringSubmatch(page.Body.String())[1]
	says(t, s.get("dina", here+"/check?correct="+old), "Correct what was said", "neighbours speak well")
	account.Set("knew", "no")
	account.Set("supersedes", old)
	status(t, s.post("dina", here+"/check", account), 303)
	status(t, s.post("dina", here+"/check", account), 409) // somebody else corrected it
	says(t, s.get("dina", here+"/check"), "No involvement found")

	risks := url.Values{"words": {"far from the market"}}
	for _, q := range legal.RiskQuestions() {
		risks.Set("likelihood_"+q, "2")
		risks.Set("harm_"+q, "3")
	}
	half := url.Values{"likelihood_sought": {"9"}, "harm_sought": {"1"}}
	status(t, s.post("dina", here+"/risks", half), 422)
	status(t, s.post("dina", here+"/risks", risks), 303)
	says(t, s.get("dina", here+"/risks"), "far from the market", "8 of 8 answered")
	status(t, s.post("dina", here+"/answer", url.Values{"form": {"hers"}, "her_words": {"maybe"}}), 422)
	status(t, s.post("dina", here+"/answer", url.Values{"form": {"hers"}, "her_answer": {"yes"}, "her_words": {"I want to hear her sing."}}), 303)
	status(t, s.post("dina", file+"/safety-plan", url.Values{"agreed": {"yes"}, "steps": {"calls on Sundays"}}), 303)

	// Two signatures.
	print := s.printOf("dina", file)
	status(t, s.post("dina", here+"/sign", url.Values{"print": {strings.Repeat("0", 64)}}), 409)
	status(t, s.post("dina", here+"/sign", url.Values{"print": {print}, "place": {"worker"}}), 303)
	says(t, s.get("saule", "/inbox"), "waits for the second signature", code)
	says(t, s.get("dina", here+"/sign"), "Take my signature back")
	status(t, s.post("saule", here+"/sign", url.Values{"print": {print}, "place": {"head"}}), 303)
	says(t, s.get("dina", here), "Everything stands at this moment")
	if strings.Contains(s.get("saule", "/inbox").Body.String(), "second signature") {
		t.Error("the inbox still asks for a signature")
	}

	// The print says no name, and hers and ours.
	sheet := s.get("dina", here+"/print")
	says(t, sheet, code, "The way home", "Bed and help do not depend on it")
	for _, name := range []string{"Saida", "Dina", "Saule", "by the lake"} {
		if strings.Contains(sheet.Body.String(), name) {
			t.Errorf("the print says %s", name)
		}
	}

	says(t, s.get("dina", "/calendar?from=30.11.2026"), "Journey to family or home")
	status(t, s.post("dina", file+"/bed/end", home), 303)
	status(t, s.post("dina", here+"/set-out", url.Values{"form": {"out"}}), 303)
	status(t, s.post("dina", here+"/arrive", url.Values{"form": {"there"}}), 422)
	status(t, s.post("dina", here+"/arrive", url.Values{"form": {"there"}, "there_by": {"contact"}}), 303)
	says(t, s.get("dina", here), "arrived on", "No return is being prepared")
	says(t, s.get("dina", file), "Arrived")
}

func TestTwoPeopleWhoPlanOneReturnSeeEachOthersWords(t *testing.T) {
	s := openShelter(t)
	here := "/clients/" + s.woman() + "/return"
	plan := url.Values{"form": {"plan"}, "kind": {"family"}, "country": {"KZ"}, "wish": {"I miss my aunt."}}
	status(t, s.post("dina", here, plan), 303)
	plan.Set("version", "1")
	plan.Set("country", "UZ")
	plan.Set("wish", "I miss my aunt and the garden.")
	status(t, s.post("dina", here, plan), 303)
	plan.Set("country", "KG")
	for lang, title := range map[locale.Lang]string{locale.EN: "Kyrgyzstan", locale.RU: "Кыргызстан", locale.KK: "Қырғызстан"} {
		s.readIn("saule", lang)
		page := s.post("saule", here, plan)
		status(t, page, 409)
		whole(t, page)
		says(t, page, title)
	}
}

func TestAnExceptionIsAskedForAndAnsweredFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/return"
	status(t, s.post("dina", here, url.Values{"form": {"plan"}, "kind": {"family"}}), 303)
	mother := s.kin("/clients/"+code, "mother", "Roza")
	status(t, s.post("dina", here+"/check", url.Values{"person_id": {mother}, "source_of": {"client"}, "recruited": {"yes"}, "words": {"for drink"}}), 303)
	says(t, s.get("dina", here), "only a written exception opens the way")
	status(t, s.post("dina", here+"/ask", url.Values{}), 422)
	status(t, s.post("dina", here+"/ask", url.Values{"ask_reason": {"Only her sister will be there."}}), 303)
	says(t, s.get("marat", "/inbox"), "exception from the family check", code)
	page := s.get("marat", here+"/exception")
	says(t, page, "Only her sister will be there.", "Give the exception")
	if strings.Contains(s.get("dina", here+"/exception").Body.String(), "Give the exception") {
		t.Error("whoever may not answer is offered to")
	}
	print := regexp.MustCompile(`name="print" value="([0-9a-f]{64})"`).FindStringSubmatch(page.Body.String())[1]
	status(t, s.post("dina", here+"/exception", url.Values{"print": {print}, "given": {"given"}, "reason": {"because"}}), 403)
	status(t, s.post("marat", here+"/exception", url.Values{"print": {print}, "given": {"given"}}), 422)
	status(t, s.post("marat", here+"/exception", url.Values{"print": {print}, "given": {"not-given"}, "reason": {"The mother lives next door."}}), 303)
	says(t, s.get("dina", here+"/exception"), "The mother lives next door.", "not given")
}

func TestWhoReadsNoSafetyFindsNoReturn(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	for _, p := range returnPages {
		status(t, s.get("kamila", "/clients/"+code+"/return"+p), 403)
		hidden, never := s.get("timur", "/clients/"+code+"/return"+p), s.get("timur", "/clients/KZ-19-417/return"+p)
		if hidden.Code != never.Code {
			t.Errorf("%s: status %d for a hidden file and %d for none", p, hidden.Code, never.Code)
		}
	}
}
