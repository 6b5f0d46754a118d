package seal

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"golang.org/x/crypto/chacha20poly1305"

	"example.org/pana"
)

// Pack seals r under a secret that only its owner's browser holds and under the
// house's own key, to rest between requests: whoever can write into the database
// cannot make a session of his own. Narrow circles are not packed; they are
// opened when needed. While the house is stopped it packs nothing.
func (r *Ring) Pack(secret [32]byte) []byte {
	key, err := r.vault.packKey(secret)
	if err != nil {
		return []byte{}
	}
	defer clear(key[:])
	r.mu.Lock()
	defer r.mu.Unlock()
	b := make([]byte, 0, 512+len(r.circles)*192)
	defer func() { clear(b[:cap(b)]) }()
	b = append(b, r.seed[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.tide))
	b = lengthened(b, string(r.Staff), string(r.With), string(r.site), r.holder)
	for c, known := range r.circles {
		if c.Owner != "" {
			continue
		}
		for epoch, k := range known.epochs {
			b = lengthened(b, string(c.Site), string(c.Compartment))
			b = binary.BigEndian.AppendUint64(b, uint64(epoch))
			b = append(b, k.key[:]...)
			b = append(b, k.seed[:]...)
			b = append(b, k.lasting[:]...)
		}
	}
	r.refreshed = false
	out := make([]byte, 1+chacha20poly1305.NonceSizeX, 1+chacha20poly1305.NonceSizeX+len(b)+tagBytes)
	out[0] = version
	rand.Read(out[1:])
	aead, _ := chacha20poly1305.NewX(key[:])
	defer wipe(aead)
	return aead.Seal(out, out[1:], b, []byte("pana/1 ring"))
}

// Unpack opens what Pack sealed. When circles or people have changed since, it
// opens them anew, so whoever was taken out of a circle has it no longer; see
// Refreshed. A wrong secret or a changed blob is "seal.session", someone taken
// out altogether "seal.gone", a stopped house "seal.stopped".
func (v *Vault) Unpack(secret [32]byte, blob []byte) (*Ring, error) {
	// Knowing the count takes no time on SQLite; on PostgreSQL it is one short query.
	ctx := context.Background()
	now, err := v.currentTide(ctx)
	if err != nil {
		return nil, err
	}
	const head = 1 + chacha20poly1305.NonceSizeX
	refuse := &pana.Error{Op: "seal.Unpack", Kind: pana.Forbidden, Say: "seal.session"}
	if len(blob) < head+tagBytes || blob[0] != version {
		return nil, refuse
	}
	key, err := v.packKey(secret)
	if err != nil {
		return nil, err
	}
	defer clear(key[:])
	aead, _ := chacha20poly1305.NewX(key[:])
	defer wipe(aead)
	plain, err := aead.Open(nil, blob[1:head], blob[head:], []byte("pana/1 ring"))
	if err != nil {
		return nil, refuse
	}
	defer clear(plain)
	r, ok := readRing(plain)
	if !ok {
		return nil, refuse
	}
	r.vault = v
	if r.tide != now {
		if err := r.load(ctx); err != nil {
			r.Close()
			return nil, err
		}
	}
	return r, nil
}

// packKey is the key of a packed ring. It needs both the secret of the browser
// and the key of the house; neither alone opens or makes one.
func (v *Vault) packKey(secret [32]byte) (Key, error) {
	own, err := v.House()
	if err != nil {
		return Key{}, err
	}
	defer own.Clear()
	k := own.Key.Derive("packed rings")
	defer clear(k[:])
	m := hmac.New(sha256.New, k[:])
	m.Write(secret[:])
	return Key(m.Sum(nil)), nil
}

// readRing reads the inside of a packed ring.
func readRing(b []byte) (*Ring, bool) {
	p := parser{rest: b}
	r := &Ring{circles: map[Circle]*circleKeys{}}
	copy(r.seed[:], p.take(32))
	r.tide = int64(p.number())
	r.Staff, r.With = pana.StaffID(p.text()), pana.StaffID(p.text())
	r.site, r.holder = pana.SiteID(p.text()), p.text()
	for !p.bad && len(p.rest) > 0 {
		c := Circle{Site: pana.SiteID(p.text()), Compartment: pana.Compartment(p.text())}
		epoch := int64(p.number())
		if k, err := readEpochKeys(p.take(circleSecret)); err == nil {
			r.put(c, epoch, k)
		}
	}
	return r, !p.bad
}

// A parser takes the parts of a byte string one by one; too short a string makes it bad.
type parser struct {
	rest []byte
	bad  bool
}

func (p *parser) take(n int) []byte {
	if p.bad || n < 0 || n > len(p.rest) {
		p.bad = true
		return nil
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b
}

func (p *parser) number() uint64 {
	if b := p.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (p *parser) text() string {
	if b := p.take(4); b != nil {
		return string(p.take(int(binary.BigEndian.Uint32(b))))
	}
	return ""
}
