// Package seal keeps people's keys, circles and client keys, and seals and opens with them.
//
// Every secret is wrapped to people. A member of staff has a key pair, opened by
// her passphrase. A circle of people may read one compartment at one site. An
// owner (a client, a request, whatever has words of its own) has a data key for
// each compartment, which rests under the circle's key. The Vault keeps all of
// that apart from the data; a Ring is what one signed-in person can open.
//
// Keys live in fixed arrays and are overwritten when their time is over. That is
// the best a garbage-collected program can do: the runtime may have copied one on
// the way. A host that is taken while in use cannot be defended.
package seal

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"golang.org/x/crypto/chacha20poly1305"

	"example.org/pana"
)

// An Owner is whoever a data key belongs to: a client's id, a request's id.
type Owner string

// A Place is where a sealed value belongs. A value moved to any other place does not open.
type Place struct {
	Table, Row, Field string
	Owner             Owner
}

// A Key is a data key or another symmetric key.
type Key [32]byte

// The envelope of a sealed value: version, seal number, nonce, ciphertext with its tag.
const (
	version    = 1
	headBytes  = 1 + 8 + chacha20poly1305.NonceSizeX
	tagBytes   = chacha20poly1305.Overhead
	emptyBytes = headBytes + tagBytes
)

// Seal seals plain for p. Number is the field's seal number: it goes up with each rewrite.
func (k Key) Seal(p Place, number uint64, plain []byte) []byte {
	return k.appendSeal(nil, p, number, plain)
}

// appendSeal appends the sealed value to out.
func (k Key) appendSeal(out []byte, p Place, number uint64, plain []byte) []byte {
	var head [headBytes]byte
	head[0] = version
	binary.BigEndian.PutUint64(head[1:], number)
	rand.Read(head[9:])
	if cap(out) < len(out)+emptyBytes+len(plain) {
		grown := make([]byte, len(out), len(out)+emptyBytes+len(plain))
		copy(grown, out)
		out = grown
	}
	aead, _ := chacha20poly1305.NewX(k[:]) // fails only for a key of another length
	defer wipe(aead)
	return aead.Seal(append(out, head[:]...), head[9:], plain, p.bytes(number))
}

// Open opens a value that Seal sealed for p. Anything else, also a value moved
// from another place or given another number, is an Internal error "seal.damaged".
func (k Key) Open(p Place, sealed []byte) ([]byte, error) {
	number, ok := Number(sealed)
	if !ok {
		return nil, damaged("seal.Open", nil)
	}
	aead, _ := chacha20poly1305.NewX(k[:])
	defer wipe(aead)
	plain, err := aead.Open(nil, sealed[9:headBytes], sealed[headBytes:], p.bytes(number))
	if err != nil {
		return nil, damaged("seal.Open", nil) // the cause says nothing more
	}
	return plain, nil
}

// Number returns the seal number a sealed value carries, or false if it is no
// sealed value. It is to be believed only once the value has opened.
func Number(sealed []byte) (uint64, bool) {
	if len(sealed) < emptyBytes || sealed[0] != version {
		return 0, false
	}
	return binary.BigEndian.Uint64(sealed[1:]), true
}

// Derive returns a key for one use, named by label. It leads nowhere back to k.
func (k Key) Derive(label string) Key {
	defer clear(k[:])
	return k.derive(label)
}

// derive is Derive without a copy of k, for the page key: what is passed by
// value lies on stacks that nobody overwrites.
func (k *Key) derive(label string) Key {
	var out Key
	b, _ := hkdf.Key(sha256.New, k[:], nil, "pana/1 "+label, len(out)) // fails only for absurd lengths
	copy(out[:], b)
	clear(b)
	return out
}

// bytes returns the additional data of a value: each part with its length, so
// that no two places read the same.
func (p Place) bytes(number uint64) []byte {
	b := make([]byte, 0, len(p.Table)+len(p.Row)+len(p.Field)+len(p.Owner)+4*4+8)
	b = lengthened(b, p.Table, p.Row, p.Field, string(p.Owner))
	return binary.BigEndian.AppendUint64(b, number)
}

// lengthened appends each part to b, its length before it.
func lengthened(b []byte, parts ...string) []byte {
	for _, s := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	return b
}

func newKey() (k Key) {
	rand.Read(k[:])
	return k
}

func damaged(op string, err error) error {
	return &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.damaged", Err: err}
}
