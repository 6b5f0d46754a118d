package seal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A State says what a house can do just now.
type State int

// States of a house. Whether it is in use is known to whoever keeps the sessions.
const (
	Stopped State = iota // no key in memory
	Started              // the page key and the house's own keys
)

// StoreOptions say where the key store rests.
type StoreOptions struct {
	Dir      string // a folder beside the data on SQLite, or
	Postgres string // the connection text of a database of its own
	Clock    db.Clock
	Reserve  int64 // see db.Options; of the file beside SQLite
	Cost     Cost  // of a passphrase, for a house yet to be founded; zero is DefaultCost
}

// A Vault is the key store of one house: who can open what. It is safe for use
// by several goroutines. Stopped, it holds no key. Started, it holds the page
// key and the house's own keys, and never a client's, a circle's or a person's:
// those live in the Ring of a session.
type Vault struct {
	o       StoreOptions
	guesses chan struct{}                      // a place for each derivation under way
	file    sync.Mutex                         // held while house.keys is changed
	moves   atomic.Uint64                      // goes up with every change of ours, so that rings know what they remember is old
	tide    atomic.Int64                       // the store's own count of changes to circles and people
	halt    atomic.Pointer[context.CancelFunc] // ends a rotation under way

	mu   sync.RWMutex // held for reading while keys are in use, for writing while they come or go
	page *[32]byte    // nil when stopped
	own  *HouseKeys
	db   *db.DB
}

// OpenStore opens the key store at o; the Vault is Stopped. A folder that holds
// nothing yet is a house to be founded. A key file of another program is refused
// with "seal.store.foreign", of a later one with "seal.store.newer", one that is
// not whole with "seal.store.damaged".
func OpenStore(ctx context.Context, o StoreOptions) (*Vault, error) {
	if o.Cost == (Cost{}) {
		o.Cost = DefaultCost
	}
	if !o.Cost.sound() {
		return nil, &pana.Error{Op: "seal.OpenStore", Kind: pana.Invalid, Say: "seal.cost"}
	}
	v := &Vault{o: o, guesses: make(chan struct{}, 2)}
	if o.Postgres != "" {
		v.db = v.database("")
		if err := v.db.Open(ctx, nil); err != nil {
			return nil, err
		}
	} else if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, &pana.Error{Op: "seal.OpenStore", Kind: pana.Internal, Say: "seal.store.folder", Err: err}
	}
	if _, err := v.readHouse(ctx); err != nil {
		v.Close()
		return nil, err
	}
	return v, nil
}

// Close stops v and lets go of the store.
func (v *Vault) Close() error {
	v.Stop()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.db == nil {
		return nil
	}
	err := v.db.Close()
	v.db = nil
	return err
}

// Founded reports whether the house has keys that someone can start it with.
func (v *Vault) Founded() bool {
	if v.State() == Started {
		return true
	}
	h, err := v.readHouse(context.Background())
	return err != nil || h != nil && len(h.Slots) > 0
}

// State says whether v is started.
func (v *Vault) State() State {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.page == nil {
		return Stopped
	}
	return Started
}

// PageKey returns a copy of the key of the data's pages, or nil when stopped.
// The caller overwrites it after use.
func (v *Vault) PageKey() *[32]byte {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.page == nil {
		return nil
	}
	k := *v.page
	return &k
}

// Stop overwrites every key in memory and closes the key store. It waits for
// what is under way; it is safe to repeat.
func (v *Vault) Stop() {
	if halt := v.halt.Load(); halt != nil {
		(*halt)()
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.stop()
}

func (v *Vault) stop() {
	if v.page != nil {
		clear(v.page[:])
		v.page = nil
	}
	if v.own != nil {
		v.own.Clear()
		v.own = nil
	}
	v.moves.Add(1)
	v.closeFile()
}

// closeFile closes the database of keys, which on SQLite cannot be read while stopped.
func (v *Vault) closeFile() {
	if v.o.Postgres == "" && v.db != nil {
		v.db.Close()
		v.db = nil
	}
}

// view reads the started store.
func (v *Vault) view(ctx context.Context, f func(*db.Tx) error) error {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.page == nil {
		return stopped("seal.view")
	}
	return v.db.View(ctx, f)
}

// update changes the started store; f must not call view, update or House.
func (v *Vault) update(ctx context.Context, f func(*db.Tx) error) error {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.page == nil {
		return stopped("seal.update")
	}
	defer v.moves.Add(1)
	return v.db.Update(ctx, f)
}

// rise counts a change to circles or people, so that packed rings notice it.
func (v *Vault) rise(ctx context.Context, tx *db.Tx) error {
	n, err := raiseTide(ctx, tx)
	if err != nil {
		return err
	}
	tx.AfterCommit(func() {
		for old := v.tide.Load(); old < n && !v.tide.CompareAndSwap(old, n); old = v.tide.Load() {
		}
	})
	return nil
}

func (v *Vault) readTide(ctx context.Context) error {
	return v.db.View(ctx, func(tx *db.Tx) error {
		n, err := tide(ctx, tx)
		v.tide.Store(n)
		return err
	})
}

// currentTide returns the count of changes. On SQLite we are the only process
// at the store and know it; on PostgreSQL another may have changed it.
func (v *Vault) currentTide(ctx context.Context) (int64, error) {
	if v.o.Postgres == "" {
		if v.State() != Started {
			return 0, stopped("seal.tide")
		}
		return v.tide.Load(), nil
	}
	var n int64
	err := v.view(ctx, func(tx *db.Tx) (err error) {
		n, err = tide(ctx, tx)
		return err
	})
	return n, err
}

func (v *Vault) database(name string) *db.DB {
	o := db.Options{Postgres: v.o.Postgres, Schema: keystore(), Clock: v.o.Clock, Cache: 4 << 20, Reserve: v.o.Reserve}
	if v.o.Postgres == "" {
		o.File = filepath.Join(v.o.Dir, name)
	}
	return db.New(o)
}

// sweepFiles removes key databases other than keep.
func (v *Vault) sweepFiles(keep string) error {
	entries, err := os.ReadDir(v.o.Dir)
	if err != nil {
		return &pana.Error{Op: "seal.sweep", Kind: pana.Internal, Say: "seal.store.folder", Err: err}
	}
	for _, e := range entries {
		name := e.Name()
		for _, tail := range []string{"-wal", "-shm", "-journal", "-reserve"} {
			name = strings.TrimSuffix(name, tail)
		}
		if storeName.MatchString(name) && name != keep {
			err = errors.Join(err, os.Remove(filepath.Join(v.o.Dir, e.Name())))
		}
	}
	return err
}

func stopped(op string) error {
	return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "seal.stopped"}
}

func unfounded(op string) error {
	return &pana.Error{Op: op, Kind: pana.NotFound, Say: "seal.unfounded"}
}

func storeDamaged(op string, err error) error {
	return &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.store.damaged", Err: err}
}
