package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// brings posts a file as the import command does.
func (s *served) brings(name, path, file string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(file))
	r.Header.Set("Accept", "text/plain")
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Content-Type", "application/octet-stream")
	return s.as(name, r)
}

func TestACommandBringsCasesInThroughTheServer(t *testing.T) {
	s := serveHouse(t)
	s.signIn("saule")
	const good = "prs_FirstName,vic_TypeOfExploitation\nUlbosyn,Servitude\nMeruert,Other\n"
	clients := func() int { return s.count(`SELECT COUNT(*) FROM clients`) }
	before := clients()
	for name, c := range map[string]struct {
		path, file string
		status     int
		last       string
		more       int
	}{
		"a trial":             {"/import/htcds?dry-run=yes", good, 200, "done 0", 0},
		"bad rows":            {"/import/htcds", "prs_FirstName,vic_TypeOfExploitation\nUlbosyn,Moon mining\n", 200, "failed Nothing was written: 1 cell cannot be kept.", 0},
		"no such layout":      {"/import/other", good, 200, "failed The layout is htcds or ctdc.", 0},
		"no such site":        {"/import/htcds?site=Nowhere", good, 422, "", 0},
		"nothing in the file": {"/import/ctdc", "", 200, "failed There is no row in the file.", 0},
	} {
		w := s.brings("saule", c.path, c.file)
		lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
		if w.Code != c.status || c.last != "" && lines[len(lines)-1] != c.last || clients() != before {
			t.Errorf("%s: status %d, %d more clients, %q", name, w.Code, clients()-before, lines)
		}
	}
	w := s.brings("saule", "/import/htcds", good)
	if !strings.HasSuffix(w.Body.String(), "\ndone 2\n") || !strings.Contains(w.Body.String(), "written 2 2\n") || clients() != before+2 {
		t.Errorf("status %d, %d more clients, %q", w.Code, clients()-before, w.Body.String())
	}
	for _, name := range []string{"dina", "oleg", "timur"} {
		if w := s.brings(name, "/import/htcds", good); w.Code != http.StatusForbidden || clients() != before+2 {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	if w := s.brings("", "/import/htcds", good); w.Code != http.StatusSeeOther || clients() != before+2 {
		t.Errorf("nobody: status %d", w.Code)
	}
	if strings.Contains(s.log.String(), "Ulbosyn") {
		t.Error("a name stands in the log")
	}
}

// A browser has no business here: what comes without the mark of a command is refused.
func TestABrowserBringsNothingIn(t *testing.T) {
	s := serveHouse(t)
	r := httptest.NewRequest("POST", "/import/htcds", strings.NewReader("prs_FirstName,prs_SecondName\nUlbosyn,Made-Up\n"))
	r.Header.Set("Content-Type", "text/csv")
	if w := s.as("saule", r); w.Code != 422 || s.count(`SELECT COUNT(*) FROM clients`) != 0 {
		t.Errorf("status %d", w.Code)
	}
}
