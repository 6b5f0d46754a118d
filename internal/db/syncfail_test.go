package db_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"

	"example.org/pana"
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

// A sync fails and the program ends there and then. The system still shows what
// the disk may never get, and the next start reads it. What is acknowledged from
// then on must not rest on it: after a power cut it is all there.
func TestTortureAStartAfterAFailedSync(t *testing.T) {
	onSQLite(t)
	t.Cleanup(func() { vfs.Register("pana", db.Over(vfs.Find(""))) })
	seed, chance := proof.Seed(t)
	rounds, acked := proof.N(60, 3_000), 0
	for n := range rounds {
		disk, key, file := dbtest.NewDisk(), dbtest.Key(), filepath.Join(t.TempDir(), "house.db")
		vfs.Register("pana", db.Over(disk))
		d := db.New(db.Options{File: file, Schema: house})
		if err := d.Open(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		before, err := stands(t, d)
		if err != nil {
			t.Fatal(err)
		}
		left, seen := map[string][]byte{}, 0
		when := 1 + chance.IntN(8)
		disk.Fail = func(op dbtest.Op, name string) error {
			if op != dbtest.Sync || !strings.HasSuffix(name, "-wal") || len(left) > 0 {
				return nil
			}
			if seen++; seen < when {
				return nil
			}
			for _, end := range []string{"", "-wal"} {
				left["house.db"+end] = read(t, file+end)
			}
			return dbtest.Broken
		}
		for i := 0; len(left) == 0; i++ {
			if err := furnish(t, d, n*40+i, chance); err == nil {
				if before, err = stands(t, d); err != nil {
					t.Fatal(err)
				}
			}
		}
		onDisk := disk.Since(0, disk.UpToLost(0), nil, chance).Files
		d.Close()

		disk = dbtest.NewDisk()
		vfs.Register("pana", db.Over(disk))
		if d, err = reopen(t, db.Options{File: lay(t, left), Schema: house, Existing: true}, key); err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		for i := range 1 + chance.IntN(6) {
			if err := furnish(t, d, n*40+20+i, chance); err != nil {
				t.Fatalf("round %d: %v", n, err)
			}
			acked++
		}
		all, err := stands(t, d)
		if err != nil {
			t.Fatal(err)
		}
		to := disk.Events()
		d.Close()
		vfs.Register("pana", db.Over(vfs.Find("")))
		cut := disk.Since(0, to, onDisk, chance)
		if d, err = reopen(t, db.Options{File: lay(t, cut.Files), Schema: house, Existing: true}, key); err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		got, err := stands(t, d)
		if err != nil {
			t.Fatal(err)
		}
		if got != all || len(missing(before, got)) > 0 {
			t.Fatalf("round %d: %d rooms acknowledged before and %d after the start are gone", n, len(missing(before, got)), len(missing(all, got)))
		}
		if err := d.Check(t.Context()); err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		d.Close()
	}
	proof.Say(t, "a start after a sync that failed, then a power cut", rounds, seed, "%d transactions acknowledged after such a start, none gone", acked)
}

// While the disk goes on refusing, the store stays shut and says so; it can be
// closed for good meanwhile, and opens by itself once the disk keeps what it is given.
func TestAStoreStaysShutWhileItsDiskRefuses(t *testing.T) {
	disk := onDisk(t)
	key, file := dbtest.Key(), filepath.Join(t.TempDir(), "house.db")
	d, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	s := scene{t, d}
	s.add("attic")
	refuse := func(op dbtest.Op, _ string) error {
		if op == dbtest.Sync {
			return dbtest.Broken
		}
		return nil
	}
	write := func(name string) error {
		return d.Update(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), name, 2)
			return err
		})
	}
	disk.Refuse(refuse)
	wantSay(t, write("cellar"), pana.Internal, "db.failed")
	wantSay(t, write("cellar"), pana.Internal, "db.failed")
	disk.Refuse(nil)
	for try := 0; write("stable") != nil; try++ {
		if try == 50 {
			t.Fatal("it does not open again")
		}
	}
	if got := s.rooms(); len(got) < 2 || !slices.Contains(got, "stable") || !slices.Contains(got, "attic") {
		t.Errorf("rooms %v", got)
	}
	disk.Refuse(refuse)
	wantSay(t, write("barn"), pana.Internal, "db.failed")
	if err := d.Close(); err != nil {
		t.Errorf("closed while it opens anew: %v", err)
	}
	wantSay(t, write("barn"), pana.Internal, "db.closed")
	disk.Refuse(nil)
	if d.IsOpen() {
		t.Error("closed for good, it has opened by itself")
	}
	if err := d.Open(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if got := s.rooms(); !slices.Contains(got, "stable") {
		t.Errorf("rooms %v", got)
	}
}
