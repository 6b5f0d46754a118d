package seal

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// An Admission is someone waiting to be let into a circle.
type Admission struct {
	Site        pana.SiteID      `db:"site"`
	Compartment pana.Compartment `db:"compartment"`
	Staff       pana.StaffID     `db:"staff"`
}

// circleSecret is what every member of a circle holds: the symmetric key and the
// private key of one epoch, and a key that stays when the circle turns.
const circleSecret = 3 * 32

// NewCircle makes the circle of compartment at site and wraps its keys to
// members, to the site's supervision key and to the recovery key. It refuses a
// circle that is there already ("seal.circle.exists") and a site without a
// supervision key ("seal.supervision.absent").
func (v *Vault) NewCircle(ctx context.Context, site pana.SiteID, compartment pana.Compartment, members ...pana.StaffID) error {
	c := Circle{Site: site, Compartment: compartment}
	if site == "" || compartment == "" {
		return pana.Refuse("seal.NewCircle", "site", "seal.circle.absent")
	}
	return v.update(ctx, func(tx *db.Tx) error {
		there, err := epochs(ctx, tx, c)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			return &pana.Error{Op: "seal.NewCircle", Kind: pana.Conflict, Say: "seal.circle.exists"}
		}
		k, err := v.makeEpoch(ctx, tx, c, 1, newKey(), members)
		if err != nil {
			return err
		}
		k.clear()
		return v.rise(ctx, tx)
	})
}

// makeEpoch makes new keys for c and wraps them to members, supervision and recovery.
func (v *Vault) makeEpoch(ctx context.Context, tx *db.Tx, c Circle, epoch int64, lasting Key, members []pana.StaffID) (*epochKeys, error) {
	s, found, err := supervisionOf(ctx, tx, c.Site)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &pana.Error{Op: "seal.makeEpoch", Kind: pana.Invalid, Field: "site", Say: "seal.supervision.absent"}
	}
	k := &epochKeys{key: newKey(), lasting: lasting}
	var public []byte
	if k.seed, public, err = newPair(); err != nil {
		return nil, err
	}
	if err := putEpoch(ctx, tx, c, epoch, public); err != nil {
		return nil, err
	}
	for _, staff := range members {
		public, err := publicOf(ctx, tx, staff)
		if err != nil {
			return nil, err
		}
		if err := wrapTo(ctx, tx, c, epoch, k, string(staff), public); err != nil {
			return nil, err
		}
	}
	if err := wrapTo(ctx, tx, c, epoch, k, supervisionHolder(c.Site, s.Turn), s.Public); err != nil {
		return nil, err
	}
	if public, err = v.recoveryPublic(ctx, tx); err != nil {
		return nil, err
	}
	if err := wrapTo(ctx, tx, c, epoch, k, recoveryHolder, public); err != nil {
		return nil, err
	}
	next, err := v.next(ctx, tx)
	if err != nil || next == nil {
		return k, err
	}
	return k, wrapTo(ctx, tx, c, epoch, k, nextHolder, next.Public)
}

// wrapTo wraps one epoch of c to a holder.
func wrapTo(ctx context.Context, tx *db.Tx, c Circle, epoch int64, k *epochKeys, holder string, public []byte) error {
	w := wrapRow{Site: string(c.Site), Compartment: string(c.Compartment), Owner: string(c.Owner), Epoch: epoch, Holder: holder}
	plain := k.bytes()
	defer clear(plain)
	var err error
	if w.Value, err = sealTo(public, w.about(), plain); err != nil {
		return err
	}
	return putWrap(ctx, tx, w)
}

// about names what is wrapped, and to whom. The next recovery key is meant as the
// one it will be.
func (w wrapRow) about() []byte {
	holder := w.Holder
	if holder == nextHolder {
		holder = recoveryHolder
	}
	return info("circle", w.Site, w.Compartment, w.Owner, strconv.FormatInt(w.Epoch, 10), holder)
}

// Members returns who may read compartment at site, in no order that means anything.
func (v *Vault) Members(ctx context.Context, site pana.SiteID, compartment pana.Compartment) ([]pana.StaffID, error) {
	var list []pana.StaffID
	err := v.view(ctx, func(tx *db.Tx) (err error) {
		list, err = holders(ctx, tx, Circle{Site: site, Compartment: compartment})
		return err
	})
	return list, err
}

// Ask notes that staff is to be let into a circle by the next member who can.
// It is safe to repeat; someone inside already does not wait.
func (v *Vault) Ask(ctx context.Context, site pana.SiteID, compartment pana.Compartment, staff pana.StaffID) error {
	return v.update(ctx, func(tx *db.Tx) error {
		if _, err := publicOf(ctx, tx, staff); err != nil {
			return err
		}
		return putWaiting(ctx, tx, Admission{site, compartment, staff})
	})
}

// Waiting returns who waits to be let into which circle.
func (v *Vault) Waiting(ctx context.Context) ([]Admission, error) {
	var list []Admission
	err := v.view(ctx, func(tx *db.Tx) (err error) {
		list, err = waiting(ctx, tx)
		return err
	})
	return list, err
}

// Admit lets staff into a circle this ring holds; any other is refused with
// "seal.outside". She reads what is there already. It is safe to repeat.
func (r *Ring) Admit(ctx context.Context, site pana.SiteID, compartment pana.Compartment, staff pana.StaffID) error {
	return r.AdmitTo(ctx, Circle{Site: site, Compartment: compartment}, staff)
}

// AdmitTo is Admit for any circle, also a narrow one. The caller knows that staff
// is one of those named for it.
func (r *Ring) AdmitTo(ctx context.Context, c Circle, staff pana.StaffID) error {
	v := r.vault
	if err := r.fresh(ctx); err != nil {
		return err
	}
	return v.update(ctx, func(tx *db.Tx) error {
		public, err := publicOf(ctx, tx, staff)
		if err != nil {
			return err
		}
		live, err := epochs(ctx, tx, c)
		if err != nil {
			return err
		}
		if len(live) == 0 {
			return outside("seal.Admit")
		}
		for _, e := range live {
			k, err := r.epoch(ctx, tx, c, e.Epoch)
			if err != nil {
				return err
			}
			if k == nil {
				return outside("seal.Admit")
			}
			if err := wrapTo(ctx, tx, c, e.Epoch, k, string(staff), public); err != nil {
				return err
			}
		}
		if c.Owner == "" {
			if err := deleteWaiting(ctx, tx, Admission{c.Site, c.Compartment, staff}); err != nil {
				return err
			}
		}
		return v.rise(ctx, tx)
	})
}

// Leave takes staff out of a circle, and out of the narrow circles of the same
// compartment and site, at once. They wait to be turned. It is safe to repeat.
func (v *Vault) Leave(ctx context.Context, site pana.SiteID, compartment pana.Compartment, staff pana.StaffID) error {
	return v.update(ctx, func(tx *db.Tx) error {
		if err := deleteWaiting(ctx, tx, Admission{site, compartment, staff}); err != nil {
			return err
		}
		if err := leave(ctx, tx, site, compartment, staff); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
}

func outside(op string) error { return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "seal.outside"} }
