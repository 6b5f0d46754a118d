package web_test

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

const here = "http://localhost" // as the served house is asked for

var questionInPage = regexp.MustCompile(`data-question="([^"]+)"`)

// questionOf reads a question to a passkey: a page's, or the door's.
func questionOf(t *testing.T, w *httptest.ResponseRecorder) (q house.Question) {
	t.Helper()
	text := w.Body.String()
	if m := questionInPage.FindStringSubmatch(text); m != nil {
		text = html.UnescapeString(m[1])
	}
	if err := json.Unmarshal([]byte(text), &q); err != nil || q.Ticket == "" {
		t.Fatalf("no question to a passkey: status %d, %v", w.Code, err)
	}
	return q
}

func shownAs(fields string, s house.Shown) url.Values {
	return url.Values{fields + "_ticket": {s.Ticket}, fields + "_answer": {string(s.Answer)}, fields + "_yield": {base64.RawURLEncoding.EncodeToString(s.Yield)}}
}

// bring has name add a passkey in her settings.
func (s *served) bring(name string, yields bool) *housetest.Stick {
	s.t.Helper()
	w := s.post(name, "/settings/passkeys", url.Values{"step": {"begin"}})
	status(s.t, w, http.StatusOK)
	stick := housetest.NewStick(s.t, yields)
	f := shownAs("passkey", stick.Make(questionOf(s.t, w), here))
	f.Set("step", "add")
	f.Set("passkey_name", "old phone")
	status(s.t, s.post(name, "/settings/passkeys", f), http.StatusSeeOther)
	return stick
}

func TestAPasskeyFromTheSettingsToTheDoorAndOutAgain(t *testing.T) {
	s := serveHouse(t)
	stick := s.bring("dina", true)
	list := s.get("dina", "/settings").Body.String()
	id := regexp.MustCompile(`name="passkey" value="([^"]+)"`).FindStringSubmatch(list)
	if id == nil || !strings.Contains(list, "old phone") || !strings.Contains(list, "lets you in without the passphrase") {
		t.Fatal("her settings do not list it")
	}
	if strings.Contains(s.get("erlan", "/settings").Body.String(), "old phone") {
		t.Error("another's settings list it")
	}
	door := func() *httptest.ResponseRecorder {
		return s.post("", "/sign-in", shownAs("passkey", stick.Answer(questionOf(t, s.post("", "/sign-in/passkey", nil)), here)))
	}
	if w := door(); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/today" || len(w.Result().Cookies()) == 0 {
		t.Errorf("the passkey at the door: status %d, leads to %q", w.Code, w.Header().Get("Location"))
	}
	status(t, s.post("", "/sign-in", url.Values{"name": {"dina"}, "passphrase": {housetest.Passphrase("dina")}}), http.StatusUnauthorized)
	status(t, s.post("dina", "/settings/passkeys", url.Values{"step": {"remove"}, "passkey": {id[1]}}), http.StatusSeeOther)
	status(t, door(), http.StatusUnauthorized)
	status(t, s.post("", "/sign-in", url.Values{"name": {"dina"}, "passphrase": {housetest.Passphrase("dina")}}), http.StatusSeeOther)
}

func TestWithoutHerKeysThePageSaysThatItIsASecondStep(t *testing.T) {
	s := serveHouse(t)
	stick := s.bring("dina", false)
	if !strings.Contains(s.get("dina", "/settings").Body.String(), "it is a second step beside your passphrase") {
		t.Error("her settings do not say so")
	}
	ask := func() house.Shown { return stick.Answer(questionOf(t, s.post("", "/sign-in/passkey", nil)), here) }
	w := s.post("", "/sign-in", shownAs("passkey", ask()))
	status(t, w, http.StatusForbidden)
	if !strings.Contains(w.Body.String(), "This passkey holds no keys") {
		t.Error("the door does not say so")
	}
	f := shownAs("passkey", ask())
	f.Set("name", "dina")
	f.Set("passphrase", housetest.Passphrase("dina"))
	status(t, s.post("", "/sign-in", f), http.StatusSeeOther)
}

func TestAPasskeyAnswersThePageThatAsksWhoSitsThere(t *testing.T) {
	s := serveHouse(t)
	stick, others := s.bring("saule", false), s.bring("marat", true)
	ask := func() *httptest.ResponseRecorder {
		s.later("saule")
		w := s.post("saule", "/house", url.Values{"on_call": {"Ring twice"}})
		status(t, w, http.StatusForbidden)
		if !strings.Contains(w.Body.String(), asksWho) {
			t.Fatal("it is not the page that asks who it is")
		}
		return w
	}
	goOn := func(w *httptest.ResponseRecorder, shown house.Shown) *httptest.ResponseRecorder {
		f := shownAs("prove", shown)
		f.Set("on_call", fields(w.Body.String()).Get("on_call"))
		return s.post("saule", "/house", f)
	}
	w := ask()
	if again := goOn(w, others.Answer(questionOf(t, w), here)); !strings.Contains(again.Body.String(), asksWho) {
		t.Errorf("another's passkey: status %d", again.Code)
	}
	w = ask()
	used := stick.Answer(questionOf(t, w), here)
	if went := goOn(w, used); strings.Contains(went.Body.String(), asksWho) || !strings.Contains(went.Body.String(), "Ring twice") {
		t.Errorf("hers: status %d, not the form that waited", went.Code)
	}
	w = ask()
	if again := goOn(w, used); !strings.Contains(again.Body.String(), asksWho) {
		t.Errorf("an answer that was given before: status %d", again.Code)
	}
}

func TestUnderANumberThereAreNoPasskeys(t *testing.T) {
	s := serveHouse(t)
	s.bring("dina", true)
	for _, host := range []string{"127.0.0.1:8080", "[::1]:8080"} {
		r := form("/sign-in/passkey", nil)
		r.Host = host
		status(t, s.send(nil, r), http.StatusConflict)
		r = form("/settings/passkeys", url.Values{"step": {"begin"}})
		r.Host = host
		if w := s.send(s.signIn("dina"), r); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "only under the name of the house") {
			t.Errorf("at %s: status %d", host, w.Code)
		}
	}
}

func TestWhoFindsAPageOpenAddsNoPasskey(t *testing.T) {
	s := serveHouse(t)
	s.signIn("dina")
	s.later("dina")
	for _, step := range []string{"begin", "add", "remove"} {
		w := s.post("dina", "/settings/passkeys", url.Values{"step": {step}, "passkey_answer": {"what was answered"}, "passkey_yield": {"what was yielded"}})
		status(t, w, http.StatusForbidden)
		if body := w.Body.String(); !strings.Contains(body, asksWho) || strings.Contains(body, "what was") {
			t.Errorf("%s: not the page that asks, or a secret stands in it", step)
		}
	}
}
