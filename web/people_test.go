package web_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana/internal/locale"
	"example.org/pana/web"
)

// Somebody leaves: each client is given to a colleague, or why not is said.
func TestALeavingFromThePages(t *testing.T) {
	s := openShelter(t)
	one, two := s.woman(), s.woman()
	dina := "/people/" + string(s.Staff("dina"))
	status(t, s.post("saule", dina+"/leaving", url.Values{"version": {"0"}, "last": {"31.12.2026"}}), 303)
	page := s.get("saule", dina+"/leaving")
	keyless(t, page)
	says(t, page, one, two, "31 December 2026", "2 clients would be with nobody")
	today := s.get("saule", "/today")
	keyless(t, today)
	says(t, today, "To be handed over", "last day 31.12.2026", "2 clients")
	hands := func(code, to string) url.Values {
		key := "-" + code + "-social-worker"
		return url.Values{"client": {code}, "role": {"social-worker"}, "to" + key: {to}, "summary" + key: {"She likes walks."}}
	}
	status(t, s.post("saule", dina+"/hand-over", hands(one, "")), 422)
	again := s.post("saule", dina+"/hand-over", hands(one, string(s.Staff("gulnar"))))
	status(t, again, 422)
	says(t, again, "She likes walks.")
	status(t, s.post("saule", dina+"/hand-over", hands(one, string(s.Staff("erlan")))), 303)
	says(t, s.get("erlan", "/today"), "Somebody was handed over to you", one)
	says(t, s.get("erlan", "/clients/"+one), "She likes walks.")
	says(t, s.get("saule", "/clients/"+one+"/workers"), "since 23.11.2026")
	status(t, s.post("saule", dina+"/leaving/finish", nil), 422)
	status(t, s.post("saule", dina+"/leaving/finish", url.Values{"why": {"She is ill."}}), 303)
	page = s.get("saule", dina+"/leaving")
	keyless(t, page)
	says(t, page, two, "She is ill.", "Leaving done on")
	says(t, s.get("saule", "/today"), "has left", "1 client")
	says(t, s.get("saule", "/staff/"+string(s.Staff("dina"))), dina+"/leaving")
	status(t, s.post("saule", dina+"/hand-over", hands(two, string(s.Staff("erlan")))), 303)
	for _, who := range []string{"erlan", "oleg", "lena"} {
		status(t, s.get(who, dina+"/leaving"), 403)
		status(t, s.post(who, dina+"/leaving/finish", nil), 403)
		status(t, s.post(who, dina+"/hand-over", nil), 403)
	}
	status(t, s.get("saule", "/people/nobody/leaving"), 404)
}

// Twenty files go to one colleague with two presses: who follows is chosen, and whom she
// takes is ticked. Two on the page are given one by one.
func TestSeveralAreHandedOverToOne(t *testing.T) {
	s := openShelter(t)
	one, two := s.woman(), s.woman()
	dina, erlan := "/people/"+string(s.Staff("dina")), string(s.Staff("erlan"))
	page := s.get("saule", dina+"/leaving").Body.String()
	if strings.Contains(page, "Several to one person") {
		t.Error("two are a list")
	}
	three := s.woman()
	says(t, s.get("saule", dina+"/leaving"), "Several to one person", "Erlan", "3 clients", dina+"/leaving?to="+erlan+"#several")
	page = s.get("saule", dina+"/leaving?to="+erlan).Body.String()
	keyless(t, s.get("saule", dina+"/leaving?to="+erlan))
	if n := strings.Count(page, `name="several"`); n != 3 || strings.Count(page, " checked") != 3 {
		t.Fatalf("%d to tick, %d ticked", n, strings.Count(page, " checked"))
	}
	none := s.post("saule", dina+"/hand-over", url.Values{"to": {erlan}})
	status(t, none, 422)
	says(t, none, "Choose whom you hand over.", one, two, three)
	role := " social-worker"
	// A nurse holds no such role: nobody is handed over, and what was ticked stays.
	wrong := s.post("saule", dina+"/hand-over", url.Values{"to": {string(s.Staff("gulnar"))}, "several": {one + role}})
	status(t, wrong, 422)
	says(t, s.get("saule", dina+"/leaving"), "3 clients")
	status(t, s.post("saule", dina+"/hand-over", url.Values{"to": {erlan}, "several": {one + role, three + role}}), 303)
	says(t, s.get("erlan", "/today"), one, three)
	left := s.get("saule", dina+"/leaving")
	says(t, left, two)
	if strings.Contains(left.Body.String(), three) {
		t.Error("she is with both")
	}
	status(t, s.post("erlan", dina+"/hand-over", url.Values{"to": {erlan}, "several": {two + role}}), 403)
}

func TestTermsOfTheHouseFromThePages(t *testing.T) {
	s := openShelter(t)
	s.woman()
	dina := "/people/" + string(s.Staff("dina"))
	page := s.get("saule", "/people")
	keyless(t, page)
	says(t, page, "Dina", "1 client", dina)
	terms := url.Values{"version": {"0"}, "title": {"Keeper of the doors"}, "engaged": {"part-time"}, "began": {"2021"}}
	status(t, s.post("saule", dina+"/terms", terms), 303)
	page = s.get("saule", dina)
	keyless(t, page)
	says(t, page, "Keeper of the doors", "Part time", "2021", "between 4 years and 5 years")
	status(t, s.post("saule", dina+"/terms", terms), 409)
	status(t, s.post("saule", dina+"/records", url.Values{"kind": {"qualification"}}), 422)
	status(t, s.post("saule", dina+"/records", url.Values{"kind": {"qualification"}, "what": {"First aid"}, "hours": {"many"}}), 422)
	status(t, s.post("saule", dina+"/records", url.Values{"kind": {"qualification"}, "what": {"First aid"}, "expires": {"10.12.2026"}}), 303)
	today := s.get("saule", "/today")
	keyless(t, today)
	says(t, today, "First aid", "10.12.2026")
	s.Clock.Advance(time.Second)
	record := regexp.MustCompile(`name="record" value="([0-9a-f-]{36})"`).FindStringSubmatch(s.get("saule", dina).Body.String())[1]
	status(t, s.post("saule", dina+"/strike", url.Values{"record": {record}}), 303)
	status(t, s.post("saule", dina+"/strike", url.Values{"record": {record}}), 422)

	own := s.get("dina", "/people/own")
	keyless(t, own)
	says(t, own, "Keeper of the doors")
	status(t, s.post("dina", "/people/own/records", url.Values{"kind": {"training"}, "what": {"Listening"}, "hours": {"8"}}), 303)
	says(t, s.get("saule", dina), "Listening", "8 hours")
	status(t, s.post("dina", "/people/own/records", url.Values{"kind": {"qualification"}, "what": {"Judge"}}), 422)
	for _, who := range []string{"dina", "lena", "oleg", "hans"} {
		status(t, s.get(who, "/people"), 403)
		status(t, s.get(who, dina), 403)
		status(t, s.get(who, "/people/own"), 200)
	}
	status(t, s.get("saule", "/people/nobody"), 404)
	status(t, s.post("saule", "/house/people", url.Values{"version": {"0"}, "warn": {"60"}, "supervision": {"30"}, "guide_social-worker": {"8"}}), 303)
	says(t, s.get("saule", "/house/people"), `value="60"`, `value="30"`, `value="8"`)
	says(t, s.get("saule", dina), "guideline: 8")
	says(t, s.get("saule", "/today"), "With how many clients each works", "1 client")
	says(t, s.get("saule", "/people"), "1 client")
	s.woman()
	status(t, s.post("saule", "/house/people", url.Values{"version": {"1"}, "guide_social-worker": {"1"}}), 303)
	for lang, want := range map[locale.Lang]string{"en": "Social worker: 2, guideline 1", "ru": "ориентир 1", "kk": "бағдар 1"} {
		s.readIn("saule", lang)
		today := s.get("saule", "/today")
		keyless(t, today)
		says(t, today, want, `href="/people"`, `href="`+dina+`"`)
	}
	s.readIn("saule", "en")
	for _, who := range []string{"dina", "lena", "oleg"} {
		if today := s.get(who, "/today").Body.String(); strings.Contains(today, "With how many clients each works") || strings.Contains(today, "guideline 1") {
			t.Errorf("the first screen of %s says with how many each works", who)
		}
	}
	status(t, s.post("saule", "/house/people", url.Values{"version": {"2"}, "warn": {"soon"}}), 422)
}

// An interpreter from the pages: a pledge, her answer, a booking, hours; who is
// refused is offered nowhere.
func TestWhoHelpsFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/helpers"
	add := url.Values{"part": {"interpreter"}, "site": {string(s.Shelter.ID)}, "staff": {string(s.Staff("erlan"))}, "pair_a1": {"uz"}, "pair_b1": {"ru"}, "pledged": {"01.09.2026"}}
	status(t, s.post("dina", "/helpers", url.Values{"site": {string(s.Shelter.ID)}}), 422)
	status(t, s.post("dina", "/helpers", add), 303)
	status(t, s.post("dina", "/helpers", add), 409)
	id := regexp.MustCompile(`/helpers/([0-9a-f-]{36})`).FindStringSubmatch(s.get("dina", "/helpers").Body.String())[1]
	ask := url.Values{"asked": {id}, "answer": {"yes"}, "language": {"uz"}}
	status(t, s.post("dina", here+"/ask", ask), 422)
	ask.Set("alone", "yes")
	status(t, s.post("dina", here+"/ask", ask), 303)
	book := url.Values{"helper": {id}, "kind": {"hearing"}, "on": {"23.11.2026"}, "at": {"10:00"}, "minutes": {"150"}, "from_lang": {"uz"}, "to_lang": {"ru"}}
	status(t, s.post("dina", here+"/book", url.Values{"helper": {id}, "kind": {"hearing"}}), 422)
	status(t, s.post("saule", "/house/people", url.Values{"version": {"0"}, "interpret": {"120"}, "break": {"40"}}), 303)
	status(t, s.post("dina", here+"/book", book), 303)
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		s.readIn("erlan", lang)
		for who, paths := range map[string][]string{"dina": {here, "/helpers", "/helpers/new", "/helpers/" + id}, "erlan": {"/people/own"}} {
			for _, path := range paths {
				page := s.get(who, path)
				status(t, page, 200)
				keyless(t, page)
			}
		}
		page := s.post("dina", here+"/book", url.Values{"helper": {id}, "kind": {"hearing"}, "on": {"23.11.2026"}, "at": {"10:00"}})
		status(t, page, 409)
		keyless(t, page)
	}
	s.readIn("dina", locale.EN)
	s.readIn("erlan", locale.EN)
	page := s.get("dina", here)
	says(t, page, "3 breaks", "plan a change")
	booking := regexp.MustCompile(`name="booking" value="([0-9a-f-]{36})"`).FindStringSubmatch(page.Body.String())[1]
	status(t, s.post("dina", here+"/settle", url.Values{"booking": {booking}, "version": {"1"}, "state" + booking: {"held"}, "minutes" + booking: {"155"}}), 303)
	own := s.get("erlan", "/people/own")
	says(t, own, "2 hours 35 minutes")
	if strings.Contains(own.Body.String(), code) {
		t.Error("an interpreter's own page names a client")
	}
	for _, who := range []string{"kamila", "lena"} {
		status(t, s.get(who, here), 403)
		status(t, s.get(who, "/helpers"), 403)
	}
	says(t, s.get("dina", "/clients/"+code+"/sessions"), `value="`+string(s.Staff("erlan"))+`"`)
	ask.Set("asked", "")
	ask.Set("again", id)
	ask.Set("answer", "no")
	status(t, s.post("dina", here+"/ask", ask), 303)
	if strings.Contains(s.get("dina", "/clients/"+code+"/sessions").Body.String(), string(s.Staff("erlan"))) {
		t.Error("whom she refused is offered for a session")
	}
	status(t, s.post("dina", here+"/book", book), 422)
}

// interprets lets a colleague interpret for a client: pledged, and wished for.
func (s *shelter) interprets(code, name string) {
	s.t.Helper()
	status(s.t, s.post("saule", "/helpers", url.Values{"part": {"interpreter"}, "site": {string(s.Shelter.ID)}, "staff": {string(s.Staff(name))}, "pledged": {"01.09.2026"}}), 303)
	all := regexp.MustCompile(`/helpers/([0-9a-f-]{36})`).FindAllStringSubmatch(s.get("saule", "/helpers").Body.String(), -1)
	status(s.t, s.post("saule", "/clients/"+code+"/helpers/ask", url.Values{"asked": {all[len(all)-1][1]}, "answer": {"yes"}, "alone": {"yes"}}), 303)
}

// Nobody interprets about whom she was not asked; what was held is kept with a tick,
// and those who lead see that it is still to be asked.
func TestWhoInterpretsIsAskedAboutFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		page := s.post("dina", here+"/sessions", url.Values{"kind": {"talk"}, "state": {"held"}, "told": {"typed before"}, "interpreter": {string(s.Staff("kamila"))}})
		status(t, page, 422)
		spoken(t, page)
		says(t, page, "typed before", here+"/helpers#ask", `name="unasked"`)
	}
	s.readIn("dina", locale.EN)
	status(t, s.post("dina", here+"/sessions", url.Values{"kind": {"talk"}, "state": {"held"}, "interpreter": {string(s.Staff("kamila"))}, "unasked": {"yes"}}), 303)
	says(t, s.get("dina", here+"/helpers"), "Interpreted without being asked about", "Kamila", "still to be asked")
	says(t, s.get("saule", "/today"), "Somebody interpreted and was not asked about first", here+"/helpers")
	s.interprets(code, "kamila")
	says(t, s.get("dina", here+"/helpers"), "asked on 23")
	if strings.Contains(s.get("saule", "/today").Body.String(), "Somebody interpreted") {
		t.Error("she was asked, and it still waits")
	}
	status(t, s.post("dina", here+"/sessions", url.Values{"kind": {"talk"}, "on": {"26.11.2026"}, "interpreter": {string(s.Staff("kamila"))}}), 303)
}

// From the page of a session and of a hearing one comes to the form that books, with
// kind, day and time in it; who is booked for the day stands on both.
func TestWhoHelpsIsBookedFromWhereItIsNeeded(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code
	status(t, s.post("dina", "/helpers", url.Values{"part": {"interpreter"}, "site": {string(s.Shelter.ID)}, "staff": {string(s.Staff("erlan"))}, "pair_a1": {"uz"}, "pair_b1": {"ru"}, "pledged": {"01.09.2026"}}), 303)
	id := regexp.MustCompile(`/helpers/([0-9a-f-]{36})`).FindStringSubmatch(s.get("dina", "/helpers").Body.String())[1]
	status(t, s.post("dina", here+"/helpers/ask", url.Values{"asked": {id}, "answer": {"yes"}, "language": {"uz"}, "alone": {"yes"}}), 303)

	status(t, s.post("dina", here+"/sessions", url.Values{"kind": {"talk"}, "on": {"26.11.2026"}, "at": {"15:00"}, "minutes": {"50"}, "state": {"planned"}}), 303)
	session := here + regexp.MustCompile(`/sessions/[0-9a-f-]{36}`).FindString(s.get("dina", here+"/sessions").Body.String())
	trial := s.post("dina", here+"/court", url.Values{"form": {"case"}, "kind": {"criminal"}, "role": {"victim"}, "stage": {"investigation"}}).Header().Get("Location")
	trial, _, _ = strings.Cut(trial, "?")
	hearing := s.post("dina", trial+"/hearings", url.Values{"on": {"26.11.2026"}, "clock": {"10:00"}, "hearing_kind": {"hearing"}}).Header().Get("Location")
	hearing, _, _ = strings.Cut(hearing, "?")

	for _, c := range []struct{ name, page, at, kind string }{
		{"a planned session", session, "15:00", "session"},
		{"a hearing", hearing, "10:00", "hearing"},
	} {
		page := s.get("dina", c.page)
		status(t, page, 200)
		keyless(t, page)
		says(t, page, "Nobody is booked.")
		to := regexp.MustCompile(`/clients/[^"]*/helpers\?[^"]*#book`).FindString(page.Body.String())
		if want := here + "/helpers?at=" + url.QueryEscape(c.at) + "&kind=" + c.kind + "&on=2026-11-26#book"; html.UnescapeString(to) != want {
			t.Errorf("%s leads to %q, want %q", c.name, to, want)
		}
		to, _, _ = strings.Cut(html.UnescapeString(to), "#")
		form := s.get("dina", to)
		keyless(t, form)
		says(t, form, `value="26.11.2026"`, `value="`+c.at+`"`)
		if !regexp.MustCompile(`value="` + c.kind + `"[^>]* checked`).MatchString(form.Body.String()) {
			t.Errorf("%s: the kind is not chosen in the form", c.name)
		}
	}
	status(t, s.post("dina", here+"/helpers/book", url.Values{"helper": {id}, "kind": {"session"}, "on": {"26.11.2026"}, "at": {"15:00"}, "from_lang": {"uz"}, "to_lang": {"ru"}}), 303)
	status(t, s.post("dina", here+"/helpers/book", url.Values{"helper": {id}, "kind": {"talk"}, "on": {"27.11.2026"}, "at": {"09:00"}, "from_lang": {"uz"}, "to_lang": {"ru"}}), 303)
	for _, page := range []string{session, hearing} {
		for _, lang := range locale.Langs() {
			s.readIn("dina", lang)
			got := s.get("dina", page)
			keyless(t, got)
			says(t, got, "15:00 · Erlan")
			if strings.Contains(got.Body.String(), "09:00 · Erlan") {
				t.Errorf("%s shows what is booked for another day", page)
			}
		}
		s.readIn("dina", locale.EN)
	}
	bad := s.get("dina", here+"/helpers?kind=wedding&on=31.02.2026&at=25:00&minutes=9&helper="+id)
	status(t, bad, 200)
	for _, not := range []string{"wedding", "31.02.2026", "25:00", `value="9"`} {
		if strings.Contains(bad.Body.String(), not) {
			t.Errorf("%s of the address stands on the page", not)
		}
	}
	// Whoever plans no help is led nowhere.
	if page := s.get("timur", session); page.Code == 200 {
		t.Error("the night reads the page of a session")
	}
}

// Guests and volunteers from the pages: everyone awaits confirmation, visitors meet
// elsewhere until the house chooses, and a volunteer meets no file.
func TestPeopleFromOutsideFromThePages(t *testing.T) {
	s := openShelter(t)
	code, site := s.woman(), string(s.Shelter.ID)
	add := url.Values{"site": {site}, "name": {"Zarina Omarova"}, "sex": {"female"}}
	status(t, s.post("dina", "/volunteers", url.Values{"site": {site}}), 422)
	status(t, s.post("dina", "/volunteers", add), 303)
	list := s.get("dina", "/volunteers")
	keyless(t, list)
	says(t, list, "Zarina Omarova", "Awaiting confirmation")
	one := regexp.MustCompile(`/volunteers/[0-9a-f-]{36}`).FindString(list.Body.String())
	status(t, s.post("dina", one, url.Values{"version": {"0"}, "agreed": {"01.09.2026"}, "vetted": {"01.09.2026"}, "vetted_until": {"01.12.2026"}, "days": {"mon", "sat"}}), 303)
	status(t, s.post("dina", one+"/hours", url.Values{"kind": {"hours"}, "minutes": {"90"}, "what": {"English"}}), 303)
	status(t, s.post("dina", one+"/hours", url.Values{"kind": {"hours"}, "minutes": {"long"}}), 422)
	status(t, s.post("timur", one+"/confirm", nil), 403)
	status(t, s.post("dina", one+"/confirm", nil), 303)
	page := s.get("dina", one)
	keyless(t, page)
	says(t, page, "90 minutes", "Monday", "1 December 2026")
	says(t, s.get("saule", "/today"), "Vetting holds until", "Zarina Omarova")

	plan := url.Values{"site": {site}, "place": {"here"}, "on": {"23.11.2026"}, "at": {"15:00"}, "purpose": {"To see the workshop"}}
	status(t, s.post("dina", "/visits", plan), 422)
	status(t, s.post("saule", "/house/people", url.Values{"version": {"0"}, "visits_" + site: {"yes"}}), 303)
	status(t, s.post("dina", "/visits", plan), 303)
	visit := regexp.MustCompile(`/visits/[0-9a-f-]{36}`).FindString(s.get("dina", "/visits").Body.String())
	for _, lang := range locale.Langs() {
		s.readIn("timur", lang)
		bad := s.post("timur", "/visits/came", url.Values{"site_came": {site}, "purpose_came": {"asked for a sister"}})
		status(t, bad, 422)
		spoken(t, bad)
		says(t, bad, "asked for a sister")
	}
	s.readIn("timur", locale.EN)
	status(t, s.post("timur", "/visits/came", url.Values{"site_came": {site}, "name_came": {"Ruslan"}, "purpose_came": {"asked for a sister"}, "end_came": {"turned-away"}, "met_came": {"KZ-26-000"}}), 422)
	status(t, s.post("timur", "/visits/came", url.Values{"site_came": {site}, "name_came": {"Ruslan"}, "purpose_came": {"asked for a sister"}, "end_came": {"turned-away"}}), 303)
	says(t, s.get("timur", "/visits"), "asked for a sister", "not let in")
	says(t, s.get("timur", "/night/handover"), "asked for a sister")
	status(t, s.post("dina", one+"/correct", url.Values{"version": {"9"}, "name_right": {"Zarina Omarova"}, "sex_right": {"male"}}), 409)
	status(t, s.post("dina", one+"/correct", url.Values{"version": {"2"}, "name_right": {""}}), 422)
	status(t, s.post("dina", one+"/correct", url.Values{"version": {"2"}, "name_right": {"Zarina Omarova"}, "contact_right": {"+7 000 000 02 99"}, "sex_right": {"female"}}), 303)
	says(t, s.get("dina", one), "+7 000 000 02 99", "corrected by Dina")
	line := regexp.MustCompile(`<option value="([0-9a-f-]{36})"[^>]*>[^<]*90 minutes`).FindStringSubmatch(s.get("dina", one).Body.String())
	status(t, s.post("dina", one+"/strike", url.Values{"line": {line[1]}}), 303)
	says(t, s.get("dina", one), "counts no more")
	status(t, s.post("dina", visit+"/guests", url.Values{"name": {"Pavel Kim"}, "sex": {"male"}}), 303)
	status(t, s.post("dina", visit+"/meetings", url.Values{"client": {code}, "answer": {"yes"}}), 303)
	status(t, s.post("dina", visit+"/meetings", url.Values{"client": {"KZ-26-000"}, "answer": {"yes"}}), 404)
	page = s.get("timur", visit)
	keyless(t, page)
	says(t, page, "Pavel Kim", "Awaiting confirmation")
	page = s.get("dina", visit)
	keyless(t, page)
	says(t, page, code, "will meet them")
	says(t, s.get("timur", "/today"), "Who comes today")
	status(t, s.post("dina", visit+"/end", url.Values{"version": {"1"}, "state": {"held"}, "rules": {"yes"}}), 422)
	guest := regexp.MustCompile(`name="guest" value="([0-9a-f-]{36})"`).FindStringSubmatch(page.Body.String())[1]
	status(t, s.post("dina", visit+"/confirm", url.Values{"guest": {guest}}), 303)
	status(t, s.post("dina", visit+"/end", url.Values{"version": {"1"}, "state": {"held"}, "rules": {"yes"}}), 303)

	for _, a := range web.New(s.House, web.Options{}).Addresses() {
		path := strings.NewReplacer("{code}", code, "{id}", "x", "{$}", "").Replace(a.Path)
		if a.Open || a.Method != "GET" || !strings.Contains(a.Path, "{code}") && a.Path != "/clients" && a.Path != "/visits" && a.Path != "/volunteers" {
			continue
		}
		if w := s.get("lena", path); w.Code != 403 && w.Code != 404 {
			t.Errorf("a volunteer reads %s: %d", a.Path, w.Code)
		}
	}
}
