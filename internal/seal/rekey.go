package seal

import (
	"bytes"
	"context"
	"encoding/json"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// nextHolder holds what is wrapped to a recovery key that is drawn and not yet
// proven. The key in force keeps its own wraps until then.
const nextHolder = ".recovery.next"

// Secrets of a recovery key that takes the place of another: the drawn one, and
// the page key sealed to the one in force, of which the key file has a copy.
const (
	nextSecret   = "recovery.next"
	rescueSecret = "recovery.rescue"
)

// A nextKey is a drawn recovery key: only its public half stays in the house.
type nextKey struct {
	Public []byte `json:"public"`
	Rescue []byte `json:"rescue"` // the page key, sealed to it
}

// DrawNext draws three sheets under a new recovery key. The present one stays in
// force until TakeNext. What old, the present key, opens is wrapped to the new one
// at once. Without old, when nobody can make it whole any more, that is what mine
// opens; the other circles wait until one of their members signs in and turns
// them (see NextPending). Drawing again makes the sheets of before worthless.
func (v *Vault) DrawNext(ctx context.Context, old *Recovery, mine *Ring) (sheets [3]string, err error) {
	opens := mine
	if old != nil {
		if err := v.checkRecovery(ctx, old); err != nil {
			return sheets, err
		}
		opens = &Ring{vault: v, holder: recoveryHolder, seed: old.seed}
		defer opens.Close()
	}
	if opens == nil {
		return sheets, recoveryWrong("seal.DrawNext")
	}
	if err := opens.load(ctx); err != nil {
		return sheets, err
	}
	key, public, err := newPair()
	if err != nil {
		return sheets, err
	}
	defer clear(key[:])
	page := v.PageKey()
	if page == nil {
		return sheets, stopped("seal.DrawNext")
	}
	defer clear(page[:])
	next := nextKey{Public: public}
	if next.Rescue, err = sealTo(public, info("page"), page[:]); err != nil {
		return sheets, err
	}
	text, err := json.Marshal(next)
	if err != nil {
		return sheets, err
	}
	err = v.update(ctx, func(tx *db.Tx) error {
		if err := deleteWraps(ctx, tx, nextHolder); err != nil {
			return err
		}
		if err := putSecret(ctx, tx, nextSecret, underPage(page).Seal(secretPlace(nextSecret), 1, text)); err != nil {
			return err
		}
		if err := opens.wrapAll(ctx, tx, public); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
	if err != nil {
		return sheets, err
	}
	// The file last: what it has and the store does not would never be tidied up.
	if err := v.changeHouse(ctx, func(h *houseFile) error { h.Next = next.Rescue; return nil }); err != nil {
		return sheets, err
	}
	return drawSheets(key), nil
}

// wrapAll wraps every circle r opens to the next recovery key; the others are
// marked to be turned, which wraps them.
func (r *Ring) wrapAll(ctx context.Context, tx *db.Tx, public []byte) error {
	all, err := allEpochs(ctx, tx)
	if err != nil {
		return err
	}
	for _, e := range all {
		c := Circle{pana.SiteID(e.Site), pana.Compartment(e.Compartment), Owner(e.Owner)}
		k, err := r.epoch(ctx, tx, c, e.Epoch)
		if err != nil {
			return err
		}
		if k == nil {
			err = staleEpoch(ctx, tx, c, e.Epoch)
		} else {
			err = wrapTo(ctx, tx, c, e.Epoch, k, nextHolder, public)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// NextPending reports whether a recovery key is drawn and not yet in force, and
// whether circles are left that it does not open yet.
func (v *Vault) NextPending(ctx context.Context) (drawn, pending bool, err error) {
	err = v.view(ctx, func(tx *db.Tx) error {
		next, err := v.next(ctx, tx)
		if err != nil || next == nil {
			return err
		}
		drawn = true
		pending, err = unwrapped(ctx, tx, nextHolder)
		return err
	})
	return drawn, pending, err
}

// TakeNext puts the drawn recovery key in force: what was wrapped to the one of
// before is gone, and every circle waits to be turned, because two old sheets and
// an old copy of the keys are as much as a member who left. First and second get
// the halves of the new key; in a one-person house second is empty and nobody
// does. Another key than the drawn one is refused with "seal.recovery.wrong", and
// one that does not open every circle yet with "seal.recovery.pending". A key that
// is in force already stays so: TakeNext may be repeated.
func (v *Vault) TakeNext(ctx context.Context, key *Recovery, first, second pana.StaffID) error {
	const op = "seal.TakeNext"
	public, err := key.seed.public()
	if err != nil {
		return recoveryWrong(op)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.page == nil {
		return stopped(op)
	}
	var own *HouseKeys
	err = v.db.Update(ctx, func(tx *db.Tx) error {
		next, err := v.next(ctx, tx)
		if err != nil {
			return err
		}
		if own, err = v.storedOwn(ctx, tx); err != nil {
			return err
		}
		if bytes.Equal(own.Recovery, public) {
			return nil
		}
		if next == nil || !bytes.Equal(next.Public, public) {
			return recoveryWrong(op)
		}
		if pending, err := unwrapped(ctx, tx, nextHolder); err != nil {
			return err
		} else if pending {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "seal.recovery.pending"}
		}
		own.Recovery = public
		return v.swap(ctx, tx, own, next, key, first, second)
	})
	if err != nil {
		return err
	}
	v.moves.Add(1)
	v.own.Clear()
	v.own = own
	return v.settleRescue(ctx)
}

// swap writes the new recovery key into the store in place of the old.
func (v *Vault) swap(ctx context.Context, tx *db.Tx, own *HouseKeys, next *nextKey, key *Recovery, first, second pana.StaffID) error {
	if err := putSecret(ctx, tx, "house", own.seal(v.page)); err != nil {
		return err
	}
	if err := putSecret(ctx, tx, rescueSecret, underPage(v.page).Seal(secretPlace(rescueSecret), 1, next.Rescue)); err != nil {
		return err
	}
	for _, name := range []string{nextSecret, "recovery"} {
		if err := deleteSecret(ctx, tx, name); err != nil {
			return err
		}
	}
	if err := promoteWraps(ctx, tx, nextHolder, recoveryHolder); err != nil {
		return err
	}
	if err := v.halvesAnew(ctx, tx, own, key, first, second); err != nil {
		return err
	}
	return v.rise(ctx, tx)
}

// halvesAnew splits the new recovery key to two people, and gives every site of
// which the recovery key keeps a half a new supervision key.
func (v *Vault) halvesAnew(ctx context.Context, tx *db.Tx, own *HouseKeys, key *Recovery, first, second pana.StaffID) error {
	old, _, err := supervisionOf(ctx, tx, "")
	if err != nil {
		return err
	}
	if err := deleteSupervision(ctx, tx, ""); err != nil {
		return err
	}
	if first != "" && second != "" && first != second {
		s := supervisionRow{Turn: old.Turn + 1, Public: own.Recovery, First: string(first), Second: string(second)}
		if err := splitTo(ctx, tx, &s, key.seed, own.Recovery); err != nil {
			return err
		}
	}
	lone, err := supervisionsBy(ctx, tx, "")
	if err != nil {
		return err
	}
	for _, s := range lone {
		if s.First == "" || s.Site == "" {
			continue
		}
		fresh, public, err := newPair()
		if err != nil {
			return err
		}
		s.Turn, s.Public = s.Turn+1, public
		err = splitTo(ctx, tx, &s, fresh, own.Recovery)
		clear(fresh[:])
		if err != nil {
			return err
		}
	}
	return staleAll(ctx, tx)
}

// next returns the drawn recovery key, or nil. Callers hold mu.
func (v *Vault) next(ctx context.Context, tx *db.Tx) (*nextKey, error) {
	sealed, found, err := secret(ctx, tx, nextSecret)
	if err != nil || !found {
		return nil, err
	}
	text, err := underPage(v.page).Open(secretPlace(nextSecret), sealed)
	if err != nil {
		return nil, err
	}
	n := new(nextKey)
	if err := json.Unmarshal(text, n); err != nil {
		return nil, storeDamaged("seal.next", err)
	}
	return n, nil
}

// settleRescue makes the key file say what the store says of the recovery key,
// should a power cut have come between the two. Callers hold mu.
func (v *Vault) settleRescue(ctx context.Context) error {
	var rescue, drawn []byte
	err := v.db.View(ctx, func(tx *db.Tx) error {
		next, err := v.next(ctx, tx)
		if err != nil {
			return err
		}
		if next != nil {
			drawn = next.Rescue
		}
		sealed, found, err := secret(ctx, tx, rescueSecret)
		if err != nil || !found {
			return err
		}
		rescue, err = underPage(v.page).Open(secretPlace(rescueSecret), sealed)
		return err
	})
	if err != nil {
		return err
	}
	h, err := v.readHouse(ctx)
	if err != nil || h == nil {
		return err
	}
	if (rescue == nil || bytes.Equal(h.Rescue, rescue)) && (h.Next == nil || bytes.Equal(h.Next, drawn)) {
		return nil
	}
	return v.changeHouse(ctx, func(h *houseFile) error {
		if rescue != nil {
			h.Rescue = rescue
		}
		if !bytes.Equal(h.Next, drawn) {
			h.Next = nil
		}
		return nil
	})
}

// InForce refuses a recovery key that is not, or not yet, the one of the house.
func (v *Vault) InForce(ctx context.Context, key *Recovery) error { return v.checkRecovery(ctx, key) }

// Refresh reads the keys of the house anew where another process may have put a
// new recovery key in force.
func (v *Vault) Refresh(ctx context.Context) error {
	if v.o.Postgres == "" {
		return nil
	}
	var own *HouseKeys
	err := v.view(ctx, func(tx *db.Tx) (err error) { own, err = v.storedOwn(ctx, tx); return err })
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.own == nil {
		own.Clear()
		return stopped("seal.Refresh")
	}
	v.own.Clear()
	v.own = own
	return nil
}

// storedOwn reads the keys of the house from the store. Callers hold mu.
func (v *Vault) storedOwn(ctx context.Context, tx *db.Tx) (*HouseKeys, error) {
	b, found, err := secret(ctx, tx, "house")
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, storeDamaged("seal.storedOwn", nil)
	}
	return openHouse(v.page, b)
}

// recoveryPublic is the public recovery key in force. On SQLite we are the only
// process at the store and know it. Callers hold mu.
func (v *Vault) recoveryPublic(ctx context.Context, tx *db.Tx) ([]byte, error) {
	if v.o.Postgres == "" {
		return v.own.Recovery, nil
	}
	own, err := v.storedOwn(ctx, tx)
	if err != nil {
		return nil, err
	}
	defer own.Clear()
	return own.Recovery, nil
}

// underPage is the key of what only a started house may read of its recovery.
func underPage(page *[32]byte) *Key {
	k := (*Key)(page).derive("recovery")
	return &k
}
