package seal

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// wrap wraps k under the circle of row: its symmetric key if r holds it, else
// its public key.
func (r *Ring) wrap(ctx context.Context, tx *db.Tx, row *keyRow, k Key, public []byte) error {
	e, err := r.epochIn(ctx, tx, row.circle(), row.Epoch)
	if err != nil {
		return err
	}
	if row.Outside = e == nil; row.Outside {
		row.Value, err = sealTo(public, row.about(), k[:])
		return err
	}
	row.Value = e.key.Seal(row.place(), 1, k[:])
	return nil
}

// unwrap opens the key of row, or reports false if r is not in its circle.
func (r *Ring) unwrap(ctx context.Context, tx *db.Tx, row *keyRow) (Key, bool, error) {
	e, err := r.epochIn(ctx, tx, row.circle(), row.Epoch)
	if err != nil || e == nil {
		return Key{}, false, err
	}
	var plain []byte
	if row.Outside {
		if e.opener == nil {
			if e.opener, err = e.seed.private(); err != nil {
				return Key{}, false, err
			}
		}
		plain, err = openPrivate(e.opener, row.about(), row.Value)
	} else {
		plain, err = e.key.Open(row.place(), row.Value)
	}
	if err == nil && len(plain) != len(Key{}) {
		err = damaged("seal.unwrap", nil)
	}
	if err != nil {
		return Key{}, false, err
	}
	defer clear(plain)
	return Key(plain), true, nil
}

// place binds a wrapped data key to what it is the key of.
func (k *keyRow) place() Place {
	return Place{Table: "keys", Row: k.Site + "/" + k.Compartment, Field: strconv.FormatInt(k.Number, 10), Owner: Owner(k.Owner)}
}

func (k *keyRow) about() []byte {
	return info("data key", k.Site, k.Compartment, k.Owner, strconv.FormatInt(k.Number, 10))
}

// know reads the data keys of owners that r does not know yet, or knew before
// something changed.
func (r *Ring) know(ctx context.Context, site pana.SiteID, owners []Owner, compartments ...pana.Compartment) error {
	if len(owners) > MaxOwners {
		return &pana.Error{Op: "seal.know", Kind: pana.Internal, Say: "seal.owners"}
	}
	if err := r.fresh(ctx); err != nil {
		return err
	}
	moves := r.vault.moves.Load()
	var ask []Owner
	r.mu.Lock()
	for _, o := range owners {
		for _, c := range compartments {
			if s := r.sealers[place{site, o, c}]; s == nil || s.moves != moves || s.lent {
				ask = append(ask, o)
				break
			}
		}
	}
	r.mu.Unlock()
	if len(ask) == 0 {
		return nil
	}
	var sealers map[place]*Sealer
	var inside []rewrap
	err := r.vault.view(ctx, func(tx *db.Tx) (err error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		sealers, inside, err = r.read(ctx, tx, site, ask, compartments)
		return err
	})
	if err != nil {
		return err
	}
	r.remember(sealers, moves)
	if len(inside) > 0 {
		// The first member to open what an outsider sealed puts it under the
		// circle's own key. Reading goes on where that cannot be written, as on
		// a full disk: the next reader tries again.
		_ = r.vault.rewrap(ctx, inside)
	}
	return nil
}

func (r *Ring) remember(sealers map[place]*Sealer, moves uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sealers == nil || len(r.sealers) > 16*MaxOwners {
		r.sealers = make(map[place]*Sealer, len(sealers))
	}
	for p, s := range sealers {
		s.moves = moves
		r.sealers[p] = s
	}
}

// A rewrap is a key that gets a wrap in place of another.
type rewrap struct{ old, now keyRow }

func (v *Vault) rewrap(ctx context.Context, list []rewrap) error {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.page == nil {
		return stopped("seal.rewrap")
	}
	return v.db.Update(ctx, func(tx *db.Tx) error {
		for _, w := range list {
			if err := rewrapKey(ctx, tx, w.old, w.now); err != nil {
				return err
			}
		}
		return nil
	})
}

// read makes the sealers of owners in compartments, as far as r opens their keys.
func (r *Ring) read(ctx context.Context, tx *db.Tx, site pana.SiteID, owners []Owner, compartments []pana.Compartment) (map[place]*Sealer, []rewrap, error) {
	named, err := namedOf(ctx, tx, site, owners)
	if err != nil {
		return nil, nil, err
	}
	rows, err := keysOf(ctx, tx, site, owners, compartments)
	if err != nil {
		return nil, nil, err
	}
	sealers := make(map[place]*Sealer, len(owners)*len(compartments))
	for _, o := range owners {
		for _, c := range compartments {
			in, err := r.inside(ctx, tx, Circle{site, c, o}, named[Circle{site, c, o}])
			if err != nil {
				return nil, nil, err
			}
			sealers[place{site, o, c}] = &Sealer{owner: o, closed: !in, keys: map[uint32]Key{}}
		}
	}
	var again []rewrap
	for _, row := range rows {
		p := place{site, Owner(row.Owner), pana.Compartment(row.Compartment)}
		s, n := sealers[p], uint32(row.Number)
		k, ok := Key{}, false
		if !s.closed {
			if k, ok, err = r.unwrap(ctx, tx, &row); err != nil {
				return nil, nil, err
			}
		}
		if ok && row.Outside {
			now := row
			if err := r.wrap(ctx, tx, &now, k, nil); err != nil {
				return nil, nil, err
			}
			again = append(again, rewrap{row, now})
		}
		// What r made from outside it may go on writing with.
		if before := r.sealers[p]; !ok && before != nil && before.made[n] && row.Outside {
			k, ok = before.keys[n], true
			s.make(n)
		}
		if ok {
			s.keys[n], s.current = k, n
		} else {
			if s.shut == nil {
				s.shut = map[uint32]bool{}
			}
			s.shut[n] = true
		}
	}
	return sealers, again, r.lent(ctx, tx, site, sealers)
}

// inside reports whether r is in the circle in force for c.Owner: her narrow
// one if she has one, else the common one.
func (r *Ring) inside(ctx context.Context, tx *db.Tx, c Circle, named bool) (bool, error) {
	if !named {
		if c.Owner = ""; r.circles[c] != nil {
			return true, nil
		}
	} else if r.circles[c] != nil {
		return true, nil
	}
	if r.holder == "" {
		return false, nil
	}
	w, found, err := newestWrapOf(ctx, tx, c, r.holder)
	if err != nil || !found {
		return false, err
	}
	if err := r.take(w); err != nil {
		return false, err
	}
	return r.circles[c] != nil, nil
}
