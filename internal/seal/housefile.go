package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"math/big"
	"regexp"
	"slices"

	"example.org/pana"
)

// houseFormat marks our key file among others.
const houseFormat = "pana house keys"

// maxHouse is longer than the key file of the largest organisation.
const maxHouse = 4 << 20

// A houseFile is what must be readable before any key is: house.keys beside
// SQLite, one row on PostgreSQL. It holds no name and no id.
type houseFile struct {
	Format  string   `json:"format"`
	Version int      `json:"version"`
	Salt    []byte   `json:"salt"`
	Cost    Cost     `json:"cost"`
	Store   string   `json:"store,omitempty"` // the file of keys beside it
	File    []byte   `json:"file,omitempty"`  // its key, sealed under the page key
	Rescue  []byte   `json:"rescue"`          // the page key, sealed to the recovery key
	Next    []byte   `json:"next,omitempty"`  // the same, sealed to a recovery key that is drawn and not yet in force
	Slots   []slot   `json:"slots"`
	Marks   [][]byte `json:"marks,omitempty"` // see LeaveMark
	Check   []byte   `json:"check"`           // SHA-256 of all the rest, to tell damage from a wrong passphrase
}

var storeName = regexp.MustCompile(`^keys\.[0-9]{1,9}\.db$`)

// readHouse reads a key file. A file that is none of ours is refused with
// "seal.store.foreign", one of a later program with "seal.store.newer", and one
// that is not whole with "seal.store.damaged".
func readHouse(b []byte) (*houseFile, error) {
	refuse := func(say string, err error) (*houseFile, error) {
		return nil, &pana.Error{Op: "seal.readHouse", Kind: pana.Internal, Say: say, Err: err}
	}
	if len(b) > maxHouse {
		return refuse("seal.store.foreign", nil)
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return refuse("seal.store.damaged", nil)
	}
	var mark struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(b, &mark); err != nil {
		// A file cut short is ours as long as it begins like ours.
		if bytes.Contains(b[:min(len(b), 64)], []byte(houseFormat)) {
			return refuse("seal.store.damaged", err)
		}
		return refuse("seal.store.foreign", err)
	}
	switch {
	case mark.Format != houseFormat:
		return refuse("seal.store.foreign", nil)
	case mark.Version > version:
		return refuse("seal.store.newer", nil)
	}
	h := new(houseFile)
	if err := json.Unmarshal(b, h); err != nil {
		return refuse("seal.store.damaged", err)
	}
	if h.Version != version || !bytes.Equal(h.Check, h.sum()) || len(h.Salt) != saltBytes || !h.Cost.sound() ||
		(h.Store != "" && !storeName.MatchString(h.Store)) {
		return refuse("seal.store.damaged", nil)
	}
	for _, s := range h.Slots {
		if len(s.No) != slotNo || len(s.Box) != slotBox {
			return refuse("seal.store.damaged", nil)
		}
	}
	for _, m := range h.Marks {
		if len(m) != markBytes {
			return refuse("seal.store.damaged", nil)
		}
	}
	return h, nil
}

// bytes returns the key file as it is written.
func (h *houseFile) bytes() []byte {
	h.Format, h.Version, h.Check = houseFormat, version, nil
	h.Check = h.sum()
	b, _ := json.MarshalIndent(h, "", " ") // plain fields cannot fail
	return append(b, '\n')
}

// rescue returns the page key, opened with key, or nil for a key of another house.
func (h *houseFile) rescue(key *Recovery) []byte {
	for _, sealed := range [][]byte{h.Rescue, h.Next} {
		if page, err := key.seed.open(info("page"), sealed); err == nil && len(page) == 32 {
			return page
		}
	}
	return nil
}

func (h *houseFile) sum() []byte {
	bare := *h
	bare.Check = nil
	b, _ := json.Marshal(bare)
	sum := sha256.Sum256(b)
	return sum[:]
}

// find returns the index of slot no, or -1. It looks at every slot, so that the
// time says nothing about which one it was.
func (h *houseFile) find(no []byte) int {
	at := -1
	for i, s := range h.Slots {
		if bytes.Equal(s.No, no) {
			at = i
		}
	}
	return at
}

// put adds s at a random place, so that the order says nothing about who came when.
func (h *houseFile) put(s slot) {
	n, _ := rand.Int(rand.Reader, big.NewInt(int64(len(h.Slots)+1)))
	h.Slots = slices.Insert(h.Slots, int(n.Int64()), s)
}

// drop removes slot no. It is safe to repeat.
func (h *houseFile) drop(no []byte) {
	h.Slots = slices.DeleteFunc(h.Slots, func(s slot) bool { return bytes.Equal(s.No, no) })
}
