package seal

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Everybody has a second slot. It opens nothing: it is filled with chance, or it
// is that of her passphrase of duress and holds who she is and a key for marks.
// The key file does not say which.

// flagDuress marks a slot that opens nothing and says that its owner is forced.
const flagDuress = 2

// A Duress says that somebody typed the passphrase she set for when she is
// forced. It stands inside the error of a wrong passphrase, which is all that
// whoever typed it is told.
type Duress struct {
	Staff pana.StaffID
	mark  Key
}

func (d *Duress) Error() string { return "wrong" }

// DuressOf returns what stands inside the error of a wrong passphrase, or nil.
func DuressOf(err error) *Duress {
	d, _ := errors.AsType[*Duress](err)
	return d
}

// SetDuress makes passphrase, typed with name, the one that says staff is forced.
// It takes the place of the one before. A weak one is refused (see CheckOwn), and
// one that opens anything ("duress.same").
func (v *Vault) SetDuress(ctx context.Context, staff pana.StaffID, name, passphrase string) error {
	const op = "seal.SetDuress"
	if err := CheckOwn(passphrase); err != nil {
		return err
	}
	h, key, err := v.derive(ctx, name, passphrase)
	if err != nil {
		return err
	}
	defer key.clear()
	if at := h.find(key.no[:]); at >= 0 {
		id, err := key.open(h.Salt, h.Slots[at])
		if err == nil {
			id.Clear()
		}
		if d := DuressOf(err); d == nil || d.Staff != staff {
			return pana.Refuse(op, "passphrase", "duress.same")
		}
	}
	own, err := v.House()
	if err != nil {
		return err
	}
	defer own.Clear()
	s, err := key.sealDuress(h.Salt, staff, own.markKey())
	if err != nil {
		return err
	}
	return v.setFurther(ctx, staff, "", s)
}

// DropDuress takes staff's passphrase of duress away, if she has set one: from
// then on it is wrong like any other.
func (v *Vault) DropDuress(ctx context.Context, staff pana.StaffID) error {
	return v.setFurther(ctx, staff, "", blank())
}

// EnsureSecond gives staff the second slot that everybody has, unless she has it.
func (v *Vault) EnsureSecond(ctx context.Context, staff pana.StaffID) error {
	has := false
	err := v.view(ctx, func(tx *db.Tx) error {
		has = false
		all, err := v.furthers(ctx, tx, staff)
		for _, f := range all {
			has = has || f.For == ""
		}
		return err
	})
	if err != nil || has {
		return err
	}
	return v.setFurther(ctx, staff, "", blank())
}

// blank is a slot that nothing leads to.
func blank() slot {
	s := slot{No: make([]byte, slotNo), Box: make([]byte, slotBox)}
	rand.Read(s.No)
	rand.Read(s.Box)
	return s
}

// sealDuress is seal for a slot that opens nothing.
func (k *slotKey) sealDuress(salt []byte, staff pana.StaffID, mark Key) (slot, error) {
	id := &Identity{Staff: staff, page: (*[32]byte)(&mark), duress: true}
	rand.Read(id.seed[:])
	defer id.Clear()
	return k.seal(salt, id)
}

// markKey opens the marks that a stopped house was left.
func (h *HouseKeys) markKey() Key { return h.Key.Derive("mark of duress") }

// mostMarks is how many marks the key file keeps; later ones are not needed to
// know that somebody is in need.
const mostMarks = 8

// markBytes is the length of every mark.
const markBytes = chacha20poly1305.NonceSizeX + 8 + staffBytes + tagBytes

// A Mark says who typed her passphrase of duress, and when.
type Mark struct {
	Staff pana.StaffID
	At    time.Time
}

// LeaveMark writes down that d happened, beside the slots, where a stopped house
// can write too. Only a started one can read it.
func (v *Vault) LeaveMark(ctx context.Context, d *Duress, at time.Time) error {
	plain := binary.BigEndian.AppendUint64(nil, uint64(at.UnixMicro()))
	var staff [staffBytes]byte
	staff[0] = byte(len(d.Staff))
	copy(staff[1:], d.Staff)
	plain = append(plain, staff[:]...)
	box := make([]byte, chacha20poly1305.NonceSizeX, markBytes)
	rand.Read(box)
	c, _ := chacha20poly1305.NewX(d.mark[:])
	defer wipe(c)
	box = c.Seal(box, box, plain, []byte("mark"))
	return v.changeHouse(ctx, func(h *houseFile) error {
		if len(h.Marks) < mostMarks {
			h.Marks = append(h.Marks, box)
		}
		return nil
	})
}

// Marks returns the marks left since DropMarks, the oldest first; one that cannot
// be read is passed over.
func (v *Vault) Marks(ctx context.Context) ([]Mark, error) {
	h, err := v.readHouse(ctx)
	if err != nil || h == nil || len(h.Marks) == 0 {
		return nil, err
	}
	own, err := v.House()
	if err != nil {
		return nil, err
	}
	defer own.Clear()
	key := own.markKey()
	c, _ := chacha20poly1305.NewX(key[:])
	defer wipe(c)
	defer clear(key[:])
	var all []Mark
	for _, box := range h.Marks {
		plain, err := c.Open(nil, box[:chacha20poly1305.NonceSizeX], box[chacha20poly1305.NonceSizeX:], []byte("mark"))
		if err != nil || int(plain[8]) >= staffBytes {
			continue
		}
		all = append(all, Mark{Staff: pana.StaffID(plain[9 : 9+plain[8]]), At: time.UnixMicro(int64(binary.BigEndian.Uint64(plain))).UTC()})
	}
	return all, nil
}

// DropMarks forgets the marks, once they have been told.
func (v *Vault) DropMarks(ctx context.Context) error {
	return v.changeHouse(ctx, func(h *houseFile) error {
		h.Marks = nil
		return nil
	})
}
