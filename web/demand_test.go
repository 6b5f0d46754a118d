package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"example.org/pana/house/housetest"
)

func TestWhetherTheHouseStopsAsleepIsChosenOnItsPage(t *testing.T) {
	s := serveHouse(t)
	says(t, s.get("saule", "/house"), "The house stops when its machine has slept")
	is := s.House.Settings()
	choose := func(asleep string) *httptest.ResponseRecorder {
		return s.post("saule", "/house", url.Values{"name": {is.Name}, "zone": {is.Zone}, "prefix": {is.CodePrefix}, "language": {string(is.Language)}, "idle_minutes": {"5"},
			"absolute_hours": {"12"}, "version": {strconv.FormatInt(s.House.SettingsVersion(), 10)}, "asleep": {asleep}})
	}
	for _, asleep := range []string{"off", "on"} {
		status(t, choose(asleep), http.StatusSeeOther)
		if on := asleep == "on"; s.House.StopsAsleep() != on {
			t.Errorf("%s is chosen; it stops: %v", asleep, !on)
		}
	}
	w := choose("perhaps")
	status(t, w, http.StatusUnprocessableEntity)
	says(t, w, "Choose on or off.")
}

func TestTheStickThatMustStayPluggedInIsNamedOnThePageOfTheHouse(t *testing.T) {
	s := serveHouse(t)
	says(t, s.get("saule", "/house"), "A stick that must stay plugged in")
	is := s.House.Settings()
	name := func(who, stick string) *httptest.ResponseRecorder {
		return s.post(who, "/house", url.Values{"name": {is.Name}, "zone": {is.Zone}, "prefix": {is.CodePrefix}, "language": {string(is.Language)}, "idle_minutes": {"5"},
			"absolute_hours": {"12"}, "version": {strconv.FormatInt(s.House.SettingsVersion(), 10)}, "stick": {stick}, "offline": {"on"}})
	}
	w := name("saule", "/media/nobody/key")
	status(t, w, http.StatusUnprocessableEntity)
	says(t, w, "Nothing is there now", "/media/nobody/key")
	status(t, name("dina", "/media/nobody/key"), http.StatusForbidden)
	here := t.TempDir()
	status(t, name("saule", here), http.StatusSeeOther)
	if set := s.House.Settings(); set.Stick != here || set.Offline != "on" {
		t.Errorf("kept: %q, %q", set.Stick, set.Offline)
	}
	status(t, name("saule", ""), http.StatusSeeOther)
	if set := s.House.Settings(); set.Stick != "" {
		t.Errorf("taken back: %q", set.Stick)
	}
}

func TestWhoMustSetUpASecondStepSeesNothingElse(t *testing.T) {
	s := serveHouse(t)
	if w := s.get("oleg", "/house"); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "second_step") {
		t.Errorf("who keeps the machine is offered to demand it: status %d", w.Code)
	}
	is := s.House.Settings()
	set := url.Values{"name": {is.Name}, "zone": {is.Zone}, "prefix": {is.CodePrefix}, "language": {string(is.Language)}, "idle_minutes": {"5"}, "absolute_hours": {"12"},
		"version": {strconv.FormatInt(s.House.SettingsVersion(), 10)}, "second_step": {"on"}}
	status(t, s.post("saule", "/house", set), http.StatusSeeOther)
	s.Clock.Advance(time.Minute)
	status(t, s.get("saule", "/house"), http.StatusOK) // who was signed in before goes on
	for _, path := range []string{"/today", "/clients", "/settings", "/beds", "/house/policy"} {
		if w := s.get("dina", path); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/settings/second-step" {
			t.Errorf("%s: status %d, leads to %q", path, w.Code, w.Header().Get("Location"))
		}
	}
	if w := s.post("dina", "/settings", url.Values{"language": {"kk"}}); w.Header().Get("Location") != "/settings/second-step" {
		t.Errorf("her settings are changed: status %d", w.Code)
	}
	r := form("/settings", url.Values{"language": {"kk"}})
	r.Header.Set("Accept", "text/plain")
	if w := s.as("dina", r); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "demands a second step") {
		t.Errorf("a command: status %d %s", w.Code, w.Body)
	}
	page := s.get("dina", "/settings/second-step")
	status(t, page, http.StatusOK)
	if body := page.Body.String(); strings.Contains(body, "/clients") || !strings.Contains(body, `action="/lock"`) {
		t.Error("the page leads on, or not to where the house is stopped")
	}
	status(t, s.post("dina", "/settings/passkeys", url.Values{"step": {"begin"}}), http.StatusOK)
	offer := s.post("dina", "/settings/second-factor", url.Values{"step": {"offer"}})
	status(t, offer, http.StatusOK)
	_, after, _ := strings.Cut(offer.Body.String(), `translate="no">`)
	secret, _, _ := strings.Cut(after, "<")
	code, err := totp.GenerateCode(secret, s.Clock.Now())
	if err != nil {
		t.Fatalf("the secret %q: %v", secret, err)
	}
	status(t, s.post("dina", "/settings/second-factor", url.Values{"step": {"confirm"}, "code": {code}}), http.StatusSeeOther)
	status(t, s.get("dina", "/today"), http.StatusOK)
	if w := s.get("dina", "/settings/second-step"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `action="/settings/passphrase"`) {
		t.Errorf("the page afterwards: status %d, not her settings", w.Code)
	}
}

func TestAnInvitationAsksApartWhetherTheSecondStepIsLost(t *testing.T) {
	s := serveHouse(t)
	s.bring("dina", true)
	at := "/staff/" + string(s.Staff("dina"))
	if !strings.Contains(s.get("saule", at).Body.String(), "factor_lost") {
		t.Fatal("her page does not ask")
	}
	w := s.post("saule", at+"/invite", url.Values{"factor_lost": {"yes"}})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Choose what became of the second step") {
		t.Errorf("without a reason: status %d", w.Code)
	}
	accept := func(f url.Values) {
		t.Helper()
		for name, what := range map[string]string{"at_once": "yes", "own": housetest.Passphrase("saule"), "name": "marat", "second": housetest.Passphrase("marat")} {
			f.Set(name, what) // two stand behind it
		}
		w := s.post("saule", at+"/invite", f)
		status(t, w, http.StatusOK)
		_, after, _ := strings.Cut(w.Body.String(), `translate="no">`)
		token, _, _ := strings.Cut(after, "<")
		words := "something she will remember"
		status(t, s.post("", "/invitation", url.Values{"token": {token}, "passphrase": {words}, "again": {words}}), http.StatusSeeOther)
	}
	in := url.Values{"name": {"dina"}, "passphrase": {"something she will remember"}}
	accept(url.Values{"factor_reason": {"lost"}}) // not ticked
	status(t, s.post("", "/sign-in", in), http.StatusUnauthorized)
	accept(url.Values{"factor_lost": {"yes"}, "factor_reason": {"lost"}})
	status(t, s.post("", "/sign-in", in), http.StatusSeeOther)
	if !strings.Contains(s.get("saule", "/house/trail").Body.String(), "that the second step is lost") {
		t.Error("the trail does not show the reason")
	}
}

func TestAnInvitationForAColleagueIsStoppedByHer(t *testing.T) {
	s := serveHouse(t)
	at := "/staff/" + string(s.Staff("dina"))
	if !strings.Contains(s.get("saule", at).Body.String(), "24 hours") {
		t.Error("her page does not say that it waits")
	}
	w := s.post("saule", at+"/invite", nil)
	status(t, w, http.StatusOK)
	if !strings.Contains(w.Body.String(), "It opens") {
		t.Error("the invitation does not say when it opens")
	}
	_, after, _ := strings.Cut(w.Body.String(), `translate="no">`)
	token, _, _ := strings.Cut(after, "<")
	words := "something she will remember"
	accept := url.Values{"token": {token}, "passphrase": {words}, "again": {words}}
	early := s.post("", "/invitation", accept)
	if status(t, early, http.StatusConflict); !strings.Contains(early.Body.String(), "does not open yet") {
		t.Error("used at once, it is not said why it does not work")
	}
	if !strings.Contains(s.get("dina", "/today").Body.String(), "An invitation was written for you") {
		t.Error("her first screen says nothing")
	}
	if !strings.Contains(s.get("dina", "/settings").Body.String(), "/settings/invitation") {
		t.Fatal("her settings do not let her stop it")
	}
	status(t, s.post("dina", "/settings/invitation", nil), http.StatusSeeOther)
	status(t, s.post("dina", "/settings/invitation", nil), http.StatusConflict)
	if !strings.Contains(s.get("saule", "/today").Body.String(), "An invitation was stopped") {
		t.Error("the director does not learn that it was stopped")
	}
}
