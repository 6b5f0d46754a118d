package web_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/residence"
)

var (
	numbered  = regexp.MustCompile(`class="num"`)
	chosenBed = regexp.MustCompile(`<input type="radio" name="bed"[^>]*value="([^"]+)" checked`)
	leadsTo   = regexp.MustCompile(`^/clients/([A-Z]+-\d\d-\d+)$`)
)

func TestTheNightAsksAtMostEightThingsAndTheBedIsChosenAlready(t *testing.T) {
	s := openShelter(t)
	page := s.get("timur", "/arrivals/new")
	status(t, page, 200)
	body := page.Body.String()
	if n := len(numbered.FindAllString(body, -1)); n < 1 || n > 8 {
		t.Errorf("the page asks %d questions", n)
	}
	if n := len(free(page)); n != 3 {
		t.Errorf("%d beds to choose from, want three", n)
	}
	if n := len(chosenBed.FindAllString(body, -1)); n != 1 {
		t.Errorf("%d beds are chosen", n)
	}
	if n := strings.Count(body, " checked"); n != 1 {
		t.Errorf("%d answers are chosen beforehand, want the bed alone", n)
	}
	if strings.Index(body, `name="bed"`) > strings.Index(body, `name="name"`) {
		t.Error("the bed does not stand first")
	}
	for _, field := range []string{"name", "language", "sex", "age_band", "children", "danger", "injured", "police", "bed", "consent"} {
		if !strings.Contains(body, `name="`+field+`"`) {
			t.Errorf("%s is not asked", field)
		}
	}
	says(t, page, `data-draft="arrival"`, "You can stay.", "Qolishingiz mumkin", "Night duty")
	other := free(page)[2]
	if got := chosenBed.FindStringSubmatch(s.get("timur", "/arrivals/new?bed="+other).Body.String()); len(got) != 2 || got[1] != other {
		t.Error("the bed of the address is not chosen")
	}
	for _, who := range []string{"lena", "hans", "arman", "vera", "raushan"} {
		status(t, s.get(who, "/arrivals/new"), 403)
	}
}

func TestTimurLetsSomeoneInFromHisPhone(t *testing.T) {
	s := openShelter(t)
	bed := free(s.get("timur", "/arrivals/new"))[0]
	w := s.post("timur", "/arrivals", url.Values{"name": {"Nilufar"}, "language": {"uz"}, "sex": {"female"}, "age_band": {"24-26"}, "children": {"1"},
		"danger": {"yes"}, "injured": {"no"}, "police": {"not-now"}, "bed": {bed}, "consent": {"yes"}})
	status(t, w, 303)
	if !leadsTo.MatchString(w.Header().Get("Location")) {
		t.Fatalf("leads to %q", w.Header().Get("Location"))
	}
	status(t, s.get("timur", w.Header().Get("Location")), 200)
	code := leadsTo.FindStringSubmatch(w.Header().Get("Location"))[1]
	list := s.get("saule", "/arrivals")
	status(t, list, 200)
	says(t, list, code, "danger right now")
	status(t, s.post("saule", "/arrivals/"+code+"/seen", nil), 303)
	if strings.Contains(s.get("saule", "/arrivals").Body.String(), code) {
		t.Error("the arrival that was seen is still on the list")
	}
}

func TestNothingButTheBedIsSentAndSomeoneIsLetIn(t *testing.T) {
	s := openShelter(t)
	bed := free(s.get("timur", "/arrivals/new"))[0]
	status(t, s.post("timur", "/arrivals", url.Values{"bed": {bed}}), 303)
	status(t, s.post("timur", "/arrivals", url.Values{}), 303)
	status(t, s.post("timur", "/arrivals", url.Values{"language": {"other"}, "language_other": {"ky"}, "consent": {"yes"}}), 303)
	full := s.get("timur", "/arrivals/new")
	if len(free(full)) != 0 {
		t.Error("a bed is free in a full house")
	}
	says(t, full, "Extra place")
	status(t, s.post("timur", "/arrivals", url.Values{}), 303)
}

func TestARefusedArrivalComesBackWithEverythingTypedAndWhoIsWhere(t *testing.T) {
	s := openShelter(t)
	bed := free(s.get("timur", "/arrivals/new"))[0]
	first := s.post("timur", "/arrivals", url.Values{"bed": {bed}})
	status(t, first, 303)
	code := strings.TrimPrefix(first.Header().Get("Location"), "/clients/")

	typed := url.Values{"bed": {bed}, "name": {"Gulbahor"}, "language": {"uz"}, "sex": {"female"}, "age_band": {"48+"}, "children": {"3"},
		"danger": {"no"}, "injured": {"yes"}, "police": {"not-now"}, "consent": {"later"}}
	again := s.post("dina", "/arrivals", typed)
	status(t, again, 409)
	says(t, again, "This bed has just been given to someone else", code, `value="Gulbahor"`)
	for _, id := range []string{"language-uz", "sex-female", "age_band-48x2b", "children-3", "danger-no", "injured-yes", "police-not-now", "consent-later"} {
		if !regexp.MustCompile(`id="` + id + `"[^>]* checked`).MatchString(again.Body.String()) {
			t.Errorf("%s was typed and is not chosen", id)
		}
	}
	if got := chosenBed.FindStringSubmatch(again.Body.String()); len(got) != 2 || got[1] == bed {
		t.Error("no bed that is free is chosen instead")
	}
}

func TestABadArrivalGetsASentenceAndKeepsNothing(t *testing.T) {
	s := openShelter(t)
	for _, c := range []struct {
		name  string
		typed url.Values
		says  string
	}{
		{"a name of ten thousand letters", url.Values{"name": {strings.Repeat("a", 10000)}}, "href=\"#name\""},
		{"a name that turns the line round", url.Values{"name": {"a\u202eb"}}, "href=\"#name\""},
		{"minus three children", url.Values{"children": {"-3"}}, "from 0 to 20"},
		{"nine hundred children", url.Values{"children": {"900"}}, "from 0 to 20"},
		{"no number of children", url.Values{"children": {"some"}}, "from 0 to 20"},
		{"a language nobody lists", url.Values{"language": {"klingon"}}, "href=\"#language\""},
		{"a bed that never was", url.Values{"bed": {"../../bed"}}, "There is no such bed"},
		{"a man in the women's room", url.Values{"sex": {"male"}, "consent": {"yes"}, "bed": {free(s.get("timur", "/arrivals/new"))[0]}}, `name="reason"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := s.post("timur", "/arrivals", c.typed)
			status(t, w, 422)
			says(t, w, c.says)
			if list := s.get("saule", "/arrivals"); strings.Contains(list.Body.String(), "/clients/") {
				t.Error("something is kept")
			}
		})
	}
	if w := s.post("timur", "/arrivals", url.Values{"name": {"a\x00b"}}); w.Code < 400 || w.Code > 499 {
		t.Errorf("a NUL gets status %d", w.Code)
	}
}

func TestARequestIsRecordedAnsweredAndBecomesAFile(t *testing.T) {
	s := openShelter(t)
	status(t, s.get("timur", "/requests/new"), 200)
	status(t, s.get("timur", "/requests"), 403)
	empty := s.post("timur", "/requests", url.Values{})
	status(t, empty, 303)
	if to := empty.Header().Get("Location"); !strings.HasPrefix(to, "/today") {
		t.Errorf("Timur, who may not read requests, is led to %q", to)
	}
	org, err := s.files.AddOrganisation(s.As("saule"), casework.NewOrganisation{Name: "Steppe hotline", Kind: "ngo"})
	if err != nil {
		t.Fatal(err)
	}
	w := s.post("dina", "/requests", url.Values{"source": {"hotline", "ngo"}, "organisation": {string(org)}, "beds": {"1"}, "children": {"2"},
		"sex": {"female"}, "needed_by": {"24.11.2026"}, "needs": {"interpreter"}, "transport": {"fetch"}, "name": {"Ainura"}, "told": {"Held at a farm."}})
	status(t, w, 303)
	here := strings.TrimSuffix(w.Header().Get("Location"), "?done=saved")
	page := s.get("dina", here)
	status(t, page, 200)
	says(t, page, "Ainura", "Held at a farm.", "Steppe hotline", "Interpreter", "Hotline", "2 children")
	desk := s.get("dina", "/requests")
	says(t, desk, here, "needed by 24.11.2026")
	if strings.Contains(desk.Body.String(), "Ainura") {
		t.Error("a name stands on the desk")
	}

	status(t, s.post("dina", here+"/indicators", url.Values{"list": {"ilo/adult-labour"}, "source": {"third-party"},
		"seen": {"exploitation.hours", "exploitation.low-salary", "coercion.debt-bondage", "coercion.documents"}}), 303)
	says(t, s.get("dina", here), "By the rule of the ILO")
	status(t, s.post("dina", here+"/indicators", url.Values{"list": {"ilo/adult-labour"}, "seen": {"red hair"}}), 422)
	status(t, s.post("dina", here+"/identification", url.Values{"outcome": {"pending"}, "body": {"Police"}}), 303)
	bad := s.post("dina", here+"/eligibility", url.Values{"payer": {"state"}, "payer_reason": {"no case"}})
	status(t, bad, 422)
	says(t, bad, `href="#entitled"`, "no case")
	status(t, s.post("dina", here+"/eligibility", url.Values{"payer": {"state"}, "entitled": {"not-eligible"}, "payer_reason": {"no case"}}), 303)

	answer := func(v url.Values) *httptest.ResponseRecorder {
		v.Set("version", "1")
		return s.post("dina", here+"/answer", v)
	}
	says(t, answer(url.Values{"status": {"declined"}}), "Choose why the house cannot take in.")
	stale := s.post("dina", here+"/answer", url.Values{"status": {"waiting"}, "version": {"9"}})
	status(t, stale, 409)
	bed := s.beds
	m, _ := bed.Tonight(s.As("dina"), s.Shelter.ID)
	place := residence.Propose(m, "female", "", 2)
	yes := answer(url.Values{"status": {"accepted"}, "bed": {string(place)}})
	status(t, yes, 303)
	to, _, _ := strings.Cut(yes.Header().Get("Location"), "?")
	code := leadsTo.FindStringSubmatch(to)
	if len(code) != 2 {
		t.Fatalf("leads to %q", to)
	}
	says(t, s.get("dina", here), code[1])
	says(t, s.get("saule", "/clients/"+code[1]+"/identification"), "no case", "Steppe hotline", "Police")
	status(t, answer(url.Values{"status": {"waiting"}}), 409)
	status(t, s.get("dina", "/requests/none"), 404)
}

func TestTheThreeFactsOfAClientStandOnTheirOwnPage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/identification"
	for who, want := range map[string]int{"dina": 200, "saule": 200, "erlan": 403, "timur": 403, "lena": 403} {
		if w := s.get(who, here); w.Code != want {
			t.Errorf("%s gets %d, want %d", who, w.Code, want)
		}
	}
	status(t, s.get("dina", "/clients/KZ-26-1/identification"), 404)
	for _, list := range []string{"ilo%2Fadult-labour", "ilo%2Fchild-labour", "ilo%2Fforced-labour", "national-criteria", "no-list"} {
		status(t, s.get("dina", here+"?list="+list), 200)
	}
	status(t, s.post("dina", here, url.Values{"part": {"indicators"}, "list": {"ilo/forced-labour"}, "seen": {"isolation"}, "source": {"client"}, "interpreted": {"yes"}}), 303)
	status(t, s.post("dina", here, url.Values{"part": {"identification"}, "outcome": {"recognised"}, "on": {"20.11.2026"}}), 303)
	late := s.post("dina", here, url.Values{"part": {"identification"}, "outcome": {"recognised"}, "on": {"20.12.2026"}})
	status(t, late, 422)
	says(t, late, `value="20.12.2026"`)
	status(t, s.post("dina", here, url.Values{"part": {"all"}}), 422)
	st, err := intake.New(s.House, s.files, s.beds).Standing(s.As("dina"), code)
	if err != nil || len(st.Facts.Seen) != 1 || len(st.Facts.Identifications) != 1 {
		t.Errorf("the facts are %+v, %v", st, err)
	}
}

func TestAGuardianIsAskedForStepByStep(t *testing.T) {
	s := openShelter(t)
	w := s.post("timur", "/arrivals", url.Values{"sex": {"female"}, "age_band": {"9-17"}, "consent": {"yes"}})
	status(t, w, 303)
	code := strings.TrimPrefix(w.Header().Get("Location"), "/clients/")
	says(t, s.get("saule", "/arrivals"), "Children who came alone", "We have asked for a guardian")
	status(t, s.post("timur", "/arrivals/"+code+"/guardian", url.Values{"guardianship": {"asked"}}), 403)
	status(t, s.post("saule", "/arrivals/"+code+"/guardian", url.Values{"guardianship": {"asked"}}), 303)
	status(t, s.post("saule", "/arrivals/"+code+"/guardian", url.Values{"guardianship": {"soon"}}), 422)
	status(t, s.post("saule", "/arrivals/"+code+"/guardian", url.Values{"guardianship": {"appointed"}}), 303)
	if strings.Contains(s.get("saule", "/arrivals").Body.String(), "Children who came alone") {
		t.Error("the child still waits for a guardian")
	}
}
