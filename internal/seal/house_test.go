package seal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

// The cast. Bayan leads the house, Daulet is her deputy, Gulnur is a social
// worker, Saule the psychologist, Timur keeps the night. Tulip and Poplar are
// two houses. Owners stand for clients.
const (
	bayan  = pana.StaffID("0190aaaa-0000-7000-8000-000000000001")
	daulet = pana.StaffID("0190aaaa-0000-7000-8000-000000000002")
	gulnur = pana.StaffID("0190aaaa-0000-7000-8000-000000000003")
	saule  = pana.StaffID("0190aaaa-0000-7000-8000-000000000004")
	timur  = pana.StaffID("0190aaaa-0000-7000-8000-000000000005")

	tulip  = pana.SiteID("tulip")
	poplar = pana.SiteID("poplar")

	madina = Owner("0190cccc-0000-7000-8000-000000000001")
	nodira = Owner("0190cccc-0000-7000-8000-000000000002")
)

var ctx = context.Background()

// A house is a vault with its cast.
type house struct {
	*Vault
	t   testing.TB
	o   StoreOptions
	now time.Time
	// tick, if set, is called at each transaction of the key store.
	tick func()
	ids  map[pana.StaffID]*Identity
}

func pass(staff pana.StaffID) string { return "a long passphrase of " + string(staff[30:]) }

func name(staff pana.StaffID) string { return "person " + string(staff[35:]) }

// found returns a house just founded, in which everyone of staff has a slot and
// may start it; Bayan and Daulet supervise Tulip, if both are there.
func found(t testing.TB, staff ...pana.StaffID) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), ids: map[pana.StaffID]*Identity{}}
	h.o = StoreOptions{Cost: Cheapest, Clock: func() time.Time {
		if h.tick != nil {
			h.tick()
		}
		return h.now
	}}
	if h.o.Postgres = dbtest.Postgres(t); h.o.Postgres == "" {
		h.o.Dir = filepath.Join(t.TempDir(), "keys")
	}
	h.open()
	must(t, h.Found(ctx))
	for _, s := range staff {
		id, err := h.AddPerson(ctx, s, name(s), pass(s), true)
		must(t, err)
		h.ids[s] = id
	}
	if slices.Contains(staff, bayan) && slices.Contains(staff, daulet) {
		must(t, h.NewSupervision(ctx, tulip, bayan, daulet))
	}
	return h
}

func (h *house) open() {
	h.t.Helper()
	v, err := OpenStore(ctx, h.o)
	must(h.t, err)
	h.Vault = v
	h.t.Cleanup(func() { v.Close() })
}

// reopen stops the program and starts it again as staff.
func (h *house) reopen(staff pana.StaffID) {
	h.t.Helper()
	must(h.t, h.Close())
	h.open()
	id := h.signIn(staff)
	must(h.t, h.Start(ctx, id))
}

func (h *house) signIn(staff pana.StaffID) *Identity {
	h.t.Helper()
	id, err := h.SignIn(ctx, name(staff), pass(staff))
	must(h.t, err)
	return id
}

// ring returns a ring opened just now.
func (h *house) ring(staff pana.StaffID) *Ring {
	h.t.Helper()
	r, err := h.Ring(ctx, h.ids[staff])
	must(h.t, err)
	return r
}

// cut runs f with the power failing at its nth transaction of the key store, and
// reports whether it came to that.
func (h *house) cut(nth int, f func() error) (failed bool, err error) {
	n := 0
	h.tick = func() {
		if n++; n == nth {
			panic(h)
		}
	}
	defer func() {
		h.tick = nil
		if r := recover(); r != nil {
			if r != any(h) {
				panic(r)
			}
			failed = true
		}
	}()
	return false, f()
}

// write seals text about owner with r and returns the sealed value.
func (h *house) write(r *Ring, owner Owner, c pana.Compartment, text string) []byte {
	h.t.Helper()
	s, err := r.Sealer(ctx, owner, tulip, c)
	must(h.t, err)
	return s.Seal("notes", "1", "text", 1, []byte(text))
}

// reads reports whether r opens a value that write returned.
func (h *house) reads(r *Ring, owner Owner, c pana.Compartment, value []byte) bool {
	h.t.Helper()
	s, err := r.Opener(ctx, owner, tulip, c)
	if err == nil {
		_, err = s.Open("notes", "1", "text", value)
	}
	if err != nil && say(err) != "seal.closed" {
		h.t.Fatalf("reading: %v", err)
	}
	return err == nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// say returns the message of err, or what it is instead.
func say(err error) string {
	if err == nil {
		return "no error"
	}
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	return err.Error()
}

func refused(t testing.TB, err error, want string) {
	t.Helper()
	if got := say(err); got != want {
		t.Fatalf("refused with %q, want %q (%v)", got, want, err)
	}
}

func onSQLite(t testing.TB) {
	if os.Getenv("PANA_TEST_POSTGRES") != "" {
		t.Skip("about files, which PostgreSQL does not have")
	}
}

type dbTx = db.Tx

func dataDB(t testing.TB) *db.DB { return dbtest.Open(t, Schema(), nil) }
