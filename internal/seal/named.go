package seal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// NameOnly draws a narrow circle around an owner's compartments at site: from
// now on only members read them, with the site's supervision and the recovery
// key behind them. Done again it draws the circle anew around other members.
//
// What this ring opens moves into the narrow circle at once. Words of a
// compartment it is outside of are closed to everyone not named at once as well,
// by every ring, while their key moves when next a member of the common circle
// signs in (see TurnPending and Pending). Whoever is outside a narrow circle that
// is there already is refused with "seal.outside".
func (r *Ring) NameOnly(ctx context.Context, owner Owner, site pana.SiteID, compartments []pana.Compartment, members []pana.StaffID) error {
	const op = "seal.NameOnly"
	if owner == "" {
		return pana.Refuse(op, "owner", "seal.owner.missing")
	}
	if len(members) == 0 || slices.Contains(members, "") {
		return pana.Refuse(op, "members", "seal.named.missing")
	}
	if err := r.fresh(ctx); err != nil {
		return err
	}
	v := r.vault
	return v.update(ctx, func(tx *db.Tx) error {
		for _, compartment := range compartments {
			if err := r.nameOnly(ctx, tx, Circle{site, compartment, owner}, members); err != nil {
				return err
			}
		}
		return v.rise(ctx, tx)
	})
}

func (r *Ring) nameOnly(ctx context.Context, tx *db.Tx, c Circle, members []pana.StaffID) error {
	before, err := epochs(ctx, tx, c)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	epoch := int64(1)
	if len(before) > 0 {
		epoch = before[0].Epoch + 1
		mine, err := r.epochIn(ctx, tx, c, before[0].Epoch)
		if err != nil {
			return err
		}
		if mine == nil {
			return outside("seal.NameOnly")
		}
	}
	if err := deleteLoansOf(ctx, tx, c); err != nil {
		return err
	}
	k, err := r.vault.makeEpoch(ctx, tx, c, epoch, newKey(), members)
	if err != nil {
		return err
	}
	defer k.clear()
	live, err := epochs(ctx, tx, c)
	if err != nil {
		return err
	}
	rows, err := keysOf(ctx, tx, c.Site, []Owner{c.Owner}, []pana.Compartment{c.Compartment})
	if err != nil {
		return err
	}
	for _, row := range rows {
		err := r.move(ctx, tx, row, c, live[0])
		// Outside of the common circle the key stays for a member to move.
		if err != nil && (row.Named || pana.KindOf(err) != pana.Forbidden) {
			return err
		}
	}
	return dropEpochs(ctx, tx, c, epoch)
}

// Reopen lifts what NameOnly set: the owner's compartments are open to the
// common circles again. Only someone named can; anyone else is refused with
// "seal.outside". A compartment without a narrow circle stays as it is.
func (r *Ring) Reopen(ctx context.Context, owner Owner, site pana.SiteID, compartments []pana.Compartment) error {
	if err := r.fresh(ctx); err != nil {
		return err
	}
	v := r.vault
	return v.update(ctx, func(tx *db.Tx) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, compartment := range compartments {
			c := Circle{site, compartment, owner}
			narrow, err := epochs(ctx, tx, c)
			if err != nil {
				return err
			}
			if len(narrow) == 0 || owner == "" {
				continue
			}
			mine, err := r.epochIn(ctx, tx, c, narrow[0].Epoch)
			if err != nil {
				return err
			}
			if mine == nil {
				return outside("seal.Reopen")
			}
			common := Circle{Site: site, Compartment: compartment}
			live, err := epochs(ctx, tx, common)
			if err != nil {
				return err
			}
			if len(live) == 0 {
				return &pana.Error{Op: "seal.Reopen", Kind: pana.Invalid, Field: "site", Say: "seal.circle.absent"}
			}
			rows, err := keysOf(ctx, tx, site, []Owner{owner}, []pana.Compartment{compartment})
			if err != nil {
				return err
			}
			for _, row := range rows {
				if !row.Named {
					continue
				}
				if err := r.move(ctx, tx, row, common, live[0]); err != nil {
					return err
				}
			}
			if err := dropEpochs(ctx, tx, c, narrow[0].Epoch+1); err != nil {
				return err
			}
		}
		return v.rise(ctx, tx)
	})
}

// Named returns who is named for each of owner's compartments at site that has a
// narrow circle; none is an empty map.
func (v *Vault) Named(ctx context.Context, owner Owner, site pana.SiteID) (map[pana.Compartment][]pana.StaffID, error) {
	all := map[pana.Compartment][]pana.StaffID{}
	err := v.view(ctx, func(tx *db.Tx) error {
		named, err := namedOf(ctx, tx, site, []Owner{owner})
		if err != nil {
			return err
		}
		for c := range named {
			if all[c.Compartment], err = holders(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}
