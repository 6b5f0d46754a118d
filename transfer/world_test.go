package transfer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
)

// A world is the test house, into which cases are brought.
type world struct {
	*housetest.World
	*Transfer
	t testing.TB
}

func open(t testing.TB) *world {
	t.Helper()
	w := housetest.Open(t, casework.Schema(), os.DirFS("../residence/schema"))
	return &world{w, New(w.House, casework.New(w.House)), t}
}

// brings imports file as the director and fails unless all of it is kept.
func (w *world) brings(layout Layout, file []byte) Report {
	w.t.Helper()
	rep, err := w.Import(w.As("saule"), layout, file, Options{Site: w.Shelter.ID})
	if err != nil {
		w.t.Fatalf("import: %v\n%s", err, strings.Join(rep.Lines(locale.For("en", locale.Words{})), "\n"))
	}
	return rep
}

// refused imports file and returns the lines of the report of its refusal.
func (w *world) refused(layout Layout, file []byte, say string) (Report, string) {
	w.t.Helper()
	rep, err := w.Import(w.As("saule"), layout, file, Options{Site: w.Shelter.ID})
	is(w.t, err, say)
	return rep, strings.Join(rep.Lines(locale.For("en", locale.Words{})), "\n")
}

// is fails unless err says say.
func is(t testing.TB, err error, say string) {
	t.Helper()
	if e, ok := errors.AsType[*pana.Error](err); !ok || e.Say != say {
		t.Fatalf("got %v, want %q", err, say)
	}
}

func (w *world) count(table string) int {
	w.t.Helper()
	var n int
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, `SELECT COUNT(*) FROM `+table)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// texts returns a column of a query, one text a row.
func (w *world) texts(q string, args ...any) []string {
	w.t.Helper()
	var all []string
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		all, err = db.Select[string](context.Background(), tx, q, args...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// published reads a file that IOM or CTDC published, or skips the test.
func published(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("the published file %s is not here", name)
	}
	return b
}

// table writes rows as CSV.
func table(rows ...string) []byte { return []byte(strings.Join(rows, "\r\n") + "\r\n") }
