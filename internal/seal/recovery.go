package seal

import (
	"bytes"
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Recovery is the private recovery key in someone's hands: it starts the house
// and opens every circle. Clear it after use.
type Recovery struct{ seed seed }

// Clear overwrites the key.
func (k *Recovery) Clear() { k.seed = seed{} }

// The recovery key is made when the house is founded. Until BurnRecovery it also
// rests in the started store under the page key, so that a kit can be printed
// and tried; from then on only the kit's sheets, or the two people who keep its
// halves, make it whole.

// Kit returns the recovery key as three sheets of words, any two of which make
// it whole. Each call draws new sheets; sheets of two calls do not go together.
// After BurnRecovery it is refused with "seal.recovery.burnt".
func (v *Vault) Kit(ctx context.Context) ([3]string, error) {
	key, err := v.looseRecovery(ctx)
	if err != nil {
		return [3]string{}, err
	}
	defer clear(key[:])
	return drawSheets(key), nil
}

// KeepRecovery seals the two halves of the recovery key to two people, beside
// or instead of a kit. It may be repeated with others until BurnRecovery.
func (v *Vault) KeepRecovery(ctx context.Context, first, second pana.StaffID) error {
	if first == "" || second == "" || first == second {
		return pana.Refuse("seal.KeepRecovery", "second", "seal.supervision.two")
	}
	key, err := v.looseRecovery(ctx)
	if err != nil {
		return err
	}
	defer clear(key[:])
	return v.update(ctx, func(tx *db.Tx) error {
		old, _, err := supervisionOf(ctx, tx, "")
		if err != nil {
			return err
		}
		return v.split(ctx, tx, &supervisionRow{Turn: old.Turn + 1, Public: v.own.Recovery, First: string(first), Second: string(second)}, key)
	})
}

// Recovery returns the recovery key to the two people who keep its halves;
// anyone else is refused with "seal.supervise.two".
func (v *Vault) Recovery(ctx context.Context, first, second *Identity) (*Recovery, error) {
	key, _, err := v.join(ctx, "", first, second)
	if err != nil {
		return nil, err
	}
	return &Recovery{key}, nil
}

// RecoveryLoose reports whether the recovery key still rests in the store:
// founding is not complete.
func (v *Vault) RecoveryLoose(ctx context.Context) (bool, error) {
	loose := false
	err := v.view(ctx, func(tx *db.Tx) (err error) {
		_, loose, err = secret(ctx, tx, "recovery")
		return err
	})
	return loose, err
}

// BurnRecovery destroys the copy of the recovery key in the store. Whoever asks
// shows that she can make the key whole, so that a house never goes on with a
// kit that does not work; another key is refused with "seal.recovery.wrong".
func (v *Vault) BurnRecovery(ctx context.Context, proof *Recovery) error {
	if err := v.checkRecovery(ctx, proof); err != nil {
		return err
	}
	return v.update(ctx, func(tx *db.Tx) error { return deleteSecret(ctx, tx, "recovery") })
}

// StartWith starts a stopped house with the recovery key, when nobody who may
// start it is left.
func (v *Vault) StartWith(ctx context.Context, key *Recovery) error {
	h, err := v.readHouse(ctx)
	if err != nil {
		return err
	}
	if h == nil {
		return unfounded("seal.StartWith")
	}
	page := h.rescue(key)
	if page == nil {
		return recoveryWrong("seal.StartWith")
	}
	defer clear(page)
	return v.start(ctx, (*[32]byte)(page))
}

// Rescue returns a ring that opens every circle of site with the recovery key,
// the narrow ones too. The caller asks for a reason, writes the trail and tells
// those concerned. Staff is who acts.
func (v *Vault) Rescue(ctx context.Context, site pana.SiteID, key *Recovery, staff pana.StaffID) (*Ring, error) {
	if err := v.checkRecovery(ctx, key); err != nil {
		return nil, err
	}
	r := &Ring{vault: v, Staff: staff, site: site, holder: recoveryHolder, seed: key.seed}
	if err := r.load(ctx); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

func (v *Vault) checkRecovery(ctx context.Context, key *Recovery) error {
	if err := v.Refresh(ctx); err != nil {
		return err
	}
	own, err := v.House()
	if err != nil {
		return err
	}
	defer own.Clear()
	public, err := key.seed.public()
	if err != nil || !bytes.Equal(public, own.Recovery) {
		return recoveryWrong("seal.Recovery")
	}
	return nil
}

func (v *Vault) looseRecovery(ctx context.Context) (key seed, err error) {
	err = v.view(ctx, func(tx *db.Tx) error {
		sealed, found, err := secret(ctx, tx, "recovery")
		if err != nil {
			return err
		}
		if !found {
			return &pana.Error{Op: "seal.Recovery", Kind: pana.Conflict, Say: "seal.recovery.burnt"}
		}
		plain, err := (*Key)(v.page).derive("recovery").Open(secretPlace("recovery"), sealed)
		if err != nil {
			return err
		}
		defer clear(plain)
		copy(key[:], plain)
		return nil
	})
	return key, err
}

func recoveryWrong(op string) error {
	return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "seal.recovery.wrong"}
}
