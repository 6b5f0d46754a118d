package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// The list of addresses is the program's own: an address that is added is asked too.
func TestAHouseForReadingOnlyRefusesEveryChange(t *testing.T) {
	t.Parallel()
	c := gather(t)
	wholePage(t, "closing", locale.EN, c.get("saule", "/house/close"))
	two := url.Values{"own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {"not his, but long enough"}}
	status(t, c.post("saule", "/house/close", two), http.StatusUnprocessableEntity)
	status(t, c.get("dina", "/house/close"), http.StatusForbidden)
	two.Set("second", housetest.Passphrase("marat"))
	status(t, c.post("saule", "/house/close", two), http.StatusSeeOther)
	const sentence = "it is for reading only"
	says(t, c.get("dina", "/today"), sentence)
	wholePage(t, "a house for reading only", locale.EN, c.get("saule", "/house/reopen"))

	before, asked, read := c.written(), 0, 0
	for _, a := range c.web.Addresses() {
		if a.Open {
			continue
		}
		for name, actor := range c.actors {
			if !policy.May(actor, a.Act) {
				continue
			}
			if !policy.GoesOn(a.Act) {
				asked++
				w := c.ask(name, a, c.clients[0], c.clients[0].subject(name))
				if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), sentence) {
					t.Errorf("%s %s: %s is answered %d", a.Method, a.Path, name, w.Code)
				}
			} else if a.Method == "GET" && a.Act != policy.ReopenHouse {
				read++
				if w := c.ask(name, a, c.clients[0], c.clients[0].subject(name)); w.Code >= 500 || strings.Contains(w.Body.String(), "<h1>"+sentence) {
					t.Errorf("%s: %s cannot read it any more: %d", a.Path, name, w.Code)
				}
			}
			break // one who may is enough
		}
	}
	if asked < 80 || read < 40 {
		t.Errorf("only %d changes and %d pages were asked", asked, read)
	}
	if after := c.written(); after != before {
		t.Errorf("%d lines of changes were written", after-before)
	}
	two.Set("own", housetest.Passphrase("saule"))
	status(t, c.post("dina", "/house/reopen", two), http.StatusForbidden)
	status(t, c.post("saule", "/house/reopen", two), http.StatusSeeOther)
	if w := c.get("dina", "/today"); strings.Contains(w.Body.String(), sentence) {
		t.Error("the house is still for reading only")
	}
	status(t, c.get("saule", "/house"), http.StatusOK)
}

// written counts the lines of acts that a house for reading only refuses.
func (c *crowd) written() (n int) {
	c.t.Helper()
	c.read(func(ctx context.Context, tx *db.Tx) error {
		acts, err := db.Select[string](ctx, tx, `SELECT act FROM trail`)
		for _, act := range acts {
			if !policy.GoesOn(policy.Act(act)) && !strings.HasPrefix(act, "session.") {
				n++
			}
		}
		return err
	})
	return n
}
