package seal

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// ChangePassphrase moves id's slot to a new name or passphrase, or both. With
// seen, someone else may know the old one: she gets a new key pair, everything
// of hers is wrapped anew, her other sessions end and her passkeys open nothing
// until she gives them her new keys. Her right to start the house stays as it is. A wrong old passphrase is "signin.wrong".
func (v *Vault) ChangePassphrase(ctx context.Context, id *Identity, oldName, oldPass, newName, newPass string, seen bool) error {
	const op = "seal.ChangePassphrase"
	if err := CheckOwn(newPass); err != nil {
		return err
	}
	if foldName(newName) == "" {
		return pana.Refuse(op, "name", "seal.name.missing")
	}
	if seen && oldPass == newPass {
		return pana.Refuse(op, "passphrase", "passphrase.same")
	}
	err := v.reslot(ctx, id, oldName, oldPass, newName, newPass, seen, func(*Identity) error { return nil })
	if err == nil && seen {
		err = v.DropPasskey(ctx, id.Staff, "")
	}
	return err
}

// SetStart gives id the right to start the stopped house, or takes it away. It
// asks for her passphrase, because the right is a key in her slot.
func (v *Vault) SetStart(ctx context.Context, id *Identity, name, passphrase string, may bool) error {
	return v.reslot(ctx, id, name, passphrase, name, passphrase, false, func(next *Identity) error {
		next.page = nil
		if may {
			if next.page = v.PageKey(); next.page == nil {
				return stopped("seal.SetStart")
			}
		}
		return nil
	})
}

// reslot writes id's slot anew. At every moment of it, cut off there, either the
// old or the new passphrase leads to a key that opens what is hers.
func (v *Vault) reslot(ctx context.Context, id *Identity, oldName, oldPass, newName, newPass string, seen bool, change func(*Identity) error) error {
	const op = "seal.reslot"
	h, oldKey, err := v.derive(ctx, oldName, oldPass)
	if err != nil {
		return err
	}
	defer oldKey.clear()
	at := h.find(oldKey.no[:])
	if at < 0 {
		return wrong(op)
	}
	now, err := oldKey.open(h.Salt, h.Slots[at])
	if err != nil {
		return err
	}
	defer now.Clear()
	if now.Staff != id.Staff {
		return wrong(op)
	}
	if err := v.settle(ctx, now); err != nil {
		return err
	}
	_, newKey, err := v.derive(ctx, newName, newPass)
	if err != nil {
		return err
	}
	defer newKey.clear()
	moved := newKey.no != oldKey.no
	if moved && h.find(newKey.no[:]) >= 0 {
		return &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "seal.slot.taken"}
	}
	next := &Identity{Staff: now.Staff, seed: now.seed}
	if now.page != nil {
		page := *now.page
		next.page = &page
	}
	if err := change(next); err != nil {
		return err
	}
	var public []byte
	if seen {
		next.spare = now.seed
		if next.seed, public, err = newPair(); err != nil {
			return err
		}
	}
	// Both slots are noted before either changes, so that a person taken out
	// just then leaves none behind.
	if err := v.noteSlots(ctx, id.Staff, oldKey.no[:], newKey.no[:]); err != nil {
		return err
	}
	put := func() error {
		s, err := newKey.seal(h.Salt, next)
		if err != nil {
			return err
		}
		return v.changeHouse(ctx, func(h *houseFile) error {
			if h.find(oldKey.no[:]) < 0 && h.find(newKey.no[:]) < 0 {
				return gone(op)
			}
			h.drop(oldKey.no[:])
			h.drop(newKey.no[:])
			h.put(s)
			return nil
		})
	}
	if err := put(); err != nil {
		return err
	}
	if seen {
		if err := v.update(ctx, func(tx *db.Tx) error { return v.repair(ctx, tx, next, public) }); err != nil {
			return err
		}
		next.spare = seed{}
		if err := put(); err != nil {
			return err
		}
	}
	id.Clear()
	*id = *next
	return v.noteSlots(ctx, id.Staff, newKey.no[:])
}

// repair wraps everything of a person to her new public key. What was lent to her
// is not: whoever saw her passphrase may have it.
func (v *Vault) repair(ctx context.Context, tx *db.Tx, id *Identity, public []byte) error {
	old, err := id.spare.private()
	if err != nil {
		return err
	}
	again := func(about, sealed []byte) ([]byte, error) {
		plain, err := openPrivate(old, about, sealed)
		if err != nil {
			return nil, err
		}
		defer clear(plain)
		return sealTo(public, about, plain)
	}
	if err := deleteLoans(ctx, tx, id.Staff); err != nil {
		return err
	}
	wraps, err := allWrapsOf(ctx, tx, string(id.Staff))
	if err != nil {
		return err
	}
	for _, w := range wraps {
		if w.Value, err = again(w.about(), w.Value); err != nil {
			return err
		}
		if err := putWrap(ctx, tx, w); err != nil {
			return err
		}
	}
	halves, err := supervisionsBy(ctx, tx, id.Staff)
	if err != nil {
		return err
	}
	for _, s := range halves {
		if s.First == string(id.Staff) && len(s.HalfOne) > 0 {
			if s.HalfOne, err = again(s.about(1), s.HalfOne); err != nil {
				return err
			}
		}
		if s.Second == string(id.Staff) && len(s.HalfTwo) > 0 {
			if s.HalfTwo, err = again(s.about(2), s.HalfTwo); err != nil {
				return err
			}
		}
		if err := putSupervision(ctx, tx, s); err != nil {
			return err
		}
	}
	p, found, err := person(ctx, tx, id.Staff)
	if err != nil {
		return err
	}
	if !found {
		return gone("seal.repair")
	}
	p.Public = public
	if err := putPerson(ctx, tx, p); err != nil {
		return err
	}
	return v.rise(ctx, tx)
}
