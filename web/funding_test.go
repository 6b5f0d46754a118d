package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/internal/locale"
	"example.org/pana/people"
	"example.org/pana/plan"
)

func (c *crowd) ledger() *funding.Funding {
	return funding.New(c.House, c.files, people.New(c.House, c.files))
}

// furnishFunding writes an agreement of which every part is there, a month that was
// closed, and a claim.
func (c *crowd) furnishFunding(office pana.OrganisationID) {
	c.t.Helper()
	saule, f := c.As("saule"), c.ledger()
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish funding: %v", err)
		}
	}
	id, err := f.AddAgreement(saule, funding.Agreement{Name: "River 2026", Payer: "foundation", Since: "2026-09-01", Days: true, Services: []string{"social-medical"},
		Sites: []pana.SiteID{c.Shelter.ID}, Funders: []funding.Funder{{Organisation: office, Parts: funding.Whole}}, Officer: c.Staff("hans")})
	must(err)
	must(f.AddTariff(saule, id, funding.Tariff{Unit: funding.PerDay, Minor: 900_000}))
	must(f.AddTarget(saule, id, funding.Target{What: funding.Day, Since: "2026-09-01", Until: "2026-12-31", Count: 300}))
	must(f.CloseMonth(saule, "2026-09"))
	claim, err := f.AddClaim(saule, funding.Claim{Agreement: id, Since: "2026-09-01", Until: "2026-09-30", Claimed: 5_000_000})
	must(err)
	must(f.AnswerClaim(saule, claim, 1, funding.Answer{Paid: true, Minor: 1_000_000}))
	asked, err := f.Claim(saule, claim)
	must(err)
	c.thing["answers"] = asked.Answers[0].ID
	c.thing["licence"], err = f.AddLicence(saule, funding.Licence{Site: c.Shelter.ID, Since: "2025-01-01", Until: "2027-12-31", Number: "No 7"})
	must(err)
	c.thing["mandates"], err = f.SetMandate(saule, funding.Mandate{Site: c.Shelter.ID, Since: "2026-10-01", Words: "Women only"})
	must(err)
	c.thing["services"], c.thing["agreements"], c.thing["months"], c.thing["claims"] = "2026-11", string(id), "2026-11", claim
}

func TestEveryPageOfFundingIsThereInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	office, err := s.files.AddOrganisation(s.As("saule"), casework.NewOrganisation{Name: "Water fund", Kind: "foreign-ngo", Roles: []string{"funder"}})
	if err != nil {
		t.Fatal(err)
	}
	agreement := url.Values{"called": {"Water 2026"}, "payer": {"foundation"}, "since": {"01.09.2026"}, "sites": {string(s.Shelter.ID)}, "days": {"yes"},
		"services": {"social-medical", "social-legal", "social-domestic"}, "currency": {"KZT"}, "rhythm": {"month"}, "due": {"10"}, "funder_1": {string(office)}, "form": {"Form A"}, "officer": {string(s.Staff("hans"))}}
	status(t, s.post("saule", "/funding/agreements", agreement), 303)
	f := funding.New(s.House, s.files, people.New(s.House, s.files))
	all, err := f.Agreements(s.As("saule"))
	if err != nil || len(all) != 1 || all[0].Funders[0].Parts != funding.Whole {
		t.Fatalf("agreed: %+v, %v", all, err)
	}
	at := "/funding/agreements/" + string(all[0].ID)
	status(t, s.post("saule", at+"/tariffs", url.Values{"unit": {"day"}, "amount": {"8 500,50"}}), 303)
	status(t, s.post("saule", at+"/targets", url.Values{"what": {"day"}, "count": {"120"}, "from": {"01.09.2026"}, "to": {"31.12.2026"}}), 303)
	share := "share_" + string(all[0].ID)
	status(t, s.post("saule", "/funding/rules", url.Values{"since": {"01.09.2026"}, share: {"60"}, "share_own": {"40"}}), 303)
	s.Clock.Advance(time.Second)
	tick := "/tick?site=" + string(s.Shelter.ID) + "&on=23.11.2026&kind=meals"
	for _, lang := range locale.Langs() {
		for _, who := range []string{"saule", "vera", "dina", "hans"} {
			s.readIn(who, lang)
		}
		for _, path := range []string{"/funding", "/funding/agreements/new", at, at + "/edit", "/funding/rules", "/funding/mandates", "/funding/months/2026-11", "/funding/months/2026-11/lines",
			"/funding/claims", "/funding/licence", "/house/funding", tick, "/clients/" + code + "/days", "/clients/" + code + "/days/pay?source=day&on=23.11.2026", "/today"} {
			page := s.get("saule", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		for _, path := range []string{"/funding", at, "/funding/rules", "/funding/months/2026-11", "/funding/months/2026-11/lines?what=day", "/funding/claims", "/funding/mandates", "/today"} {
			page := s.get("vera", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		for _, path := range []string{"/funding/own", "/today"} {
			own := s.get("hans", path)
			status(t, own, http.StatusOK)
			keyless(t, own)
		}
		for path, bad := range map[string]url.Values{
			"/funding/agreements": {"called": {"kept as typed"}, "payer": {"elephant"}}, at + "/tariffs": {"unit": {"day"}, "amount": {"kept as typed"}},
			at + "/targets": {"what": {"day"}, "count": {"kept as typed"}}, "/funding/rules": {"since": {"01.10.2026"}, share: {"kept as typed"}},
			"/funding/claims":  {"agreement": {string(all[0].ID)}, "since": {"01.11.2026"}, "until": {"30.11.2026"}, "note": {"kept as typed"}},
			"/funding/licence": {"number": {"kept as typed"}}, "/funding/licence/items": {"what": {"kept as typed"}}, "/funding/mandates": {"words": {"kept as typed"}},
			"/clients/" + code + "/days": {"went": {"kept as typed"}},
		} {
			page := s.post("saule", path, bad)
			status(t, page, http.StatusUnprocessableEntity)
			keyless(t, page)
			says(t, page, "kept as typed")
		}
	}
	s.readIn("saule", locale.EN)
	says(t, s.get("saule", "/funding/months/2026-11"), "The house itself", "Water 2026", "10\u00a0200.60")
	says(t, s.post("saule", "/funding/rules", url.Values{"since": {"01.10.2026"}, share: {"33,33"}, "share_own": {"33,33"}}), "33.34 are missing")
	says(t, s.get("saule", at), "Form A", "Water fund: 100", "120")
	s.readIn("hans", locale.EN)
	says(t, s.get("hans", "/today"), "Water 2026", "No month is closed yet.")
	status(t, s.post("saule", "/funding/months/2026-10/close", nil), 303)
	says(t, s.get("hans", "/today"), "Water 2026", "In the closed months nothing fell to this agreement.", "0 of 120")
}

func TestAMonthIsClosedAndOpenedAnewOnItsPage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	month := "/funding/months/2026-11"
	status(t, s.post("vera", month+"/close", nil), http.StatusConflict)
	s.Clock.Advance(10 * 24 * time.Hour)
	status(t, s.post("vera", month+"/close", nil), 303)
	refused := s.post("dina", "/clients/"+code+"/days", url.Values{"reason": {"family"}, "went": {"24.11.2026"}, "back": {"26.11.2026"}})
	status(t, refused, http.StatusUnprocessableEntity)
	says(t, refused, "November 2026 is closed")
	says(t, s.get("dina", "/tick?on=24.11.2026"), "This month is closed")
	status(t, s.post("vera", month+"/reopen", url.Values{"why": {"A mistake"}}), http.StatusForbidden)
	status(t, s.post("saule", month+"/reopen", nil), http.StatusUnprocessableEntity)
	status(t, s.post("saule", month+"/reopen", url.Values{"why": {"A stay was wrong"}}), 303)
	says(t, s.get("vera", month), "A stay was wrong", "Opened anew")
	status(t, s.get("vera", "/funding/months/2026-13"), http.StatusNotFound)
	status(t, s.get("vera", "/funding/months/nonsense"), http.StatusNotFound)
}

// An accountant reads codes and money and no word of anybody; nobody outside reads a
// line, whatever address is typed.
func TestWhoPaysIsNobodysBusinessOutside(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	page := s.get("vera", "/funding/months/2026-11/lines")
	says(t, page, code)
	if strings.Contains(page.Body.String(), "/clients/") {
		t.Error("a line leads an accountant to a file")
	}
	for _, who := range []string{"dina", "timur", "hans", "mira", "oleg", "lena", "kamila"} {
		for _, path := range []string{"/funding", "/funding/months/2026-11", "/funding/months/2026-11/lines", "/funding/claims", "/funding/rules", "/funding/licence"} {
			status(t, s.get(who, path), http.StatusForbidden)
		}
	}
	status(t, s.get("vera", "/clients/"+code+"/days"), http.StatusForbidden)
	status(t, s.get("vera", "/funding/licence"), http.StatusForbidden)
	status(t, s.get("hans", "/tick"), http.StatusForbidden)
	status(t, s.get("lena", "/tick"), http.StatusForbidden)
}

func TestTheWholeHouseIsTickedOnOnePage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	page := s.get("timur", "/tick")
	says(t, page, code, "Not saved yet", "checked")
	who := string(s.id(code))
	form := url.Values{"site": {string(s.Shelter.ID)}, "on": {"23.11.2026"}, "kind": {"meals"}, "who": {who}}
	status(t, s.post("timur", "/tick", form), 303)
	says(t, s.get("timur", "/tick"), "As it was saved")
	form.Set("who", "somebody")
	refused := s.post("timur", "/tick", form)
	status(t, refused, http.StatusUnprocessableEntity)
	says(t, refused, "was not in the house")
}

func TestAClaimIsMendedOnItsPages(t *testing.T) {
	s := openShelter(t)
	f := funding.New(s.House, s.files, people.New(s.House, s.files))
	saule := s.As("saule")
	office, err := s.files.AddOrganisation(saule, casework.NewOrganisation{Name: "Water fund", Kind: "foreign-ngo", Roles: []string{"funder"}})
	if err != nil {
		t.Fatal(err)
	}
	id, err := f.AddAgreement(saule, funding.Agreement{Name: "Water 2026", Payer: "foundation", Since: "2026-09-01", Days: true, Sites: []pana.SiteID{s.Shelter.ID}, Funders: []funding.Funder{{Organisation: office, Parts: funding.Whole}}})
	if err == nil {
		err = f.CloseMonth(saule, "2026-09")
	}
	if err != nil {
		t.Fatal(err)
	}
	claim, err := f.AddClaim(saule, funding.Claim{Agreement: id, Since: "2026-09-01", Until: "2026-09-30", Claimed: 5_000_000})
	if err != nil {
		t.Fatal(err)
	}
	at := "/funding/claims/" + claim
	status(t, s.post("vera", at, url.Values{"version": {"1"}, "answer": {"paid"}, "amount": {"40 000"}}), 303)
	c, err := f.Claim(saule, claim)
	if err != nil || len(c.Answers) != 1 {
		t.Fatalf("answered: %+v, %v", c, err)
	}
	answer := at + "/answers/" + c.Answers[0].ID
	for _, lang := range locale.Langs() {
		s.readIn("vera", lang)
		for _, path := range []string{at, answer, at + "/more"} {
			page := s.get("vera", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
	}
	s.readIn("vera", "en")
	for _, path := range []string{at + "/answers/none", "/funding/claims/none/more", "/funding/claims/none/answers/none"} {
		status(t, s.get("vera", path), http.StatusNotFound)
	}
	for _, bad := range []struct {
		path string
		form url.Values
		say  string
	}{
		{answer, url.Values{"version": {"2"}, "answer": {"paid"}, "amount": {""}, "note": {"Half typed"}}, "Write the sum as a number"},
		{answer, url.Values{"version": {"2"}, "answer": {"paid"}, "amount": {"50 001"}, "note": {"Half typed"}}, "at most 50000"},
		{at + "/more", url.Values{"version": {"2"}, "way": {"back"}, "claimed": {"60000"}, "note": {"Half typed"}}, "at most 50000"},
		{at + "/more", url.Values{"version": {"2"}, "way": {"more"}, "claimed": {""}, "note": {"Half typed"}}, "comes to less than was asked for"},
		{at + "/withdraw", url.Values{"form": {"withdraw"}, "version": {"2"}, "why": {"Half typed"}}, "Something that counts was written to it"},
		{at + "/withdraw", url.Values{"form": {"withdraw"}, "version": {"2"}, "why": {"Half typed"}}, `value="10000"`},
		{at, url.Values{"form": {"answer"}, "version": {"2"}, "answer": {"paid"}, "amount": {"10 001"}, "note": {"Half typed"}}, `value="10 001"`},
	} {
		page := s.post("vera", bad.path, bad.form)
		status(t, page, http.StatusUnprocessableEntity)
		if body := page.Body.String(); !strings.Contains(body, bad.say) || !strings.Contains(body, "Half typed") {
			t.Errorf("%s: not said %q, or what was typed is lost", bad.path, bad.say)
		}
	}
	if again := s.post("vera", at+"/withdraw", url.Values{"version": {"2"}}); !strings.Contains(again.Body.String(), `value="10000"`) {
		t.Error("a refused withdrawal empties the form of the answer")
	}
	status(t, s.post("vera", answer, url.Values{"version": {"2"}, "answer": {"rejected"}, "reason": {"counted"}, "amount": {"40000"}}), 303)
	status(t, s.post("vera", at+"/more", url.Values{"version": {"3"}, "way": {"back"}, "claimed": {"10 000,50"}}), 303)
	page := s.get("vera", at).Body.String()
	for _, say := range []string{"corrected by", "−10 000.50", "Added later"} {
		if !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), say) {
			t.Errorf("the page does not say %q", say)
		}
	}
	if c, err = f.Claim(saule, claim); err != nil || c.Sums().Rejected != 4_000_000 || c.Together().Claimed != 3_999_950 || len(c.Answers[0].Before) != 1 {
		t.Errorf("mended: %+v, %v", c, err)
	}
	if list := s.get("vera", "/funding/claims").Body.String(); !strings.Contains(strings.ReplaceAll(list, "\u00a0", " "), "39 999.50") {
		t.Error("the list does not count what hangs on it")
	}
}

func TestHowLongAServiceTookIsPutRightOnItsPage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	file := "/clients/" + code
	status(t, s.post("dina", file+"/skills", url.Values{"skill": {plan.Skills()[0]}, "level": {"alone"}, "minutes": {"half"}, "text": {"She cooked"}}), http.StatusUnprocessableEntity)
	page := s.post("dina", file+"/skills", url.Values{"skill": {plan.Skills()[0]}, "level": {"alone"}, "minutes": {"2000"}, "text": {"She cooked"}})
	status(t, page, http.StatusUnprocessableEntity)
	if !strings.Contains(page.Body.String(), "She cooked") || !strings.Contains(page.Body.String(), `value="2000"`) {
		t.Error("what was typed is lost")
	}
	status(t, s.post("dina", file+"/skills", url.Values{"skill": {plan.Skills()[0]}, "level": {"alone"}, "payer": {"state"}}), 303)
	f := funding.New(s.House, s.files, people.New(s.House, s.files))
	had, err := f.ServicesOf(s.As("dina"), code, "2026-11")
	if err != nil || len(had.Lines) != 1 || had.Lines[0].Payer != "state" {
		t.Fatalf("her services: %+v, %v", had.Lines, err)
	}
	at := file + "/services/2026-11"
	one := url.Values{"source": {"skills"}, "row": {had.Lines[0].Row}, "on": {"23.11.2026"}, "payer": {"own"}, "seen": {had.Lines[0].Stood.Seen()}}
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		for _, path := range []string{at, at + "/mend?" + one.Encode(), file + "/days", file + "/skills", file + "/belongings/give"} {
			page := s.get("dina", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
	}
	s.readIn("dina", "en")
	status(t, s.get("dina", at+"/mend?source=skills&row=none"), http.StatusNotFound)
	status(t, s.get("dina", file+"/services/nonsense"), http.StatusNotFound)
	one.Set("minutes", "1441")
	page = s.post("dina", at+"/mend", one)
	status(t, page, http.StatusUnprocessableEntity)
	if !strings.Contains(page.Body.String(), `value="1441"`) {
		t.Error("what was typed is lost")
	}
	one.Set("minutes", "35")
	status(t, s.post("dina", at+"/mend", one), 303)
	body := s.get("dina", at).Body.String()
	for _, say := range []string{"35 min", "corrected by"} {
		if !strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), say) {
			t.Errorf("the page does not say %q", say)
		}
	}
	one.Set("minutes", "50")
	page = s.post("dina", at+"/mend", one)
	status(t, page, http.StatusConflict)
	for _, say := range []string{"35 min", `value="50"`} {
		if !strings.Contains(strings.ReplaceAll(page.Body.String(), "\u00a0", " "), say) {
			t.Errorf("somebody put it right meanwhile, and the page does not say %q", say)
		}
	}
	status(t, s.get("dina", at+"/mend?source=day&row="), http.StatusNotFound)
	s.Clock.Advance(10 * 24 * time.Hour)
	if err := f.CloseMonth(s.As("saule"), "2026-11"); err != nil {
		t.Fatal(err)
	}
	status(t, s.get("dina", at+"/mend?source=skills&row="), http.StatusNotFound)
	page = s.post("dina", at+"/mend", one)
	status(t, page, http.StatusUnprocessableEntity)
	says(t, page, "is closed")
}

func TestALicenceAndAMandateArePutRightOnTheirPages(t *testing.T) {
	s := openShelter(t)
	f := funding.New(s.House, s.files, people.New(s.House, s.files))
	saule := s.As("saule")
	licence, err := f.AddLicence(saule, funding.Licence{Site: s.Shelter.ID, Since: "2025-01-01", Until: "2026-12-31", Number: "No 7"})
	if err != nil {
		t.Fatal(err)
	}
	mandate, err := f.SetMandate(saule, funding.Mandate{Site: s.Shelter.ID, Since: "2025-01-01", Words: "Women only"})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		list, page string
		bad, good  url.Values
		say, was   string
	}{
		{"/funding/licence", "/funding/licence/" + licence, url.Values{"version": {"1"}, "since": {"01.01.2025"}, "until": {"01.01.2024"}, "number": {"Half typed"}},
			url.Values{"version": {"1"}, "since": {"01.01.2025"}, "until": {"31.12.2027"}, "number": {"No 8"}}, "No 8", "No 7"},
		{"/funding/mandates", "/funding/mandates/" + mandate, url.Values{"version": {"1"}, "since": {"01.01.2025"}, "until": {"01.01.2024"}, "words": {"Half typed"}},
			url.Values{"version": {"1"}, "since": {"01.01.2025"}, "until": {"31.12.2027"}, "words": {"Women and children"}}, "Women and children", "Women only"},
	} {
		for _, lang := range locale.Langs() {
			s.readIn("saule", lang)
			page := s.get("saule", one.page)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		s.readIn("saule", "en")
		page := s.post("saule", one.page, one.bad)
		status(t, page, http.StatusUnprocessableEntity)
		if !strings.Contains(page.Body.String(), "Half typed") {
			t.Errorf("%s: what was typed is lost", one.page)
		}
		status(t, s.post("saule", one.page, one.good), 303)
		body := s.get("saule", one.list).Body.String()
		for _, say := range []string{one.say, one.was, "corrected by"} {
			if !strings.Contains(body, say) {
				t.Errorf("%s does not say %q", one.list, say)
			}
		}
		status(t, s.get("saule", one.list+"/none"), http.StatusNotFound)
		if got := s.get("vera", one.page).Code; got == http.StatusOK {
			t.Errorf("Vera opens %s", one.page)
		}
	}
}

func TestTheListOfFilesIsNarrowedToWhomAPayerPaysFor(t *testing.T) {
	s := openShelter(t)
	code, other := s.woman(), s.woman()
	s.sleeps(code)
	status(t, s.post("dina", "/clients/"+code+"/term", url.Values{"payer": {"local"}, "until": {"13.12.2026"}}), 303)
	for _, lang := range locale.Langs() {
		s.readIn("saule", lang)
		page := s.get("saule", "/clients?payer=local")
		status(t, page, http.StatusOK)
		keyless(t, page)
		if body := page.Body.String(); !strings.Contains(body, code) || strings.Contains(body, other) {
			t.Error("the list is not of those for whom the city pays")
		}
	}
	if body := s.get("saule", "/clients?payer=state").Body.String(); strings.Contains(body, code) {
		t.Error("she stands under another payer")
	}
	status(t, s.get("saule", "/clients?payer=nonsense"), http.StatusUnprocessableEntity)
	if body := s.get("raushan", "/clients").Body.String(); strings.Contains(body, `name="payer"`) {
		t.Error("a nurse is offered who pays")
	}
	if got := s.get("raushan", "/clients?payer=local"); strings.Contains(got.Body.String(), code) {
		t.Error("a nurse learns who pays")
	}
}

func TestWhatNobodyPaysForLeadsToWhoseItIsAndWhatToDo(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	s.Clock.Advance(48 * time.Hour)
	month := "/funding/months/" + string(s.House.Today(s.House.Now())[:7])
	for _, who := range []string{"saule", "vera"} {
		s.readIn(who, locale.EN)
	}
	to := regexp.MustCompile(regexp.QuoteMeta(month) + `/lines\?[^"]*unpaid=payer[^"]*`)
	at := html.UnescapeString(to.FindString(s.get("vera", month).Body.String()))
	if at == "" {
		t.Fatal("what is missing leads nowhere an accountant can read")
	}
	says(t, s.get("vera", at), code, "Nobody is named who pays, and no rule says it.", "The director or the deputy puts this right")
	head := s.get("saule", at)
	says(t, head, code, "/clients/"+code+"/term", "/funding/rules")
	if n := strings.Count(head.Body.String(), ">"+code+"<"); n != 1 {
		t.Errorf("the days of one person are %d lines", n)
	}
	for _, lang := range locale.Langs() {
		s.readIn("vera", lang)
		for _, path := range []string{at, strings.ReplaceAll(at, "unpaid=payer", "unpaid=outside"), strings.ReplaceAll(at, "unpaid=payer", "unpaid=elephant")} {
			keyless(t, s.get("vera", path))
		}
	}
}

// Whoever pays for a line that she found among those of a month comes back there, and to
// nothing else that an address says.
func TestPayingForALineLeadsBackToWhereItWasFound(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	month := "/funding/months/2026-11/lines"
	s.readIn("saule", locale.EN)
	link := html.UnescapeString(regexp.MustCompile(`/clients/[^"]*/days/pay\?[^"]*`).FindString(s.get("saule", month+"?what=day").Body.String()))
	if !strings.Contains(link, "from=month") || !strings.Contains(link, "what=day") {
		t.Fatalf("the line leads to %q", link)
	}
	page := s.get("saule", link)
	says(t, page, `href="`+month+`?what=day"`, `name="from" value="month"`, "November 2026")
	path, _, _ := strings.Cut(link, "?")
	for _, c := range []struct{ from, unpaid, to string }{
		{"month", "payer", month + "?done=saved&unpaid=payer"},
		{"month", "", month + "?done=saved"},
		{"month", "payer#//elsewhere", month + "?done=saved"},
		{"elsewhere", "payer", "/clients/" + code + "/days?done=saved"},
		{"", "", "/clients/" + code + "/days?done=saved"},
	} {
		w := s.post("saule", path, url.Values{"source": {"day"}, "on": {"23.11.2026"}, "usual": {"yes"}, "from": {c.from}, "unpaid": {c.unpaid}})
		status(t, w, http.StatusSeeOther)
		if got := w.Header().Get("Location"); got != c.to {
			t.Errorf("%q %q: %s", c.from, c.unpaid, got)
		}
	}
	none := s.post("saule", path, url.Values{"source": {"day"}, "on": {"23.11.2026"}, "from": {"month"}, "unpaid": {"payer"}})
	status(t, none, http.StatusUnprocessableEntity)
	says(t, none, `href="`+month+`?unpaid=payer"`)
}
