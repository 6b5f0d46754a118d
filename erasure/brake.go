package erasure

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The brake: how many files, and how many days of notes, one person may erase in a
// day without another one, as a number and as a share of all in hundredths; the
// larger counts.
const (
	brakeFiles   = 5
	brakePercent = 5
	brakeTime    = 24 * time.Hour
)

// jump is how far a clock may have moved without anybody having used the house.
const jump = 48 * time.Hour

// braked reports whether as many files were erased in a day as one person may.
func braked(ctx context.Context, tx *db.Tx) (bool, error) { return brakedBy(ctx, tx, 1) }

// brakedBy reports whether so many more would be more than one person may.
func brakedBy(ctx context.Context, tx *db.Tx, more int64) (bool, error) {
	done, err := begunSince(ctx, tx, db.Micros(tx.Now.Add(-brakeTime)))
	if err != nil {
		return false, err
	}
	files, err := clientCount(ctx, tx)
	return brakes(done, more, files), err
}

// brakes reports whether more, after as many as were done today, are more than one
// person may of all that are there. Those of today were there this morning.
func brakes(done, more, all int64) bool {
	return done+more > max(brakeFiles, (all+done)*brakePercent/100)
}

// steady refuses to erase anything within a day after the clock has moved by
// more than two days, or when it stands before what was written already: files
// would seem old that are not. A house that nobody used for two days is refused
// as well, and waits for the next day.
func steady(ctx context.Context, tx *db.Tx) error {
	now := tx.Now
	moved := &pana.Error{Op: "erasure.steady", Kind: pana.Conflict, Say: "erasure.clock"}
	if ahead, err := lineSince(ctx, tx, pana.FirstID(now.Add(time.Minute))); err != nil {
		return err
	} else if ahead != 0 {
		return moved
	}
	edge := pana.FirstID(now.Add(-brakeTime))
	before, err := lineBefore(ctx, tx, edge)
	if err != nil {
		return err
	}
	since, err := lineSince(ctx, tx, edge)
	if err != nil {
		return err
	}
	if since == 0 {
		since = db.Micros(now)
	}
	if before != 0 && db.FromMicros(since).Sub(db.FromMicros(before)) > jump {
		return moved
	}
	return nil
}
