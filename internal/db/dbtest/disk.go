package dbtest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"

	"example.org/pana/internal/db"
)

// A Disk is the system's files with a memory: it keeps every write, cut and sync
// in order, so that what a power cut may have left can be laid out afterwards,
// and it fails when told to. Put it under a store with
// vfs.Register("pana", db.Over(disk)).
type Disk struct {
	vfs.VFS
	// Fail is asked before every change and every sync; what it returns is what
	// SQLite is told. A sync that fails loses what it was for.
	Fail func(op Op, file string) error

	mu     sync.Mutex
	events []event
}

// An Op is what was done to a file.
type Op int

// Ops.
const (
	Write Op = iota
	Cut
	Sync
	Lost // a sync that failed: what was unsynced may never be written
	Remove
	ack
)

type event struct {
	op   Op
	file string
	at   int64 // of a write; the size of a cut; the number of an ack
	data []byte
}

// NewDisk returns a Disk over the system's files.
func NewDisk() *Disk { return &Disk{VFS: vfs.Find("")} }

func (d *Disk) note(e event) error {
	e.file = filepath.Base(e.file)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Fail != nil && e.op != ack {
		if err := d.Fail(e.op, e.file); err != nil {
			if e.op == Sync {
				e.op = Lost
				d.events = append(d.events, e)
			}
			return err
		}
	}
	d.events = append(d.events, e)
	return nil
}

// Refuse sets Fail while the disk is in use.
func (d *Disk) Refuse(fail func(op Op, file string) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Fail = fail
}

// Ack notes that transaction n has been acknowledged.
func (d *Disk) Ack(n int) { d.note(event{op: ack, at: int64(n)}) }

// Events is how many things have been done so far.
func (d *Disk) Events() int { d.mu.Lock(); defer d.mu.Unlock(); return len(d.events) }

// OpenFilename opens a file of the system; only those with names are remembered.
func (d *Disk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, flags, err := vfsutil.WrapOpenFilename(d.VFS, name, flags)
	if err != nil || name == nil {
		return f, flags, err
	}
	return diskFile{f, d, name.String()}, flags, nil
}

// Renew writes a file over itself, as a store does with its log when it opens.
func (d *Disk) Renew(f *os.File) error {
	b, err := os.ReadFile(f.Name())
	if err != nil || len(b) == 0 {
		return err
	}
	if err := d.note(event{op: Write, file: f.Name(), data: b}); err != nil {
		return err
	}
	if err := db.Rewrite(f); err != nil {
		return err
	}
	return d.note(event{op: Sync, file: f.Name()})
}

// Delete removes a file.
func (d *Disk) Delete(name string, syncDir bool) error {
	if err := d.note(event{op: Remove, file: name}); err != nil {
		return err
	}
	return d.VFS.Delete(name, syncDir)
}

type diskFile struct {
	vfs.File
	disk *Disk
	name string
}

func (f diskFile) WriteAt(p []byte, at int64) (int, error) {
	if err := f.disk.note(event{op: Write, file: f.name, at: at, data: append([]byte(nil), p...)}); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, at)
}

func (f diskFile) Truncate(size int64) error {
	if err := f.disk.note(event{op: Cut, file: f.name, at: size}); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

func (f diskFile) Sync(flags vfs.SyncFlag) error {
	if err := f.disk.note(event{op: Sync, file: f.name}); err != nil {
		return err
	}
	return f.File.Sync(flags)
}

func (f diskFile) SharedMemory() vfs.SharedMemory { return vfsutil.WrapSharedMemory(f.File) }
func (f diskFile) LockState() vfs.LockLevel       { return vfsutil.WrapLockState(f.File) }
func (f diskFile) HasMoved() (bool, error)        { return vfsutil.WrapHasMoved(f.File) }

// Errors that a disk gives back.
var (
	Broken = error(sqlite3.IOERR_FSYNC)
	Full   = error(sqlite3.FULL)
)

// A Cutoff is what a power cut left: the files, and the last transaction that
// had been acknowledged, or -1.
type Cutoff struct {
	Files map[string][]byte
	Acked int
}

// sector is what a disk writes whole.
const sector = 512

// Since lays out one of the states that the events up to to may have left, where
// before is what was on the disk at from. What
// was synced is there; of what was written since, chance keeps nothing, all, a
// beginning, some of the writes or some of their sectors.
func (d *Disk) Since(from, to int, before map[string][]byte, chance *rand.Rand) Cutoff {
	files, acked := map[string]*onDisk{}, -1
	for name, b := range before {
		files[name] = &onDisk{synced: append([]byte(nil), b...), there: true}
	}
	for _, e := range d.events[from:to] {
		f := files[e.file]
		if f == nil && e.op != ack && e.op != Remove {
			f = &onDisk{}
			files[e.file] = f
		}
		switch e.op {
		case Write, Cut:
			f.unsynced = append(f.unsynced, e)
		case Sync:
			for _, u := range f.unsynced {
				f.keep(u, nil)
			}
			f.unsynced = nil
			for _, f := range files {
				f.there = true // a new log's first sync takes the folder along
			}
		case Lost:
			// The system forgets that these were to be written; some of them were.
			f.settle(chance)
		case Remove:
			delete(files, e.file)
		case ack:
			acked = int(e.at)
		}
	}
	c := Cutoff{Files: map[string][]byte{}, Acked: acked}
	for name, f := range files {
		f.settle(chance)
		if f.there || chance.IntN(2) == 0 {
			c.Files[name] = f.synced
		}
	}
	return c
}

type onDisk struct {
	synced   []byte
	unsynced []event
	there    bool // its name is on the disk
}

// settle lets chance keep some of what is unsynced.
func (f *onDisk) settle(chance *rand.Rand) {
	way, upTo := chance.IntN(5), chance.IntN(len(f.unsynced)+1)
	for i, u := range f.unsynced {
		switch {
		case way == 0, way == 2 && i > upTo, way == 3 && chance.IntN(2) == 0:
		case way == 2 && i == upTo, way == 4: // torn
			f.keep(u, chance)
		default:
			f.keep(u, nil)
		}
	}
	f.unsynced = nil
}

// keep applies a change, or, if chance is given, some of its sectors.
func (f *onDisk) keep(u event, chance *rand.Rand) {
	if u.op == Cut {
		if chance == nil || chance.IntN(2) == 0 {
			f.resize(u.at)
		}
		return
	}
	for i := 0; i < len(u.data); i += sector {
		if chance != nil && chance.IntN(2) == 0 {
			continue
		}
		part := u.data[i:min(i+sector, len(u.data))]
		end := u.at + int64(i+len(part))
		if end > int64(len(f.synced)) {
			f.resize(end)
		}
		copy(f.synced[u.at+int64(i):], part)
	}
}

func (f *onDisk) resize(size int64) {
	if size <= int64(len(f.synced)) {
		f.synced = f.synced[:size]
		return
	}
	f.synced = append(f.synced, make([]byte, size-int64(len(f.synced)))...)
}

// UpToLost is how many events there were when the first sync after from had failed.
func (d *Disk) UpToLost(from int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := from; i < len(d.events); i++ {
		if d.events[i].op == Lost {
			return i + 1
		}
	}
	return len(d.events)
}
