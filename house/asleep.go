package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A machine that is put to sleep keeps its memory, and with it the page key of a
// started house: whoever carries it away has both. So the house stops itself when
// it finds that the machine has slept (docs/decisions/0059-asleep.md).

const (
	// LongestNap is how long a machine sleeps without the house stopping: a lid
	// that is closed to carry the machine to the next room costs nobody anything.
	LongestNap = 2 * time.Minute

	lookEvery = 2 * time.Second
)

// A Reading is what both clocks of the machine say at one moment. The one on the
// wall goes on while the machine sleeps and can be set. The other counts how long
// the program has run: it cannot be set, and stands still while the machine sleeps.
type Reading struct {
	Wall time.Time
	Run  time.Duration
}

var began = time.Now()

// reading reads the clocks of this machine.
func reading() Reading {
	now := time.Now()
	return Reading{Wall: now.Round(0), Run: now.Sub(began)} // Round leaves what can be set
}

// slept is how long the machine slept between two readings that a program that is
// awake takes every few seconds. A clock that somebody set forward looks the same;
// one set back looks like no sleep. With through the other clock goes on in sleep
// too, as on Windows: then it says that nobody looked for so long.
func slept(before, now Reading, through bool) time.Duration {
	run := now.Run - before.Run
	gap := now.Wall.Sub(before.Wall) - run
	if through {
		gap = max(gap, run)
	}
	return gap
}

// StopsAsleep reports whether the house stops when its machine has slept. Where
// nobody chose, one that is kept in files does: its machine is a laptop. One on
// PostgreSQL runs on a server, whose clock leaps when it is moved.
func (h *House) StopsAsleep() bool {
	if asleep := h.Settings().Asleep; asleep != "" {
		return asleep == "on"
	}
	return h.o.Postgres == ""
}

// look stops the house, as Lock does, if the machine slept for longer than
// LongestNap since the last look. Those who lead the house are told at the next
// start, and the trail has a line.
func (h *House) look(ctx context.Context) error {
	now := h.o.Reading()
	h.mu.Lock()
	before := h.seen
	h.seen = now
	h.mu.Unlock()
	gap := slept(before, now, windows)
	if gap <= LongestNap || !h.StopsAsleep() {
		return nil
	}
	return h.stopFor(ctx, cause{say: "notice.asleep", object: "asleep", n: max(1, int64(gap.Minutes()))})
}

// A cause is why a house stopped itself: what is told to those who lead it, and
// what the line in the trail says.
type cause struct {
	say, object string
	n           int64
}

// stopFor stops the house by itself, as Lock does.
func (h *House) stopFor(ctx context.Context, why cause) error {
	h.cause.Store(&why)
	return h.stop(ctx, h.tellCause)
}

// tellCause tells once why the house stopped itself, if it has. What a disk that
// was still waking up could not take is told at the next start.
func (h *House) tellCause(ctx context.Context, tx *db.Tx) error {
	why := h.cause.Load()
	if why == nil {
		return nil
	}
	ctx = pana.WithActor(ctx, pana.Actor{Staff: Itself})
	if err := h.TellHeads(ctx, tx, Notice{Say: why.say, N: why.n}); err != nil {
		return err
	}
	tx.AfterCommit(func() { h.cause.CompareAndSwap(why, nil) })
	return trail.Record(ctx, tx, trail.Entry{Act: policy.LockHouse, Object: why.object})
}
