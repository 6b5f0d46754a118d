package seal

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// PasskeyBytes is the length of what a passkey yields where the browser lets it:
// the same every time, another for each passkey, and known to nobody without it.
const PasskeyBytes = 32

// passkeySlot is deriveSlot for what the passkey with credential yields. It is
// random already, so nothing has to be made slow.
func passkeySlot(salt, credential, yield []byte) (*slotKey, error) {
	if len(yield) != PasskeyBytes {
		return nil, wrong("seal.passkeySlot")
	}
	b, err := hkdf.Key(sha256.New, yield, lengthened(nil, string(salt), string(credential)), "pana/1 passkey slot", slotNo+32)
	if err != nil {
		return nil, damaged("seal.passkeySlot", err)
	}
	k := new(slotKey)
	copy(k.no[:], b)
	copy(k.key[:], b[slotNo:])
	clear(b)
	return k, nil
}

// AddPasskey gives id a further slot that the yield of a passkey opens, in place
// of the one that this passkey had. The slot starts no stopped house.
func (v *Vault) AddPasskey(ctx context.Context, id *Identity, passkey string, credential, yield []byte) error {
	if passkey == "" {
		return gone("seal.AddPasskey") // that is the name of the slot that everybody has
	}
	h, err := v.readHouse(ctx)
	if err != nil {
		return err
	}
	key, err := passkeySlot(h.Salt, credential, yield)
	if err != nil {
		return err
	}
	defer key.clear()
	only := &Identity{Staff: id.Staff, seed: id.seed, spare: id.spare}
	defer only.Clear()
	if err := v.settle(ctx, only); err != nil {
		return err
	}
	only.spare = seed{}
	s, err := key.seal(h.Salt, only)
	if err != nil {
		return err
	}
	return v.setFurther(ctx, id.Staff, passkey, s)
}

// OpenPasskey returns whom the yield of a passkey belongs to; anything wrong is
// "signin.wrong". That the passkey itself was shown is the caller's to see to. The
// caller clears the Identity.
func (v *Vault) OpenPasskey(ctx context.Context, credential, yield []byte) (*Identity, error) {
	h, err := v.readHouse(ctx)
	if err != nil {
		return nil, err
	}
	key, err := passkeySlot(h.Salt, credential, yield)
	if err != nil {
		return nil, err
	}
	defer key.clear()
	at := h.find(key.no[:])
	if at < 0 {
		return nil, wrong("seal.OpenPasskey")
	}
	return key.open(h.Salt, h.Slots[at])
}

// Passkeys returns the passkeys of staff that have a slot.
func (v *Vault) Passkeys(ctx context.Context, staff pana.StaffID) (names []string, err error) {
	err = v.view(ctx, func(tx *db.Tx) error {
		names = nil
		all, err := v.furthers(ctx, tx, staff)
		for _, f := range all {
			if f.For != "" && !slices.Contains(names, f.For) {
				names = append(names, f.For)
			}
		}
		return err
	})
	return names, err
}

// DropPasskey takes away the slot of one passkey of staff, or of all when passkey
// is empty. It is safe to repeat.
func (v *Vault) DropPasskey(ctx context.Context, staff pana.StaffID, passkey string) error {
	names, err := v.Passkeys(ctx, staff)
	for _, name := range names {
		if err == nil && (passkey == "" || passkey == name) {
			err = v.setFurther(ctx, staff, name, slot{})
		}
	}
	return err
}
