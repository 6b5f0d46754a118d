package db

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"github.com/ncruces/go-sqlite3/vfs"

	"example.org/pana"
)

// After a failed sync nobody knows what is on the disk: the system drops the
// pages and calls them written. Nothing may be acknowledged that rests on them.
// So the store stops: every connection is closed, and the last one folds what was
// acknowledged into the file. Then it opens as at a start: the log, if there is
// still one, is looked through, written anew where it stands, and synced.

// doubts are the files under one page key: whether a sync of them has failed.
type doubts struct{ failed atomic.Bool }

// doubtsOf returns those of the key that a file is opened with.
func doubtsOf(name *vfs.Filename) *doubts {
	k, ok := lentBy(name.URIParameter("hexkey"))
	if !ok {
		return &doubts{}
	}
	return &k.doubts
}

// patience is how long a caller waits while the store opens anew, and between
// one try to open it and the next.
const patience = time.Second

// A renewal is a store that opens anew by itself.
type renewal struct {
	stop context.CancelFunc
	done chan struct{}
}

// renew begins to open d anew if p is still what is open.
func (d *DB) renew(p *pools) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open != p {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	key := [32]byte(p.key.key)
	r := &renewal{stop, make(chan struct{})}
	d.open, d.renewing = nil, r
	p.end()
	go func() {
		defer close(r.done)
		defer clear(key[:])
		p.running.Wait()
		var next *pools
		begin := func() (err error) {
			next, err = d.begin(ctx, &key)
			return err
		}
		err := pana.Guard("db.renew", func() error {
			p.close() // folds what was acknowledged into the file, if the disk lets it
			return begin()
		})
		for err != nil && ctx.Err() == nil { // ends with one that is open, or with Close
			select {
			case <-ctx.Done():
			case <-time.After(patience):
				err = pana.Guard("db.renew", begin)
			}
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.renewing != r { // closed meanwhile
			if err == nil {
				next.close()
			}
			return
		}
		d.open, d.renewing = next, nil
	}()
}

// begin opens connections that can be worked with.
func (d *DB) begin(ctx context.Context, key *[32]byte) (*pools, error) {
	schema, err := schemaFor(d.o.Schema, d.engine)
	if err != nil {
		return nil, err
	}
	p, err := d.connect(ctx, key, schema)
	if err == nil {
		p.life, p.end = context.WithCancel(context.Background())
	}
	return p, err
}

// await waits a moment for a store that opens anew. One that is called inside a
// transaction of the old one waits in vain, which is why it is only a moment.
func (r *renewal) await(ctx context.Context) {
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-r.done:
	case <-t.C:
	case <-ctx.Done():
	}
}

// end stops a renewal under way and waits for it.
func (r *renewal) end() {
	if r != nil {
		r.stop()
		<-r.done
	}
}

// doubtful is what is said while the store opens anew.
func doubtful() error {
	return &pana.Error{Op: "db.Open", Kind: pana.Internal, Say: "db.failed", Err: plainError("a sync failed; the store opens anew")}
}

// renewLog writes the log beside file anew where it stands, and syncs it. What
// was written by a program that ended after a failed sync may be there for every
// reader and not on the disk; what follows in the log would be lost with it.
// Nobody else writes meanwhile.
func (p *pools) renewLog(ctx context.Context, file string) error {
	tx, err := p.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	f, err := os.OpenFile(file+"-wal", os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	w, _ := vfs.Find(vfsName).(over)
	if base, ok := w.base.(interface {
		Renew(f *os.File) error
	}); ok {
		return base.Renew(f)
	}
	return Rewrite(f)
}

// Rewrite writes what is in f over itself and syncs it.
func Rewrite(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	b := make([]byte, min(info.Size(), 1<<20))
	for at := int64(0); at < info.Size(); at += int64(len(b)) {
		n := min(int64(len(b)), info.Size()-at)
		if _, err := f.ReadAt(b[:n], at); err != nil {
			return err
		}
		if _, err := f.WriteAt(b[:n], at); err != nil {
			return err
		}
	}
	return f.Sync()
}
