package db_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/internal/proof"
)

// The disk refuses one sync or one write, or from then on every write, at a
// moment of chance, while rooms are written; then the power goes. What was
// acknowledged is there, whatever the disk did with what it did not sync, and
// reading goes on meanwhile.
func TestTortureADiskThatFails(t *testing.T) {
	disk := onDisk(t)
	seed, chance := proof.Seed(t)
	rounds, refused, failed, whole := proof.N(100, 3_000), 0, 0, 0
	for n := range rounds {
		vfs.Register("pana", db.Over(disk))
		disk.Fail = nil
		from := disk.Events()
		key, file := dbtest.Key(), filepath.Join(t.TempDir(), "house.db")
		d := db.New(db.Options{File: file, Schema: house})
		if err := d.Open(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		start, err := stands(t, d)
		if err != nil {
			t.Fatal(err)
		}
		states := []string{start}
		way, when, seen := n%3, 1+chance.IntN(60), 0
		disk.Fail = func(op dbtest.Op, _ string) error {
			if way == 0 != (op == dbtest.Sync) || op == dbtest.Remove {
				return nil
			}
			seen++
			if way == 0 && seen == 1+when/4 {
				failed++
				return dbtest.Broken
			}
			if way == 1 && seen == when || way == 2 && seen >= when {
				failed++
				return dbtest.Full
			}
			return nil
		}
		for i := range 20 {
			err := furnish(t, d, n*20+i, chance)
			after, readErr := stands(t, d)
			if readErr != nil {
				t.Fatalf("round %d: reading on a failing disk: %v", n, readErr)
			}
			if err != nil {
				refused++
				if after != states[len(states)-1] {
					t.Fatalf("round %d: a transaction was refused and is there", n)
				}
				continue
			}
			states = append(states, after)
			disk.Ack(len(states) - 1)
		}
		to := disk.Events()
		disk.Fail = nil
		d.Close()
		vfs.Register("pana", db.Over(vfs.Find("")))
		cut := disk.Since(from, to, nil, chance)
		if d, err = reopen(t, db.Options{File: lay(t, cut.Files), Schema: house, Existing: true}, key); err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		got, err := stands(t, d)
		if err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		// A refused one whose last write was the one that failed may have reached the
		// disk all the same: then it is there whole, behind all the others.
		if more := missing(got, states[len(states)-1]); got != states[len(states)-1] {
			if gone := missing(states[len(states)-1], got); len(more) != 1 || len(gone) > 0 {
				t.Fatalf("round %d: of %d acknowledged %d rooms are gone, and %d more there", n, len(states)-1, len(gone), len(more))
			}
			whole++
		}
		if err := d.Check(t.Context()); err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		d.Close()
	}
	proof.Say(t, "a disk that refuses syncs and writes", rounds, seed, "%d refused by the disk, %d transactions refused for it, none acknowledged and gone, %d refused and there whole after a cut, reading went on", failed, refused, whole)
}

// missing returns the rooms of a that are not in b.
func missing(a, b string) (rooms []string) {
	in := strings.Split(b, "\n")
	for _, line := range strings.Split(a, "\n") {
		if strings.HasPrefix(line, "lake ") && !slices.Contains(in, line) {
			rooms = append(rooms, line)
		}
	}
	return rooms
}
