package db_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

// A folder that this process may not write in. As root the file system is asked
// on behalf of nobody, on this thread alone.
func TestAFolderThatMayNotBeWritten(t *testing.T) {
	file, key := built(t, 2)
	dir := filepath.Dir(file)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if os.Geteuid() == 0 {
		runtime.LockOSThread() // never unlocked: the thread ends with this test
		if err := syscall.Setfsuid(65534); err != nil {
			t.Skip(err)
		}
		defer syscall.Setfsuid(0)
	}
	_, err := reopen(t, db.Options{File: file, Schema: house}, key)
	wantSay(t, err, pana.Invalid, "db.folder")
}

// A full disk refuses what does not fit, keeps all that was acknowledged, and
// lets the house go on once there is room. The child test runs in a process of
// its own whose files may not grow.
func TestAFullDisk(t *testing.T) {
	onSQLite(t)
	if os.Getenv("PANA_TEST_FULL") != "" {
		fillTheDisk(t)
		return
	}
	c := exec.Command(os.Args[0], "-test.run=^TestAFullDisk$", "-test.v")
	c.Env = append(os.Environ(), "PANA_TEST_FULL="+t.TempDir())
	out, err := c.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "PASS") {
		t.Fatalf("%v\n%s", err, out)
	}
}

func fillTheDisk(t *testing.T) {
	limit := func(size uint64) {
		t.Helper()
		// Without room for a file to grow, writing fails with EFBIG once SIGXFSZ is ignored.
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: 1 << 40}); err != nil {
			t.Skip(err)
		}
	}
	signal.Ignore(syscall.SIGXFSZ)
	file, key := filepath.Join(os.Getenv("PANA_TEST_FULL"), "house.db"), dbtest.Key()
	d, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	s := scene{t, d}
	s.add("attic", "birch room")
	limit(uint64(max(len(read(t, file)), len(read(t, file+"-wal")))))

	kept := []string{"attic", "birch room"}
	for i := range 50 {
		name := strings.Repeat("x", i+1)
		err := d.Update(t.Context(), func(tx *db.Tx) error {
			for range 40 {
				if _, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), name+tx.ID()+strings.Repeat("y", 3000), 2); err != nil {
					return err
				}
			}
			_, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), name, 2)
			return err
		})
		if err == nil {
			kept = append(kept, name)
			continue
		}
		e, _ := errors.AsType[*pana.Error](err)
		if e == nil || e.Say != "db.full" {
			t.Fatalf("error %v, want db.full", err)
		}
		break
	}
	if len(kept) == 52 {
		t.Fatal("the disk never filled, so this proves nothing")
	}
	wantKept(s, kept)
	limit(1 << 40)
	s.add("cellar")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Open(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	wantKept(s, append(kept, "cellar"))
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// wantKept fails unless exactly the acknowledged short names are there.
func wantKept(s scene, want []string) {
	s.Helper()
	got := map[string]bool{}
	for _, name := range s.rooms() {
		if len(name) < 100 {
			got[name] = true
		}
	}
	if len(got) != len(want) {
		s.Errorf("%d rooms, want %d", len(got), len(want))
	}
	for _, name := range want {
		if !got[name] {
			s.Errorf("room %s is lost", name)
		}
	}
}

// A new file needs room for its log and the index of the log before anything else; whichever
// of them finds none, it is the disk that is full.
func TestANewFileOnAFullDiskSaysThatTheDiskIsFull(t *testing.T) {
	onSQLite(t)
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	full := 0
	for _, blocks := range []int{0, 2, 8, 9, 14, 40} {
		filler, err := os.Create(filepath.Join(dir, "filler"))
		if err == nil {
			_, err = filler.Write(make([]byte, 1<<20-4096*blocks))
			filler.Close()
		}
		if err != nil && blocks > 0 {
			t.Fatal(err)
		}
		d := db.New(db.Options{File: filepath.Join(dir, "house.db"), Schema: house, Cache: 4 << 20})
		if err := d.Open(t.Context(), dbtest.Key()); err != nil {
			full++
			wantSay(t, err, pana.Internal, "db.full")
		} else if err := d.Close(); err != nil {
			t.Error(err)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "*"))
		for _, f := range left {
			os.Remove(f)
		}
	}
	if full == 0 {
		t.Error("there was always room, so this proves nothing")
	}
}
