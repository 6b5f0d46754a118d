// Package db opens SQLite or PostgreSQL and hides which one it is.
//
// SQL text is shared: $1 placeholders, the types TEXT, BIGINT, INTEGER, BOOLEAN
// and BLOB, days as TEXT (2026-11-23), moments as BIGINT microseconds, ids as
// TEXT. Package db knows nothing about shelters.
package db

import (
	"context"
	"database/sql"
	"io/fs"
	"runtime"
	"sync"
	"time"

	"example.org/pana"
)

// An Engine names what keeps the rows.
type Engine string

// Engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// A Clock tells the time. One clock is injected into the whole program.
type Clock func() time.Time

// Options say which database to open and with which tables.
type Options struct {
	File     string // the SQLite file; its folder must exist
	Postgres string // PostgreSQL connection text; used when File is empty
	Schema   fs.FS  // migrations, one folder of NNNN_area.sql files; see Merge
	Clock    Clock  // nil means time.Now
	Cache    int    // bytes of SQLite pages kept in memory, over all connections; 0 means 24 MiB
	Reserve  int64  // bytes beside the SQLite file that are held for what must go on when the disk is full; see MustGoOn
	Existing bool   // refuse with db.damaged when File is absent or empty, instead of making it
}

const defaultCache = 24 << 20

// A DB is one database. It is safe for use by many goroutines, and may be
// opened and closed again and again.
type DB struct {
	o       Options
	engine  Engine
	reserve *reserve // nil where there is none

	mu       sync.Mutex
	open     *pools   // nil when closed
	renewing *renewal // while the store opens anew by itself
}

// pools are the connections of an open database.
type pools struct {
	write, read *sql.DB
	key         *lentKey // SQLite only
	life        context.Context
	end         context.CancelFunc
	running     sync.WaitGroup // transactions under way; joined under DB.mu
	conns       sync.WaitGroup // SQLite connections that are open, idle or late
	plans       sync.Map       // shape of a result: see planFor
}

// New returns the closed database that o describes. It touches nothing.
func New(o Options) *DB {
	d := &DB{o: o, engine: SQLite, reserve: newReserve(o)}
	if o.File == "" && o.Postgres != "" {
		d.engine = Postgres
	}
	if d.o.Clock == nil {
		d.o.Clock = time.Now
	}
	if d.o.Cache <= 0 {
		d.o.Cache = defaultCache
	}
	return d
}

// Open opens the database with the page key, makes it if it is new, and brings
// its tables up to date. PostgreSQL ignores the key. The key is copied; the
// caller may wipe its own. Opening an open database does nothing.
//
// It refuses, having written nothing: a wrong key (db.key), a file that is
// damaged or only half there (db.damaged), tables newer than this program knows
// (db.newer), a folder that cannot be written (db.folder), a full disk
// (db.full), and a database held by another program (db.busy).
func (d *DB) Open(ctx context.Context, key *[32]byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open != nil || d.renewing != nil {
		return nil
	}
	schema, err := schemaFor(d.o.Schema, d.engine)
	if err != nil {
		return fault("db.Open", err)
	}
	p, err := d.connect(ctx, key, schema)
	// Programs that start or stop together may lock each other out for a moment.
	for patience := time.Now().Add(busyWait); err != nil && isRetry(err) && time.Now().Before(patience); {
		if err = pause(ctx, 5); err == nil {
			p, err = d.connect(ctx, key, schema)
		}
	}
	// To start is to come in.
	for err != nil && isFull(err) && d.reserve.spend() {
		p, err = d.connect(ctx, key, schema)
	}
	if err != nil {
		return fault("db.Open", err)
	}
	p.life, p.end = context.WithCancel(context.Background())
	d.open = p
	d.reserve.whole()
	return nil
}

// connect opens the connections and brings the tables up to date.
func (d *DB) connect(ctx context.Context, key *[32]byte, schema folder) (p *pools, err error) {
	if d.engine == Postgres {
		p, err = openPostgres(ctx, d.o.Postgres)
	} else {
		p, err = openSQLite(ctx, d.o, key)
	}
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, p, schema, d.engine); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// Close stops what is running after its present statement, rolls it back, closes
// every connection and wipes the page key. Pages held in memory go back to the
// system with their connections. It does nothing to a closed database; Open works
// again afterwards. Inside a transaction of the same database it never returns.
func (d *DB) Close() error {
	d.mu.Lock()
	p, r := d.open, d.renewing
	d.open, d.renewing = nil, nil
	d.mu.Unlock()
	r.end()
	if p == nil {
		return nil
	}
	p.end()
	p.running.Wait()
	return fault("db.Close", p.close())
}

// IsOpen reports whether the database can be read and written.
func (d *DB) IsOpen() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open != nil
}

// Engine names what keeps the rows.
func (d *DB) Engine() Engine { return d.engine }

// Now returns the moment by the injected clock: UTC, to the microsecond.
func (d *DB) Now() time.Time { return d.o.Clock().UTC().Truncate(time.Microsecond) }

// enter counts a transaction in, so that Close waits for it.
func (d *DB) enter(ctx context.Context) (*pools, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r := d.renewing; d.open == nil && r != nil {
		d.mu.Unlock()
		r.await(ctx)
		d.mu.Lock()
		if d.renewing != nil {
			return nil, doubtful()
		}
	}
	if d.open == nil {
		return nil, closed()
	}
	d.open.running.Add(1)
	return d.open, nil
}

// leave counts it out, and opens the store anew if a sync has failed.
func (d *DB) leave(p *pools) {
	p.running.Done()
	if p.key != nil && p.key.failed.Load() {
		d.renew(p)
	}
}

func closed() error { return &pana.Error{Op: "db.Open", Kind: pana.Internal, Say: "db.closed"} }

func (p *pools) close() error {
	err := p.read.Close()
	if p.write != p.read {
		// The writer goes last: it folds the log into the file.
		if werr := p.write.Close(); err == nil {
			err = werr
		}
	}
	if p.key != nil {
		p.conns.Wait() // the last one folds the log into the file, and needs the key
		p.key.wipe()
	}
	return err
}

// readers is the number of connections that only read.
func readers() int { return min(max(runtime.GOMAXPROCS(0), 2), 4) }
