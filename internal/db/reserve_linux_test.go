package db_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

// smallDisk makes a disk of its own in memory, or skips.
func smallDisk(t *testing.T, size string) (dir string) {
	t.Helper()
	onSQLite(t)
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// cram fills a disk to its last block with a file.
func cram(t *testing.T, dir string) (file string) {
	t.Helper()
	file = filepath.Join(dir, "photographs")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	return file
}

// On a full disk nothing is written but what must go on, as far as the reserve
// goes; then that ends too; and once there is room all is as before.
func TestAReserveKeepsGoingWhatMust(t *testing.T) {
	dir, key := smallDisk(t, "6m"), dbtest.Key()
	o := db.Options{File: filepath.Join(dir, "house.db"), Schema: house, Reserve: 1 << 20}
	d, err := reopen(t, o, key)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	write := func(goesOn bool, name string) error {
		as := ctx
		if goesOn {
			as = db.MustGoOn(ctx)
		}
		return d.Update(as, func(tx *db.Tx) error {
			_, err := tx.Exec(as, insertRoom, "lake", tx.ID(), name+tx.ID(), 2)
			return err
		})
	}
	if err := write(false, "attic"); err != nil {
		t.Fatal(err)
	}
	photographs := cram(t, dir)
	refused := 0
	for range 400 { // until the log needs more room
		if err := write(false, strings.Repeat("x", 3000)); err != nil {
			wantSay(t, err, pana.Internal, "db.full")
			if refused++; refused == 3 {
				break
			}
		}
	}
	if refused != 3 {
		t.Fatal("the disk never filled, so this proves nothing")
	}
	for n := range 20 {
		if err := write(true, "a look"); err != nil {
			t.Fatalf("look %d on the reserve: %v", n, err)
		}
		if err := write(false, "a note"); n > 0 && err == nil {
			t.Fatal("a note took the room that is held for looks")
		}
	}
	// It begins anew on the reserve too.
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Open(ctx, key); err != nil {
		t.Fatalf("a start on a full disk: %v", err)
	}
	looks := 0
	for ; looks < 5000 && err == nil; looks++ {
		err = write(true, strings.Repeat("y", 3000))
	}
	wantSay(t, err, pana.Internal, "db.full") // used up, it stops
	if got := (scene{t, d}).rooms(); len(got) < 20 {
		t.Errorf("%d rooms can be read, though nothing can be written", len(got))
	}
	if err := os.Remove(photographs); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond) // it looks for room once in a second
	if err := write(false, "cellar"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(o.File + "-reserve"); err != nil || info.Size() != o.Reserve {
		t.Errorf("the reserve after there is room again: %v, %v", info, err)
	}
	if err := d.Check(ctx); err != nil {
		t.Error(err)
	}
}
