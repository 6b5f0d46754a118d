package web_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/residence"
	"example.org/pana/web"
)

// A served house is the test house behind its pages, with people who come to its
// door over HTTP. Beside the cast stands Nurlan, who heads the youth centre, and
// Temir, whom nobody misses.
type served struct {
	*housetest.World
	t     *testing.T
	files *casework.Casework
	beds  *residence.Residence
	desk  *intake.Intake
	needs *assessment.Assessment
	web   *web.Server
	pages http.Handler
	log   *logged
	keys  map[string]*http.Cookie // of who has signed in
}

func serveHouse(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, log: &logged{}, keys: map[string]*http.Cookie{},
		World: housetest.Open(t, web.Schema())}
	// Open the house once more, with a log that the test can read.
	o := s.Options()
	o.Log = slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if err := s.House.Close(); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	s.House = h
	s.web = web.New(h, web.Options{Log: o.Log, Dir: o.Dir})
	s.pages = s.web.Handler()
	s.files = casework.New(h)
	s.beds = residence.New(h, s.files)
	s.desk = intake.New(h, s.files, s.beds)
	s.needs = assessment.New(h, s.files)
	return s
}

// signIn comes to the door as a member of the cast and keeps the cookie.
func (s *served) signIn(name string) *http.Cookie {
	s.t.Helper()
	if c := s.keys[name]; c != nil {
		return c
	}
	w := s.send(nil, form("/sign-in", url.Values{"name": {name}, "passphrase": {housetest.Passphrase(name)}}))
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/today" {
		s.t.Fatalf("%s signs in: status %d, leads to %q", name, w.Code, w.Header().Get("Location"))
	}
	for _, c := range w.Result().Cookies() {
		if c.Name == "pana" {
			s.keys[name] = c
			return c
		}
	}
	s.t.Fatalf("%s signed in and got no cookie", name)
	return nil
}

// get asks for a page as name; as nobody when name is empty.
func (s *served) get(name, path string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.as(name, httptest.NewRequest("GET", path, nil))
}

// post sends a form as name.
func (s *served) post(name, path string, f url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.as(name, form(path, f))
}

func (s *served) as(name string, r *http.Request) *httptest.ResponseRecorder {
	s.t.Helper()
	if name == "" {
		return s.send(nil, r)
	}
	return s.send(s.signIn(name), r)
}

func (s *served) send(c *http.Cookie, r *http.Request) *httptest.ResponseRecorder {
	if r.Host == "example.com" { // what httptest fills in
		r.Host = "localhost"
	}
	if c != nil {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, r)
	return w
}

func form(path string, f url.Values) *http.Request {
	r := httptest.NewRequest("POST", path, strings.NewReader(f.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// join lets someone new in: she sets her passphrase with her invitation.
func (s *served) join(name string, g pana.Grant) pana.StaffID {
	s.t.Helper()
	saule := s.As("saule")
	id, invitation, err := s.House.AddStaff(saule, house.NewStaff{Name: name, Title: string(g.Role), Language: locale.EN, Grants: []pana.Grant{g}})
	if err == nil {
		err = s.House.AcceptInvitation(context.Background(), invitation, housetest.Passphrase(name))
	}
	if err != nil {
		s.t.Fatalf("%s joins: %v", name, err)
	}
	return id
}

// come writes a client down at a site.
func (s *served) come(site pana.SiteID, n casework.Names, c casework.Coded) casework.Added {
	s.t.Helper()
	var a casework.Added
	ctx := s.As("saule")
	err := s.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = s.files.Add(ctx, tx, casework.NewClient{Site: site, Names: n, Coded: c})
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// rows counts the rows of every table.
func (s *served) rows(but ...string) map[string]int {
	s.t.Helper()
	counts := map[string]int{}
	for _, table := range s.tables() {
		counts[table] = s.count(`SELECT COUNT(*) FROM ` + table)
	}
	for _, table := range but {
		delete(counts, table)
	}
	return counts
}

func (s *served) tables() (names []string) {
	s.t.Helper()
	s.read(func(ctx context.Context, tx *db.Tx) (err error) {
		q := `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`
		if tx.Engine == db.Postgres {
			q = `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name`
		}
		names, err = db.Select[string](ctx, tx, q)
		return err
	})
	return names
}

func (s *served) count(q string, args ...any) (n int) {
	s.t.Helper()
	s.read(func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Get[int](ctx, tx, q, args...)
		return err
	})
	return n
}

func (s *served) read(f func(context.Context, *db.Tx) error) {
	s.t.Helper()
	ctx := context.Background()
	if err := s.House.DB.View(ctx, func(tx *db.Tx) error { return f(ctx, tx) }); err != nil {
		s.t.Fatal(err)
	}
}

// drawing is a small picture.
func drawing() []byte {
	p := image.NewGray(image.Rect(0, 0, 8, 8))
	p.Set(3, 3, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// logged keeps what was logged.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// forgiven is after how long the door counts no earlier try.
const forgiven = 16 * time.Minute
