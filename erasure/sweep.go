package erasure

import (
	"context"

	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// Sweep destroys keys of a day ago and more that open nothing: a power cut came
// between the key and the word it was made for, or the words of a request went
// over into a file. It returns of how many owners.
//
// A house whose data are older than its keys sweeps nothing, since the words
// may be in the data that are missing; nor does one whose clock has moved.
func (e *Erasure) Sweep(ctx context.Context) (int, error) {
	back, err := e.h.PutBack(ctx)
	if err != nil || back {
		return 0, err
	}
	var steadily error
	if err := e.h.DB.View(ctx, func(tx *db.Tx) error { steadily = steady(ctx, tx); return nil }); err != nil || steadily != nil {
		return 0, err
	}
	return e.h.Vault.Sweep(ctx, func(o seal.Owner) (there bool, err error) {
		err = e.h.DB.View(ctx, func(tx *db.Tx) error { there, err = needsKeys(ctx, tx, string(o)); return err })
		return there, err
	})
}
