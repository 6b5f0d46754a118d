package seal

import (
	"crypto/hpke"
	"crypto/rand"
)

// The one suite of the house: ML-KEM-768 with X25519, so that what is copied
// today stays shut when the one or the other falls.
var (
	suiteKEM  = hpke.MLKEM768X25519()
	suiteKDF  = hpke.HKDFSHA256()
	suiteAEAD = hpke.ChaCha20Poly1305()
)

// A seed is the private half of a key pair: 32 bytes from which the rest is computed.
type seed [32]byte

func newPair() (seed, []byte, error) {
	var s seed
	rand.Read(s[:])
	public, err := s.public()
	return s, public, err
}

func (s *seed) private() (hpke.PrivateKey, error) { return suiteKEM.NewPrivateKey(s[:]) }

func (s *seed) public() ([]byte, error) {
	k, err := s.private()
	if err != nil {
		return nil, err
	}
	return k.PublicKey().Bytes(), nil
}

// sealTo seals plain to a public key. Info says what it is and for whom;
// without the same info it does not open.
func sealTo(public []byte, info, plain []byte) ([]byte, error) {
	k, err := suiteKEM.NewPublicKey(public)
	if err != nil {
		return nil, damaged("seal.sealTo", err)
	}
	return hpke.Seal(k, suiteKDF, suiteAEAD, info, plain)
}

// open opens what sealTo sealed to s.
func (s *seed) open(info, sealed []byte) ([]byte, error) {
	k, err := s.private()
	if err != nil {
		return nil, damaged("seal.open", err)
	}
	return openPrivate(k, info, sealed)
}

func openPrivate(k hpke.PrivateKey, info, sealed []byte) ([]byte, error) {
	plain, err := hpke.Open(k, suiteKDF, suiteAEAD, info, sealed)
	if err != nil {
		return nil, damaged("seal.open", nil)
	}
	return plain, nil
}

// info names what is sealed to someone: "pana/1 " and kind, then each part with its length.
func info(kind string, parts ...string) []byte {
	return lengthened([]byte("pana/1 "+kind+"\x00"), parts...)
}

// halves splits s into two halves of which each alone says nothing.
func (s *seed) halves() (one, two seed) {
	rand.Read(one[:])
	for i := range s {
		two[i] = s[i] ^ one[i]
	}
	return one, two
}

func joined(one, two []byte) (s seed, ok bool) {
	if len(one) != len(s) || len(two) != len(s) {
		return s, false
	}
	for i := range s {
		s[i] = one[i] ^ two[i]
	}
	return s, true
}
