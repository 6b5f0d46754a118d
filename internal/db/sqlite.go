package db

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lukechampine.com/adiantum"

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
	if err := probeFile(o.File, key, o.Existing); err != nil {
		return nil, err
	}
	p := &pools{key: lend(key)}
	if err := p.connectSQLite(ctx, o); err != nil {
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
func (p *pools) dsn(file string, kib int, readOnly bool) string {
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
	q["_pragma"] = pragmas
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

// probeFile reads the first pages of file without changing it, to tell a wrong
// key from damage: SQLite itself cannot, since either looks like noise to it.
func probeFile(file string, key *[32]byte, existing bool) error {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		if existing {
			return refuseFile(pana.Internal, "db.damaged", err)
		}
		return nil
	}
	if err != nil {
		return refuseFile(pana.Invalid, "db.folder", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return refuseFile(pana.Invalid, "db.folder", err)
	}
	if info.Size() == 0 {
		if existing {
			return refuseFile(pana.Internal, "db.damaged", errors.New("empty file"))
		}
		return nil // a first start that was cut short
	}
	if info.Size()%pageSize != 0 {
		return refuseFile(pana.Internal, "db.damaged", errors.New("file ends inside a page"))
	}
	whole, others, err := readPages(f, info.Size()/pageSize, key)
	switch {
	case err != nil:
		return err
	case whole:
		return nil
	case others:
		return refuseFile(pana.Internal, "db.damaged", errors.New("first page unreadable"))
	}
	return refuseFile(pana.Forbidden, "db.key", nil)
}

// readPages reports whether the first page of a file of n pages opens with key,
// and, if it does not, whether any of the next pages does.
func readPages(f io.ReaderAt, n int64, key *[32]byte) (first, others bool, err error) {
	k := append([]byte(nil), key[:]...)
	defer clear(k)
	c := adiantum.New(k)
	var page [pageSize]byte
	var tweak [8]byte
	read := func(i int64) ([]byte, error) {
		if _, err := f.ReadAt(page[:], i*pageSize); err != nil {
			return nil, err
		}
		binary.LittleEndian.PutUint64(tweak[:], uint64(i*pageSize))
		return c.Decrypt(page[:], tweak[:]), nil
	}
	p, err := read(0)
	if err != nil {
		return false, false, err
	}
	if bytes.HasPrefix(p, []byte("SQLite format 3\x00")) {
		return true, false, nil
	}
	for i := int64(1); i < min(n, 64); i++ {
		if p, err = read(i); err != nil {
			return false, false, err
		}
		if treePage(p) {
			return false, true, nil
		}
	}
	return false, false, nil
}

// treePage reports whether p looks like a page of a b-tree. Noise does so less
// than once in ten thousand pages.
func treePage(p []byte) bool {
	switch p[0] {
	case 2, 5, 10, 13:
	default:
		return false
	}
	cells := binary.BigEndian.Uint16(p[3:])
	start := binary.BigEndian.Uint16(p[5:])
	return p[7] <= 60 && binary.BigEndian.Uint16(p[1:]) < pageSize && cells < pageSize/4 && start <= pageSize
}

func refuseFile(kind pana.Kind, say string, err error) error {
	return &pana.Error{Op: "db.Open", Kind: kind, Say: say, Err: err}
}
