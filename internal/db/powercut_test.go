package db_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/internal/proof"
)

// onDisk lays every store of this test over disk.
func onDisk(t *testing.T) *dbtest.Disk {
	t.Helper()
	onSQLite(t)
	disk := dbtest.NewDisk()
	vfs.Register("pana", db.Over(disk))
	t.Cleanup(func() { vfs.Register("pana", db.Over(vfs.Find(""))) })
	return disk
}

// furnish does one transaction that touches several tables: a room, its beds, a
// sum over all of them. Some take one page and some take many.
func furnish(t *testing.T, d *db.DB, n int, chance *rand.Rand) error {
	name := fmt.Sprintf("%05d %s", n, strings.Repeat("x", chance.IntN(3000)*(n%3)))
	return d.Update(t.Context(), func(tx *db.Tx) error {
		room := tx.ID()
		if _, err := tx.Exec(t.Context(), insertRoom, "lake", room, name, 2); err != nil {
			return err
		}
		for range 2 {
			if _, err := tx.Exec(t.Context(), `INSERT INTO bed (id, site, room) VALUES ($1, $2, $3)`, tx.ID(), "lake", room); err != nil {
				return err
			}
		}
		if n%7 == 6 { // a room is closed, and its beds go
			if _, err := tx.Exec(t.Context(), `DELETE FROM bed WHERE room = (SELECT min(room) FROM bed)`); err != nil {
				return err
			}
		}
		_, err := tx.Exec(t.Context(), `UPDATE room SET beds = beds + 1, version = version + 1 WHERE site = 'hill'`)
		return err
	})
}

// stands tells everything that is in the house in one line.
func stands(t *testing.T, d *db.DB) (s string, err error) {
	err = d.View(t.Context(), func(tx *db.Tx) error {
		rooms, err := db.Select[string](t.Context(), tx, `SELECT site || ' ' || name || ' ' || beds || ' ' || version FROM room ORDER BY site, id`)
		if err != nil {
			return err
		}
		beds, err := db.Select[string](t.Context(), tx, `SELECT room || ' ' || id FROM bed ORDER BY id`)
		s = strings.Join(append(rooms, beds...), "\n")
		return err
	})
	return s, err
}

// lay writes a state of the disk into a folder and returns the house's file.
func lay(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range files {
		if !strings.HasSuffix(name, "-shm") {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return filepath.Join(dir, "house.db")
}

func TestTorturePowerCuts(t *testing.T) {
	disk := onDisk(t)
	seed, chance := proof.Seed(t)
	key, file := dbtest.Key(), filepath.Join(t.TempDir(), "house.db")
	unsummed(t, file, key) // so that the making of checksums is cut too
	before := map[string][]byte{"house.db": read(t, file)}
	from := disk.Events()
	var states []string
	for range 4 { // a house is closed and opened, its log folded in by the way and at the end
		d, err := reopen(t, db.Options{File: file, Schema: house, Existing: true}, key)
		if err != nil {
			t.Fatal(err)
		}
		for range 120 {
			s, err := stands(t, d)
			if err != nil {
				t.Fatal(err)
			}
			if len(states) == 0 {
				states = append(states, s)
			}
			if err := furnish(t, d, len(states), chance); err != nil {
				t.Fatal(err)
			}
			disk.Ack(len(states))
			if s, err = stands(t, d); err != nil {
				t.Fatal(err)
			}
			states = append(states, s)
		}
		d.Close()
	}
	to := disk.Events()
	vfs.Register("pana", db.Over(vfs.Find("")))
	rounds, done := proof.N(300, 10_000), 0
	for n := range rounds {
		at := from + chance.IntN(to-from+1)
		cut := disk.Since(from, at, before, chance)
		name := lay(t, cut.Files)
		d := db.New(db.Options{File: name, Schema: house, Existing: true})
		if err := d.Open(t.Context(), key); err != nil {
			t.Fatalf("round %d, after %d of %d: %v", n, at, to, err)
		}
		got, err := stands(t, d)
		if err != nil {
			t.Fatalf("round %d, after %d: %v", n, at, err)
		}
		acked := max(cut.Acked, 0)
		if got != states[acked] && (acked+1 == len(states) || got != states[acked+1]) {
			t.Fatalf("round %d, after %d: not what it was after transaction %d, but %d", n, at, acked, slices.Index(states, got))
		}
		if got != states[acked] {
			done++
		}
		if err := d.Check(t.Context()); err != nil {
			t.Fatalf("round %d, after %d: %v", n, at, err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		os.RemoveAll(filepath.Dir(name))
	}
	proof.Say(t, "power cuts", rounds, seed, "%d transactions in %d writes and syncs; every one acknowledged there, none half, all opened and whole; in %d the last was there and not yet acknowledged",
		len(states)-1, to-from, done)
}
