package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

const danger = "seven other words for the bad hour"

// answerOf is an answer with everything that is told of it.
func answerOf(w *httptest.ResponseRecorder) string {
	var b strings.Builder
	w.Header().Write(&b)
	return w.Result().Status + "\n" + b.String() + "\n" + w.Body.String()
}

// stopped waits until the house is.
func (s *served) stopped() {
	s.t.Helper()
	for range 200 {
		if s.House.State() == house.Stopped {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.t.Fatal("the house was not stopped within a second")
}

func TestTheAnswerToWhoIsForcedIsThatToAWrongPassphrase(t *testing.T) {
	s := serveHouse(t)
	status(t, s.post("marat", "/settings/danger", url.Values{"danger": {danger}}), http.StatusSeeOther)
	try := func(passphrase string) (string, time.Duration) {
		s.Clock.Advance(20 * time.Minute)
		r := form("/sign-in", url.Values{"name": {"marat"}, "passphrase": {passphrase}})
		r.AddCookie(&http.Cookie{Name: "pana", Value: "of another time"})
		began := time.Now()
		w := s.send(nil, r)
		return answerOf(w), time.Since(began)
	}
	want, long := try("seven other words for the good hour")
	got, took := try(danger)
	if got != want {
		t.Errorf("forced:\n%s\nwrong:\n%s", got, want)
	}
	if diff := (took - long).Abs(); diff > 100*time.Millisecond {
		t.Errorf("forced took %v, wrong %v", took, long)
	}
	s.stopped()
	// The same at the door of the stopped house.
	want, _ = try("seven other words for the good hour")
	if got, _ := try(danger); got != want {
		t.Errorf("forced at the stopped house:\n%s\nwrong:\n%s", got, want)
	}
	time.Sleep(50 * time.Millisecond) // the mark is left after the answer
	// He himself, whoever stands behind him, finds nothing.
	clear(s.keys)
	if body := s.get("marat", "/today").Body.String(); strings.Contains(body, "may be in danger") {
		t.Error("Marat is told on his own page")
	}
	mine, hers := s.get("marat", "/house/trail").Body.String(), s.get("saule", "/house/trail").Body.String()
	const line = "the passphrase for danger was typed"
	if strings.Contains(mine, line) || !strings.Contains(hers, line) {
		t.Errorf("in the trail: his page %v, hers %v", strings.Contains(mine, line), strings.Contains(hers, line))
	}
	if body := s.get("saule", "/today").Body.String(); strings.Count(body, "Somebody may be in danger") != 2 || !strings.Contains(body, "Marat") {
		t.Error("Saule is not told twice of Marat")
	}
}

func TestTheSettingsDoNotSayWhetherOneIsSet(t *testing.T) {
	s := serveHouse(t)
	plain := func() string { return s.get("dina", "/settings").Body.String() }
	before := plain()
	status(t, s.post("dina", "/settings/danger", url.Values{"danger": {danger}}), http.StatusSeeOther)
	if plain() != before {
		t.Error("the page differs once it is set")
	}
	status(t, s.post("dina", "/settings/danger", url.Values{"step": {"drop"}}), http.StatusSeeOther)
	status(t, s.post("dina", "/settings/danger", url.Values{"step": {"drop"}}), http.StatusSeeOther)
	status(t, s.post("dina", "/settings/danger", url.Values{"danger": {""}}), http.StatusUnprocessableEntity)
	w := s.post("dina", "/settings/danger", url.Values{"danger": {housetest.Passphrase("dina")}})
	status(t, w, http.StatusUnprocessableEntity)
	if strings.Contains(w.Body.String(), housetest.Passphrase("dina")) {
		t.Error("the page shows her passphrase")
	}
}
