package seal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// SheetMark returns what a house may keep of a printed sheet to know it again:
// a digest that says nothing about the share on it, which is 256 random bits.
// Words that are no sheet are refused as CheckSheet does.
func SheetMark(words string) ([]byte, error) {
	b, err := readSheet(words)
	if err != nil {
		return nil, err
	}
	defer clear(b)
	sum := sha256.Sum256(append([]byte("pana/1 sheet"), b...))
	return sum[:], nil
}

// Fits reports whether key opens this house: it needs no started house and
// changes nothing.
func (v *Vault) Fits(ctx context.Context, key *Recovery) (bool, error) {
	h, err := v.readHouse(ctx)
	if err != nil || h == nil {
		return false, err
	}
	page := h.rescue(key)
	defer clear(page)
	return page != nil, nil
}

// TryRestore restores a copy of the key store with the recovery key alone, in a
// new folder inside dir that is gone again when it returns: it starts the copy,
// finds the keys of this house in it, and opens every circle of sites with it.
// It returns how many circles there were. A key that does not do all of this is
// refused with "seal.recovery.wrong"; nothing of the house itself is touched.
func (v *Vault) TryRestore(ctx context.Context, key *Recovery, dir string, sites []pana.SiteID) (circles int, err error) {
	const op = "seal.TryRestore"
	aside, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return 0, &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.store.folder", Err: err}
	}
	defer os.RemoveAll(aside)
	var copied bytes.Buffer // every key in it is wrapped
	if err := v.Dump(ctx, &copied); err != nil {
		return 0, err
	}
	o := StoreOptions{Dir: filepath.Join(aside, "keys"), Clock: v.o.Clock, Cost: v.o.Cost}
	if err := LoadStore(ctx, o, &copied); err != nil {
		return 0, err
	}
	other, err := OpenStore(ctx, o)
	if err != nil {
		return 0, err
	}
	defer other.Close()
	if err := other.StartWith(ctx, key); err != nil {
		return 0, err
	}
	same, err := sameHouse(v, other)
	if err != nil {
		return 0, err
	}
	if !same {
		return 0, recoveryWrong(op)
	}
	if drawn, _, err := other.NextPending(ctx); err != nil {
		return 0, err
	} else if drawn && other.InForce(ctx, key) != nil {
		// As it will be once this key is the one in force.
		if err := other.TakeNext(ctx, key, "", ""); err != nil {
			return 0, err
		}
	}
	for _, site := range sites {
		n, err := other.rescueAll(ctx, site, key)
		if err != nil {
			return 0, err
		}
		circles += n
	}
	return circles, nil
}

func sameHouse(a, b *Vault) (bool, error) {
	one, err := a.House()
	if err != nil {
		return false, err
	}
	defer one.Clear()
	two, err := b.House()
	if err != nil {
		return false, err
	}
	defer two.Clear()
	return one.Key == two.Key && one.Watch == two.Watch && one.Sign == two.Sign && one.Letters == two.Letters, nil
}

// rescueAll opens every epoch of every circle of site, the narrow ones too, and
// counts them.
func (v *Vault) rescueAll(ctx context.Context, site pana.SiteID, key *Recovery) (n int, err error) {
	r, err := v.Rescue(ctx, site, key, "")
	if err != nil {
		return 0, err
	}
	defer r.Close()
	err = v.view(ctx, func(tx *db.Tx) error {
		all, err := allWrapsOf(ctx, tx, recoveryHolder)
		if err != nil {
			return err
		}
		for _, w := range all {
			if w.Site != string(site) {
				continue
			}
			k, err := r.epoch(ctx, tx, w.circle(), w.Epoch)
			if err != nil {
				return err
			}
			if k == nil {
				return recoveryWrong("seal.TryRestore")
			}
			n++
		}
		return nil
	})
	return n, err
}

// KnownTo returns every circle of which something is wrapped to staff, the
// narrow ones of single owners too.
func (v *Vault) KnownTo(ctx context.Context, staff pana.StaffID) ([]Circle, error) {
	var list []Circle
	err := v.view(ctx, func(tx *db.Tx) error {
		list = nil
		wraps, err := allWrapsOf(ctx, tx, string(staff))
		for _, w := range wraps {
			if c := w.circle(); len(list) == 0 || list[len(list)-1] != c {
				list = append(list, c)
			}
		}
		return err
	})
	return list, err
}
