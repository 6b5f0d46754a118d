// Package housetest founds a small house for tests: a shelter, a youth centre,
// and a named cast of people who work there.
package housetest

import (
	"context"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/trail"
)

// A World is a started house with its cast.
type World struct {
	House   *house.House
	Clock   *Clock
	Shelter house.Site
	Centre  house.Site // the youth centre

	t       testing.TB
	options house.Options
	mu      sync.Mutex
	staff   map[string]pana.StaffID
	cookies map[string]string
	sheets  [3]string // of the recovery kit
	byHand  bool
	alone   atomic.Bool // the machine is part of no network
}

// Open returns a world with the tables of house and of schema, the clock at a
// Monday morning in November. It runs on SQLite in a folder of the test, or on
// PostgreSQL when PANA_TEST_POSTGRES is set, and is closed with the test.
func Open(t testing.TB, schema ...fs.FS) *World {
	t.Helper()
	merged := db.Merge(append([]fs.FS{seal.Schema(), trail.Schema(), house.Schema()}, schema...)...)
	w := &World{t: t, Clock: &Clock{now: Monday}, staff: map[string]pana.StaffID{}, cookies: map[string]string{}}
	w.options = house.Options{Clock: w.Clock.Now, Reading: w.Clock.Reading, Online: func() bool { return !w.alone.Load() }, Schema: merged, KDF: seal.Cheapest, Log: slog.New(logTo{t})}
	w.copyOfFounded()
	w.open()
	t.Cleanup(func() {
		w.rowsAreBound()
		if err := w.House.Close(); err != nil {
			t.Errorf("close the house: %v", err)
		}
	})
	w.meet()
	return w
}

// Online says whether the machine is part of a network; it is until that is said.
func (w *World) Online(is bool) { w.alone.Store(!is) }

// ByHand says that the test writes rows that no line of the trail speaks of, which
// the end of a test otherwise finds.
func (w *World) ByHand() { w.byHand = true }

func (w *World) lay() {
	if w.byHand || w.House.State() != house.Started {
		return
	}
	// Inside a transaction of the test nothing can be laid.
	ctx, stop := context.WithTimeout(pana.WithActor(context.Background(), pana.Actor{Staff: house.Itself}), 300*time.Millisecond)
	defer stop()
	if _, err := w.House.Lay(ctx); err != nil && ctx.Err() == nil {
		w.t.Fatalf("lay the trail: %v", err)
	}
}

// rowsAreBound holds that every row that the acts of the test wrote is one that
// the trail speaks of: an act that wrote to a file without a line about it would
// look like an edit by a stranger.
func (w *World) rowsAreBound() {
	if w.byHand || w.t.Failed() || w.House.State() != house.Started {
		return
	}
	ctx := pana.WithActor(context.Background(), pana.Actor{Staff: house.Itself})
	if _, err := w.House.CheckRows(ctx); err != nil {
		var where any
		if e, ok := err.(*pana.Error); ok {
			where = e.With["Line"]
		}
		w.t.Errorf("after the test the rows are not what the trail says: %v %v (ByHand, if the test wrote them itself)", err, where)
	}
}

// OpenNew is Open for a house with keys of its own: those of Open are copies of
// one founding.
func OpenNew(t testing.TB) *World {
	t.Helper()
	w := &World{t: t, Clock: &Clock{now: Monday}, staff: map[string]pana.StaffID{}, cookies: map[string]string{}}
	h, o := Empty(t, w.Clock)
	w.House, w.options = h, o
	if err := h.Found(context.Background(), Founding(), nil); err != nil {
		t.Fatalf("found the house: %v", err)
	}
	w.meet()
	return w
}

// Sheets are the three sheets of the house's recovery kit.
func (w *World) Sheets() [3]string { return w.sheets }

// Options returns how the world's house was opened, to open it once more.
func (w *World) Options() house.Options { return w.options }

// Empty returns a house not yet founded, on the engine of the test.
func Empty(t testing.TB, clock *Clock, schema ...fs.FS) (*house.House, house.Options) {
	t.Helper()
	o := house.Options{Clock: clock.Now, Reading: clock.Reading, KDF: seal.Cheapest, Log: slog.New(logTo{t}),
		Schema: db.Merge(append([]fs.FS{seal.Schema(), trail.Schema(), house.Schema()}, schema...)...)}
	if o.Postgres = dbtest.Postgres(t); o.Postgres != "" {
		o.PostgresKeys = dbtest.Postgres(t)
	} else {
		o.Dir = t.TempDir()
	}
	h, err := house.Open(context.Background(), o)
	if err != nil {
		t.Fatalf("open an empty house: %v", err)
	}
	t.Cleanup(func() { h.Close() })
	return h, o
}

// Restart closes the house and opens it again: it is stopped, and nobody signed in.
func (w *World) Restart() {
	w.t.Helper()
	if err := w.House.Close(); err != nil {
		w.t.Fatalf("close the house: %v", err)
	}
	clear(w.cookies)
	w.open()
}

func (w *World) open() {
	w.t.Helper()
	h, err := house.Open(context.Background(), w.options)
	if err != nil {
		w.t.Fatalf("open the house: %v", err)
	}
	w.House = h
}

// Founding returns what the world's house is founded with.
func Founding() house.Founding {
	s := house.DefaultSettings()
	s.Name, s.Language = "Test house", locale.EN
	return house.Founding{
		Settings: s,
		Sites:    []house.NewSite{{Kind: house.Shelter, Name: "North house"}, {Kind: house.YouthCentre, Name: "Bridge"}},
		Director: house.NewPerson{Name: "Saule", Title: "Director", Passphrase: Passphrase("saule")},
		Deputy:   house.NewPerson{Name: "Marat", Title: "Deputy", Passphrase: Passphrase("marat")},
	}
}

// found founds the house and lets everyone in.
func (w *World) found() {
	w.t.Helper()
	ctx := context.Background()
	if err := w.House.Found(ctx, Founding(), nil); err != nil {
		w.t.Fatalf("found the house: %v", err)
	}
	sites := w.House.SiteList()
	saule := w.As("saule")
	var err error
	if w.sheets, _, err = w.House.DrawKit(saule); err != nil {
		w.t.Fatalf("draw the kit: %v", err)
	}
	if _, err := w.House.ProveKit(saule, w.sheets[0], w.sheets[1], [3]string{}); err != nil {
		w.t.Fatalf("prove the kit: %v", err)
	}
	for _, p := range cast {
		if p.role == pana.Director || p.role == pana.Deputy {
			continue
		}
		g := pana.Grant{Role: p.role}
		if p.site >= 0 {
			g.Site = sites[p.site].ID
		}
		id, invitation, err := w.House.AddStaff(saule, house.NewStaff{Name: p.name, Title: string(p.role), Language: locale.EN, Grants: []pana.Grant{g}})
		if err != nil {
			w.t.Fatalf("add %s: %v", p.name, err)
		}
		if err := w.House.AcceptInvitation(ctx, invitation, Passphrase(p.name)); err != nil {
			w.t.Fatalf("%s accepts her invitation: %v", p.name, err)
		}
		if err := w.House.AdmitWaiting(saule, id); err != nil && pana.KindOf(err) != pana.NotFound {
			w.t.Fatalf("let %s in: %v", p.name, err)
		}
	}
}

// meet learns who is who.
func (w *World) meet() {
	w.t.Helper()
	ms, err := w.House.Staff(w.As("saule"))
	if err != nil {
		w.t.Fatalf("list the staff: %v", err)
	}
	for _, m := range ms {
		w.staff[key(m.Name)] = m.ID
	}
	sites := w.House.SiteList()
	w.Shelter, w.Centre = sites[0], sites[1]
}

// Monday is when a world begins: 23 November 2026, ten in the morning in Almaty.
var Monday = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// A Clock stands still until it is told otherwise. It is safe for use by many goroutines.
type Clock struct {
	mu  sync.Mutex
	now time.Time
	run time.Duration // how long the machine was awake
}

// NewClock returns a clock that stands at Monday.
func NewClock() *Clock { return &Clock{now: Monday} }

// Now tells the time.
func (c *Clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

// Reading tells what both clocks of the machine say.
func (c *Clock) Reading() house.Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	return house.Reading{Wall: c.now, Run: c.run}
}

// Set puts the clock to t.
func (c *Clock) Set(t time.Time) { c.mu.Lock(); defer c.mu.Unlock(); c.now = t }

// Advance moves the clock on by d.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.run = c.now.Add(d), c.run+d
}

// Sleep moves the clock on by d while the machine sleeps.
func (c *Clock) Sleep(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// logTo writes the house's log to the test's.
type logTo struct{ t testing.TB }

func (l logTo) Enabled(context.Context, slog.Level) bool { return true }
func (l logTo) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l logTo) WithGroup(string) slog.Handler            { return l }
func (l logTo) Handle(_ context.Context, r slog.Record) error {
	text := r.Message
	r.Attrs(func(a slog.Attr) bool { text += " " + a.String(); return true })
	l.t.Log("log:", text)
	return nil
}
