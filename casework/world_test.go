package casework

import (
	"context"
	"os"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A world is the test house with its files. Residence stands later in the
// reading order; only its tables are needed here.
type world struct {
	*housetest.World
	*Casework
	t testing.TB
}

func open(t testing.TB) *world {
	t.Helper()
	w := housetest.Open(t, Schema(), os.DirFS("../residence/schema"))
	return &world{w, New(w.House), t}
}

// come lets a client in on behalf of name.
func (w *world) come(name string, n NewClient) Added {
	w.t.Helper()
	a, err := w.tryCome(name, n)
	if err != nil {
		w.t.Fatalf("%s lets a client in: %v", name, err)
	}
	return a
}

func (w *world) tryCome(name string, n NewClient) (a Added, err error) {
	if n.Site == "" {
		n.Site = w.Shelter.ID
	}
	ctx := w.As(name)
	err = w.House.DB.Update(ctx, func(tx *db.Tx) error {
		if a, err = w.Add(ctx, tx, n); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordArrival, Client: a.Client, Site: n.Site, Digests: a.Digests})
	})
	w.Clock.Advance(time.Second) // ids order by the millisecond
	return a, err
}

// called is a client of that name.
func called(name string, aliases ...string) NewClient {
	return NewClient{Names: Names{ToUse: name, Aliases: aliases}}
}

// bed gives a client a bed since last night.
func (w *world) bed(a Added, until pana.Date) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *db.Tx) error {
		id := tx.ID()
		_, err := tx.Exec(ctx, `INSERT INTO stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)
			VALUES ($1, $2, $3, $4, $5, '2026-11-20', $6, '', '', 0, '', 0, 1)`, id, a.Client, a.Episode, w.Shelter.ID, id, until)
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordArrival, Client: a.Client, Site: w.Shelter.ID})
	})
}

func (w *world) update(f func(context.Context, *db.Tx) error) {
	w.t.Helper()
	ctx := context.Background()
	if err := w.House.DB.Update(ctx, func(tx *db.Tx) error { return f(ctx, tx) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) assign(a Added, name string, role pana.Role) {
	w.t.Helper()
	if err := w.Assign(w.As("saule"), a.Client, w.Staff(name), role); err != nil {
		w.t.Fatalf("assign %s: %v", name, err)
	}
}

// finds returns the codes that name finds for text.
func (w *world) finds(name, text string) []string {
	w.t.Helper()
	hits, err := w.Find(w.As(name), text)
	if err != nil {
		w.t.Fatalf("%s looks for a client: %v", name, err)
	}
	var codes []string
	for _, h := range hits {
		codes = append(codes, h.Code)
	}
	return codes
}

// lists returns the codes that name lists under f, page by page.
func (w *world) lists(name string, f Filter) []string {
	w.t.Helper()
	var codes []string
	for {
		p, err := w.List(w.As(name), f)
		if err != nil {
			w.t.Fatalf("%s lists clients: %v", name, err)
		}
		for _, r := range p.Rows {
			codes = append(codes, r.Code)
		}
		if f.After = p.More; p.More == "" {
			return codes
		}
	}
}

// is fails unless err is of kind and says say.
func is(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	if err == nil {
		t.Fatalf("nothing was refused, want %v %q", kind, say)
	}
	e, ok := err.(*pana.Error)
	if !ok || e.Kind != kind || e.Say != say {
		t.Fatalf("got %v (%v), want %v %q", err, pana.KindOf(err), kind, say)
	}
}

func count(t testing.TB, w *world, q string, args ...any) int {
	t.Helper()
	var n int
	w.update(func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Get[int](ctx, tx, q, args...)
		return err
	})
	return n
}
