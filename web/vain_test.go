package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
)

// writeVain has the house write down what was asked in vain, as it does by itself.
func (s *served) writeVain() error {
	for _, task := range s.web.Tasks() {
		if task.Name == "asked in vain" {
			return task.Run(pana.WithActor(s.t.Context(), pana.Actor{Staff: house.Itself}))
		}
	}
	s.t.Fatal("there is no such task")
	return nil
}

func (s *served) vainLines(name string) int {
	return s.count(`SELECT COUNT(*) FROM trail WHERE act = 'act.refused' AND staff_id = $1`, string(s.Staff(name)))
}

func (s *served) vainCount(name, act string) int {
	return s.count(`SELECT COALESCE(SUM(n), 0) FROM asked_in_vain WHERE staff_id = $1 AND act = $2`, string(s.Staff(name)), act)
}

// A refusal writes nothing while it is answered; within moments it is a count and
// a line, and those who lead find who, what and how often.
func TestWhatIsRefusedInsideIsWrittenDown(t *testing.T) {
	d := openDesk(t)
	before := d.rows()
	for range 3 {
		status(t, d.get("dina", "/house/looks"), http.StatusForbidden)
	}
	if after := d.rows(); after["trail"] != before["trail"]+1 || after["asked_in_vain"] != 0 { // the one line is her sign-in
		t.Errorf("the refusal itself wrote: %d lines, %d counts", after["trail"]-before["trail"], after["asked_in_vain"])
	}
	if err := d.writeVain(); err != nil {
		t.Fatal(err)
	}
	if n := d.vainCount("dina", "looks.see"); n != 3 {
		t.Errorf("counted %d times", n)
	}
	if n := d.vainLines("dina"); n != 1 {
		t.Errorf("%d lines", n)
	}
	page := d.get("saule", "/house/looks")
	says(t, page, "Dina", "see how many files each has opened today: 3")
	for _, lang := range locale.Langs() {
		if err := d.House.SetLanguage(d.As("saule"), lang); err != nil {
			t.Fatal(err)
		}
		spoken(t, d.get("saule", "/house/looks"))
	}
	// What is given is not counted.
	status(t, d.get("dina", "/today"), http.StatusOK)
	if err := d.writeVain(); err != nil {
		t.Fatal(err)
	}
	if n := d.count(`SELECT COALESCE(SUM(n), 0) FROM asked_in_vain`); n != 3 {
		t.Errorf("%d counted in all", n)
	}
}

var momentOf = regexp.MustCompile(`\d\d:\d\d`)

// Somebody from whom a file is hidden asks for it; another time she asks for one
// that never was. Whoever reads the counts, she herself too, can not tell which.
func TestCountsOfWhatIsHiddenAreThoseOfWhatNeverWas(t *testing.T) {
	t.Parallel()
	var pages, lines []string
	for _, hidden := range []bool{true, false} {
		d := openDesk(t)
		if err := d.files.SetConflict(d.As("saule"), d.client.Client, d.Staff("marat")); err != nil {
			t.Fatal(err)
		}
		path := d.file("")
		if !hidden {
			path = "/clients/KZ-26-001"
			if d.client.Code == "KZ-26-001" {
				path = "/clients/KZ-26-002"
			}
		}
		status(t, d.get("marat", path), http.StatusNotFound)
		status(t, d.get("marat", path+"/danger"), http.StatusNotFound)
		if err := d.writeVain(); err != nil {
			t.Fatal(err)
		}
		both := ""
		for _, who := range []string{"saule", "marat"} { // marat is the deputy, and named in the conflict
			page := d.get(who, "/house/looks")
			status(t, page, http.StatusOK)
			_, card, _ := strings.Cut(page.Body.String(), `id="vain"`)
			card, _, _ = strings.Cut(card, "</main>")
			if strings.Contains(card, d.client.Code) || strings.Contains(card, string(d.client.Client)) {
				t.Errorf("%s is told about whom", who)
			}
			both += momentOf.ReplaceAllString(card, "")
		}
		pages = append(pages, both)
		var all []string
		d.read(func(ctx context.Context, tx *db.Tx) (err error) {
			all, err = db.Select[string](ctx, tx, `SELECT act || ' ' || client_id || ' ' || site_id || ' ' || object_id FROM trail WHERE act = 'act.refused' ORDER BY object_id`)
			return err
		})
		lines = append(lines, strings.Join(all, "\n"))
	}
	if pages[0] != pages[1] || !strings.Contains(pages[0], "Marat") {
		t.Errorf("the pages differ, or say nothing:\n%s\n%s", pages[0], pages[1])
	}
	if lines[0] != lines[1] || lines[0] == "" {
		t.Errorf("the lines differ, or there are none:\n%s\n%s", lines[0], lines[1])
	}
}

// Ten thousand refusals are a handful of lines, and whoever leads is told once.
func TestAFloodOfRefusalsIsAHandfulOfLines(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.signIn("dina")
	for round := range 4 {
		for range 300 {
			status(t, d.get("dina", "/house/looks"), http.StatusForbidden)
		}
		for range 50 {
			r := httptest.NewRequest("GET", "/today", nil)
			r.Host = "elsewhere.example"
			status(t, d.send(nil, r), http.StatusMisdirectedRequest)
			status(t, d.send(nil, crossSite(form("/sign-in", nil))), http.StatusForbidden)
		}
		if err := d.writeVain(); err != nil {
			t.Fatal(round, err)
		}
	}
	if n := d.vainCount("dina", "looks.see"); n != 1200 {
		t.Errorf("%d counted", n)
	}
	if n := d.vainLines("dina"); n != 2 { // at 300 and at 1,200
		t.Errorf("%d lines", n)
	}
	for _, act := range []string{"guard.host", "guard.site"} {
		if n := d.count(`SELECT COALESCE(SUM(n), 0) FROM asked_in_vain WHERE staff_id = '' AND act = $1`, act); n != 200 {
			t.Errorf("%s: %d counted", act, n)
		}
		if n := d.count(`SELECT COUNT(*) FROM trail WHERE act = 'act.refused' AND staff_id = '' AND object_id = $1`, act); n != 2 {
			t.Errorf("%s: %d lines", act, n)
		}
	}
	page := d.get("saule", "/today")
	if n := strings.Count(page.Body.String(), "Somebody asks again and again in vain"); n != 1 {
		t.Errorf("told %d times", n)
	}
	if strings.Contains(d.get("dina", "/today").Body.String(), "again and again in vain") {
		t.Error("she is told of herself")
	}
}

// What cannot be written now is not lost, and nobody waits for it.
func TestRefusalsOfAHouseThatIsStoppedAreWrittenWhenItIsOpenAgain(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	status(t, d.get("dina", "/house/looks"), http.StatusForbidden)
	if err := d.House.Lock(d.As("saule")); err != nil {
		t.Fatal(err)
	}
	if err := d.writeVain(); err == nil {
		t.Error("a stopped house wrote")
	}
	d.keys = map[string]*http.Cookie{}
	d.Clock.Advance(time.Minute)
	d.signIn("saule")
	if err := d.writeVain(); err != nil {
		t.Fatal(err)
	}
	if n := d.vainCount("dina", "looks.see"); n != 1 {
		t.Errorf("counted %d times", n)
	}
}

// A browser tells of what it met on a page and would not load: a script put in, or
// a picture from elsewhere. It is counted; what the browser says of it, the address
// of the page above all, is kept nowhere and no sign of life.
func TestWhatABrowserWouldNotLoadIsCountedAndNotRead(t *testing.T) {
	d := openDesk(t)
	for range 2 {
		r := httptest.NewRequest("POST", "/not-of-a-page", strings.NewReader(`{"csp-report":{"document-uri":"https://pana.local/clients/P-0001","blocked-uri":"inline"}}`))
		r.Header.Set("Content-Type", "application/csp-report")
		status(t, d.send(nil, r), http.StatusNoContent)
	}
	if err := d.writeVain(); err != nil {
		t.Fatal(err)
	}
	if n := d.count(`SELECT COALESCE(SUM(n), 0) FROM asked_in_vain WHERE staff_id = '' AND act = 'guard.page'`); n != 2 {
		t.Errorf("counted %d times", n)
	}
	says(t, d.get("saule", "/house/looks"), "the browser would not load it")
}
