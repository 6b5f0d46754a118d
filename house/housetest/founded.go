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
	"example.org/pana/internal/seal"
)

// Founding a house and letting fifteen people in takes a good second, so each
// test process does it once for each set of tables and copies the files.
var founded struct {
	sync.Mutex
	by map[[sha256.Size]byte]foundedHouse
}

// A foundedHouse is what is copied.
type foundedHouse struct {
	files  map[string][]byte
	sheets [3]string // of its recovery kit
}

// copyOfFounded puts a founded house with its cast into dir, and returns the
// sheets of its kit.
func copyOfFounded(t testing.TB, schema fs.FS, dir string) [3]string {
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
	for name, b := range made.files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return made.sheets
}

func foundOnce(t testing.TB, schema fs.FS) foundedHouse {
	t.Helper()
	dir := t.TempDir()
	w := &World{t: t, Clock: NewClock(), cookies: map[string]string{},
		options: house.Options{Dir: dir, Schema: schema, KDF: seal.Cheapest, Log: slog.New(logTo{t})}}
	w.options.Clock = w.Clock.Now
	w.open()
	w.found()
	if err := w.House.Close(); err != nil {
		t.Fatalf("close the founded house: %v", err)
	}
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
	return foundedHouse{files, w.sheets}
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
