package seal

import (
	"context"
	"encoding/binary"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// MaxOwners is how many owners one call of Openers or Prepare takes.
const MaxOwners = 200

// A Sealer seals and opens an owner's words in one compartment at one site.
type Sealer struct {
	owner   Owner
	keys    map[uint32]Key  // that the ring opens
	shut    map[uint32]bool // that it does not
	made    map[uint32]bool // that it made from outside: it may write on with them
	current uint32          // what new words are sealed with; 0 if none
	closed  bool            // the ring is not in the circle in force
	lent    bool            // opened with a key that was lent: asked for anew each time
	moves   uint64
}

func (s *Sealer) make(number uint32) {
	if s.made == nil {
		s.made = map[uint32]bool{}
	}
	s.made[number] = true
}

// Closed reports whether the ring is outside the circle that keeps the owner's
// words here: it can write, and never read what others wrote.
func (s *Sealer) Closed() bool { return s.closed }

// Seal seals plain; the value begins with the number of its key. Number is the
// field's seal number.
func (s *Sealer) Seal(table, row, field string, number uint64, plain []byte) []byte {
	out := make([]byte, 4, 4+emptyBytes+len(plain))
	binary.BigEndian.PutUint32(out, s.current)
	return s.keys[s.current].appendSeal(out, Place{table, row, field, s.owner}, number, plain)
}

// Open opens a value sealed for this place. One whose key this ring cannot open
// is NotFound "seal.closed"; anything else that fails is "seal.damaged".
func (s *Sealer) Open(table, row, field string, sealed []byte) ([]byte, error) {
	if len(sealed) < 4 {
		return nil, damaged("seal.Open", nil)
	}
	number := binary.BigEndian.Uint32(sealed)
	k, ok := s.keys[number]
	switch {
	case ok:
		return k.Open(Place{table, row, field, s.owner}, sealed[4:])
	case s.shut[number]:
		return nil, closed("seal.Open")
	}
	return nil, damaged("seal.Open", nil)
}

// Key returns the number and the key that new words and files are sealed with.
// Whoever seals with it directly keeps the number beside what is sealed.
func (s *Sealer) Key() (uint32, Key) { return s.current, s.keys[s.current] }

// KeyOf returns the key of a number that Key gave.
func (s *Sealer) KeyOf(number uint32) (Key, bool) {
	k, ok := s.keys[number]
	return k, ok
}

// NewKey returns the data key of owner's compartment at site, made now if it is
// not there: with the first word. It is committed before NewKey returns. The
// ring is that of ctx; whoever is outside the circle gets a further key, sealed
// to it.
func (v *Vault) NewKey(ctx context.Context, owner Owner, site pana.SiteID, compartment pana.Compartment) (Key, error) {
	r := RingFrom(ctx)
	if r == nil {
		r = v.Outsider()
	}
	s, err := r.Sealer(ctx, owner, site, compartment)
	if err != nil {
		return Key{}, err
	}
	_, k := s.Key()
	return k, nil
}

// Sealer returns what seals, and opens as far as r can, owner's words in
// compartment at site. A key that is not there is made and committed first. A
// site without such a circle is refused with "seal.circle.absent".
func (r *Ring) Sealer(ctx context.Context, owner Owner, site pana.SiteID, compartment pana.Compartment) (*Sealer, error) {
	if err := r.Prepare(ctx, site, []Owner{owner}, compartment); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sealers[place{site, owner, compartment}], nil
}

// Opener is Sealer for reading: it makes no key. Where there is none, or none
// that r opens, it is NotFound "seal.closed": the two look the same.
func (r *Ring) Opener(ctx context.Context, owner Owner, site pana.SiteID, compartment pana.Compartment) (*Sealer, error) {
	all, err := r.Openers(ctx, []Owner{owner}, site, compartment)
	if err != nil {
		return nil, err
	}
	if s := all[owner]; s != nil {
		return s, nil
	}
	return nil, closed("seal.Opener")
}

// Openers is Opener for up to MaxOwners at once; owners r cannot open are left out.
func (r *Ring) Openers(ctx context.Context, owners []Owner, site pana.SiteID, compartment pana.Compartment) (map[Owner]*Sealer, error) {
	if err := r.know(ctx, site, owners, compartment); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make(map[Owner]*Sealer, len(owners))
	for _, o := range owners {
		if s := r.sealers[place{site, o, compartment}]; s != nil && !s.closed && len(s.keys) > 0 {
			all[o] = s
		}
	}
	return all, nil
}

// Closed returns which of compartments r cannot read of owner, whether or not
// there is anything in them.
func (r *Ring) Closed(ctx context.Context, owner Owner, site pana.SiteID, compartments ...pana.Compartment) ([]pana.Compartment, error) {
	if err := r.know(ctx, site, []Owner{owner}, compartments...); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []pana.Compartment
	for _, c := range compartments {
		if s := r.sealers[place{site, owner, c}]; s == nil || s.closed {
			list = append(list, c)
		}
	}
	return list, nil
}

// Prepare makes the data keys that are missing, for all owners and compartments
// in one commit. Whoever writes into several compartments, or about many owners,
// calls it first.
func (r *Ring) Prepare(ctx context.Context, site pana.SiteID, owners []Owner, compartments ...pana.Compartment) error {
	if slices.Contains(owners, "") {
		return pana.Refuse("seal.Prepare", "owner", "seal.owner.missing")
	}
	if err := r.know(ctx, site, owners, compartments...); err != nil {
		return err
	}
	var missing []place
	r.mu.Lock()
	for _, o := range owners {
		for _, c := range compartments {
			p := place{site, o, c}
			if s := r.sealers[p]; s == nil || s.current == 0 {
				missing = append(missing, p)
			}
		}
	}
	r.mu.Unlock()
	if len(missing) == 0 {
		return nil
	}
	var sealers map[place]*Sealer
	err := r.vault.update(ctx, func(tx *db.Tx) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		// Read again: someone else may have made them since, and a narrow
		// circle may have been drawn.
		var err error
		if sealers, _, err = r.read(ctx, tx, site, owners, compartments); err != nil {
			return err
		}
		for _, p := range missing {
			if s := sealers[p]; s.current == 0 {
				if err := r.make(ctx, tx, p, s); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.remember(sealers, r.vault.moves.Load())
	return nil
}

// make makes one data key under the circle in force.
func (r *Ring) make(ctx context.Context, tx *db.Tx, p place, s *Sealer) error {
	c := Circle{Site: p.site, Compartment: p.compartment, Owner: p.owner}
	live, err := epochs(ctx, tx, c)
	if err == nil && len(live) == 0 {
		c.Owner = ""
		live, err = epochs(ctx, tx, c)
	}
	if err != nil {
		return err
	}
	if len(live) == 0 {
		return &pana.Error{Op: "seal.Sealer", Kind: pana.Invalid, Field: "site", Say: "seal.circle.absent"}
	}
	number := uint32(1)
	for n := range s.keys {
		number = max(number, n+1)
	}
	for n := range s.shut {
		number = max(number, n+1)
	}
	row := keyRow{Owner: string(p.owner), Site: string(p.site), Compartment: string(p.compartment),
		Number: int64(number), Named: c.Owner != "", Epoch: live[0].Epoch}
	k := newKey()
	if err := r.wrap(ctx, tx, &row, k, live[0].Public); err != nil {
		return err
	}
	if err := putKey(ctx, tx, row); err != nil {
		return err
	}
	s.keys[number], s.current = k, number
	if row.Outside {
		s.make(number)
	}
	return nil
}

func closed(op string) error { return &pana.Error{Op: op, Kind: pana.NotFound, Say: "seal.closed"} }
