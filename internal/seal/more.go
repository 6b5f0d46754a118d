package seal

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A further slot is one of staff's beside that of her passphrase. What it is for
// stands here, sealed in the started store; the key file shows slots alike.
type further struct {
	No  []byte `json:"no"`
	For string `json:"for,omitempty"` // the passkey it belongs to; empty for the one slot that everybody has
}

func furtherName(staff pana.StaffID) string { return "slots." + string(staff) }

// furthers returns the further slots of staff.
func (v *Vault) furthers(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]further, error) {
	sealed, found, err := secret(ctx, tx, furtherName(staff))
	if err != nil || !found {
		return nil, err
	}
	plain, err := v.own.Key.Open(secretPlace(furtherName(staff)), sealed)
	if err != nil {
		return nil, err
	}
	var all []further
	if err := json.Unmarshal(plain, &all); err != nil {
		return nil, storeDamaged("seal.furthers", err)
	}
	return all, nil
}

func (v *Vault) putFurthers(ctx context.Context, tx *db.Tx, staff pana.StaffID, all []further) error {
	if len(all) == 0 {
		return deleteSecret(ctx, tx, furtherName(staff))
	}
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return putSecret(ctx, tx, furtherName(staff), v.own.Key.Seal(secretPlace(furtherName(staff)), 1, plain))
}

// setFurther puts s in place of the further slots of staff that are for what; a
// slot without a number only takes those away. Both numbers are noted before the
// key file changes, so that a person taken out just then leaves none behind.
func (v *Vault) setFurther(ctx context.Context, staff pana.StaffID, what string, s slot) error {
	var gone [][]byte
	note := func(both bool) error {
		return v.update(ctx, func(tx *db.Tx) error {
			gone = nil
			if _, found, err := person(ctx, tx, staff); err != nil || !found {
				return orGone(err, "seal.setFurther")
			}
			all, err := v.furthers(ctx, tx, staff)
			if err != nil {
				return err
			}
			var next []further
			for _, f := range all {
				if f.For != what || bytes.Equal(f.No, s.No) {
					next = append(next, f)
				} else if gone = append(gone, f.No); both {
					next = append(next, f)
				}
			}
			if s.No != nil && !slices.ContainsFunc(next, func(f further) bool { return bytes.Equal(f.No, s.No) }) {
				next = append(next, further{s.No, what})
			}
			return v.putFurthers(ctx, tx, staff, next)
		})
	}
	if err := note(true); err != nil {
		return err
	}
	err := v.changeHouse(ctx, func(h *houseFile) error {
		for _, no := range gone {
			h.drop(no)
		}
		if s.No != nil {
			h.drop(s.No)
			h.put(s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return note(false)
}

func orGone(err error, op string) error {
	if err == nil {
		err = gone(op)
	}
	return err
}
