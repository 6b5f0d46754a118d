package seal

import (
	"context"
	"errors"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// turnBatch is how many data keys one transaction of a turn wraps anew.
const turnBatch = 500

// Pending returns the circles that wait to be turned by a member: someone left,
// a turn was cut off, or words of an owner still rest outside her narrow circle.
func (v *Vault) Pending(ctx context.Context) ([]Circle, error) {
	var list []Circle
	err := v.view(ctx, func(tx *db.Tx) (err error) {
		list, err = pending(ctx, tx)
		return err
	})
	return list, err
}

// Turn gives a circle new keys that whoever left never had, and wraps every data
// key under them; data keys themselves stay. It also turns the narrow circles of
// the same compartment and site that wait for it, as far as r is in them. A ring
// outside the circle is refused with "seal.outside". Each transaction leaves a
// store that works; Turn cut off goes on when repeated.
func (r *Ring) Turn(ctx context.Context, site pana.SiteID, compartment pana.Compartment) error {
	if err := r.turn(ctx, Circle{Site: site, Compartment: compartment}, true); err != nil {
		return err
	}
	_, err := r.turnPending(ctx, func(c Circle) bool { return c.Site == site && c.Compartment == compartment })
	return err
}

// TurnPending turns every circle that waits for it and that r is in, and says how
// many. It is called at each sign-in.
func (r *Ring) TurnPending(ctx context.Context) (int, error) {
	return r.turnPending(ctx, func(Circle) bool { return true })
}

func (r *Ring) turnPending(ctx context.Context, wanted func(Circle) bool) (int, error) {
	list, err := r.vault.Pending(ctx)
	if err != nil {
		return 0, err
	}
	turned := 0
	var failed error
	for _, c := range list {
		if !wanted(c) || r.site != "" && c.Site != r.site {
			continue
		}
		err := r.gather(ctx, c)
		if err == nil {
			err = r.turn(ctx, c, false)
		}
		switch {
		case err == nil:
			turned++
		case pana.KindOf(err) != pana.Forbidden: // outside: someone else's to turn
			failed = errors.Join(failed, err)
		}
	}
	return turned, failed
}

// turn turns c if it is stale or must be; it finishes a turn that was cut off.
func (r *Ring) turn(ctx context.Context, c Circle, must bool) error {
	if err := r.fresh(ctx); err != nil {
		return err
	}
	newest := int64(0)
	err := r.vault.update(ctx, func(tx *db.Tx) error {
		live, err := epochs(ctx, tx, c)
		if err != nil {
			return err
		}
		if len(live) == 0 {
			return outside("seal.Turn")
		}
		now, err := r.epoch(ctx, tx, c, live[0].Epoch)
		if err != nil {
			return err
		}
		if now == nil {
			return outside("seal.Turn")
		}
		newest = live[0].Epoch
		if !live[0].Stale && (len(live) > 1 || !must) {
			return nil
		}
		members, err := holders(ctx, tx, c)
		if err != nil {
			return err
		}
		newest++
		k, err := r.vault.makeEpoch(ctx, tx, c, newest, now.lasting, members)
		if err != nil {
			return err
		}
		k.clear()
		return r.vault.rise(ctx, tx)
	})
	if err != nil {
		return err
	}
	if err := r.moveUp(ctx, c, newest); err != nil {
		return err
	}
	return r.vault.update(ctx, func(tx *db.Tx) error {
		// A key made just before the new epoch came is moved by a repetition.
		left, err := keysBehind(ctx, tx, c, newest, "", 0, 1)
		if err != nil || len(left) > 0 {
			return err
		}
		if err := dropEpochs(ctx, tx, c, newest); err != nil {
			return err
		}
		return r.vault.rise(ctx, tx)
	})
}

// moveUp wraps the data keys of c that rest under older epochs under the newest.
// One that does not open stays where it is and is reported at the end.
func (r *Ring) moveUp(ctx context.Context, c Circle, newest int64) error {
	var owner string
	var number int64
	var failed error
	for {
		more := false
		err := r.vault.update(ctx, func(tx *db.Tx) error {
			rows, err := keysBehind(ctx, tx, c, newest, owner, number, turnBatch)
			if err != nil {
				return err
			}
			r.mu.Lock()
			defer r.mu.Unlock()
			for _, row := range rows {
				k, ok, err := r.unwrap(ctx, tx, &row)
				if err != nil && pana.KindOf(err) == pana.Internal && isDamage(err) {
					failed = err
					continue
				}
				if err != nil {
					return err
				}
				if !ok {
					return outside("seal.Turn")
				}
				now := row
				now.Epoch = newest
				if err := r.wrap(ctx, tx, &now, k, nil); err != nil {
					return err
				}
				if err := rewrapKey(ctx, tx, row, now); err != nil {
					return err
				}
			}
			if more = len(rows) == turnBatch; more {
				owner, number = rows[len(rows)-1].Owner, rows[len(rows)-1].Number
			}
			return nil
		})
		if err != nil {
			return err
		}
		if !more {
			return failed
		}
	}
}

// gather brings data keys that still rest under the common circle into the
// narrow circle c: whoever drew it could not open them.
func (r *Ring) gather(ctx context.Context, c Circle) error {
	if c.Owner == "" {
		return nil
	}
	return r.vault.update(ctx, func(tx *db.Tx) error {
		live, err := epochs(ctx, tx, c)
		if err != nil || len(live) == 0 {
			return err
		}
		rows, err := keysOf(ctx, tx, c.Site, []Owner{c.Owner}, []pana.Compartment{c.Compartment})
		if err != nil {
			return err
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, row := range rows {
			if row.Named {
				continue
			}
			if err := r.move(ctx, tx, row, c, live[0]); err != nil {
				return err
			}
		}
		return nil
	})
}

// move wraps one data key under another circle; r must be able to open it.
func (r *Ring) move(ctx context.Context, tx *db.Tx, row keyRow, to Circle, e epochRow) error {
	k, ok, err := r.unwrap(ctx, tx, &row)
	if err != nil {
		return err
	}
	if !ok {
		return outside("seal.move")
	}
	now := row
	now.Named, now.Epoch = to.Owner != "", e.Epoch
	if err := r.wrap(ctx, tx, &now, k, e.Public); err != nil {
		return err
	}
	return rewrapKey(ctx, tx, row, now)
}

func isDamage(err error) bool {
	e, ok := errors.AsType[*pana.Error](err)
	return ok && e.Say == "seal.damaged"
}
