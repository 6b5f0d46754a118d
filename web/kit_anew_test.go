package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
)

func TestAKitIsMadeAnewAtItsPages(t *testing.T) {
	n := serveHouse(t)
	wholePage(t, "a new kit", locale.EN, n.get("saule", "/house/kit/anew"))
	two := url.Values{"own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {"not hers, but long enough"}}
	refused := n.post("saule", "/house/kit/anew", two)
	status(t, refused, http.StatusUnprocessableEntity)
	if len(sheetsOn(refused)) != 0 {
		t.Error("a wrong passphrase shows sheets")
	}
	if w := n.post("saule", "/house/kit/lost", nil); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	says(t, n.get("saule", "/today"), "recovery kit must be made anew")
	says(t, n.get("saule", "/house/kit"), "A sheet was lost or seen. Make a new kit.")
	two.Set("second", housetest.Passphrase("marat"))
	drawn := n.post("saule", "/house/kit/anew", two)
	sheets := sheetsOn(drawn)
	if len(sheets) != 3 {
		t.Fatalf("%d sheets", len(sheets))
	}
	wholePage(t, "the kit, drawn anew", locale.EN, n.get("saule", "/house/kit"))
	says(t, n.get("saule", "/today"), "printed and not proven yet")
	w := n.post("saule", "/house/kit/prove", url.Values{"sheet_one": {sheets[0]}, "sheet_two": {sheets[1]}, "holder_1": {"Saule"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	says(t, n.get("saule", "/house/kit"), "Kit 2 is in force")
	for _, who := range []string{"oleg", "dina"} {
		if w := n.get(who, "/house/kit/anew"); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", who, w.Code)
		}
	}
}
