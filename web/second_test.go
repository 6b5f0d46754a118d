package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

// left is a client whose file is closed.
func (s *served) left() casework.Added {
	s.t.Helper()
	s.ByHand()
	her := s.come(s.Shelter.ID, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female"})
	ctx := s.As("saule")
	if err := s.House.DB.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE episodes SET closed = $1 WHERE client_id = $2`, string(s.House.Today(tx.Now)), string(her.Client))
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return her
}

// found is what a pattern finds in a page of somebody.
func (s *served) found(name, path, pattern string) string {
	s.t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(s.get(name, path).Body.String())
	if m == nil {
		s.t.Fatalf("%s finds no %s at %s", name, pattern, path)
	}
	return m[1]
}

const (
	agreeForm = `action="(/second/[^/"]+/agree)"`
	endForm   = `action="(/second/[^/"]+/end)"`
)

func TestAFileIsErasedByTwoAtTheirOwnDesksOneOfThemWithAPasskeyAlone(t *testing.T) {
	s := serveHouse(t)
	her := s.left()
	stick := s.bring("marat", true)
	page := "/clients/" + her.Code + "/erasure"

	w := s.post("saule", page+"/ask", url.Values{})
	status(t, w, http.StatusUnprocessableEntity)
	says(t, w, `id="ask_reason-error"`)
	w = s.post("saule", page+"/ask", url.Values{"ask_reason": {"asked"}, "ask_whom": {string(s.Staff("dina"))}})
	status(t, w, http.StatusUnprocessableEntity)
	says(t, w, "Choose a colleague who may do this.")
	if !regexp.MustCompile(`value="asked"[^>]* checked`).MatchString(w.Body.String()) {
		t.Error("the reason that was chosen is lost")
	}
	ask := url.Values{"ask_reason": {"asked"}, "ask_whom": {string(s.Staff("marat"))}, "once": {"one-form"}}
	for range 2 { // a double tap asks once
		w = s.post("saule", page+"/ask", ask)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != page+"?done=second-asked" {
			t.Fatalf("status %d, leads to %q", w.Code, w.Header().Get("Location"))
		}
	}
	says(t, s.get("saule", page), "No answer yet", `name="second"`)
	ask.Set("once", "another-form")
	status(t, s.post("saule", page+"/ask", ask), http.StatusConflict)

	says(t, s.get("marat", "/today"), "You are asked to be the second", her.Code, `href="/second"`)
	says(t, s.get("marat", "/second"), "Erase a file for ever", her.Code, "The person wishes it", "Saule")
	agree := s.found("marat", "/second", agreeForm)
	s.later("marat", "saule")
	w = s.post("marat", agree, nil)
	status(t, w, http.StatusForbidden)
	says(t, w, asksWho)
	s.Clock.Advance(1)
	shown := shownAs("prove", stick.Answer(questionOf(t, w), here))
	w = s.post("marat", agree, shown)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/second?done=second-agreed" {
		t.Fatalf("with a passkey alone: status %d, leads to %q", w.Code, w.Header().Get("Location"))
	}
	says(t, s.get("saule", "/today"), "The second agrees", her.Code)
	says(t, s.get("saule", "/second"), "You have asked", `href="`+page+`"`)
	w = s.get("saule", page)
	says(t, w, "Marat agrees: ")
	if strings.Contains(w.Body.String(), `name="second"`) {
		t.Error("the page still asks for his passphrase")
	}
	erase := url.Values{"code": {her.Code}, "reason": {"mistake"}, "agreed": {s.found("saule", page, `name="agreed" value="([^"]+)"`)}}
	w = s.post("saule", page, erase)
	status(t, w, http.StatusForbidden)
	says(t, w, asksWho)
	erase.Set("prove_passphrase", housetest.Passphrase("saule"))
	w = s.post("saule", page, erase)
	status(t, w, http.StatusConflict)
	says(t, w, "This is not exactly what was agreed to.")
	erase.Set("reason", "asked")
	w = s.post("saule", page, erase)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/house/erasure?done=erased" {
		t.Fatalf("status %d, leads to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	status(t, s.get("saule", "/clients/"+her.Code), http.StatusNotFound)
	says(t, s.get("marat", "/second"), "Nothing waits for you.")
	status(t, s.post("marat", agree, nil), http.StatusNotFound)
}

func TestTheSecondSaysNoAndTheFirstTakesBack(t *testing.T) {
	s := serveHouse(t)
	ask := func() {
		t.Helper()
		w := s.post("saule", "/house/close/ask", url.Values{"ask_whom": {string(s.Staff("marat"))}})
		if w.Code != http.StatusSeeOther {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
	}
	ask()
	s.later("marat", "saule")
	w := s.post("marat", s.found("marat", "/second", endForm), nil) // without a proof
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/second?done=second-refused" {
		t.Fatalf("status %d, leads to %q", w.Code, w.Header().Get("Location"))
	}
	says(t, s.get("saule", "/today"), "The second does not agree")
	ask()
	w = s.post("saule", s.found("saule", "/house/close", endForm), nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/house/close?done=second-ended" {
		t.Fatalf("status %d, leads to %q", w.Code, w.Header().Get("Location"))
	}
	says(t, s.get("marat", "/today"), "You are no longer asked to be the second")
	for _, who := range []string{"dina", "oleg"} {
		status(t, s.get(who, "/second"), http.StatusForbidden)
		status(t, s.post(who, "/house/close/ask", url.Values{"ask_whom": {string(s.Staff("marat"))}}), http.StatusForbidden)
	}
	says(t, s.get("saule", "/house/export"), "Not from another desk")
}

func TestAnInvitationOpensAtOnceWithTheSecondElsewhere(t *testing.T) {
	s := serveHouse(t)
	page := "/staff/" + string(s.Staff("dina"))
	status(t, s.post("saule", page+"/invite/ask", url.Values{"ask_whom": {string(s.Staff("marat"))}, "ask_factor_reason": {"bored"}}), http.StatusUnprocessableEntity)
	status(t, s.post("saule", page+"/invite/ask", url.Values{"ask_whom": {string(s.Staff("marat"))}, "ask_factor_reason": {"lost"}}), http.StatusSeeOther)
	w := s.get("marat", "/second")
	says(t, w, "Open an invitation at once", "Dina", "Her second step is said to be lost too")
	status(t, s.post("marat", s.found("marat", "/second", agreeForm), nil), http.StatusSeeOther)
	w = s.get("saule", page)
	agreed := s.found("saule", page, `name="agreed" value="([^"]+)"`)
	if body := w.Body.String(); !regexp.MustCompile(`name="at_once"[^>]* checked`).MatchString(body) || !regexp.MustCompile(`value="lost"[^>]* selected`).MatchString(body) {
		t.Error("the form does not stand as it was agreed to")
	}
	w = s.post("saule", page+"/invite", url.Values{"at_once": {"yes"}, "agreed": {agreed}})
	status(t, w, http.StatusConflict)
	w = s.post("saule", page+"/invite", url.Values{"at_once": {"yes"}, "agreed": {agreed}, "factor_lost": {"yes"}, "factor_reason": {"lost"}})
	status(t, w, http.StatusOK)
	if strings.Contains(w.Body.String(), "It opens on") {
		t.Error("it waits all the same")
	}
}
