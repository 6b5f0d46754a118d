package house

import (
	"context"
	"runtime/debug"
	"time"

	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// lockPatience is how long Lock waits to take the sessions out of the database.
// They open nothing without the keys, so those it cannot reach go at the next start.
const lockPatience = 400 * time.Millisecond

// Lock stops the house at once: keys are overwritten, the database closes, every
// session is gone. It asks nobody's leave and nothing back. Locking a house that
// is not started does nothing.
func (h *House) Lock(ctx context.Context) error {
	return h.stop(ctx, func(ctx context.Context, tx *db.Tx) error {
		return trail.Record(ctx, tx, trail.Entry{Act: policy.LockHouse})
	})
}

// stop is Lock with what is written of it, if anything.
func (h *House) stop(ctx context.Context, write func(context.Context, *db.Tx) error) error {
	h.locks.Add(1)
	if h.State() != Started {
		return nil
	}
	h.forget()
	h.purge.Store(true)
	h.Vault.Stop()
	ctx, cancel := context.WithTimeout(db.MustGoOn(context.WithoutCancel(ctx)), lockPatience)
	defer cancel()
	err := h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := dropSessions(ctx, tx); err != nil {
			return err
		}
		if write == nil {
			return nil
		}
		return write(ctx, tx)
	})
	if err != nil {
		h.log.Error("end the sessions", "err", err)
	} else if h.o.Postgres != "" {
		h.purge.Store(false)
	}
	err = h.DB.Close()
	// Copies that nobody refers to any more, on the stacks of ended requests too,
	// go back to the system, which empties them.
	debug.FreeOSMemory()
	return err
}
