package db_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

// Nothing that was written, nor the names of tables, nor SQLite's own mark,
// stands readable in any file of the folder: while the log is full, after the
// log was folded in, after rows were changed and deleted.
func TestNoFileHoldsWhatWasWritten(t *testing.T) {
	onSQLite(t)
	dir, key := t.TempDir(), dbtest.Key()
	d, err := reopen(t, db.Options{File: filepath.Join(dir, "house.db"), Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	s := scene{t, d}
	const canary = "CANARY-Көл-бөлмесі"
	exec := func(q string, args ...any) {
		t.Helper()
		if err := d.Update(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(t.Context(), q, args...); return err }); err != nil {
			t.Fatal(err)
		}
	}
	s.add(canary, strings.Repeat(canary, 2000)) // a long one takes overflow pages
	wantUnreadable(t, dir, key, canary)
	if info, err := os.Stat(filepath.Join(dir, "house.db-wal")); err != nil || info.Size() == 0 {
		t.Errorf("the log is empty, so this proves nothing: %v", err)
	}
	exec(`UPDATE room SET seal = $1`, []byte(strings.Repeat(canary, 500)))
	wantUnreadable(t, dir, key, canary)
	// Sorting more than memory holds, where a temporary file would be made.
	s.rooms()
	wantUnreadable(t, dir, key, canary)
	exec(`DELETE FROM room`)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	wantUnreadable(t, dir, key, canary)
	if names := list(t, dir); len(names) != 1 {
		t.Errorf("files left after closing: %v, want the database alone", names)
	}
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func wantUnreadable(t *testing.T, dir string, key *[32]byte, canary string) {
	t.Helper()
	for _, name := range list(t, dir) {
		b := read(t, filepath.Join(dir, name))
		for _, secret := range []string{canary, canary[:12], "CREATE TABLE", "SQLite format", "room_name", string(key[:])} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}
