package seal

import (
	"bytes"
	"context"
	"fmt"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// recoveryHolder is who holds what is wrapped to the recovery key.
const recoveryHolder = ".recovery"

func supervisionHolder(site pana.SiteID, turn int64) string {
	return fmt.Sprintf(".supervision/%s/%d", site, turn)
}

// NewSupervision makes the supervision key of site: first and second open it
// together, neither alone. In a one-person house second is empty and the
// recovery kit takes its part. Over an earlier key it puts a new one in its
// place and marks the site's circles to be turned; until they are, the earlier
// one opens nothing and only the recovery key stands behind them.
func (v *Vault) NewSupervision(ctx context.Context, site pana.SiteID, first, second pana.StaffID) error {
	if site == "" || first == "" || first == second {
		return pana.Refuse("seal.NewSupervision", "second", "seal.supervision.two")
	}
	return v.update(ctx, func(tx *db.Tx) error {
		old, _, err := supervisionOf(ctx, tx, site)
		if err != nil {
			return err
		}
		key, public, err := newPair()
		if err != nil {
			return err
		}
		defer clear(key[:])
		s := supervisionRow{Site: string(site), Turn: old.Turn + 1, Public: public, First: string(first), Second: string(second)}
		if err := v.split(ctx, tx, &s, key); err != nil {
			return err
		}
		if err := staleSite(ctx, tx, site); err != nil {
			return err
		}
		if err := deleteWraps(ctx, tx, supervisionHolder(site, old.Turn)); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
}

// split seals the two halves of a key to the two people of s and writes s.
func (v *Vault) split(ctx context.Context, tx *db.Tx, s *supervisionRow, key seed) error {
	recovery, err := v.recoveryPublic(ctx, tx)
	if err != nil {
		return err
	}
	return splitTo(ctx, tx, s, key, recovery)
}

// splitTo is split with the public recovery key that stands for a second person.
func splitTo(ctx context.Context, tx *db.Tx, s *supervisionRow, key seed, recovery []byte) error {
	one, two := key.halves()
	defer clear(one[:])
	defer clear(two[:])
	public, err := publicOf(ctx, tx, pana.StaffID(s.First))
	if err != nil {
		return err
	}
	if s.HalfOne, err = sealTo(public, s.about(1), one[:]); err != nil {
		return err
	}
	public = recovery
	if s.Second != "" {
		if public, err = publicOf(ctx, tx, pana.StaffID(s.Second)); err != nil {
			return err
		}
	}
	if s.HalfTwo, err = sealTo(public, s.about(2), two[:]); err != nil {
		return err
	}
	return putSupervision(ctx, tx, *s)
}

// about names one half of s; whoever keeps it is not part of the name, because
// she may get a new key.
func (s *supervisionRow) about(half int) []byte {
	return info("half", s.Site, fmt.Sprint(s.Turn), fmt.Sprint(half))
}

// Supervisors returns who keeps the halves of site's supervision key; an empty
// id is a half that left with someone, or that the recovery kit stands for. It
// is NotFound "seal.supervision.absent" if the site has none.
func (v *Vault) Supervisors(ctx context.Context, site pana.SiteID) (first, second pana.StaffID, err error) {
	err = v.view(ctx, func(tx *db.Tx) error {
		s, found, err := supervisionOf(ctx, tx, site)
		if err == nil && !found {
			err = &pana.Error{Op: "seal.Supervisors", Kind: pana.NotFound, Say: "seal.supervision.absent"}
		}
		first, second = pana.StaffID(s.First), pana.StaffID(s.Second)
		return err
	})
	return first, second, err
}

// Supervise returns a ring that opens every circle of site, the narrow ones
// too, to two people together: after an emergency, for a forgotten passphrase.
// Anyone but the two who keep the key is refused with "seal.supervise.two".
// The caller asks for a reason, writes the trail and tells those concerned.
func (v *Vault) Supervise(ctx context.Context, site pana.SiteID, first, second *Identity) (*Ring, error) {
	key, s, err := v.join(ctx, site, first, second)
	if err != nil {
		return nil, err
	}
	r := &Ring{vault: v, Staff: first.Staff, With: second.Staff, site: site, holder: supervisionHolder(site, s.Turn), seed: key}
	if err := r.load(ctx); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// join puts the two halves of a key together.
func (v *Vault) join(ctx context.Context, site pana.SiteID, first, second *Identity) (key seed, s supervisionRow, err error) {
	refuse := &pana.Error{Op: "seal.Supervise", Kind: pana.Forbidden, Say: "seal.supervise.two"}
	if first == nil || second == nil || first.Staff == second.Staff {
		return key, s, refuse
	}
	for _, id := range []*Identity{first, second} {
		if err := v.settle(ctx, id); err != nil {
			return key, s, err
		}
	}
	found := false
	err = v.view(ctx, func(tx *db.Tx) error {
		s, found, err = supervisionOf(ctx, tx, site)
		return err
	})
	if err != nil {
		return key, s, err
	}
	if s.First == string(second.Staff) {
		first, second = second, first
	}
	if !found || s.First != string(first.Staff) || s.Second != string(second.Staff) {
		return key, s, refuse
	}
	one, err := first.seed.open(s.about(1), s.HalfOne)
	if err != nil {
		return key, s, err
	}
	defer clear(one)
	two, err := second.seed.open(s.about(2), s.HalfTwo)
	if err != nil {
		return key, s, err
	}
	defer clear(two)
	key, ok := joined(one, two)
	public, err := key.public()
	if !ok || err != nil || !bytes.Equal(public, s.Public) {
		return key, s, damaged("seal.Supervise", err)
	}
	return key, s, nil
}
