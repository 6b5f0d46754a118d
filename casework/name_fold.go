package casework

import (
	"math/bits"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Bounds that keep an absurd alias cheap. CleanName refuses worse, but what
// was imported or typed into a search has not always been through it.
const (
	foldWords  = 8  // words of a name that count
	foldRunes  = 24 // letters of a word that count
	foldBytes  = 4096
	foldBranch = 4 // readings of a word that count
)

// Fold returns the skeleton of each word of name: the same few letters however
// the name was spelled, so that Айгуль, Әйгүл, Aigul and Aygul all give
// "aigul". Words come in the order written, at most eight; case, accents,
// apostrophes, soft signs and doubled letters do not matter.
//
// A word that can be read in several ways gives the likeliest skeleton here;
// NameTokens, QueryTokens and RankNames look at up to four. A skeleton is
// still a name: it must not be kept or logged in the clear.
func Fold(name string) []string {
	var folded []string
	for _, w := range nameWords(name) {
		folded = append(folded, forms(w)[0].skeleton)
	}
	return folded
}

// A wordForm is one way to read a word.
type wordForm struct {
	sound    string // what it sounds like: "diana"
	skeleton string // what every spelling of it has in common: "dana"
}

// nameWords returns the words of name, each as lower-case NFC letters and
// digits. Hyphens, dots and spaces part words; apostrophes (Oʻtkir, Mar'yana)
// and characters nobody sees do not. Words without a sound are left out.
func nameWords(name string) [][]rune {
	if len(name) > foldBytes {
		name = name[:foldBytes]
	}
	var words [][]rune
	var word []rune
	end := func() {
		if s, _ := sound(word, 0); s != "" && len(words) < foldWords {
			words = append(words, word)
		}
		word = nil
	}
	for _, r := range norm.NFC.String(strings.ToValidUTF8(name, "")) {
		switch {
		case strings.ContainsRune("'`´’‘ʻʼʹʺ", r), unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			if len(word) < foldRunes {
				r = unicode.ToLower(r)
				if r == 'ı' {
					r = 'i' // capital I says not which of the two it is
				}
				word = append(word, r)
			}
		default:
			end()
		}
	}
	end()
	return words
}

// forms returns the ways to read word, the likeliest first, at least one and
// at most four, no two with the same skeleton.
func forms(word []rune) []wordForm {
	s, met := sound(word, 0)
	all := []wordForm{newForm(s)}
	// One other choice at a time, then two.
	for n := 1; n <= 2 && met != 0; n++ {
		for how := reading(1); how != 0 && len(all) < foldBranch; how++ {
			if how&^met == 0 && bits.OnesCount8(uint8(how)) == n {
				s, _ := sound(word, how)
				all = appendForm(all, newForm(s))
			}
		}
	}
	return all
}

func appendForm(all []wordForm, f wordForm) []wordForm {
	for _, have := range all {
		if have.skeleton == f.skeleton {
			return all
		}
	}
	return append(all, f)
}

// newForm smooths a row of sounds and takes its skeleton.
//
// The sound loses doubled letters and the glide before e (Yelena, Elena). The
// skeleton also takes a, e for one vowel and o, u for another, and loses the i
// between a consonant and a vowel, where spellings agree least: Дарья, Daria,
// Dariya, Dar'ya; Гульнара, Gyulnara, Гүлнәра.
func newForm(s string) wordForm {
	in := []rune(s)
	var smooth []rune
	for i, r := range in {
		if r == 'i' {
			j := i
			for j < len(in) && in[j] == 'i' {
				j++
			}
			if j < len(in) && in[j] == 'e' {
				continue
			}
		}
		smooth = pushSound(smooth, r)
	}
	var bare []rune
	for i, r := range smooth {
		switch r {
		case 'e':
			r = 'a'
		case 'o':
			r = 'u'
		case 'i':
			if i > 0 && !plainVowel(smooth[i-1]) && i+1 < len(smooth) && plainVowel(smooth[i+1]) {
				continue
			}
		}
		bare = pushSound(bare, r)
	}
	return wordForm{sound: string(smooth), skeleton: string(bare)}
}

// pushSound appends r unless it doubles the last letter. Digits may stand twice.
func pushSound(s []rune, r rune) []rune {
	if len(s) > 0 && s[len(s)-1] == r && !unicode.IsNumber(r) {
		return s
	}
	return append(s, r)
}

func plainVowel(r rune) bool { return r == 'a' || r == 'e' || r == 'o' || r == 'u' }
