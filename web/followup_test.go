package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/internal/locale"
)

// furnishFollowUp agrees on calls with a client, asks for more of them, and lets
// the first of all clients be in a call.
func (c *crowd) furnishFollowUp(a casework.Added, s *stood) {
	c.t.Helper()
	f, saule := followup.New(c.House, c.files, c.beds), c.As("saule")
	_, err := f.Agree(saule, a.Client, followup.NewAgreement{Minutes: 15, Calls: 4, Months: 12, Consent: "yes"})
	if err == nil {
		s.other["extensions"], err = f.AskMore(saule, followup.NewExtension{Client: a.Client, What: followup.MoreCalls, More: 1, Reason: "A trial."})
	}
	if err == nil && c.thing["calls"] == "" {
		c.thing["calls"], err = f.Start(saule, followup.NewCall{Client: a.Client, Direction: followup.In})
	}
	if err != nil {
		c.t.Fatalf("agree on calls: %v", err)
	}
}

var unsaidAfter = regexp.MustCompile(`\[(exit|agreement|call|closing|again|term|client|done)\.[a-z0-9.-]+\]`)

func wholly(t *testing.T, page *httptest.ResponseRecorder) {
	t.Helper()
	if key := unsaidAfter.FindString(page.Body.String()); key != "" {
		t.Errorf("the page shows the key %s", key)
	}
}

// stays gives a woman of Dina's a bed and returns her code.
func (s *shelter) stays() string {
	s.t.Helper()
	code := s.woman()
	bed := "/clients/" + code + "/bed"
	status(s.t, s.post("dina", bed, url.Values{"bed": {free(s.get("dina", bed))[0]}}), 303)
	s.Clock.Advance(24 * time.Hour)
	return code
}

// version reads the version that a form of a page carries.
func carried(t *testing.T, page *httptest.ResponseRecorder, field string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + field + `" value="([^"]*)"`).FindStringSubmatch(page.Body.String())
	if m == nil {
		t.Fatalf("the page carries no %s", field)
	}
	return m[1]
}

var agreed = url.Values{"channel": {"phone"}, "message": {"no"}, "parts": {"evening"}, "minutes": {"10"}, "calls": {"2"}, "months": {"12"}, "number": {"+998 00 000 00 01"},
	"safe": {"Мойчечак"}, "danger": {"Шамол"}, "say": {"The sewing course is calling."}, "contact_name": {"Oysha"}, "contact_contact": {"+998 00 000 00 02"}, "reached": {"23.11.2026"},
	"hand_over": {"01.03.2027"}, "consent": {"yes"}, "language": {"uz"}}

// J10, from the list before leaving to the letter at the end.
func TestTheWholeWayFromLeavingToTheLastCall(t *testing.T) {
	s := openShelter(t)
	code := s.stays()
	file := "/clients/" + code
	page := s.get("dina", file+"/leaving")
	status(t, page, 200)
	says(t, page, "Before leaving", "The place is safe", "Nothing is agreed yet")

	// The list, in her words; nothing of it is required.
	plan := url.Values{"version": {"0"}, "kind": {"own-housing"}, "country": {"KZ"}, "place": {"the yellow house"}, "point_safe-place": {"yes"}, "point_income": {"not-yet"}, "told_ready": {"Tayyorman."}}
	status(t, s.post("dina", file+"/leaving", plan), 303)
	page = s.get("dina", file+"/leaving")
	says(t, page, "Being prepared", "Ask the director", "Tayyorman.", "the yellow house")

	// How to stay in touch.
	status(t, s.post("dina", file+"/agreement", agreed), 303)
	page = s.get("dina", file+"/agreement")
	says(t, page, "10 min per call, calls a month: 2, months: 12", "leave no message", "house&#39;s number", "The sewing course is calling.", "Oysha")

	// The director decides.
	v := carried(t, s.get("dina", file+"/leaving"), "version")
	status(t, s.post("dina", file+"/leaving/propose", url.Values{"version": {v}}), 303)
	says(t, s.get("saule", "/inbox"), code)
	page = s.get("saule", file+"/leaving")
	says(t, page, "Waits for the director")
	status(t, s.post("dina", file+"/leaving/decide", url.Values{"decision": {"yes"}, "version": {carried(t, page, "version")}}), 403)
	status(t, s.post("saule", file+"/leaving/decide", url.Values{"version": {carried(t, page, "version")}}), 422)
	status(t, s.post("saule", file+"/leaving/decide", url.Values{"decision": {"yes"}, "version": {carried(t, page, "version")}}), 303)
	page = s.get("dina", file+"/leaving")
	says(t, page, "Has left; we stay in touch", "Tayyorman.")
	says(t, s.get("dina", file), "Follow-up")
	sheet := s.get("dina", file+"/leaving/print")
	status(t, sheet, 200)
	wholly(t, sheet)
	says(t, sheet, code, "Ask us to write the numbers here")
	set := s.House.Settings()
	set.Help = "+7 000 000 00 09 the hotline"
	if err := s.House.SetSettings(s.As("saule"), set, s.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	sheet = s.get("dina", file+"/leaving/print")
	says(t, sheet, code, "+7 000 000 00 09 the hotline")
	for _, secret := range []string{"Мойчечак", "Шамол", "+998", "Oysha", "yellow"} {
		if strings.Contains(sheet.Body.String(), secret) {
			t.Errorf("the sheet says %q", secret)
		}
	}

	// She calls at night: the word, one press, and the call is there.
	s.Clock.Advance(2 * 24 * time.Hour)
	page = s.post("timur", "/calls/find", url.Values{"find": {"moychechak"}})
	status(t, page, 200)
	says(t, page, code, "by the safe word", "Take the call")
	call := s.post("timur", "/calls", url.Values{"client": {carried(t, page, "client")}, "direction": {"in"}, "by": {"safe"}})
	status(t, call, 303)
	here := call.Header().Get("Location")
	s.Clock.Advance(12 * time.Minute)
	page = s.get("timur", here)
	says(t, page, "12:00", "2 over the 10 agreed", "The agreed time is used", "The call is not cut")
	if strings.Contains(page.Body.String(), "+998") || strings.Contains(page.Body.String(), "yellow") {
		t.Error("for a call that comes in the night needs no number")
	}
	status(t, s.get("timur", file), 404)
	status(t, s.get("timur", file+"/calls"), 403)
	status(t, s.post("timur", here+"/word", url.Values{"word": {"shamol"}}), 303)
	page = s.get("timur", here)
	says(t, page, "Danger: no limit counts")
	if strings.Contains(page.Body.String(), "The agreed time is used") {
		t.Error("in danger the limit speaks on")
	}
	status(t, s.post("timur", here+"/pass", url.Values{"to": {string(s.Staff("saule"))}}), 422)
	if err := s.House.SetOnCall(s.As("saule"), true, "+7 000 000 00 01"); err != nil {
		t.Fatal(err)
	}
	status(t, s.post("timur", here+"/pass", url.Values{"to": {string(s.Staff("saule"))}}), 303)
	says(t, s.get("saule", "/calls"), "passed to you")
	status(t, s.post("timur", here+"/more", url.Values{"what": {"minutes"}, "more": {"20"}, "reason": {"She is afraid."}}), 303)
	says(t, s.get("saule", "/inbox"), code)
	bad := s.post("timur", here+"/end", url.Values{"help": {"A lawyer."}})
	status(t, bad, 422)
	says(t, bad, "Choose how it went", "A lawyer.")
	status(t, s.post("timur", here+"/end", url.Values{"result": {"reached"}, "is_safe": {"no"}, "again": {"not-said"}, "help": {"A lawyer."}}), 303)
	says(t, s.get("timur", here), "This call is over")
	status(t, s.post("timur", here+"/end", url.Values{"result": {"reached"}}), 409)

	// Her own worker reads it, the director gives more.
	page = s.get("dina", file+"/calls")
	says(t, page, "A lawyer.", "Safe? No", "Would rather not say", "1 of 2")
	if strings.Contains(page.Body.String(), "A place to live? ") {
		t.Error("what nobody asked is answered on the page")
	}
	x := regexp.MustCompile(`/extensions/[0-9a-f-]{36}`).FindString(s.get("saule", file+"/calls").Body.String())
	status(t, s.post("saule", file+x, url.Values{"decision": {"no"}, "version": {"1"}}), 422)
	status(t, s.post("saule", file+x, url.Values{"decision": {"yes"}, "version": {"1"}}), 303)
	status(t, s.post("marat", file+x, url.Values{"decision": {"yes"}, "version": {"1"}}), 409)

	// A call is due, and goes out at a safe time only.
	s.Clock.Advance(30 * 24 * time.Hour)
	says(t, s.get("timur", "/today"), code, "1 month after")
	client := carried(t, s.get("dina", "/calls"), "client")
	out := s.post("dina", "/calls", url.Values{"client": {client}, "direction": {"out"}})
	status(t, out, 409)
	says(t, out, "not one of the safe times")
	out = s.post("dina", "/calls", url.Values{"client": {client}, "direction": {"out"}, "anyway": {"yes"}})
	status(t, out, 303)
	says(t, s.get("dina", out.Header().Get("Location")), "+998 00 000 00 01")
	status(t, s.post("dina", out.Header().Get("Location")+"/end", url.Values{"result": {"reached"}}), 303)
	if strings.Contains(s.get("timur", "/today").Body.String(), "a call is due") {
		t.Error("a call that reached her is due once more")
	}

	// The end, with a letter.
	letter := s.get("dina", file+"/calls/letter")
	status(t, letter, 200)
	wholly(t, letter)
	status(t, s.post("dina", file+"/calls/close", url.Values{}), 422)
	status(t, s.post("dina", file+"/calls/close", url.Values{"why": {"plan-complete"}}), 303)
	says(t, s.get("saule", file+"/calls"), "Closed: Plan completed")
}

func TestSheStandsAtTheDoorAgain(t *testing.T) {
	s := openShelter(t)
	code := s.stays()
	file := "/clients/" + code
	status(t, s.post("dina", file+"/agreement", agreed), 303)
	status(t, s.post("dina", file+"/leaving", url.Values{"version": {"0"}, "kind": {"own-decision"}}), 303)
	status(t, s.post("dina", file+"/leaving/left", url.Values{"version": {"1"}}), 303)
	s.Clock.Advance(40 * 24 * time.Hour)
	status(t, s.get("timur", file), 404)
	found := s.post("timur", "/calls/find", url.Values{"find": {code}})
	says(t, found, "Let in again")
	in := s.post("timur", "/calls/again", url.Values{"client": {carried(t, found, "client")}})
	status(t, in, 303)
	if to := in.Header().Get("Location"); !strings.HasPrefix(to, file) {
		t.Errorf("it leads to %s", to)
	}
	status(t, s.get("timur", file), 200)
	says(t, s.get("saule", file+"/leaving"), "Times here")
	status(t, s.get("saule", file+"/again"), 200)
	status(t, s.post("saule", file+"/again", url.Values{}), 409)
}

func TestTwoWhoChangeWhatWasAgreedBothSeeWhatStands(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.stays()
	status(t, s.post("dina", file+"/agreement", agreed), 303)
	late := url.Values{}
	for k, v := range agreed {
		late[k] = v
	}
	late.Set("minutes", "25")
	page := s.post("saule", file+"/agreement", late)
	status(t, page, 409)
	says(t, page, "25", "10")
	page = s.post("dina", file+"/leaving", url.Values{"version": {"0"}, "kind": {"relocation"}})
	status(t, page, 303)
	page = s.post("saule", file+"/leaving", url.Values{"version": {"0"}, "kind": {"hospital"}})
	status(t, page, 409)
	says(t, page, "To a hospital", "To another place in this country")
}

func TestThePagesAfterLeavingSpeakEveryLanguageAndRefuseInIt(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.stays()
	status(t, s.post("dina", file+"/agreement", agreed), 303)
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		s.readIn("timur", lang)
		r := locale.For(lang, locale.Words{})
		for _, path := range []string{"/leaving", "/leaving/print", "/agreement", "/calls", "/calls/letter", "/again"} {
			page := s.get("dina", file+path)
			status(t, page, 200)
			wholly(t, page)
		}
		page := s.get("timur", "/calls")
		status(t, page, 200)
		wholly(t, page)
		says(t, page, r.T("call.find"), r.T("call.due.none"))
		for path, say := range map[string]string{"/calls/find": "call.find.empty", "/calls": "call.find.empty"} {
			wrong := s.post("timur", path, url.Values{})
			status(t, wrong, 422)
			says(t, wrong, r.T(say))
		}
		nobody := s.post("timur", "/calls/find", url.Values{"find": {"ромашка"}})
		status(t, nobody, 200)
		says(t, nobody, r.T("call.find.none"))
		wrong := s.post("dina", file+"/agreement", url.Values{"replaces": {"x"}, "minutes": {"many"}})
		status(t, wrong, 422)
		says(t, wrong, r.T("call.number"))
		wrong = s.post("dina", file+"/leaving", url.Values{"on": {"soon"}})
		status(t, wrong, 422)
		says(t, wrong, "soon")
	}
	for _, who := range []string{"lena", "kamila", "vera", "raushan", "bolat"} {
		status(t, s.get(who, "/calls"), 403)
	}
}

// Whoever was hidden by a conflict of interest and a word that nobody has are one
// and the same answer.
func TestAHiddenCallerLooksLikeNobody(t *testing.T) {
	s := openShelter(t)
	code := s.stays()
	status(t, s.post("dina", "/clients/"+code+"/agreement", agreed), 303)
	var id pana.ClientID
	if f, err := s.files.Open(s.As("dina"), code); err != nil {
		t.Fatal(err)
	} else {
		id = f.Client.ID
	}
	if err := s.files.SetConflict(s.As("dina"), id, s.Staff("timur")); err != nil {
		t.Fatal(err)
	}
	form := func(said string) *httptest.ResponseRecorder {
		return s.post("timur", "/calls/find", url.Values{"find": {said}})
	}
	once := regexp.MustCompile(`name="once" value="[^"]*"`)
	hidden, nobody := form("moychechak"), form("nothing like it")
	if hidden.Code != http.StatusOK || once.ReplaceAllString(hidden.Body.String(), "") != once.ReplaceAllString(nobody.Body.String(), "") {
		t.Error("a hidden caller can be told from nobody")
	}
}
