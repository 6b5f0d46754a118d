package house

import (
	"context"
	"encoding/json"
	"os"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// DrawKit draws the three sheets of a kit. They are kept nowhere: whoever gets
// them prints them at once. Drawing anew before one was proven makes the sheets
// of before worthless. Once a kit is proven it is refused with
// "seal.recovery.burnt".
func (h *House) DrawKit(ctx context.Context) (sheets [3]string, number int, err error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepKit, policy.Subject{}); err != nil {
		return sheets, 0, err
	}
	if sheets, err = h.Vault.Kit(ctx); err != nil {
		return sheets, 0, err
	}
	marks, err := marksOf(sheets)
	if err != nil {
		return [3]string{}, 0, err
	}
	err = h.changeKit(ctx, findKit, func(tx *db.Tx, k *kitRow) error {
		k.Proven = 0
		k.Drawn, k.DrawnBy, k.Marks, number = db.Micros(tx.Now), pana.ActorFrom(ctx).Staff, marks, k.Number
		return nil
	})
	if err != nil {
		return [3]string{}, 0, err
	}
	return sheets, number, nil
}

func marksOf(sheets [3]string) (marks []byte, err error) {
	for _, s := range sheets {
		mark, err := seal.SheetMark(s)
		if err != nil {
			return nil, err
		}
		marks = append(marks, mark...)
	}
	return marks, nil
}

// ProveKit puts the drawn kit in force: two of its sheets, typed from the paper,
// restore a copy of every key of the house in a place of its own, which is gone
// afterwards. Only then is the copy of the recovery key in the house destroyed.
// It returns how many circles the sheets opened. Holders says who keeps which
// sheet, in the house's words; it may stay empty. A kit that takes the place of
// another (see RekeyKit) makes the sheets of that one worthless at this moment.
//
// It refuses what is mistyped, one sheet twice ("seal.kit.pair") and sheets of
// another drawing ("kit.other"); nothing has changed then, and it may be repeated.
func (h *House) ProveKit(ctx context.Context, one, two string, holders [3]string) (circles int, err error) {
	for i := range holders {
		if holders[i], err = optionalLine("house.ProveKit", "holder_"+string(rune('1'+i)), holders[i], 80); err != nil {
			return 0, err
		}
	}
	key, circles, err := h.tryKit(ctx, findDrawn, one, two)
	if err != nil {
		return 0, err
	}
	defer key.Clear()
	// Before the row says so: cut off in between, the new sheets work, and the
	// proof is asked for once more.
	anew, err := h.takeNext(ctx, key)
	if err != nil {
		return 0, err
	}
	err = h.changeKit(ctx, findDrawn, func(tx *db.Tx, k *kitRow) error {
		k.Proven, k.Drilled, k.Circles = db.Micros(tx.Now), db.Micros(tx.Now), circles
		text, err := json.Marshal(holders)
		if err != nil {
			return &pana.Error{Op: "house.ProveKit", Say: "db.failed", Err: err}
		}
		k.Holders, err = h.write(pana.StaffID(k.ID), "holders", k.Version+1, string(text))
		return err
	})
	if err != nil {
		return 0, err
	}
	if anew {
		h.turnAll(ctx)
	}
	// Last: cut off before this, the kit is proven and the copy goes with the
	// next proof. The other way round a house could be left without either.
	return circles, h.Vault.BurnRecovery(ctx, key)
}

// DrillKit is the same restore with the kit in force, to know that its sheets
// are still there and still readable. Nothing else changes.
func (h *House) DrillKit(ctx context.Context, one, two string) (circles int, err error) {
	key, circles, err := h.tryKit(ctx, findKit, one, two)
	if err != nil {
		return 0, err
	}
	defer key.Clear()
	loose, err := h.Vault.RecoveryLoose(ctx)
	if err == nil && loose {
		err = h.Vault.BurnRecovery(ctx, key)
	}
	if err != nil {
		return 0, err
	}
	return circles, h.changeKit(ctx, findKit, func(tx *db.Tx, k *kitRow) error {
		k.Drilled, k.Circles = db.Micros(tx.Now), circles
		if k.Proven == 0 {
			k.Proven = k.Drilled
		}
		return nil
	})
}

// openKit makes the key whole from two sheets of the kit that find returns.
func (h *House) openKit(ctx context.Context, find kitFinder, one, two string) (*seal.Recovery, error) {
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		k, _, err := find(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := sheetOf(k, "sheet_one", one); err != nil {
			return err
		}
		_, err = sheetOf(k, "sheet_two", two)
		return err
	})
	if err != nil {
		return nil, err
	}
	key, err := seal.OpenKit(one, two)
	if err != nil {
		return nil, pana.AtField(err, "sheet_two")
	}
	return key, nil
}

// tryKit makes the key whole from two sheets and restores with it.
func (h *House) tryKit(ctx context.Context, find kitFinder, one, two string) (*seal.Recovery, int, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepKit, policy.Subject{}); err != nil {
		return nil, 0, err
	}
	key, err := h.openKit(ctx, find, one, two)
	if err != nil {
		return nil, 0, err
	}
	dir := h.o.Dir
	if dir == "" {
		dir = os.TempDir() // the copy of the key store is encrypted there too
	}
	circles, err := h.Vault.TryRestore(ctx, key, dir, h.siteIDs())
	if err != nil {
		key.Clear()
		return nil, 0, err
	}
	return key, circles, nil
}

// A kitFinder is findKit or findDrawn.
type kitFinder func(ctx context.Context, tx *db.Tx) (kitRow, bool, error)

// changeKit changes a kit, or begins the first, with its trail line.
func (h *House) changeKit(ctx context.Context, find kitFinder, change func(*db.Tx, *kitRow) error) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepKit, policy.Subject{}); err != nil {
			return err
		}
		k, found, err := find(ctx, tx)
		if err != nil {
			return err
		}
		if !found {
			k = kitRow{ID: tx.ID(), Number: 1, Marks: []byte{}, Holders: []byte{}}
		}
		if err := change(tx, &k); err != nil {
			return err
		}
		if err := putKit(ctx, tx, k); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepKit, Object: k.ID})
	})
}
