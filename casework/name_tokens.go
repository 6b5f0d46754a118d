package casework

import "slices"

// Tokens are what the stored index of names is made of and asked for. Each
// begins with its kind:
//
//	=  a whole word
//	^  the beginning of a word
//	~  a word with one letter left out
//
// Two words that are one slip apart (a letter more, less, wrong, or two
// changed about) meet when one letter is left out of either. Tokens are as
// telling as the name; only their HMAC may be kept.

const (
	nameTokens = 160 // of one name, however absurd
	wordTokens = 160 // of one word sought
)

// NameTokens returns the tokens under which name is to be found, sorted and
// without doubles: twelve to fifteen for each word, never more than 160. A name
// without letters or digits has none.
func NameTokens(name string) []string {
	all := nameMemo(nil).tokens(nameWords(name))
	slices.Sort(all)
	return all
}

// tokens are the NameTokens of a name of these words, in any order.
func (m nameMemo) tokens(words [][]rune) []string {
	var exact, rest bag
	for i, w := range words {
		for _, t := range m.word(w).exact {
			exact.add("", t)
		}
		// The name may be sought written as one word.
		if i > 0 {
			exact.add("=", forms(joinWords(words[i-1], w))[0].skeleton)
		}
	}
	for _, w := range words {
		for _, t := range m.word(w).rest {
			rest.add("", t)
		}
	}
	all := append(exact, rest...)
	// Of an absurd name the whole words stay.
	return all[:min(len(all), nameTokens)]
}

// A nameMemo remembers the tokens of words, for an import in which the same
// names come again and again. A nil one remembers nothing.
type nameMemo map[string]indexedWord

// An indexedWord is what a word of a name is found under, not counting its
// neighbours.
type indexedWord struct {
	exact, rest bag
}

const memoWords = 20_000 // about ten megabytes

func (m nameMemo) word(w []rune) indexedWord {
	if known, ok := m[string(w)]; ok {
		return known
	}
	var x indexedWord
	fs := forms(w)
	for _, f := range fs {
		x.exact.add("=", f.skeleton)
	}
	for n := 1; n < len(w); n++ {
		for _, f := range forms(w[:n]) {
			x.rest.add("^", f.skeleton)
		}
	}
	// One letter may be two in another alphabet: Любовь begins with Ly.
	for _, f := range fs {
		s := []rune(f.sound)
		for n := 1; n < len(s); n++ {
			x.rest.add("^", newForm(string(s[:n])).skeleton)
		}
	}
	for _, d := range oneLess(w, fs[:1]) {
		x.rest.add("~", d)
	}
	if m != nil && len(m) < memoWords {
		m[string(w)] = x
	}
	return x
}

// skeletons are what Fold returns for a name of these words.
func (m nameMemo) skeletons(words [][]rune) []string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = m.word(w).exact[0][1:] // behind the sign of its kind
	}
	return folded
}

// WordTokens are the tokens to look up for one word sought, the strongest
// kind of match first. No token stands twice.
type WordTokens struct {
	Exact  []string // the whole word
	Prefix []string // the word is the beginning of a name
	Slip   []string // one letter more, less, wrong or changed about; or parted differently
}

// QueryTokens returns the tokens to look up for find, one entry for each word
// sought. Ask for every word's Exact, then Prefix, then Slip, until there are
// candidates enough; those found for more words come first. RankNames then
// orders them. Fewer than two letters find nothing, and words of one or two
// letters are not sought with a slip.
func QueryTokens(find string) []WordTokens {
	words := nameWords(find)
	letters := 0
	for _, w := range words {
		letters += len(w)
	}
	if letters < 2 {
		return nil
	}
	var all []WordTokens
	for i, w := range words {
		var exact, prefix, slip bag
		fs := forms(w)
		for _, f := range fs {
			exact.add("=", f.skeleton)
			prefix.add("^", f.skeleton)
		}
		// The name may be kept written as one word.
		if i > 0 {
			slip.add("=", forms(joinWords(words[i-1], w))[0].skeleton)
		}
		if i+1 < len(words) {
			slip.add("=", forms(joinWords(w, words[i+1]))[0].skeleton)
		}
		if len(w) > 2 {
			less := oneLess(w, fs)
			for _, f := range fs {
				slip.add("~", f.skeleton)
			}
			for _, d := range less {
				slip.add("=", d)
			}
			for _, d := range less {
				slip.add("~", d)
			}
			for _, d := range less {
				if len(d) > 2 {
					slip.add("^", d)
				}
			}
		}
		slip = slices.DeleteFunc(slip, func(t string) bool {
			return slices.Contains(exact, t) || slices.Contains(prefix, t)
		})
		all = append(all, WordTokens{exact, prefix, slip[:min(len(slip), wordTokens)]})
	}
	return all
}

// oneLess returns the skeletons of word with one letter left out, as written
// (so that any slip in one spelling is forgiven) and of each form (so that a
// slip is forgiven across spellings).
func oneLess(word []rune, fs []wordForm) []string {
	var all bag
	for i := range word {
		all.add("", forms(slices.Delete(slices.Clone(word), i, i+1))[0].skeleton)
	}
	for _, f := range fs {
		s := []rune(f.skeleton)
		for i := range s {
			all.add("", string(slices.Delete(slices.Clone(s), i, i+1)))
		}
	}
	return all
}

// A bag is a short list in which nothing stands twice.
type bag []string

func (b *bag) add(kind, skeleton string) {
	if t := kind + skeleton; skeleton != "" && !slices.Contains(*b, t) {
		*b = append(*b, t)
	}
}

// joinWords writes two words as one, no longer than a word that counts.
func joinWords(a, b []rune) []rune {
	w := slices.Concat(a, b)
	return w[:min(len(w), foldRunes)]
}
