package demo

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
	"example.org/pana/web"
)

// noon is when the tests look at the world.
var noon = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

// The world most tests look at is built once.
var (
	shared    *visit
	sharedErr error
	once      sync.Once
	sharedDir string
)

func TestMain(m *testing.M) {
	code := m.Run()
	if shared != nil {
		shared.House.Close()
	}
	os.RemoveAll(sharedDir)
	os.Exit(code)
}

// A visit is a world with someone in it who looks around.
type visit struct {
	*World
	files *casework.Casework
	beds  *residence.Residence
	desk  *intake.Intake
}

func theWorld(t *testing.T) *visit {
	t.Helper()
	once.Do(func() {
		if sharedDir, sharedErr = os.MkdirTemp("", "pana-world-"); sharedErr == nil {
			var w *World
			if w, sharedErr = Build(context.Background(), Options{Dir: sharedDir, Seed: 1, Clock: func() time.Time { return noon }}); sharedErr == nil {
				shared = visitTo(w)
			}
		}
	})
	if sharedErr != nil {
		t.Fatalf("build the world: %v", sharedErr)
	}
	return shared
}

func visitTo(w *World) *visit {
	v := &visit{World: w, files: casework.New(w.House)}
	v.beds = residence.New(w.House, v.files)
	v.desk = intake.New(w.House, v.files, v.beds)
	return v
}

// as signs someone in by her first name.
func (v *visit) as(t *testing.T, who string) context.Context {
	t.Helper()
	for _, p := range v.People {
		if first(p.Name) != who {
			continue
		}
		cookie, _, err := v.House.SignIn(context.Background(), house.Entry{Name: p.Name, Passphrase: p.Passphrase, Address: "127.0.0.1"})
		if err != nil {
			t.Fatalf("%s signs in: %v", who, err)
		}
		ctx, _, err := v.House.Resume(context.Background(), cookie)
		if err != nil {
			t.Fatalf("%s goes on: %v", who, err)
		}
		return ctx
	}
	t.Fatalf("nobody is called %q", who)
	return nil
}

// A line is what must be the same in two worlds of one seed.
type line struct {
	Code        string    `db:"code"`
	Sex         string    `db:"sex"`
	AgeBand     string    `db:"age_band"`
	BirthYear   int       `db:"birth_year"`
	Language    string    `db:"language"`
	Citizenship string    `db:"citizenship"`
	Opened      pana.Date `db:"opened"`
	Closed      pana.Date `db:"closed"`
	Stage       string    `db:"stage"`
	Recruiter   string    `db:"recruiter"`
	ExitMode    string    `db:"exit_mode"`
	Held        string    `db:"from_earliest"`
}

func linesOf(t *testing.T, w *World) (lines []line) {
	t.Helper()
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		lines, err = db.Select[line](context.Background(), tx, `
			SELECT c.code, c.sex, c.age_band, c.birth_year, c.language, c.citizenship, e.opened, e.closed, e.stage,
				COALESCE(f.recruiter, '') AS recruiter, COALESCE(f.exit_mode, '') AS exit_mode, COALESCE(f.from_earliest, '') AS from_earliest
			FROM clients c JOIN episodes e ON e.client_id = c.id LEFT JOIN trafficking f ON f.episode_id = e.id ORDER BY e.opened, c.code`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestTheSameSeedMakesTheSameWorld(t *testing.T) {
	one := theWorld(t)
	again, err := Build(context.Background(), Options{Dir: t.TempDir(), Seed: 1, Clock: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	defer again.House.Close()
	if diff := cmp.Diff(one.Cases, again.Cases); diff != "" {
		t.Errorf("other codes for the same people: %s", diff)
	}
	first := linesOf(t, one.World)
	if diff := cmp.Diff(first, linesOf(t, again)); diff != "" {
		t.Errorf("the same seed made another world: %s", diff)
	}
	if n := len(first); n < 540 || n > 580 {
		t.Errorf("%d clients, want about 560", n)
	}
}

// ask sends one request as a browser at the house's own machine would.
func ask(pages http.Handler, method, path, cookie string, form url.Values) *http.Response {
	r := httptest.NewRequest(method, "http://127.0.0.1:8484"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = "127.0.0.1:1"
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	rec := httptest.NewRecorder()
	pages.ServeHTTP(rec, r)
	return rec.Result()
}

func TestEveryoneSignsInAndHasAFirstScreen(t *testing.T) {
	w := theWorld(t)
	pages := web.New(w.House, web.Options{Demo: true}).Handler()
	var roles []pana.Role
	for _, p := range w.People {
		roles = append(roles, p.Role)
		if n := len(strings.Fields(p.Passphrase)); n != 7 {
			t.Errorf("%s: %d words in a passphrase", p.Role, n)
		}
		in := ask(pages, "POST", "/sign-in", "", url.Values{"name": {p.Name}, "passphrase": {p.Passphrase}})
		if in.StatusCode != http.StatusSeeOther || in.Header.Get("Location") != "/today" || len(in.Cookies()) == 0 {
			t.Errorf("%s: sign-in answers %d to %s", p.Role, in.StatusCode, in.Header.Get("Location"))
			continue
		}
		c := in.Cookies()[len(in.Cookies())-1]
		if today := ask(pages, "GET", "/today", c.Name+"="+c.Value, nil); today.StatusCode != http.StatusOK {
			t.Errorf("%s: Today answers %d", p.Role, today.StatusCode)
		}
	}
	if diff := cmp.Diff(Roles(), roles[:len(Roles())]); diff != "" {
		t.Errorf("one of each role comes first: %s", diff)
	}
	if each := OneOfEach(w.People); len(each) != len(Roles()) {
		t.Errorf("%d sign-ins for %d roles", len(each), len(Roles()))
	}
}

func TestTodayHasSomethingToShow(t *testing.T) {
	w := theWorld(t)
	saule, timur, dina := w.as(t, "saule"), w.as(t, "timur"), w.as(t, "dina")
	unseen, err := w.desk.Unseen(timur)
	if err != nil || len(unseen) != 1 || unseen[0].Code != w.Cases["last-night"] {
		t.Errorf("the arrival of last night: %v, %v", unseen, err)
	}
	if alone, err := w.desk.Unguarded(dina); err != nil || len(alone) != 1 || alone[0].Code != w.Cases["child-alone"] {
		t.Errorf("the child without a guardian: %v, %v", alone, err)
	}
	if alerts, err := w.files.Standing(timur); err != nil || len(alerts) < 8 {
		t.Errorf("%d alerts at night, %v", len(alerts), err)
	}
	if waiting, err := w.House.Waiting(saule); err != nil || len(waiting) != 1 {
		t.Errorf("%d wait to be let in, %v", len(waiting), err)
	}
	desk, err := w.desk.Desk(saule)
	if err != nil || len(desk.Waiting) != 3 {
		t.Errorf("%d requests wait, %v", len(desk.Waiting), err)
	}
	_, counts, err := w.desk.Answered(saule, "", "", "")
	if err != nil || !slices.ContainsFunc(counts, func(c intake.Count) bool { return c.Reason == "no-bed" && c.N >= 3 }) {
		t.Errorf("turned away: %v, %v", counts, err)
	}
	for _, site := range w.House.SiteList() {
		if site.Kind != house.Shelter {
			continue
		}
		m, err := w.beds.Tonight(saule, site.ID)
		if err != nil {
			t.Fatal(err)
		}
		c := m.Counts()
		extra := slices.ContainsFunc(m.Rooms, func(r residence.Room) bool {
			return slices.ContainsFunc(r.Beds, func(b residence.Bed) bool { return b.Extra })
		})
		switch site.Name {
		case maple:
			if c.Free < 8 || c.In < 10 || c.OutOfService == 0 || len(m.Rooms[0].Beds) != 5 {
				t.Errorf("%s: %+v, %d beds in the first room", site.Name, c, len(m.Rooms[0].Beds))
			}
		case steppe:
			if c.Free != 0 || !extra {
				t.Errorf("%s: %+v, extra place %v: it is full, with an extra place", site.Name, c, extra)
			}
		}
	}
	if orgs, err := w.files.Organisations(saule); err != nil || !slices.ContainsFunc(orgs, func(o casework.Organisation) bool { return len(o.Standing()) >= 3 }) {
		t.Errorf("no organisation stands in several roles (%d), %v", len(orgs), err)
	}
}

func TestADemoIsAHouseLikeAnyOther(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	w, err := Build(ctx, Options{Dir: dir, Seed: 3, Clock: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(linesOf(t, theWorld(t).World), linesOf(t, w)) {
		t.Error("another seed made the same world")
	}
	if w.House.State() != house.Started {
		t.Errorf("the house is %v once it is built", w.House.State())
	}
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(ctx, house.Options{Dir: dir, Schema: web.Schema()})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if h.State() != house.Stopped {
		t.Errorf("the house is %v once it is opened again", h.State())
	}
	timur := w.People[slices.IndexFunc(w.People, func(p Person) bool { return p.Role == pana.NightDuty })]
	if _, _, err := h.SignIn(ctx, house.Entry{Name: timur.Name, Passphrase: timur.Passphrase, Address: "127.0.0.1"}); err != nil || h.State() != house.Started {
		t.Errorf("the night worker starts it alone: %v, %v", h.State(), err)
	}
}
