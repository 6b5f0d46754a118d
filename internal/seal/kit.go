package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"math/big"
	"strings"
	"sync"
	"unicode"

	"example.org/pana"
)

// A sheet of the recovery kit is this many bytes, written as words: which sheet
// of three, the name of its drawing, the share, and a check over all of it.
const (
	drawBytes  = 4
	shareBytes = 32
	checkBytes = 3
	sheetBytes = 1 + drawBytes + shareBytes + checkBytes
	sheetWords = 25 // 7776^25 > 256^40
)

// drawSheets shares key so that any two of three sheets make it whole and one
// alone says nothing (Shamir over GF(256), one line through each byte).
func drawSheets(key seed) (sheets [3]string) {
	var slope [shareBytes]byte
	var draw [drawBytes]byte
	rand.Read(slope[:])
	rand.Read(draw[:])
	defer clear(slope[:])
	for i := range sheets {
		x := byte(i + 1)
		b := append([]byte{x}, draw[:]...)
		for j := range key {
			b = append(b, key[j]^times(slope[j], x))
		}
		sum := sha256.Sum256(b)
		sheets[i] = words(append(b, sum[:checkBytes]...))
		clear(b)
	}
	return sheets
}

// CheckSheet says which sheet of three words is, or refuses what is mistyped or
// no sheet at all with "seal.kit.sheet". It needs no other sheet.
func CheckSheet(words string) (int, error) {
	b, err := readSheet(words)
	if err != nil {
		return 0, err
	}
	return int(b[0]), nil
}

// OpenKit makes the recovery key whole from two different sheets of one kit.
// Two sheets that do not go together are refused with "seal.kit.pair".
func OpenKit(one, two string) (*Recovery, error) {
	a, err := readSheet(one)
	if err != nil {
		return nil, err
	}
	b, err := readSheet(two)
	if err != nil {
		return nil, err
	}
	if a[0] == b[0] || !bytes.Equal(a[1:1+drawBytes], b[1:1+drawBytes]) {
		return nil, pana.Refuse("seal.OpenKit", "sheet", "seal.kit.pair")
	}
	key := new(Recovery)
	// The line through both points meets 0 at (a·xb + b·xa) / (xa + xb).
	over := inverse(a[0] ^ b[0])
	for i := range key.seed {
		at := 1 + drawBytes + i
		key.seed[i] = times(times(a[at], b[0])^times(b[at], a[0]), over)
	}
	clear(a)
	clear(b)
	return key, nil
}

// places says where in the list each word stands, in either script.
var places = sync.OnceValue(func() map[string]int64 {
	at := make(map[string]int64, 2*listWords)
	for _, list := range wordLists() {
		for i, w := range list {
			at[w] = int64(i)
		}
	}
	return at
})

// words writes b as words of our list, most significant first.
func words(b []byte) string {
	n, base, digit := new(big.Int).SetBytes(b), big.NewInt(listWords), new(big.Int)
	list := make([]string, sheetWords)
	for i := range list {
		n.DivMod(n, base, digit)
		list[len(list)-1-i] = wordLists()[0][digit.Int64()]
	}
	return strings.Join(list, " ")
}

func readSheet(text string) ([]byte, error) {
	refuse := pana.Refuse("seal.readSheet", "sheet", "seal.kit.sheet")
	if len(text) > maxPassword {
		return nil, refuse
	}
	// Numbers, full stops and commas between the words are the paper's, not the key's.
	list := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(list) != sheetWords {
		return nil, refuse
	}
	n := new(big.Int)
	for i, w := range list {
		at, ok := places()[w]
		if !ok {
			return nil, &pana.Error{Op: "seal.readSheet", Kind: pana.Invalid, Field: "sheet", Say: "seal.kit.word", With: map[string]any{"N": i + 1}}
		}
		n.Mul(n, big.NewInt(listWords)).Add(n, big.NewInt(at))
	}
	if n.BitLen() > 8*sheetBytes {
		return nil, refuse
	}
	b := n.FillBytes(make([]byte, sheetBytes))
	sum := sha256.Sum256(b[:sheetBytes-checkBytes])
	if !bytes.Equal(sum[:checkBytes], b[sheetBytes-checkBytes:]) || b[0] < 1 || b[0] > 3 {
		return nil, refuse
	}
	return b, nil
}

// times multiplies in GF(256) with the polynomial of AES.
func times(a, b byte) (p byte) {
	for range 8 {
		p ^= a & -(b & 1)
		a = a<<1 ^ 0x1b&-(a>>7)
		b >>= 1
	}
	return p
}

// inverse returns 1/a, which in GF(256) is a to the power of 254.
func inverse(a byte) byte {
	out := byte(1)
	for range 254 {
		out = times(out, a)
	}
	return out
}
