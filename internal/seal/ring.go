package seal

import (
	"bytes"
	"context"
	"crypto/hpke"
	"slices"
	"sync"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Ring is what one signed-in person can open. It lives as long as a request
// and rests packed between requests; the Vault keeps none. It is safe for use
// by several goroutines.
type Ring struct {
	vault  *Vault
	Staff  pana.StaffID // whose it is; empty for the ring of nobody
	With   pana.StaffID // the second person of a supervised ring
	site   pana.SiteID  // the only site it opens; empty for all
	holder string       // whom its wraps are sealed to; empty for the ring of nobody

	mu        sync.Mutex
	seed      seed
	opener    hpke.PrivateKey // of seed, made when first needed
	tide      int64
	refreshed bool
	circles   map[Circle]*circleKeys
	sealers   map[place]*Sealer
}

// place is where data keys belong.
type place struct {
	site        pana.SiteID
	owner       Owner
	compartment pana.Compartment
}

// circleKeys are the epochs of a circle that a ring holds.
type circleKeys struct {
	newest int64
	epochs map[int64]*epochKeys
}

// epochKeys are the keys of one epoch of a circle.
type epochKeys struct {
	key     Key  // wraps data keys
	seed    seed // opens what outsiders sealed to the circle
	lasting Key  // stays when the circle turns
	opener  hpke.PrivateKey
}

func (k *epochKeys) bytes() []byte { return slices.Concat(k.key[:], k.seed[:], k.lasting[:]) }

func (k *epochKeys) clear() { *k = epochKeys{} }

func readEpochKeys(b []byte) (*epochKeys, error) {
	if len(b) != circleSecret {
		return nil, damaged("seal.readEpochKeys", nil)
	}
	return &epochKeys{key: Key(b[:32]), seed: seed(b[32:64]), lasting: Key(b[64:])}, nil
}

type ringKey struct{}

// WithRing returns a context whose acts seal and open with r.
func WithRing(ctx context.Context, r *Ring) context.Context {
	return context.WithValue(ctx, ringKey{}, r)
}

// RingFrom returns the ring of ctx, or nil for nobody.
func RingFrom(ctx context.Context) *Ring {
	r, _ := ctx.Value(ringKey{}).(*Ring)
	return r
}

// Ring opens every circle id is a member of. Someone taken out meanwhile is
// refused with "seal.gone".
func (v *Vault) Ring(ctx context.Context, id *Identity) (*Ring, error) {
	if err := v.settle(ctx, id); err != nil {
		return nil, err
	}
	r := &Ring{vault: v, Staff: id.Staff, holder: string(id.Staff), seed: id.seed}
	if err := r.load(ctx); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// Outsider returns the ring of nobody: it opens nothing, but what arrives while
// nobody is signed in can be sealed with it to the circles concerned.
func (v *Vault) Outsider() *Ring { return &Ring{vault: v, circles: map[Circle]*circleKeys{}} }

// Close overwrites the keys r holds. R is of no use afterwards.
func (r *Ring) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sealers {
		clear(s.keys)
	}
	r.drop()
	r.seed, r.opener, r.holder = seed{}, nil, ""
}

// drop forgets what was opened. Sealers that were handed out go on working.
func (r *Ring) drop() {
	for _, c := range r.circles {
		for _, k := range c.epochs {
			k.clear()
		}
	}
	r.circles, r.sealers = map[Circle]*circleKeys{}, nil
}

// Refreshed reports whether r differs from what was unpacked, so that its
// session packs it anew.
func (r *Ring) Refreshed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.refreshed
}

// Has reports whether r is a member of the circle.
func (r *Ring) Has(site pana.SiteID, compartment pana.Compartment) bool {
	_, ok := r.Circle(site, compartment)
	return ok
}

// Circle returns the circle's lasting key, from which keys for an index of its
// own are derived. It stays the same when the circle turns, so that no index
// need be made anew; that means someone who left could still test guesses
// against an index she carried off.
func (r *Ring) Circle(site pana.SiteID, compartment pana.Compartment) (Key, bool) {
	if r.fresh(context.Background()) != nil {
		return Key{}, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.circles[Circle{Site: site, Compartment: compartment}]
	if known == nil {
		return Key{}, false
	}
	return known.epochs[known.newest].lasting, true
}

// fresh opens r's circles anew if this process has changed any since, so that a
// ring in use loses a circle at once.
func (r *Ring) fresh(ctx context.Context) error {
	r.mu.Lock()
	old := r.holder != "" && r.tide < r.vault.tide.Load()
	r.mu.Unlock()
	if !old {
		return nil
	}
	return r.load(ctx)
}

// load opens every common circle wrapped to r's holder, anew.
func (r *Ring) load(ctx context.Context) error {
	return r.vault.view(ctx, func(tx *db.Tx) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.loadIn(ctx, tx)
	})
}

func (r *Ring) loadIn(ctx context.Context, tx *db.Tx) error {
	if r.holder == "" {
		return nil
	}
	now, err := tide(ctx, tx)
	if err != nil {
		return err
	}
	if err := r.still(ctx, tx); err != nil {
		return err
	}
	wraps, err := wrapsOf(ctx, tx, r.holder, "")
	if err != nil {
		return err
	}
	r.drop()
	for _, w := range wraps {
		if err := r.take(w); err != nil {
			return err
		}
	}
	r.tide, r.refreshed = now, true
	return nil
}

// still makes sure that r's key is the one in force for its holder.
func (r *Ring) still(ctx context.Context, tx *db.Tx) error {
	var public []byte
	var err error
	switch {
	case isStaff(r.holder):
		p, _, err := person(ctx, tx, pana.StaffID(r.holder))
		if err != nil {
			return err
		}
		public = p.Public
	case r.holder == recoveryHolder:
		if public, err = r.vault.recoveryPublic(ctx, tx); err != nil {
			return err
		}
	default:
		s, _, err := supervisionOf(ctx, tx, r.site)
		if err != nil {
			return err
		}
		public = s.Public
	}
	k, err := r.private()
	if err != nil {
		return err
	}
	if !bytes.Equal(public, k.PublicKey().Bytes()) {
		return gone("seal.Ring")
	}
	return nil
}

func (r *Ring) private() (hpke.PrivateKey, error) {
	if r.opener != nil {
		return r.opener, nil
	}
	k, err := r.seed.private()
	r.opener = k
	return k, err
}

// take opens one wrap into r.
func (r *Ring) take(w wrapRow) error {
	c := w.circle()
	if r.site != "" && c.Site != r.site {
		return nil
	}
	own, err := r.private()
	if err != nil {
		return err
	}
	plain, err := openPrivate(own, w.about(), w.Value)
	if err != nil {
		return err
	}
	defer clear(plain)
	k, err := readEpochKeys(plain)
	if err != nil {
		return err
	}
	r.put(c, w.Epoch, k)
	return nil
}

func (r *Ring) put(c Circle, epoch int64, k *epochKeys) {
	known := r.circles[c]
	if known == nil {
		known = &circleKeys{epochs: map[int64]*epochKeys{}}
		r.circles[c] = known
	}
	known.epochs[epoch] = k
	known.newest = max(known.newest, epoch)
}

// epoch returns r's keys of one epoch of c, or nil if it is not a member. What r
// does not hold yet, a narrow circle or a new epoch, it looks for in the store.
func (r *Ring) epoch(ctx context.Context, tx *db.Tx, c Circle, epoch int64) (*epochKeys, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.epochIn(ctx, tx, c, epoch)
}

func (r *Ring) epochIn(ctx context.Context, tx *db.Tx, c Circle, epoch int64) (*epochKeys, error) {
	if r.holder == "" {
		return nil, nil
	}
	if known := r.circles[c]; known != nil && known.epochs[epoch] != nil {
		return known.epochs[epoch], nil
	}
	w, found, err := wrapOf(ctx, tx, c, epoch, r.holder)
	if err != nil || !found {
		return nil, err
	}
	if err := r.take(w); err != nil {
		return nil, err
	}
	if c.Owner == "" {
		r.refreshed = true
	}
	if known := r.circles[c]; known != nil {
		return known.epochs[epoch], nil
	}
	return nil, nil
}

// Own returns a key that only the holder of this ring can make, for what she
// keeps to herself, such as a form half filled in. It lasts until she gets a new
// key pair. The ring of nobody has none.
func (r *Ring) Own(label string) (Key, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Staff == "" || r.seed == (seed{}) {
		return Key{}, false
	}
	k := Key(r.seed)
	defer clear(k[:])
	return k.Derive("own " + label), true
}
