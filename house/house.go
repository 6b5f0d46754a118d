// Package house keeps the house itself: its founding and settings, its sites,
// the people who work in it, and who of them is signed in.
//
// A house is Empty until it is founded, then Stopped, with no key in memory, or
// Started. Only a started house has a database to ask.
package house

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/scan"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// A State says how far a house has come.
type State uint8

// States.
const (
	Empty   State = iota // never founded: only first-run setup
	Stopped              // no key in memory: only the unlock page
	Started              // somebody who may do so has signed in since it was stopped
)

func (s State) String() string { return [...]string{"empty", "stopped", "started"}[s] }

// Options say where a house is kept.
type Options struct {
	Dir          string         // the folder of the house; on PostgreSQL it may stay empty
	Postgres     string         // connection text of the data, instead of files in Dir
	PostgresKeys string         // connection text of the key store, another database
	Clock        db.Clock       // nil means time.Now
	Reading      func() Reading // both clocks, to notice that the machine slept; nil means those of the machine
	Online       func() bool    // whether the machine is part of a network; nil asks the machine
	Schema       fs.FS          // the tables of every chapter; see db.Merge
	Reserve      int64          // bytes held beside the files for what must go on when the disk is full; a quarter more for the keys
	KDF          seal.Cost      // work per passphrase of a new house; zero means seal.DefaultCost
	Log          *slog.Logger   // nil means slog.Default
}

// A House is one organisation's records and the people who may open them.
// It is safe for use by many goroutines.
type House struct {
	DB    *db.DB      // open while the house is Started
	Vault *seal.Vault // nil while the house is Empty

	o    Options
	log  *slog.Logger
	gate *throttle

	asked ceremonies // questions put to passkeys

	scanner atomic.Pointer[scan.Scanner] // of the machine, if it has one

	rows *trail.Rows // which are bound to the trail

	turn  sync.Mutex   // founding and starting: one at a time
	locks atomic.Int64 // how often the house was locked, so that a slow start notices
	purge atomic.Bool  // sessions of before must go when the house starts

	cause atomic.Pointer[cause] // why the house stopped itself, until that is told; nil for nothing to tell

	mu       sync.RWMutex
	state    State
	stopping chan struct{} // closed when a started house is stopped; nil before
	settings Settings
	version  int64
	zone     *time.Location
	sites    []Site
	names    map[pana.StaffID]string
	front    front
	seen     Reading              // when the house last looked whether the machine slept
	near     near                 // what was beside the machine at the last look
	weighs   map[policy.Act]Weigh // see Weighs
}

// The parts of Dir. The founded house is one folder, so that founding is one rename.
const (
	homeDir     = "house"
	foundingDir = ".founding"
	dataFile    = "pana.db"
	keysDir     = "keys"
)

// Files returns where the parts of a house lie in its folder: the founded house,
// and in it the data and the folder of keys.
func Files(dir string) (home, data, keys string) {
	home = filepath.Join(dir, homeDir)
	return home, filepath.Join(home, dataFile), filepath.Join(home, keysDir)
}

// Tables returns the tables of every chapter of the house.
func (h *House) Tables() fs.FS { return h.o.Schema }

// UseScanner has each file that comes in pass s before it is kept.
func (h *House) UseScanner(s *scan.Scanner) { h.scanner.Store(s) }

// PassScanner returns nil for a file that may be kept; see scan.Pass.
func (h *House) PassScanner(ctx context.Context, file []byte) error {
	return h.scanner.Load().Pass(ctx, file)
}

// Dir returns the folder of the house; on PostgreSQL it may be empty.
func (h *House) Dir() string { return h.o.Dir }

// Open opens the house kept where o says, Empty or Stopped. It clears away what
// an interrupted founding left. It refuses a folder that cannot be written
// ("house.folder"), a house of which a part is missing ("house.incomplete"), and
// a key store that is not ours, damaged, or of a later program.
func Open(ctx context.Context, o Options) (*House, error) {
	h := &House{o: o, log: o.Log, gate: newThrottle(), zone: time.UTC}
	if h.log == nil {
		h.log = slog.Default()
	}
	h.o.KDF = cmp.Or(o.KDF, seal.DefaultCost)
	if h.o.Online == nil {
		h.o.Online = online
	}
	if h.o.Reading == nil {
		h.o.Reading = reading
	}
	var err error
	if h.rows, err = trail.RowsOf(o.Schema); err != nil {
		return nil, &pana.Error{Op: "house.Open", Kind: pana.Internal, Say: "db.damaged", Err: err}
	}
	h.front = readFront(o.Dir)
	h.purge.Store(o.Postgres == "")
	if o.Postgres != "" {
		return h, h.openServer(ctx)
	}
	return h, h.openFolder(ctx)
}

// openFolder looks at the files of Dir.
func (h *House) openFolder(ctx context.Context) error {
	if err := writable(h.o.Dir); err != nil {
		return err
	}
	home := filepath.Join(h.o.Dir, homeDir)
	h.DB = db.New(db.Options{File: filepath.Join(home, dataFile), Schema: h.o.Schema, Clock: h.o.Clock, Existing: true, Reserve: h.o.Reserve})
	if err := os.RemoveAll(filepath.Join(h.o.Dir, foundingDir)); err != nil {
		return folder(err)
	}
	if _, err := os.Stat(home); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return folder(err)
	}
	for _, part := range []string{dataFile, keysDir} {
		if _, err := os.Stat(filepath.Join(home, part)); err != nil {
			return incomplete(part)
		}
	}
	v, err := seal.OpenStore(ctx, seal.StoreOptions{Dir: filepath.Join(home, keysDir), Clock: h.o.Clock, Cost: h.o.KDF, Reserve: h.o.Reserve / 4})
	if err != nil {
		return err
	}
	if !v.Founded() {
		v.Stop()
		return incomplete(keysDir)
	}
	h.Vault, h.state = v, Stopped
	return nil
}

// writable makes dir if it is not there and proves that files can be made in it.
func writable(dir string) error {
	if dir == "" {
		return folder(errors.New("no folder named"))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return folder(err)
	}
	f, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return folder(err)
	}
	f.Close()
	if err := os.Remove(f.Name()); err != nil {
		return folder(err)
	}
	return nil
}

// folder keeps the path out of the error: a folder may carry a name.
func folder(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	return &pana.Error{Op: "house.Open", Kind: pana.Invalid, Say: "house.folder", Err: err}
}

func incomplete(part string) error {
	return &pana.Error{Op: "house.Open", Kind: pana.Internal, Say: "house.incomplete", Err: errors.New(part + " is missing")}
}

// State says how far the house has come.
func (h *House) State() State {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.state
}

// Close ends the program's work with the house: no key stays in memory, and
// sessions stay where they are. It is safe to repeat.
func (h *House) Close() error {
	h.locks.Add(1)
	h.forget()
	err := h.DB.Close()
	if h.Vault != nil {
		err = errors.Join(err, h.Vault.Close())
	}
	return err
}

// forget makes a started house stopped and empties what memory holds of it.
func (h *House) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state == Started {
		h.state = Stopped
		close(h.stopping)
	}
	h.settings, h.version, h.sites, h.zone = Settings{}, 0, nil, time.UTC
	clear(h.names)
	h.names = nil
}

// running refuses while the house is not started.
func (h *House) running(op string) error {
	switch h.State() {
	case Empty:
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: "house.empty"}
	case Stopped:
		return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "house.stopped"}
	}
	return nil
}
