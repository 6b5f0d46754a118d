package web_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/house/housetest"
)

var sessionForm = regexp.MustCompile(`name="session" value="([^"]+)"`)

func TestAStolenPhoneIsAtTheDoorAtItsNextRequest(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.signIn("dina")
	r := form("/sign-in", url.Values{"name": {"dina"}, "passphrase": {housetest.Passphrase("dina")}})
	r.Header.Set("User-Agent", "Mozilla/5.0 (Linux; Android 15; Pixel 9)")
	var stolen *http.Cookie
	for _, c := range s.send(nil, r).Result().Cookies() {
		if c.Name == "pana" {
			stolen = c
		}
	}
	page := s.get("dina", "/settings/sessions")
	says(t, page, "Android phone", "here")
	others := 0
	for _, m := range sessionForm.FindAllStringSubmatch(page.Body.String(), -1) {
		if at := page.Body.String()[strings.Index(page.Body.String(), m[1]):]; strings.Contains(at[:strings.Index(at, "</form>")], "Android") {
			others++
			status(t, s.post("dina", "/settings/sessions", url.Values{"session": {m[1]}}), http.StatusSeeOther)
			status(t, s.post("dina", "/settings/sessions", url.Values{"session": {m[1]}}), http.StatusConflict)
		}
	}
	if others != 1 {
		t.Fatalf("%d phones on the page", others)
	}
	if w := s.send(stolen, httptest.NewRequest("GET", "/today", nil)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in" {
		t.Errorf("the phone gets %d", w.Code)
	}
	status(t, s.get("dina", "/today"), http.StatusOK)
}

func TestTheAdministratorEndsTheSessionsOfAColleagueAndTheTrailSaysIt(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.signIn("saule") // starts the house
	for range 2 {
		s.send(nil, form("/sign-in", url.Values{"name": {"dina"}, "passphrase": {"wrong"}}))
	}
	cookie, path := s.signIn("dina"), "/staff/"+string(s.Staff("dina"))+"/sessions"
	for _, name := range []string{"dina", "timur", "lena"} {
		status(t, s.get(name, path), http.StatusForbidden)
		status(t, s.post(name, path, nil), http.StatusForbidden)
	}
	page := s.get("oleg", path)
	says(t, page, "Dina", "Refused at the door", "26")
	status(t, s.post("oleg", path, nil), http.StatusSeeOther)
	if w := s.send(cookie, httptest.NewRequest("GET", "/today", nil)); w.Code != http.StatusSeeOther {
		t.Errorf("she goes on: %d", w.Code)
	}
	trail := html.UnescapeString(s.get("saule", "/house/trail").Body.String())
	if n := strings.Count(trail, "was refused at the door under this name"); n != 2 {
		t.Errorf("%d refusals in the trail", n)
	}
	if !strings.Contains(trail, "see where colleagues are signed in, and end it") {
		t.Error("the trail does not say who ended them")
	}
	status(t, s.get("oleg", "/staff/nobody/sessions"), http.StatusNotFound)
}

func TestTheNextStepOfWhoHasLeftLeadsToTheDoorAndThePageSaysWhatStaysToDo(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	if err := d.files.Assign(d.As("saule"), d.client.Client, d.Staff("dina"), "social-worker"); err != nil {
		t.Fatal(err)
	}
	cookie, path := d.signIn("dina"), "/staff/"+string(d.Staff("dina"))
	status(t, d.post("saule", path+"/end", nil), http.StatusSeeOther)
	for _, page := range []string{"/today", d.file(""), "/beds", "/settings"} {
		if w := d.send(cookie, httptest.NewRequest("GET", page, nil)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in" {
			t.Errorf("%s: %d", page, w.Code)
		}
	}
	says(t, d.get("saule", path), "What was done", "opens nothing any more", "The locks of those parts are changed", "What stays to do by hand", "Need another worker", d.client.Code, "copy of the disk")
	// Whoever may not end anyone's work sees her account and none of that.
	if strings.Contains(d.get("oleg", path).Body.String(), d.client.Code) {
		t.Error("the administrator reads a code")
	}
}
