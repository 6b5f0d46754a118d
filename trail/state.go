package trail

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// A state is the digests of all rows of one file (or of the house), sorted, by
// table. What it comes to stands in the leaf of the line that brought it about.
type state map[string][]sum

// encode writes a state: for each table its name, the number of rows, the sums.
func (s state) encode() []byte {
	names := make([]string, 0, len(s))
	for name, sums := range s {
		if len(sums) > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	b := []byte{}
	for _, name := range names {
		b = append(b, byte(len(name)))
		b = append(b, name...)
		b = binary.BigEndian.AppendUint32(b, uint32(len(s[name])))
		for _, sum := range s[name] {
			b = append(b, sum[:]...)
		}
	}
	return b
}

// decode reads what encode wrote; ok is false for anything else.
func decode(b []byte) (s state, ok bool) {
	s = state{}
	for len(b) > 0 {
		n := int(b[0])
		if n == 0 || len(b) < 1+n+4 {
			return nil, false
		}
		name, count := string(b[1:1+n]), int64(binary.BigEndian.Uint32(b[1+n:]))
		b = b[1+n+4:]
		if int64(len(b)) < count*int64(len(sum{})) {
			return nil, false
		}
		sums := make([]sum, count)
		for i := range sums {
			b = b[copy(sums[i][:], b):]
		}
		s[name] = sums
	}
	return s, true
}

// stateOf is what stands in the line: the sum of an encoded state.
func stateOf(parts []byte) string {
	sum := sha256.Sum256(parts)
	return hex.EncodeToString(sum[:])
}

func compareSums(a, b sum) int { return bytes.Compare(a[:], b[:]) }

// takes puts the rows of a table as they are now in the place of those of before.
// Where an act only added rows, those of before must all be there still: one that
// is not stays in the state, so that Verify finds what became of it.
func (s state) takes(table string, now []sum, onlyAdded bool) {
	slices.SortFunc(now, compareSums)
	if onlyAdded {
		for _, old := range s[table] {
			if _, there := slices.BinarySearchFunc(now, old, compareSums); !there {
				now = append(now, old)
			}
		}
		slices.SortFunc(now, compareSums)
	}
	s[table] = now
}

// wroteText is what the line keeps until it is laid: the tables its transaction
// wrote to, with a + where it only added rows; everything is a star.
const everything = "*"

// tablesIn reads it. The value says whether rows were only added.
func tablesIn(wrote string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(wrote) {
		name, added := strings.CutSuffix(w, "+")
		if before, known := all[name]; known {
			added = added && before
		}
		all[name] = added
	}
	return all
}
