package seal

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// orphanAge is how old a key must be to be swept: a younger one may belong to
// words that are just being written.
const orphanAge = 24 * time.Hour

// Forget destroys the data keys of owner, everywhere in the store: her words
// open no more, whoever holds copies of them. Rotate then makes sure that no
// page of the store file keeps a trace. It is safe to repeat.
func (v *Vault) Forget(ctx context.Context, owner Owner) error {
	if owner == "" {
		return pana.Refuse("seal.Forget", "owner", "seal.owner.missing")
	}
	return v.update(ctx, func(tx *db.Tx) error {
		if err := forget(ctx, tx, owner); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
}

// Sweep forgets owners that exist says are not there, because the words their
// keys were made for were never written. It leaves keys of the last day alone.
// It returns how many owners it forgot.
func (v *Vault) Sweep(ctx context.Context, exists func(Owner) (bool, error)) (int, error) {
	swept := 0
	for last := Owner(""); ; {
		var owners []Owner
		err := v.view(ctx, func(tx *db.Tx) (err error) {
			owners, err = ownersAfter(ctx, tx, last, tx.Now.Add(-orphanAge))
			return err
		})
		if err != nil || len(owners) == 0 {
			return swept, err
		}
		for _, o := range owners {
			there, err := exists(o)
			if err != nil {
				return swept, err
			}
			if there {
				continue
			}
			if err := v.Forget(ctx, o); err != nil {
				return swept, err
			}
			swept++
		}
		last = owners[len(owners)-1]
	}
}
