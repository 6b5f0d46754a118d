package house

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Rekeying is what is typed to draw a kit in place of the one in force: two of
// its sheets, or what two people sign in with, or both.
type Rekeying struct {
	One, Two string
	Pair     Pair
}

// RekeyKit draws three sheets under a new recovery key, because a sheet left with
// somebody, was lost or was seen. The kit in force stays so until ProveKit is
// shown two of the new sheets. They are kept nowhere, as those of DrawKit.
//
// Two people who lead the house are needed. If they keep the halves of the
// recovery key, or type two sheets, the new kit opens everything at once; if not,
// it waits until somebody of every circle has signed in (see Kit.Waiting). Who
// leads the house alone needs two sheets ("kit.rekey.sheets"). A house without a
// kit is refused with "kit.rekey.none".
func (h *House) RekeyKit(ctx context.Context, r Rekeying) (sheets [3]string, number int, err error) {
	const op = "house.RekeyKit"
	if err := policy.Check(pana.ActorFrom(ctx), policy.RekeyKit, policy.Subject{}); err != nil {
		return sheets, 0, err
	}
	if missing, err := h.KitMissing(ctx); err != nil {
		return sheets, 0, err
	} else if missing {
		return sheets, 0, &pana.Error{Op: op, Kind: pana.Conflict, Say: "kit.rekey.none"}
	}
	old, second, err := h.presentKey(ctx, r)
	if err != nil {
		return sheets, 0, err
	}
	if old != nil {
		defer old.Clear()
	}
	if sheets, err = h.Vault.DrawNext(ctx, old, seal.RingFrom(ctx)); err != nil {
		return [3]string{}, 0, err
	}
	marks, err := marksOf(sheets)
	if err != nil {
		return [3]string{}, 0, err
	}
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.RekeyKit, policy.Subject{}); err != nil {
			return err
		}
		kit, _, err := findKit(ctx, tx)
		if err != nil {
			return err
		}
		k, found, err := findDrawn(ctx, tx)
		if err != nil {
			return err
		}
		if !found {
			k = kitRow{ID: tx.ID(), Number: kit.Number + 1, Holders: []byte{}}
		}
		k.Drawn, k.DrawnBy, k.Marks, number = db.Micros(tx.Now), pana.ActorFrom(ctx).Staff, marks, k.Number
		if err := putKit(ctx, tx, k); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RekeyKit, Object: string(second)})
	})
	if err != nil {
		return [3]string{}, 0, err
	}
	return sheets, number, nil
}

// presentKey makes the recovery key in force whole, or returns nil where two
// people are enough and neither sheets nor their halves do.
func (h *House) presentKey(ctx context.Context, r Rekeying) (key *seal.Recovery, second pana.StaffID, err error) {
	const op = "house.RekeyKit"
	alone, err := h.Alone(ctx, policy.RekeyKit)
	if err != nil {
		return nil, "", err
	}
	typed := r.One != "" || r.Two != ""
	switch {
	case alone && !typed:
		return nil, "", pana.Refuse(op, "sheet_one", "kit.rekey.sheets")
	case !alone && r.Pair.Second.Name == "":
		return nil, "", pana.Refuse(op, "name", "kit.rekey.second")
	}
	if typed { // first: what was mistyped costs no guess at a passphrase
		if key, err = h.openKit(ctx, findKit, r.One, r.Two); err != nil || alone {
			return key, "", err
		}
	}
	first, other, actor, err := h.twoPeople(ctx, policy.RekeyKit, r.Pair)
	defer clearAll(first, other)
	if err == nil && key == nil {
		if key, err = h.Vault.Recovery(ctx, first, other); says(err, "seal.supervise.two") {
			err = nil // the halves are with others, or nobody has them any more
		}
	}
	if err != nil && key != nil {
		key.Clear()
		key = nil
	}
	return key, actor.Staff, err
}

// takeNext puts a kit that was drawn in place of another in force, now that its
// sheets are proven; it reports whether there was one.
func (h *House) takeNext(ctx context.Context, key *seal.Recovery) (bool, error) {
	drawn, _, err := h.Vault.NextPending(ctx)
	if err != nil || !drawn {
		return false, err
	}
	heads, err := h.heads(ctx)
	if err != nil {
		return false, err
	}
	first, second, _ := pair("", "", heads)
	if second == "" {
		first = ""
	}
	return true, h.Vault.TakeNext(ctx, key, first, second)
}

// turnAll turns what the actor can turn, and leaves no page of the key store that
// still has what was wrapped to the key of before.
func (h *House) turnAll(ctx context.Context) {
	if ring := seal.RingFrom(ctx); ring != nil {
		if _, err := ring.TurnPending(ctx); err != nil {
			h.log.Error("turn the circles of the kit of before", "err", err)
		}
	}
	if err := h.Vault.Rotate(ctx); err != nil {
		h.log.Error("write the key store anew", "err", err)
	}
}

// LoseKit notes that a sheet was lost or seen: Today asks for a new kit from then on.
func (h *House) LoseKit(ctx context.Context) error {
	return h.changeKit(ctx, findKit, func(tx *db.Tx, k *kitRow) error {
		if k.Proven == 0 {
			return &pana.Error{Op: "house.LoseKit", Kind: pana.Conflict, Say: "kit.rekey.none"}
		}
		k.Anew = AnewLost
		return nil
	})
}

// sheetLeft notes that the kit must be made anew, if staff, who is leaving, keeps
// a sheet of it or leads the house: who led has had a half of its key.
func (h *House) sheetLeft(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	r, found, err := findKit(ctx, tx)
	if err != nil || !found || r.Proven == 0 || r.Anew != "" {
		return err
	}
	kit, err := h.kit(r)
	if err != nil {
		return err
	}
	name, err := h.StaffName(ctx, tx, staff)
	if err != nil {
		return err
	}
	held, err := findHeld(ctx, tx, staff)
	if err != nil {
		return err
	}
	led := slices.ContainsFunc(held, leads)
	keeps := slices.ContainsFunc(kit.Holders[:], func(who string) bool { return strings.Contains(fold(who), fold(name)) })
	if !led && !keeps {
		return nil
	}
	r.Anew = AnewLeft
	return putKit(ctx, tx, r)
}
