package housetest

import (
	"crypto/sha256"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"example.org/pana/house"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/internal/seal"
)

// Founding a house and letting fifteen people in takes a good second, so each
// test process does it once for each set of tables and copies the files.
var founded struct {
	sync.Mutex
	by map[[sha256.Size]byte]foundedHouse
}

// A foundedHouse is what is copied: its folder, or its two databases.
type foundedHouse struct {
	files          map[string][]byte
	postgres, keys string
	sheets         [3]string // of its recovery kit
}

// copyOfFounded gives the world a copy of a founded house with its cast.
func (w *World) copyOfFounded() {
	w.t.Helper()
	made := foundedWith(w.t, w.options.Schema)
	w.sheets = made.sheets
	if made.postgres != "" {
		w.options.Postgres, w.options.PostgresKeys = dbtest.Copy(w.t, made.postgres), dbtest.Copy(w.t, made.keys)
		return
	}
	w.options.Dir = w.t.TempDir()
	for name, b := range made.files {
		path := filepath.Join(w.options.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			w.t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

// foundedWith returns the house founded with these tables, and founds it first
// if nobody has.
func foundedWith(t testing.TB, schema fs.FS) foundedHouse {
	t.Helper()
	founded.Lock()
	defer founded.Unlock()
	sum := sumOf(t, schema)
	made, ok := founded.by[sum]
	if !ok {
		made = foundOnce(t, schema)
		if founded.by == nil {
			founded.by = map[[sha256.Size]byte]foundedHouse{}
		}
		founded.by[sum] = made
	}
	return made
}

func foundOnce(t testing.TB, schema fs.FS) foundedHouse {
	t.Helper()
	w := &World{t: t, Clock: NewClock(), cookies: map[string]string{},
		options: house.Options{Schema: schema, KDF: seal.Cheapest, Log: slog.New(logTo{t})}}
	w.options.Clock = w.Clock.Now
	if os.Getenv("PANA_TEST_POSTGRES") != "" {
		w.options.Postgres, w.options.PostgresKeys = dbtest.PostgresToCopy(t), dbtest.PostgresToCopy(t)
	} else {
		w.options.Dir = t.TempDir()
	}
	w.open()
	w.found()
	if err := w.House.Close(); err != nil {
		t.Fatalf("close the founded house: %v", err)
	}
	made := foundedHouse{postgres: w.options.Postgres, keys: w.options.PostgresKeys, sheets: w.sheets}
	if w.options.Dir != "" {
		made.files = filesIn(t, w.options.Dir)
	}
	return made
}

func filesIn(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sumOf(t testing.TB, schema fs.FS) [sha256.Size]byte {
	t.Helper()
	var names []string
	err := fs.WalkDir(schema, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	h := sha256.New()
	for _, n := range names {
		b, err := fs.ReadFile(schema, n)
		if err != nil {
			t.Fatal(err)
		}
		h.Write([]byte(n))
		h.Write(b)
	}
	return [sha256.Size]byte(h.Sum(nil))
}
