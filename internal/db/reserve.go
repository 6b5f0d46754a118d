package db

import (
	"context"
	"crypto/rand"
	"os"
	"sync"
	"time"
)

// A reserve is room on the disk, held by a file beside the database that means
// nothing. When the disk is full it is given back in parts to what must go on:
// reading, which leaves a line, coming in and going out, and forgetting. Everything
// else is refused until the reserve can be held whole again.
type reserve struct {
	file string
	want int64

	mu    sync.Mutex
	held  int64
	tried time.Time // when it was last tried to make it whole
}

const (
	// leastPart is the first part that is given back; each one after it is as
	// large as all before.
	leastPart = 256 << 10
	// slack is the room that must be left beside a whole reserve: what is written
	// next would otherwise cost it again at once.
	slack = 512 << 10
	// refill is how long the next try waits for somebody to make room.
	refill = time.Second
)

// newReserve returns the reserve of o, or nil where there is none.
func newReserve(o Options) *reserve {
	if o.File == "" || o.Reserve <= 0 {
		return nil
	}
	r := &reserve{file: o.File + "-reserve", want: o.Reserve}
	if info, err := os.Stat(r.file); err == nil {
		r.held = info.Size()
	}
	return r
}

// whole reports whether all of the reserve is held, and tries to hold it.
func (r *reserve) whole() bool {
	if r == nil {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.held >= r.want {
		return true
	}
	if time.Since(r.tried) < refill {
		return false
	}
	r.tried = time.Now()
	f, err := os.OpenFile(r.file, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return false
	}
	defer f.Close()
	err = allocate(f, r.held, r.want+slack)
	if err == nil {
		err = f.Truncate(r.want)
	}
	if err != nil {
		f.Truncate(r.held)
		return false
	}
	r.held = r.want
	return true
}

// spend gives a part of the reserve back to the disk, and reports whether there
// was one.
func (r *reserve) spend() bool {
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.held == 0 {
		return false
	}
	part := min(r.held, max(leastPart, r.want-r.held))
	if os.Truncate(r.file, r.held-part) != nil {
		return false
	}
	r.held -= part
	r.tried = time.Now()
	return true
}

// Spend gives a part of the reserve back to the disk, for something beside the
// database that must go on. It reports whether there was one.
func (d *DB) Spend() bool { return d.reserve.spend() }

// ReserveFor returns how large a reserve should be in dir: 48 MB, and on a small
// disk a thirtieth of it.
func ReserveFor(dir string) int64 {
	const usual = 48 << 20
	if size := sizeOf(dir); size > 0 {
		return min(usual, size/30)
	}
	return usual
}

// scribble writes what no disk can press together.
func scribble(f *os.File, from, to int64) error {
	b := make([]byte, 1<<20)
	rand.Read(b)
	for ; from < to; from += int64(len(b)) {
		if _, err := f.WriteAt(b[:min(int64(len(b)), to-from)], from); err != nil {
			return err
		}
	}
	return f.Sync()
}

type mustGoOn struct{}

// MustGoOn marks what goes on when the disk is full, on the reserve: reading,
// coming in and going out, stopping the house, forgetting.
func MustGoOn(ctx context.Context) context.Context { return context.WithValue(ctx, mustGoOn{}, true) }

func goesOn(ctx context.Context) bool { on, _ := ctx.Value(mustGoOn{}).(bool); return on }
