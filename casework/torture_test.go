package casework

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
)

// Four people change the name of one client as fast as they can, each from the
// page as she read it. Of those who read the same page one is told yes, and the
// others that it has changed: nobody's words are overwritten unseen.
func TestTortureEditsAtOnce(t *testing.T) {
	w := open(t)
	a := w.come("saule", called("Aigul"))
	first, err := w.Open(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	seed, _ := proof.Seed(t)
	rounds := proof.N(2_000, 100_000)
	people := []string{"saule", "marat"}
	var mu sync.Mutex
	said, told, busy := map[int64]string{}, 0, 0 // by the version that was read
	var wg sync.WaitGroup
	for hand := range 4 {
		ctx := w.As(people[hand%len(people)])
		wg.Go(func() {
			for n := range rounds / 4 {
				f, err := w.Open(ctx, a.Code)
				if isBusy(w.House.DB, err) {
					mu.Lock()
					busy++
					mu.Unlock()
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				name := "Aigul " + spelled(4*n+hand)
				err = w.Edit(ctx, a.Client, Edit{Version: f.Client.Version, Coded: f.Client.Coded, Names: &Names{ToUse: name}})
				mu.Lock()
				e, _ := errors.AsType[*pana.Error](err)
				switch {
				case err == nil && said[f.Client.Version] != "":
					t.Errorf("two were told yes who had read version %d", f.Client.Version)
				case err == nil:
					said[f.Client.Version] = name
				case e != nil && e.Say == "db.stale":
					told++
				case isBusy(w.House.DB, err):
					busy++
				default:
					t.Errorf("an edit: %v", err)
				}
				mu.Unlock()
				if t.Failed() {
					return
				}
			}
		})
	}
	wg.Wait()
	last, err := w.Open(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := last.Client.Version-first.Client.Version, int64(len(said)); got != want {
		t.Errorf("%d versions for %d edits that were told yes", got, want)
	}
	if got, want := last.Names.ToUse, said[last.Client.Version-1]; got != want {
		t.Errorf("the name is %q, the last who was told yes wrote %q", got, want)
	}
	proof.Say(t, "edits of one file at once", rounds, seed, "%d kept, %d told that the page had changed, %d to try again, none overwritten unseen", len(said), told, busy)
}

// isBusy reports whether somebody was told to try again, as PostgreSQL has it when
// hands that never rest cross each other too often. Nothing is kept then.
func isBusy(d *db.DB, err error) bool {
	e, ok := errors.AsType[*pana.Error](err)
	return ok && d.Engine() == db.Postgres && e.Kind == pana.Conflict && e.Say == "db.busy"
}

// spelled writes a number in letters, since names hold no digits.
func spelled(n int) string {
	b := []byte("A")
	for ; n > 0; n /= 26 {
		b = append(b, byte('a'+n%26))
	}
	return strings.TrimSpace(string(b))
}
