package db

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/ncruces/go-sqlite3"

	"example.org/pana"
)

// A Tx is a transaction. It belongs to one goroutine and ends with the function
// it was given to. Once a statement has failed, nothing more runs in it and it
// cannot commit: PostgreSQL works so, and SQLite is held to it.
type Tx struct {
	Now    time.Time // the moment of everything written here: UTC, to the microsecond
	Engine Engine

	sql    *sql.Tx
	pools  *pools
	failed error
	after  []func()

	before  []func(context.Context) error
	written map[string]Change
}

// tries returns how often a transaction that met another is run. SQLite itself
// waits for the other writer first.
func tries(e Engine) int {
	if e == SQLite {
		return 2
	}
	return 12
}

// View runs f in a read-only transaction that sees one snapshot. A View inside a
// View or an Update sees an earlier snapshot and takes a second connection:
// pass the Tx on instead.
func (d *DB) View(ctx context.Context, f func(*Tx) error) error {
	p, err := d.enter(ctx)
	if err != nil {
		return err
	}
	defer d.leave(p)
	return d.run(ctx, "db.View", p, true, f)
}

// Update runs f in a transaction and commits if f returns nil. What f returns
// comes back unchanged, with nothing written. When another transaction got in
// the way, or a full disk has given room for what must go on, f runs again, so it
// must do nothing outside the transaction; see AfterCommit. A panic in f rolls back and goes on. Update inside an Update
// waits for itself forever: pass the Tx on.
func (d *DB) Update(ctx context.Context, f func(*Tx) error) error {
	p, err := d.enter(ctx)
	if err != nil {
		return err
	}
	defer d.leave(p)
	if !goesOn(ctx) && !d.reserve.whole() {
		return fault("db.Update", sqlite3.FULL)
	}
	for try := 1; ; try++ {
		err = d.run(ctx, "db.Update", p, false, f)
		if isFull(err) && goesOn(ctx) && d.reserve.spend() {
			try = 0
			continue
		}
		if err == nil || !isRetry(err) || try == tries(d.engine) {
			return err
		}
		if stopped := pause(ctx, try); stopped != nil {
			return fault("db.Update", stopped)
		}
	}
}

// pause waits a moment that grows with try and differs between the ones who wait.
func pause(ctx context.Context, try int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rand.N(time.Millisecond << min(try, 7))):
		return nil
	}
}

// run runs f in one transaction.
func (d *DB) run(ctx context.Context, op string, p *pools, readOnly bool, f func(*Tx) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(p.life, cancel)()
	pool := p.write
	if readOnly {
		pool = p.read
	}
	s, err := pool.BeginTx(ctx, isolation(d.engine, readOnly))
	if err != nil {
		if p.life.Err() != nil {
			return closed()
		}
		return fault(op, err)
	}
	defer s.Rollback() // after a panic; nothing after a commit
	tx := &Tx{Now: d.Now(), Engine: d.engine, sql: s, pools: p}
	err = f(tx)
	for i := 0; err == nil && tx.failed == nil && i < len(tx.before); i++ {
		err = tx.before[i](ctx)
	}
	if tx.failed != nil && (err == nil || isRetry(tx.failed) || isFull(tx.failed)) {
		err = tx.failed
	}
	if err == nil {
		err = fault(op, s.Commit())
	}
	if err != nil {
		if p.life.Err() != nil && errors.Is(err, context.Canceled) {
			return closed()
		}
		return err
	}
	for _, done := range tx.after {
		done()
	}
	return nil
}

// ID returns a new id for the moment of tx.
func (tx *Tx) ID() string { return pana.NewID(tx.Now) }

// AfterCommit has f run once, after tx has been committed; never if it is not.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// Exec runs a statement and returns how many rows it touched.
func (tx *Tx) Exec(ctx context.Context, q string, args ...any) (rows int64, err error) {
	if tx.failed != nil {
		return 0, tx.failed
	}
	bound, err := bind(args)
	if err != nil {
		return 0, err
	}
	res, err := tx.sql.ExecContext(ctx, q, bound...)
	if err != nil {
		return 0, tx.fail("db.Exec", err)
	}
	tx.note(q)
	rows, err = res.RowsAffected()
	return rows, tx.fail("db.Exec", err)
}

// Rows runs a query for hot paths. The caller closes the rows and asks Err.
func (tx *Tx) Rows(ctx context.Context, q string, args ...any) (*Rows, error) {
	if tx.failed != nil {
		return nil, tx.failed
	}
	bound, err := bind(args)
	if err != nil {
		return nil, err
	}
	rows, err := tx.sql.QueryContext(ctx, q, bound...)
	if err != nil {
		return nil, tx.fail("db.Rows", err)
	}
	return &Rows{Rows: rows, tx: tx}, nil
}

// fail notes that a statement failed.
func (tx *Tx) fail(op string, err error) error {
	if err == nil {
		return nil
	}
	err = fault(op, err)
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

// Rows are the rows of a query. Their errors hold no values.
type Rows struct {
	*sql.Rows
	tx *Tx
}

// Scan copies the columns of the current row, as database/sql does.
func (r *Rows) Scan(dest ...any) error { return r.tx.fail("db.Scan", r.Rows.Scan(dest...)) }

// Err returns the error that ended the rows early, if one did.
func (r *Rows) Err() error { return r.tx.fail("db.Rows", r.Rows.Err()) }
