package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana/house/housetest"
)

func TestALetterThatIsNoneFindsNoSuchAddress(t *testing.T) {
	s := serveHouse(t)
	other := housetest.OpenNew(t)
	theirs, err := other.House.OwnKey()
	if err != nil {
		t.Fatal(err)
	}
	status(t, s.post("saule", "/house/peers", url.Values{"called": {"The house by the river"}, "key": {theirs}}), http.StatusSeeOther)
	ours, err := s.House.OwnKey()
	if err != nil {
		t.Fatal(err)
	}
	write := func() string {
		t.Helper()
		text, err := other.House.WriteLetter(other.As("saule"), ours)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	good := write()
	want := answerOf(s.send(nil, form("/lock/nothing", url.Values{"letter": {good}})))
	forged := []byte(good)
	forged[len(forged)-9] ^= 2
	for what, f := range map[string]url.Values{
		"nothing": nil, "no letter": {"letter": {"stop"}}, "a forged one": {"letter": {string(forged)}}, "another field": {"mail": {good}},
	} {
		s.Clock.Advance(20 * time.Second)
		if got := answerOf(s.send(nil, form("/lock/letter", f))); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
		}
	}
	other.Clock.Set(s.Clock.Now())
	good = write()
	s.Clock.Advance(time.Minute)
	status(t, s.send(nil, form("/lock/letter", url.Values{"letter": {good}})), http.StatusNoContent)
	s.stopped()
	if got := answerOf(s.send(nil, form("/lock/letter", url.Values{"letter": {good}}))); !strings.HasPrefix(got, "404") {
		t.Errorf("sent again to the stopped house: %s", got)
	}
}

func TestThePageOfPeersWritesALetterForOne(t *testing.T) {
	s := serveHouse(t)
	other := housetest.OpenNew(t)
	theirs, err := other.House.OwnKey()
	if err != nil {
		t.Fatal(err)
	}
	status(t, s.post("saule", "/house/peers", url.Values{"called": {"River"}, "key": {"not a key"}}), http.StatusUnprocessableEntity)
	status(t, s.post("saule", "/house/peers", url.Values{"called": {"River"}, "key": {theirs}}), http.StatusSeeOther)
	if body := s.get("saule", "/house/peers").Body.String(); !strings.Contains(body, "River") {
		t.Error("the page does not show the house that was noted")
	}
	w := s.post("saule", "/house/peers/letter", url.Values{"to": {theirs}})
	status(t, w, http.StatusOK)
	m := regexp.MustCompile(`(?s)<pre[^>]*>(.*?)</pre>`).FindStringSubmatch(w.Body.String())
	if m == nil {
		t.Fatal("no letter on the page")
	}
	own, err := s.House.OwnKey()
	if err == nil {
		err = other.House.NotePeer(other.As("saule"), "Ours", own)
	}
	if err == nil {
		err = other.House.ObeyLetter(t.Context(), html.UnescapeString(m[1]), "192.0.2.1")
	}
	if err != nil {
		t.Errorf("the letter of the page: %v", err)
	}
	status(t, s.get("dina", "/house/peers"), http.StatusForbidden)
	peer := regexp.MustCompile(`name="peer" value="([^"]+)"`).FindStringSubmatch(s.get("marat", "/house/peers").Body.String())
	if peer == nil {
		t.Fatal("nobody can be taken away")
	}
	status(t, s.post("marat", "/house/peers/end", url.Values{"peer": {peer[1]}}), http.StatusSeeOther)
	if strings.Contains(s.get("marat", "/house/peers").Body.String(), "River") {
		t.Error("the house that was taken away still stands there")
	}
}
