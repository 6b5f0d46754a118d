package seal

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Remember keeps a small text in the key store, apart from the data, so that
// data put back from an earlier day can be told from today's. Name says what it
// is; what was remembered under it before is gone. The empty text is nothing.
func (v *Vault) Remember(ctx context.Context, name, text string) error {
	return v.Revise(ctx, name, func(string) (string, error) { return text, nil })
}

// Revise has change make what is remembered under name anew, in one transaction;
// an error of change leaves it as it was. Change may run twice.
func (v *Vault) Revise(ctx context.Context, name string, change func(text string) (string, error)) error {
	return v.update(ctx, func(tx *db.Tx) error {
		before, err := v.recall(ctx, tx, name)
		if err != nil {
			return err
		}
		text, err := change(before)
		switch {
		case err != nil:
			return err
		case text == "":
			return deleteSecret(ctx, tx, "note."+name)
		}
		return putSecret(ctx, tx, "note."+name, v.own.Key.Seal(secretPlace("note."+name), 1, []byte(text)))
	})
}

// Recall returns what was remembered under name; nothing is the empty text.
func (v *Vault) Recall(ctx context.Context, name string) (text string, err error) {
	err = v.view(ctx, func(tx *db.Tx) (err error) {
		text, err = v.recall(ctx, tx, name)
		return err
	})
	return text, err
}

func (v *Vault) recall(ctx context.Context, tx *db.Tx, name string) (string, error) {
	sealed, found, err := secret(ctx, tx, "note."+name)
	if err != nil || !found {
		return "", err
	}
	plain, err := v.own.Key.Open(secretPlace("note."+name), sealed)
	return string(plain), err
}

// Check reads the whole key store and reports what does not hold together: the
// pages, keys without a circle to rest under, wraps of a circle that is not there.
func (v *Vault) Check(ctx context.Context) error {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.page == nil {
		return stopped("seal.Check")
	}
	if err := v.db.Check(ctx); err != nil {
		return err
	}
	return v.db.View(ctx, func(tx *db.Tx) error {
		lost, err := db.Get[int64](ctx, tx, `SELECT (SELECT COUNT(*) FROM keys k WHERE NOT EXISTS (SELECT 1 FROM circles c
				WHERE c.site = k.site AND c.compartment = k.compartment AND c.epoch = k.epoch AND c.owner = CASE WHEN k.named THEN k.owner ELSE '' END))
			+ (SELECT COUNT(*) FROM wraps w WHERE NOT EXISTS (SELECT 1 FROM circles c
				WHERE c.site = w.site AND c.compartment = w.compartment AND c.epoch = w.epoch AND c.owner = w.owner))`)
		if err == nil && lost > 0 {
			err = &pana.Error{Op: "seal.Check", Kind: pana.Internal, Say: "seal.store.damaged"}
		}
		return err
	})
}
