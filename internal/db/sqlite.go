package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/pana"
)

// pageSize is SQLite's page and the cipher's block.
const pageSize = 4096

// busyWait is how long a connection waits for another program that is writing
// the same file.
const busyWait = 10 * time.Second

// openSQLite opens the file of o with key. It writes nothing to a file that it refuses.
func openSQLite(ctx context.Context, o Options, key *[32]byte) (*pools, error) {
	if o.File == "" {
		return nil, refuseFile(pana.Invalid, "db.folder", errors.New("no file named"))
	}
	if key == nil {
		return nil, refuseFile(pana.Forbidden, "db.key", nil)
	}
	if err := probeFolder(filepath.Dir(o.File)); err != nil {
		return nil, err
	}
	summed, err := probe(ctx, o.File, key, o.Existing)
	if err != nil {
		return nil, err
	}
	p := &pools{key: lend(key)}
	if !summed {
		err = p.sumPages(ctx, o)
	}
	if err == nil {
		err = p.connectSQLite(ctx, o)
	}
	if err != nil {
		p.key.wipe()
		return nil, err
	}
	return p, nil
}

func (p *pools) connectSQLite(ctx context.Context, o Options) error {
	n := readers()
	kib := o.Cache / 1024 / (n + 1)
	w, err := newConnector(p.dsn(o.File, kib, false), &p.conns)
	if err != nil {
		return err
	}
	p.write = sql.OpenDB(w)
	p.write.SetMaxOpenConns(1)
	p.write.SetMaxIdleConns(1)
	// The first read proves key and header, and the schema is parsed whole.
	var tables int
	if err := p.write.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&tables); err != nil {
		p.write.Close()
		return err
	}
	if err := p.renewLog(ctx, o.File); err != nil {
		p.write.Close()
		return err
	}
	r, err := newConnector(p.dsn(o.File, kib, true), &p.conns)
	if err != nil {
		p.write.Close()
		return err
	}
	p.read = sql.OpenDB(r)
	p.read.SetMaxOpenConns(n)
	p.read.SetMaxIdleConns(n)
	return nil
}

// dsn names the file and how a connection treats it. It holds the number of the
// lent key, never the key.
func (p *pools) dsn(file string, kib int, readOnly bool, more ...string) string {
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/pana/house.db
	}
	q := url.Values{"vfs": {vfsName}, "hexkey": {p.key.hex()}}
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", busyWait.Milliseconds()),
		"journal_mode(wal)",
		"synchronous(full)", // an acknowledged write outlives a power cut
		"secure_delete(on)", // deleted rows are overwritten, not only forgotten
		"temp_store(memory)",
		"foreign_keys(on)",
		"trusted_schema(off)",
		"mmap_size(0)",
		fmt.Sprintf("cache_size(-%d)", max(kib, 256)),
	}
	if readOnly {
		pragmas = append(pragmas, "query_only(on)")
	} else {
		q.Set("_txlock", "immediate")
	}
	q["_pragma"] = append(pragmas, more...)
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	return u.String()
}

// probeFolder reports whether files can be made in dir, by making one.
func probeFolder(dir string) error {
	f, err := os.CreateTemp(dir, ".probe-*")
	if err == nil {
		f.Close()
		err = os.Remove(f.Name())
	}
	if err == nil {
		return nil
	}
	if isFull(err) {
		return refuseFile(pana.Internal, "db.full", err)
	}
	return refuseFile(pana.Invalid, "db.folder", err)
}

func refuseFile(kind pana.Kind, say string, err error) error {
	return &pana.Error{Op: "db.Open", Kind: kind, Say: say, Err: err}
}
