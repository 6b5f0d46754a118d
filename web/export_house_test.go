package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
)

func TestEverythingIsGivenOutAtItsPage(t *testing.T) {
	n := serveHouse(t)
	wholePage(t, "the export", locale.EN, n.get("saule", "/house/export"))
	out := filepath.Join(t.TempDir(), "house.age")
	ask := url.Values{"keys": {"age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"}, "out": {out},
		"own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {"not his, but long enough"}}
	refused := n.post("saule", "/house/export", ask)
	status(t, refused, http.StatusUnprocessableEntity)
	if strings.Contains(refused.Body.String(), "not his, but") {
		t.Error("a passphrase is written back into the page")
	}
	ask.Set("second", housetest.Passphrase("marat"))
	done := n.post("saule", "/house/export", ask)
	status(t, done, http.StatusOK)
	says(t, done, "written and was read back")
	wholePage(t, "the export, done", locale.EN, done)
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
	says(t, n.get("saule", "/house/export"), "Exported before")
	says(t, n.get("marat", "/today"), "exported the whole house")
	for _, who := range []string{"oleg", "dina"} {
		status(t, n.get(who, "/house/export"), http.StatusForbidden)
		status(t, n.post(who, "/house/export", ask), http.StatusForbidden)
	}
}
