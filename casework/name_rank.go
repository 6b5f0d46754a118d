package casework

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xrash/smetrics"
)

// nameLikeness is the least score at which a name is shown as found.
const nameLikeness = 0.85

// A Ranked is a candidate that is like the name sought.
type Ranked struct {
	Index int     // its place among the candidates
	Score float64 // 1 is the same name, 0.85 just alike enough to show
}

// RankNames returns the candidates that are like find, the best first; equal
// ones stay in the order given. The order of words does not matter, nor
// does the alphabet, nor one slip in a word of three letters or more. A word
// may be the beginning of a name. When find or a candidate has words that the
// other lacks, those it has must agree, and it stands lower.
//
// It reads the names it is given and keeps nothing.
func RankNames(find string, candidates []string) []Ranked {
	sought := readName(find)
	if len(sought.words) == 0 {
		return nil
	}
	var found []Ranked
	for i, c := range candidates {
		if s := sought.like(readName(c)); s >= nameLikeness {
			found = append(found, Ranked{i, s})
		}
	}
	slices.SortStableFunc(found, func(a, b Ranked) int { return cmp.Compare(b.Score, a.Score) })
	return found
}

// A readWord is a word with the ways to read it.
type readWord struct {
	letters []rune
	forms   []wordForm
}

type readNames struct{ words []readWord }

func readName(name string) readNames {
	var n readNames
	for _, w := range nameWords(name) {
		n.words = append(n.words, readWord{w, forms(w)})
	}
	return n
}

// like returns how much the candidate c is like the name n sought.
func (n readNames) like(c readNames) float64 {
	if len(c.words) == 0 {
		return 0
	}
	best := wordsLike(n.words, c.words)
	// Perhaps one of them is parted differently: Нур-Али, Нурали.
	if best < 0.95 {
		for i := range len(n.words) - 1 {
			if joined := joinAt(n.words, i); joined[i].among(c.words) {
				best = max(best, wordsLike(joined, c.words)-0.02)
			}
		}
		for i := range len(c.words) - 1 {
			if joined := joinAt(c.words, i); joined[i].among(n.words) {
				best = max(best, wordsLike(n.words, joined)-0.02)
			}
		}
	}
	return best
}

// wordsLike pairs the words off, the most alike first, and returns the mean
// by length of the pairs, a little lowered for each word left over.
func wordsLike(sought, have []readWord) float64 {
	type pair struct {
		i, j  int
		score float64
	}
	var pairs []pair
	for i, s := range sought {
		for j, h := range have {
			pairs = append(pairs, pair{i, j, wordLike(s, h)})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	var usedI, usedJ [foldWords]bool
	var sum, weight float64
	paired := 0
	for _, p := range pairs {
		if usedI[p.i] || usedJ[p.j] {
			continue
		}
		usedI[p.i], usedJ[p.j] = true, true
		paired++
		w := float64(max(3, len(sought[p.i].letters))) // a number or an initial counts too
		if p.score < nameLikeness {
			p.score *= 0.8 // one word that disagrees makes another person
		}
		sum += w * p.score
		weight += w
	}
	return sum/weight - 0.06*float64(len(sought)-paired) - 0.01*float64(len(have)-paired)
}

// wordLike returns how much the word h is like the word s sought.
func wordLike(s, h readWord) float64 {
	if slices.Equal(s.letters, h.letters) {
		return 1
	}
	best := 0.0
	for _, a := range s.forms {
		for _, b := range h.forms {
			best = max(best, formLike(a, b, len(s.letters) > 2))
		}
	}
	if len(s.letters) > 2 && best < 0.87 && oneSlip(s.letters, h.letters) {
		best = 0.87
	}
	return best
}

func formLike(a, b wordForm, slips bool) float64 {
	if a.skeleton == "" || b.skeleton == "" {
		return 0
	}
	if a.skeleton == b.skeleton {
		return 0.96 + 0.039*smetrics.JaroWinkler(a.sound, b.sound, 0.7, 4)
	}
	score := (smetrics.JaroWinkler(a.skeleton, b.skeleton, 0.7, 4) + smetrics.JaroWinkler(a.sound, b.sound, 0.7, 4)) / 2
	switch {
	case strings.HasPrefix(b.skeleton, a.skeleton), strings.HasPrefix(b.sound, a.sound):
		return 0.9 + 0.05*float64(len(a.sound))/float64(max(len(a.sound), len(b.sound)))
	case slips && oneSlip([]rune(a.sound), []rune(b.sound)),
		// In a skeleton of three letters one of them is too much to forgive.
		slips && min(len(a.skeleton), len(b.skeleton)) > 3 && oneSlip([]rune(a.skeleton), []rune(b.skeleton)):
		return 0.87 + 0.029*score
	}
	// Jaro-Winkler thinks highly of words that merely begin alike.
	return min(score-0.04, 0.869)
}

// oneSlip reports whether a and b differ by one letter more, less or wrong, or
// by two neighbours changed about.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) || slices.Equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// joinAt returns words with the i-th and the one after it written as one.
func joinAt(words []readWord, i int) []readWord {
	w := joinWords(words[i].letters, words[i+1].letters)
	return slices.Concat(words[:i], []readWord{{w, forms(w)}}, words[i+2:])
}

// among reports whether one of words has w's skeleton.
func (w readWord) among(words []readWord) bool {
	return slices.ContainsFunc(words, func(o readWord) bool {
		return o.forms[0].skeleton == w.forms[0].skeleton
	})
}
