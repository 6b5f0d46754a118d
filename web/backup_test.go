package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/pana/internal/locale"
)

// setsIn counts the sets in a folder.
func setsIn(t *testing.T, folder string) int {
	t.Helper()
	notes, err := filepath.Glob(filepath.Join(folder, "set-*.note"))
	if err != nil {
		t.Fatal(err)
	}
	return len(notes)
}

func TestASetByHandGoesToTheFolderThatIsTyped(t *testing.T) {
	s := serveHouse(t)
	usual, stick := t.TempDir(), t.TempDir()
	for field, path := range map[string]string{"elsewhere": "/house/backup/run", "tried_in": "/house/backup/drill"} {
		for what, folder := range map[string]string{"none": "", "one that is not there": filepath.Join(stick, "nowhere"), "half a path": "stick", "the house's own": s.House.Dir()} {
			if folder == "" && what != "none" {
				continue // a house on PostgreSQL may have none
			}
			w := s.post("oleg", path, url.Values{field: {folder}})
			if w.Code != http.StatusUnprocessableEntity || folder != "" && !strings.Contains(w.Body.String(), `value="`+folder+`"`) {
				t.Errorf("%s, %s: status %d, or what was typed is lost", path, what, w.Code)
			}
			says(t, w, `id="`+field+`-error"`)
		}
	}
	if n := setsIn(t, stick); n != 0 {
		t.Fatalf("refused, and %d sets", n)
	}
	wholePage(t, "backups", locale.EN, s.get("oleg", "/house/backup"))
	w := s.post("oleg", "/house/backup/run", url.Values{"elsewhere": {stick}})
	status(t, w, http.StatusOK)
	says(t, w, "The set is written and was read back.")
	if n := setsIn(t, stick); n != 1 || s.House.Settings().BackupTo != "" {
		t.Errorf("%d sets on the stick; by itself the house makes them in %q", n, s.House.Settings().BackupTo)
	}
	w = s.post("oleg", "/house/backup/drill", url.Values{"tried_in": {stick}})
	status(t, w, http.StatusOK)
	says(t, w, "was restored aside and is whole")
	// Left empty it is the folder of the settings.
	set := s.House.Settings()
	set.BackupTo = usual
	if err := s.House.SetSettings(s.As("oleg"), set, s.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	status(t, s.post("oleg", "/house/backup/run", nil), http.StatusOK)
	if setsIn(t, usual) != 1 || setsIn(t, stick) != 1 {
		t.Errorf("%d sets in the usual folder, %d on the stick", setsIn(t, usual), setsIn(t, stick))
	}
	if w := s.post("dina", "/house/backup/run", url.Values{"elsewhere": {stick}}); w.Code == http.StatusOK || setsIn(t, stick) != 1 {
		t.Errorf("a social worker copies the house: status %d", w.Code)
	}
	// Damage that the drill finds is said on the page.
	data := filepath.Join(stick, "set-000001.data")
	b, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(data, b, 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, s.post("oleg", "/house/backup/drill", url.Values{"tried_in": {stick}}), "changed or damaged")
}

func TestWhoeverMakesBackupsSeesTheLastDrillAlsoWhenAllIsWell(t *testing.T) {
	s := serveHouse(t)
	stick := t.TempDir()
	if body := s.get("oleg", "/today").Body.String(); strings.Contains(body, "Newest backup") {
		t.Error("there is no set yet, and it is told of one")
	}
	status(t, s.post("oleg", "/house/backup/run", url.Values{"elsewhere": {stick}}), http.StatusOK)
	says(t, s.get("oleg", "/today"), "Newest backup: 23 November 2026. None was restored aside yet.")
	status(t, s.post("oleg", "/house/backup/drill", url.Values{"tried_in": {stick}}), http.StatusOK)
	says(t, s.get("oleg", "/today"), "Newest backup: 23 November 2026. Last restored aside and found whole: 23 November 2026.")
	if body := s.get("dina", "/today").Body.String(); strings.Contains(body, "Newest backup") {
		t.Error("a social worker, who makes no backups, is told of them")
	}
}
