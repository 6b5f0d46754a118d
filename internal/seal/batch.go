package seal

import (
	"context"
	"crypto/sha256"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Need says in which compartments a new owner is going to have words.
type Need struct {
	Owner        Owner
	Compartments []pana.Compartment
}

// A Batch seals the words of many new owners at one site. Its keys live only in
// it: Close it when the words are written.
type Batch struct {
	site pana.SiteID
	keys map[place]*Sealer
}

// NewOwners makes the data keys of owners who never had any, all in one commit,
// before it returns. It is what Prepare is for owners who are there already,
// without looking each of them up. Whoever is outside a circle gets keys that
// only its members open. An owner who has a key already is refused by the store;
// a site without a circle that is needed is "seal.circle.absent".
func (r *Ring) NewOwners(ctx context.Context, site pana.SiteID, needs []Need) (*Batch, error) {
	if err := r.fresh(ctx); err != nil {
		return nil, err
	}
	var b *Batch
	err := r.vault.update(ctx, func(tx *db.Tx) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		b = &Batch{site: site, keys: make(map[place]*Sealer, 4*len(needs))}
		live := map[pana.Compartment]epochRow{}
		rows := make([][]any, 0, 4*len(needs))
		made := db.Micros(tx.Now)
		for _, n := range needs {
			if n.Owner == "" {
				return pana.Refuse("seal.NewOwners", "owner", "seal.owner.missing")
			}
			for _, c := range n.Compartments {
				epoch, ok := live[c]
				if !ok {
					all, err := epochs(ctx, tx, Circle{Site: site, Compartment: c})
					if err != nil {
						return err
					}
					if len(all) == 0 {
						return &pana.Error{Op: "seal.NewOwners", Kind: pana.Invalid, Field: "site", Say: "seal.circle.absent"}
					}
					epoch = all[0]
					live[c] = epoch
				}
				row := keyRow{Owner: string(n.Owner), Site: string(site), Compartment: string(c), Number: 1, Epoch: epoch.Epoch}
				k := newKey()
				if err := r.wrap(ctx, tx, &row, k, epoch.Public); err != nil {
					return err
				}
				rows = append(rows, []any{row.Owner, row.Site, row.Compartment, row.Number, row.Named, row.Epoch, row.Outside, row.Value, made})
				b.keys[place{site, n.Owner, c}] = &Sealer{owner: n.Owner, keys: map[uint32]Key{1: k}, current: 1}
			}
		}
		return tx.InsertMany(ctx, "keys (owner, site, compartment, number, named, epoch, outside, value, made)", rows)
	})
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// An OwnedWord is a word and whose it is.
type OwnedWord struct {
	Owner Owner
	Word
}

// Put seals words of owners of b that are not there yet and writes them in tx.
// It returns the digest of each sealed value; a word without text has none. A
// word in a compartment that was not asked for is a fault of the caller.
func (b *Batch) Put(ctx context.Context, tx *db.Tx, words []OwnedWord) ([][sha256.Size]byte, error) {
	digests := make([][sha256.Size]byte, len(words))
	rows := make([][]any, 0, len(words))
	for i, w := range words {
		if w.Text == "" {
			continue
		}
		s := b.keys[place{b.site, w.Owner, w.Compartment}]
		if s == nil {
			return nil, closed("seal.Batch")
		}
		value := s.Seal(w.Table, w.Row, w.Field, 1, []byte(w.Text))
		digests[i] = sha256.Sum256(value)
		rows = append(rows, []any{string(b.site), string(w.Owner), w.Table, w.Row, w.Field, string(w.Compartment), int64(1), value})
	}
	return digests, tx.InsertMany(ctx, "words (site, owner, tbl, row, field, compartment, number, value)", rows)
}

// Close overwrites the keys of b. It is safe to repeat.
func (b *Batch) Close() {
	if b == nil {
		return
	}
	for _, s := range b.keys {
		clear(s.keys)
	}
	b.keys = nil
}

// ForgetAll destroys the data keys of owners whose words were never written, in
// one commit: those of an import that failed. It is safe to repeat.
func (v *Vault) ForgetAll(ctx context.Context, owners []Owner) error {
	return v.update(ctx, func(tx *db.Tx) error {
		for _, o := range owners {
			if o == "" {
				return pana.Refuse("seal.ForgetAll", "owner", "seal.owner.missing")
			}
			if err := forget(ctx, tx, o); err != nil {
				return err
			}
		}
		return v.rise(ctx, tx)
	})
}
