package web_test

import (
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/web"
)

const asksWho = `name="prove_passphrase"`

// asking is one address behind a proof, with somebody who may do its act.
type asking struct {
	web.Address
	who, path string
}

// askings are all addresses whose act asks for proof, from the router.
func (s *served) askings() (all []asking) {
	s.t.Helper()
	client := s.come(s.Shelter.ID, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female"})
	ids := map[string]string{"{code}": client.Code, "{id}": string(s.Staff("lena"))}
	for _, a := range s.web.Addresses() {
		if a.Open || a.Method != "POST" || !policy.AsksProof(a.Act) {
			continue
		}
		path := regexp.MustCompile(`\{\w+\}`).ReplaceAllStringFunc(a.Path, func(p string) string { return ids[p] })
		all = append(all, asking{a, "saule", path})
	}
	return all
}

// later has the clock go on until a sign-in proves nothing any more; whoever is
// named asks for a page on the way, so that her session does not lock.
func (s *served) later(names ...string) {
	s.t.Helper()
	for range 2 {
		s.Clock.Advance(3 * time.Minute)
		for _, name := range names {
			status(s.t, s.get(name, "/settings"), http.StatusOK)
		}
	}
}

func TestWhoFindsAPageOpenDoesNothingThatAsksForProof(t *testing.T) {
	s := serveHouse(t)
	all := s.askings()
	if len(all) < 15 {
		t.Fatalf("only %d addresses ask for proof: the router was not read", len(all))
	}
	s.signIn("saule")
	s.later("saule")
	before := s.rows("trail")
	for _, a := range all {
		for name, f := range map[string]url.Values{
			"nothing typed":      {},
			"a wrong passphrase": {"prove_passphrase": {"a guess of somebody else"}},
			"an empty one":       {"prove_passphrase": {""}, a.Own: {""}},
		} {
			w := s.post("saule", a.path, f)
			if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), asksWho) {
				t.Errorf("%s %s: status %d, not the page that asks who it is", name, a.Path, w.Code)
			}
			s.Clock.Advance(time.Minute) // so that guesses are not slowed here
			status(t, s.get("saule", "/settings"), http.StatusOK)
		}
	}
	if diff := cmp.Diff(before, s.rows("trail")); diff != "" {
		t.Errorf("rows before and after: %s", diff)
	}
	// With the passphrase every one of them goes on to the act itself.
	for _, a := range all {
		s.later("saule")
		f := url.Values{"prove_passphrase": {housetest.Passphrase("saule")}}
		if strings.HasSuffix(a.Path, "/sessions") {
			f.Set("session", "nobody's session")
		}
		if a.Act == policy.EndStaff {
			continue // Lena is needed further on
		}
		if w := s.post("saule", a.path, f); strings.Contains(w.Body.String(), asksWho) {
			t.Errorf("the right passphrase at %s: asked again", a.Path)
		}
	}
}

func TestAFormThatWaitsForProofGoesOnAsItWas(t *testing.T) {
	s := serveHouse(t)
	s.signIn("saule")
	s.later("saule")
	typed := url.Values{"name": {"A <new> colleague & friend"}, "title": {"nurse"}, "language": {"ru"}, "role": {"nurse"}, "site": {string(s.Shelter.ID)}, "once": {"one-form"}}
	w := s.post("saule", "/staff", typed)
	status(t, w, http.StatusForbidden)
	carried := fields(w.Body.String())
	for name := range typed {
		if carried.Get(name) != typed.Get(name) {
			t.Errorf("%s goes on as %q, typed was %q", name, carried.Get(name), typed.Get(name))
		}
	}
	before := s.count(`SELECT COUNT(*) FROM staff`)
	carried.Set("prove_passphrase", housetest.Passphrase("saule"))
	status(t, s.post("saule", "/staff", carried), http.StatusOK)
	if n := s.count(`SELECT COUNT(*) FROM staff`) - before; n != 1 {
		t.Errorf("%d colleagues were added after the proof", n)
	}
	// For five minutes nobody is asked again.
	status(t, s.post("saule", "/staff/"+string(s.Staff("lena"))+"/invite", nil), http.StatusOK)
}

func TestNoSecretStandsInThePageThatAsks(t *testing.T) {
	s := serveHouse(t)
	client := s.come(s.Shelter.ID, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female"})
	s.signIn("saule")
	s.later("saule")
	secret := "the second person's own words"
	w := s.post("saule", "/clients/"+client.Code+"/erasure", url.Values{"code": {client.Code}, "reason": {"time"}, "own": {"wrong " + secret}, "second": {secret}, "factor": {"123456"}})
	status(t, w, http.StatusForbidden)
	body := w.Body.String()
	if strings.Contains(html.UnescapeString(body), secret) || strings.Contains(body, "123456") {
		t.Error("a secret went along in the page")
	}
	if !strings.Contains(body, `name="reason"`) {
		t.Error("what is no secret did not go along")
	}
	// Every field in which a page has a secret typed is one that does not go along.
	pages, err := filepath.Glob("template/*.templ")
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	seen := map[string]bool{}
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`Name: "(\w+)", Kind: "password"`).FindAllStringSubmatch(string(b), -1) {
			if seen[m[1]] = true; m[1] != "prove_passphrase" && web.GoesAlong(m[1]) {
				t.Errorf("%s, typed in %s, would go along", m[1], page)
			}
		}
	}
	if len(seen) < 6 {
		t.Errorf("only %d fields of secrets were found in the pages", len(seen))
	}
}

func TestAGuessAtTheProofIsSlowedAndWrittenDown(t *testing.T) {
	s := serveHouse(t)
	s.signIn("saule")
	s.later("saule")
	before := s.count(`SELECT COUNT(*) FROM trail WHERE act = 'session.refused'`)
	for range 6 {
		status(t, s.post("saule", "/house/kit/draw", url.Values{"prove_passphrase": {"somebody guesses"}}), http.StatusForbidden)
	}
	w := s.post("saule", "/house/kit/draw", url.Values{"prove_passphrase": {housetest.Passphrase("saule")}})
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "Too many tries") {
		t.Errorf("status %d: the right one after six guesses did not have to wait", w.Code)
	}
	if n := s.count(`SELECT COUNT(*) FROM trail WHERE act = 'session.refused'`) - before; n < 5 {
		t.Errorf("%d of six guesses are in the trail", n)
	}
}

func TestAProofIsOneSessionsOwn(t *testing.T) {
	s := serveHouse(t)
	s.signIn("saule")
	s.later("saule")
	found := s.keys["saule"]
	delete(s.keys, "saule")
	s.signIn("saule") // at another machine, just now
	r := form("/house/kit/draw", nil)
	w := s.send(found, r)
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), asksWho) {
		t.Errorf("status %d: the old session was proven by the new one", w.Code)
	}
}

func TestTheTwoPeopleOfAnErasureAreNotAskedTwice(t *testing.T) {
	s := serveHouse(t)
	s.ByHand()
	client := s.come(s.Shelter.ID, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female"})
	ctx := s.As("saule")
	if err := s.House.DB.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE episodes SET closed = $1 WHERE client_id = $2`, string(s.House.Today(tx.Now)), string(client.Client))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.signIn("saule")
	s.later("saule")
	w := s.post("saule", "/clients/"+client.Code+"/erasure", url.Values{"code": {client.Code}, "reason": {"asked"},
		"own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {housetest.Passphrase("marat")}})
	if w.Code == http.StatusForbidden {
		t.Errorf("status %d: %s", w.Code, w.Body.String())
	}
}

// fields are the values a form of a page would send.
func fields(body string) url.Values {
	f := url.Values{}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		f.Add(m[1], html.UnescapeString(m[2]))
	}
	return f
}
