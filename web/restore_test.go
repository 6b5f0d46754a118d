package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/pana/backup"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/web"
)

func TestAHouseComesBackAtTheFirstPage(t *testing.T) {
	old := serveHouse(t)
	stick := t.TempDir()
	if _, err := backup.New(old.House).Run(old.As("saule"), stick, nil); err != nil {
		t.Fatal(err)
	}
	sheets := old.Sheets()
	n := comeToEmptyHouse(t)
	if n.dir == "" {
		status(t, n.get("/restore"), http.StatusSeeOther)
		t.Skip("a set is restored into a folder")
	}
	says(t, n.get("/setup"), `href="/restore"`)
	wholePage(t, "a house comes back", locale.EN, n.get("/restore"))
	good := url.Values{"folder": {stick}, "sheet_one": {sheets[0]}, "sheet_two": {sheets[2]}}
	for name, try := range map[string]struct{ field, value, say string }{
		"no folder":       {"folder", stick + "/none", "not there"},
		"an empty folder": {"folder", t.TempDir(), "no backup"},
		"a word missing":  {"sheet_two", "one two three", "sheet"},
		"one sheet twice": {"sheet_two", sheets[0], "go together"},
	} {
		bad := url.Values{"folder": good["folder"], "sheet_one": good["sheet_one"], "sheet_two": good["sheet_two"]}
		bad.Set(try.field, try.value)
		w := n.ask(form("/restore", bad))
		if w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, w.Code)
		}
		if n.house.State() != house.Empty {
			t.Fatalf("%s: a refused restore left a house", name)
		}
	}
	n.clock.Advance(5 * 24 * time.Hour)
	done := n.ask(form("/restore", good))
	status(t, done, http.StatusOK)
	says(t, done, "The house is back", "Set 1 of 23 November 2026", "5 days old", "look through “Staff”")
	if n.house.State() != house.Stopped {
		t.Fatalf("the house is %v", n.house.State())
	}
	n.goesOn(n.ask(form("/restore", good)), "/sign-in")
	n.goesOn(n.ask(form("/sign-in", url.Values{"name": {"saule"}, "passphrase": {housetest.Passphrase("saule")}})), "/today")
	status(t, n.get("/today"), http.StatusOK)
}

func TestARestoreSaysHowOldItsSetIsAndWarnsOfOneThatIsOld(t *testing.T) {
	made := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	rep := backup.Report{Sequence: 7, At: made, Rows: 90}
	for hours, want := range map[int]struct {
		days string
		old  bool
	}{-5: {"0 days", false}, 1: {"0 days", false}, 48: {"2 days", false}, 49: {"2 days", true}, 24 * 40: {"40 days", true}} {
		for _, lang := range locale.Langs() {
			set, old := web.RestoredLines(locale.For(lang, locale.Client), rep, made.Add(time.Duration(hours)*time.Hour))
			if lang == locale.EN && !strings.Contains(set, want.days) || !strings.Contains(set, "7") || (old != "") != want.old {
				t.Errorf("%s, after %d hours: %q, %q", lang, hours, set, old)
			}
		}
	}
}
