package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"unicode"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/text/unicode/norm"

	"example.org/pana"
)

// A Cost is how much work one guess at a passphrase takes. The whole house has
// one, because it also decides which slot a passphrase leads to.
type Cost struct {
	Memory uint32 `json:"memory_kib"` // KiB
	Passes uint32 `json:"passes"`
	Lanes  uint8  `json:"lanes"`
}

// DefaultCost takes a fifth of a second on one core of an old laptop; one lane,
// so that two people can sign in at once on two cores.
var DefaultCost = Cost{Memory: 64 << 10, Passes: 3, Lanes: 1}

// Cheapest is the least a house may ask for; tests and the demo use it.
var Cheapest = Cost{Memory: 8 << 10, Passes: 1, Lanes: 1}

// sound reports whether c is neither too weak to guard anything nor so heavy
// that a forged key file could stop the machine.
func (c Cost) sound() bool {
	return c.Memory >= Cheapest.Memory && c.Memory <= 1<<20 && c.Passes >= 1 && c.Passes <= 32 && c.Lanes >= 1 && c.Lanes <= 8
}

const (
	saltBytes   = 32
	slotNo      = 16
	staffBytes  = 64 // room for an id, so that every slot is as long as the next
	slotPlain   = 1 + staffBytes + 3*32
	slotBox     = chacha20poly1305.NonceSizeX + slotPlain + tagBytes
	maxPassword = 1024
)

// A slot of the key file: a number only the right name and passphrase lead to,
// and a box only they open. All boxes are of one length.
type slot struct {
	No  []byte `json:"no"`
	Box []byte `json:"box"`
}

// A slotKey is what a name and a passphrase yield.
type slotKey struct {
	no  [slotNo]byte
	key Key
}

// deriveSlot does the slow work of one sign-in.
func deriveSlot(c Cost, salt []byte, name, passphrase string) *slotKey {
	h := sha256.New()
	h.Write(lengthened([]byte("pana/1 slot"), string(salt), foldName(name)))
	pass := []byte(norm.NFC.String(passphrase))
	b := argon2.IDKey(pass, h.Sum(nil), c.Passes, c.Memory, c.Lanes, slotNo+32)
	clear(pass)
	k := new(slotKey)
	copy(k.no[:], b)
	copy(k.key[:], b[slotNo:])
	clear(b)
	return k
}

// foldName makes the ways one person types her sign-in name into one: width,
// case and spaces do not count.
func foldName(name string) string {
	name = strings.ToLower(norm.NFKC.String(name))
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// seal returns the slot that k opens, holding id.
func (k *slotKey) seal(salt []byte, id *Identity) (slot, error) {
	if len(id.Staff) == 0 || len(id.Staff) >= staffBytes {
		return slot{}, pana.Refuse("seal.slot", "staff", "seal.staff.id")
	}
	plain := make([]byte, 0, slotPlain)
	defer func() { clear(plain[:cap(plain)]) }()
	var staff [staffBytes]byte
	staff[0] = byte(len(id.Staff))
	copy(staff[1:], id.Staff)
	var page [32]byte
	flags := byte(0)
	if id.page != nil {
		flags, page = 1, *id.page
	}
	if id.duress {
		flags = flagDuress
	}
	plain = append(plain, flags)
	plain = append(plain, staff[:]...)
	plain = append(plain, id.seed[:]...)
	plain = append(plain, id.spare[:]...)
	plain = append(plain, page[:]...)
	clear(page[:])
	box := make([]byte, chacha20poly1305.NonceSizeX, slotBox)
	rand.Read(box)
	c, _ := chacha20poly1305.NewX(k.key[:])
	defer wipe(c)
	return slot{No: bytes.Clone(k.no[:]), Box: c.Seal(box, box, plain, k.about(salt))}, nil
}

// open returns whom s belongs to. A slot of duress opens nothing: the error of a
// wrong passphrase holds a Duress.
func (k *slotKey) open(salt []byte, s slot) (*Identity, error) {
	if len(s.Box) != slotBox {
		return nil, damaged("seal.slot", nil)
	}
	c, _ := chacha20poly1305.NewX(k.key[:])
	defer wipe(c)
	plain, err := c.Open(nil, s.Box[:chacha20poly1305.NonceSizeX], s.Box[chacha20poly1305.NonceSizeX:], k.about(salt))
	if err != nil {
		return nil, damaged("seal.slot", nil)
	}
	defer clear(plain)
	n := int(plain[1])
	if n == 0 || n >= staffBytes {
		return nil, damaged("seal.slot", nil)
	}
	id := &Identity{Staff: pana.StaffID(plain[2 : 2+n])}
	rest := plain[1+staffBytes:]
	copy(id.seed[:], rest)
	copy(id.spare[:], rest[32:])
	if plain[0]&flagDuress != 0 {
		d := &Duress{Staff: id.Staff, mark: Key(rest[64:96])}
		id.Clear()
		return nil, &pana.Error{Op: "seal.slot", Kind: pana.Forbidden, Say: "signin.wrong", Err: d}
	}
	if plain[0]&1 != 0 {
		id.page = (*[32]byte)(bytes.Clone(rest[64:96]))
	}
	return id, nil
}

func (k *slotKey) about(salt []byte) []byte {
	return binary.BigEndian.AppendUint16(lengthened(nil, "slot", string(salt), string(k.no[:])), version)
}

func (k *slotKey) clear() { *k = slotKey{} }
