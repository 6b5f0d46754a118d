package seal

import (
	"bytes"
	"context"
	"runtime/debug"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// AddPerson gives staff a key pair and a slot that name and passphrase open.
// With mayStart she can start the stopped house. It refuses a weak passphrase
// (see CheckOwn), someone who has a slot already ("seal.person.exists") and a
// name and passphrase that together are someone else's ("seal.slot.taken").
// After a failure it may be repeated. The caller clears the Identity.
func (v *Vault) AddPerson(ctx context.Context, staff pana.StaffID, name, passphrase string, mayStart bool) (*Identity, error) {
	const op = "seal.AddPerson"
	if staff == "" || staff[0] == '.' || len(staff) >= staffBytes {
		return nil, pana.Refuse(op, "staff", "seal.staff.id")
	}
	if err := CheckOwn(passphrase); err != nil {
		return nil, err
	}
	if foldName(name) == "" {
		return nil, pana.Refuse(op, "name", "seal.name.missing")
	}
	h, key, err := v.derive(ctx, name, passphrase)
	if err != nil {
		return nil, err
	}
	defer key.clear()
	id := &Identity{Staff: staff}
	var public []byte
	if id.seed, public, err = newPair(); err != nil {
		return nil, err
	}
	if mayStart {
		if id.page = v.PageKey(); id.page == nil {
			return nil, stopped(op)
		}
	}
	s, err := key.seal(h.Salt, id)
	if err != nil {
		return nil, err
	}
	err = v.update(ctx, func(tx *db.Tx) error {
		p, found, err := person(ctx, tx, staff)
		if err != nil {
			return err
		}
		// A row without a slot is what an interrupted AddPerson leaves behind.
		if found && v.hasSlot(h, p) {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "seal.person.exists"}
		}
		if h.find(s.No) >= 0 {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "seal.slot.taken"}
		}
		if err := v.forgetHolder(ctx, tx, staff); err != nil {
			return err
		}
		if err := putPerson(ctx, tx, personRow{Staff: string(staff), Public: public, Slot: v.hideSlots(staff, s.No)}); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	err = v.changeHouse(ctx, func(h *houseFile) error {
		h.drop(s.No)
		h.put(s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return id, v.EnsureSecond(ctx, staff)
}

// SignIn returns whom name and passphrase belong to, whether the house is
// started or not. Anything wrong is "signin.wrong", after the same work as for
// anything right; so is a passphrase of duress, which DuressOf tells apart. Two derivations run at once; whoever waits longer than ctx
// allows is told "signin.busy". The caller clears the Identity.
func (v *Vault) SignIn(ctx context.Context, name, passphrase string) (*Identity, error) {
	long := len(passphrase) > maxPassword || len(name) > maxPassword
	if long {
		name, passphrase = name[:min(len(name), maxPassword)], passphrase[:min(len(passphrase), maxPassword)]
	}
	h, key, err := v.derive(ctx, name, passphrase)
	if err != nil {
		return nil, err
	}
	defer key.clear()
	at := h.find(key.no[:])
	if at < 0 || long {
		return nil, wrong("seal.SignIn")
	}
	return key.open(h.Salt, h.Slots[at])
}

// RemovePerson takes away staff's slot and everything wrapped to her, at once,
// and marks the circles she knew to be turned. A half of a supervision or
// recovery key she kept is gone with it: see Supervisors. It is safe to repeat.
func (v *Vault) RemovePerson(ctx context.Context, staff pana.StaffID) error {
	var numbers []byte
	err := v.view(ctx, func(tx *db.Tx) error {
		p, found, err := person(ctx, tx, staff)
		if err != nil || !found {
			return err
		}
		if numbers, err = v.own.Key.Open(slotPlace(staff), p.Slot); err != nil {
			return err
		}
		more, err := v.furthers(ctx, tx, staff)
		for _, f := range more {
			numbers = append(numbers, f.No...)
		}
		return err
	})
	if err != nil {
		return err
	}
	// The slot goes first: from then on she cannot sign in, and a repetition
	// finds her row still there.
	if len(numbers) > 0 {
		err := v.changeHouse(ctx, func(h *houseFile) error {
			for no := range slices.Chunk(numbers, slotNo) {
				h.drop(no)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return v.update(ctx, func(tx *db.Tx) error {
		if err := v.forgetHolder(ctx, tx, staff); err != nil {
			return err
		}
		if err := deleteSecret(ctx, tx, furtherName(staff)); err != nil {
			return err
		}
		if err := deletePerson(ctx, tx, staff); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
}

// forgetHolder removes everything wrapped to staff.
func (v *Vault) forgetHolder(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	if err := staleCirclesOf(ctx, tx, staff); err != nil {
		return err
	}
	if err := deleteHolder(ctx, tx, staff); err != nil {
		return err
	}
	if err := deleteLoans(ctx, tx, staff); err != nil {
		return err
	}
	halves, err := supervisionsBy(ctx, tx, staff)
	if err != nil {
		return err
	}
	for _, s := range halves {
		if s.First == string(staff) {
			s.First, s.HalfOne = "", []byte{}
		}
		if s.Second == string(staff) {
			s.Second, s.HalfTwo = "", []byte{}
		}
		if err := putSupervision(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}

// PublicKey returns the public key of staff, or NotFound "seal.person.absent".
func (v *Vault) PublicKey(ctx context.Context, staff pana.StaffID) ([]byte, error) {
	var public []byte
	err := v.view(ctx, func(tx *db.Tx) error {
		p, found, err := person(ctx, tx, staff)
		if err == nil && !found {
			err = &pana.Error{Op: "seal.PublicKey", Kind: pana.NotFound, Say: "seal.person.absent"}
		}
		public = p.Public
		return err
	})
	return public, err
}

// settle makes id.seed the key that is in force, should a change of it have
// been interrupted. Someone no longer known is refused with "seal.gone".
func (v *Vault) settle(ctx context.Context, id *Identity) error {
	public, err := v.PublicKey(ctx, id.Staff)
	if err != nil {
		if pana.KindOf(err) == pana.NotFound {
			return gone("seal.settle")
		}
		return err
	}
	for range 2 {
		mine, err := id.seed.public()
		if err != nil {
			return err
		}
		if bytes.Equal(mine, public) {
			return nil
		}
		if id.spare == (seed{}) {
			break
		}
		id.seed, id.spare = id.spare, seed{}
	}
	return gone("seal.settle")
}

// derive does the slow work of a sign-in when its turn comes.
func (v *Vault) derive(ctx context.Context, name, passphrase string) (*houseFile, *slotKey, error) {
	select {
	case v.guesses <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, &pana.Error{Op: "seal.derive", Kind: pana.Conflict, Say: "signin.busy", Err: ctx.Err()}
	}
	defer func() {
		<-v.guesses
		// What a derivation used is large; give it back at once rather than
		// within minutes, since the house may have little.
		if len(v.guesses) == 0 && v.o.Cost.Memory > 16<<10 {
			debug.FreeOSMemory()
		}
	}()
	h, err := v.readHouse(ctx)
	if err != nil {
		return nil, nil, err
	}
	if h == nil {
		return nil, nil, unfounded("seal.derive")
	}
	return h, deriveSlot(h.Cost, h.Salt, name, passphrase), nil
}

// hideSlots seals the numbers of a person's slots under the house key, so that
// the store does not say which slot is whose.
func (v *Vault) hideSlots(staff pana.StaffID, numbers ...[]byte) []byte {
	return v.own.Key.Seal(slotPlace(staff), 1, slices.Concat(numbers...))
}

func (v *Vault) noteSlots(ctx context.Context, staff pana.StaffID, numbers ...[]byte) error {
	return v.update(ctx, func(tx *db.Tx) error {
		p, found, err := person(ctx, tx, staff)
		if err != nil {
			return err
		}
		if !found {
			return gone("seal.noteSlots")
		}
		p.Slot = v.hideSlots(staff, numbers...)
		return putPerson(ctx, tx, p)
	})
}

func (v *Vault) hasSlot(h *houseFile, p personRow) bool {
	numbers, err := v.own.Key.Open(slotPlace(pana.StaffID(p.Staff)), p.Slot)
	if err != nil {
		return true // not ours to overwrite
	}
	for no := range slices.Chunk(numbers, slotNo) {
		if h.find(no) >= 0 {
			return true
		}
	}
	return false
}

func slotPlace(staff pana.StaffID) Place {
	return Place{Table: "people", Row: string(staff), Field: "slot"}
}

func wrong(op string) error { return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "signin.wrong"} }

func gone(op string) error { return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "seal.gone"} }

// isStaff reports whether a holder is a person and not a key of the house.
func isStaff(holder string) bool { return !strings.HasPrefix(holder, ".") }
