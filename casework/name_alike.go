package casework

import "slices"

// Alike reports whether two names are as like as the watch list asks of a caller:
// in any script, in any order of the words, with a slip of the pen.
func Alike(a, b string) bool {
	listed := map[string]bool{}
	whole := wholeWords(b)
	for _, t := range NameTokens(b) {
		if t[0] != '^' {
			listed[t] = true
			if whole <= 1 {
				listed[alone+t] = true
			}
		}
	}
	met := 0
	for _, w := range QueryTokens(a) {
		some := func(prefix string) bool {
			return slices.ContainsFunc(append(slices.Clone(w.Exact), w.Slip...), func(t string) bool { return t[0] != '^' && listed[prefix+t] })
		}
		if some(alone) {
			met += 2
		}
		if some("") {
			met++
		}
	}
	return met > 0 && met >= min(wholeWords(a), 2)
}

// SameName reports whether two names are one name however they are written: the
// same words, in any script and order. It forgives less than Alike.
func SameName(a, b string) bool {
	x, y := Fold(a), Fold(b)
	slices.Sort(x)
	slices.Sort(y)
	return len(x) > 0 && slices.Equal(x, y)
}

// wholeWords counts the words of a name without initials, which tell nobody apart.
func wholeWords(name string) (n int) {
	for _, w := range nameWords(name) {
		if len(w) > 1 {
			n++
		}
	}
	return n
}
