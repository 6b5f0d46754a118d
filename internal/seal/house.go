package seal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hpke"
	"slices"
)

// HouseKeys are the keys of a started house: what it needs to work while nobody
// is signed in. None of them opens a word about a client.
type HouseKeys struct {
	Key      Key    // for staff names, second factors and tokens
	Watch    Key    // for tokens of names on the watch list
	Sign     Key    // seed of the Ed25519 key the house signs with; see Signer
	Letters  Key    // seed of the mailbox; see Mailbox
	Recovery []byte // the public recovery key
}

// House returns a copy of the house's keys, or "seal.stopped". Clear it after use.
func (v *Vault) House() (*HouseKeys, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.own == nil {
		return nil, stopped("seal.House")
	}
	own := *v.own
	return &own, nil
}

// Signer returns the key the house signs with.
func (h *HouseKeys) Signer() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(h.Sign[:]) }

// Mailbox returns the key that letters to the house are sealed to.
func (h *HouseKeys) Mailbox() (hpke.PrivateKey, error) { s := seed(h.Letters); return s.private() }

// Clear overwrites the keys h holds.
func (h *HouseKeys) Clear() {
	h.Key, h.Watch, h.Sign, h.Letters = Key{}, Key{}, Key{}, Key{}
}

// newHouse makes the keys of a house; loose is the private recovery key.
func newHouse() (own *HouseKeys, loose seed, err error) {
	loose, public, err := newPair()
	return &HouseKeys{Key: newKey(), Watch: newKey(), Sign: newKey(), Letters: newKey(), Recovery: public}, loose, err
}

func (h *HouseKeys) seal(page *[32]byte) []byte {
	plain := slices.Concat(h.Key[:], h.Watch[:], h.Sign[:], h.Letters[:], h.Recovery)
	defer clear(plain)
	return (*Key)(page).derive("house").Seal(secretPlace("house"), 1, plain)
}

func openHouse(page *[32]byte, sealed []byte) (*HouseKeys, error) {
	plain, err := (*Key)(page).derive("house").Open(secretPlace("house"), sealed)
	if err != nil || len(plain) <= 4*32 {
		return nil, storeDamaged("seal.openHouse", err)
	}
	defer clear(plain)
	h := new(HouseKeys)
	for i, k := range [][]byte{h.Key[:], h.Watch[:], h.Sign[:], h.Letters[:]} {
		copy(k, plain[i*32:])
	}
	h.Recovery = bytes.Clone(plain[4*32:])
	return h, nil
}

func secretPlace(name string) Place {
	return Place{Table: "secrets", Row: name, Field: "value"}
}
