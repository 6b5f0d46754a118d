package casework

import (
	"bytes"
	"slices"

	"example.org/pana"
)

// Alike reports whether two names are as like as the watch list asks of a caller:
// in any script, in any order of the words, with a slip of the pen.
func Alike(a, b string) bool {
	var key nameKey // both names are here: nothing rests, and nothing needs a secret
	listed := key.listed(b)
	met, _ := key.like(a, func(tokens [][]byte) ([]pana.PersonID, error) {
		if slices.ContainsFunc(tokens, func(t []byte) bool {
			return slices.ContainsFunc(listed, func(l []byte) bool { return bytes.Equal(t, l) })
		}) {
			return []pana.PersonID{"b"}, nil
		}
		return nil, nil
	})
	return len(met) > 0
}

// SameName reports whether two names are one name however they are written: the
// same words, in any script and order. It forgives less than Alike.
func SameName(a, b string) bool {
	x, y := Fold(a), Fold(b)
	slices.Sort(x)
	slices.Sort(y)
	return len(x) > 0 && slices.Equal(x, y)
}
