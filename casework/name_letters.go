package casework

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A name is read into the sounds
//
//	a e i o u   b d f g h k l m n p r s t v z   j (ж)  w (ш)  c (ч)
//
// whatever alphabet and whichever romanisation it was written in. Letters that
// no table knows (Arabic, Georgian, Chinese) and digits stand for themselves.

// A reading chooses among the ways a spelling can be meant. The zero reading
// takes the likelier way everywhere; each bit turns one choice over, for the
// whole word, because a writer keeps to one habit.
type reading uint8

const (
	readGlide reading = 1 << iota // j: ж or й (Janar, Jelena)
	readKs                        // x: х or кс (Raxat, Maxim)
	readG                         // h: х or Ukrainian г (Rahat, Halyna)
	readYo                        // ё, yo: о or е (Fyodor, Fedor)
	readSh                        // сх: two letters or one sh (Askhat, Ashat)
	readC                         // c: к, с or Turkish дж (Clara, Cemile)
	readV                         // w at the end of a word: в or у
	readU                         // ý: й, or у in the Kazakh Latin of 2018

)

// cyrillic holds Russian, Kazakh, Kyrgyz, Uzbek, Tajik, Ukrainian, Belarusian
// and the South Slavic letters. ё is read by hand.
var cyrillic = map[rune]string{
	'а': "a", 'ә': "a", 'б': "b", 'в': "v", 'г': "g", 'ғ': "g", 'ґ': "g", 'д': "d", 'е': "e", 'є': "e", 'ж': "j",
	'җ': "j", 'ӂ': "j", 'ҷ': "j", 'џ': "j", 'ђ': "j", 'з': "z", 'ҙ': "z", 'ѕ': "z", 'и': "i", 'і': "i", 'ї': "i",
	'ӣ': "i", 'й': "i", 'ј': "i", 'ы': "i", 'к': "k", 'қ': "k", 'ҡ': "k", 'ќ': "k", 'ѓ': "g", 'л': "l", 'љ': "l",
	'м': "m", 'н': "n", 'ң': "n", 'ҥ': "n", 'њ': "n", 'о': "o", 'ө': "o", 'п': "p", 'р': "r", 'с': "s", 'ҫ': "s",
	'т': "t", 'у': "u", 'ў': "u", 'ү': "u", 'ұ': "u", 'ӯ': "u", 'ф': "f", 'х': "h", 'ҳ': "h", 'һ': "h", 'ц': "s",
	'ч': "c", 'ћ': "c", 'ш': "w", 'щ': "w", 'ъ': "", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia",
}

// latin holds the letters that do not stand for themselves. c, h, j, w, x and
// ý are read by hand; other accents fall away.
var latin = map[rune]string{
	'y': "i", 'q': "k", 'ä': "a", 'ə': "a", 'æ': "a", 'ö': "o", 'ø': "o", 'œ': "o", 'ü': "u", 'ğ': "g",
	'ş': "w", 'š': "w", 'ś': "w", 'ș': "w", 'ç': "c", 'č': "c", 'ć': "c", 'ž': "j", 'ż': "j", 'ź': "j",
	'ł': "l", 'đ': "d", 'ð': "d", 'þ': "t", 'ß': "s", 'ŋ': "n",
}

// clusters are letters that make one sound together, the longest first.
var clusters = []struct {
	letters string
	sound   string
}{
	{"shch", "w"}, {"tsch", "c"}, {"sch", "w"}, {"dzh", "j"}, {"tch", "c"}, {"tsh", "c"},
	{"zh", "j"}, {"sh", "w"}, {"ch", "c"}, {"cz", "c"}, {"kh", "h"}, {"gh", "g"}, {"ph", "f"}, {"th", "t"},
	{"ts", "s"}, {"tz", "s"}, {"dj", "j"}, {"dž", "j"}, {"ck", "k"}, {"дж", "j"}, {"тс", "s"},
}

// sound reads the letters of one word, lower case and NFC, and reports which
// choices it met on the way.
func sound(word []rune, how reading) (string, reading) {
	var b strings.Builder
	var met reading
	choose := func(bit reading, likely, other string) {
		met |= bit
		if how&bit != 0 {
			likely = other
		}
		b.WriteString(likely)
	}
	at := func(i int) rune {
		if i < 0 || i >= len(word) {
			return 0
		}
		return word[i]
	}
next:
	for i := 0; i < len(word); i++ {
		r, before, after := word[i], at(i-1), at(i+1)
		if r == 's' && after == 'k' && at(i+2) == 'h' {
			choose(readSh, "sh", "w")
			i += 2
			continue
		}
		if r == 's' && after == 'x' {
			choose(readSh, "sh", "w")
			i++
			continue
		}
		for _, c := range clusters {
			if n := startsWith(word[i:], c.letters); n > 0 {
				b.WriteString(c.sound)
				i += n - 1
				continue next
			}
		}
		switch r {
		case 'с':
			if after == 'х' || after == 'ҳ' || after == 'һ' {
				choose(readSh, "sh", "w")
				i++
			} else {
				b.WriteByte('s')
			}
		case 'ё':
			choose(readYo, "e", "io")
		case 'y':
			if after == 'o' {
				choose(readYo, "io", "e")
				i++
			} else {
				b.WriteByte('i')
			}
		case 'j':
			switch {
			case isVowel(after) && (before == 'i' || before == 'y'):
				b.WriteByte('i')
			case isVowel(after):
				choose(readGlide, "j", "i")
			case isVowel(before):
				choose(readGlide, "i", "j")
			default:
				b.WriteByte('j')
			}
		case 'h':
			choose(readG, "h", "g")
		case 'x':
			choose(readKs, "h", "ks")
		case 'c':
			if strings.ContainsRune("eiy", after) {
				choose(readC, "s", "j")
			} else {
				choose(readC, "k", "j")
			}
		case 'w':
			switch {
			case isVowel(before) && after != 0:
				b.WriteByte('u')
			case isVowel(before):
				choose(readV, "v", "u")
			default:
				b.WriteByte('v')
			}
		case 'ý':
			choose(readU, "i", "u")
		default:
			b.WriteString(letterSound(r))
		}
	}
	return b.String(), met
}

// letterSound returns the sound of a letter on its own.
func letterSound(r rune) string {
	if s, ok := cyrillic[r]; ok {
		return s
	}
	if s, ok := latin[r]; ok {
		return s
	}
	if r < unicode.MaxASCII {
		return string(r)
	}
	var b strings.Builder
	for _, p := range norm.NFKD.String(string(r)) {
		if unicode.IsMark(p) {
			continue
		}
		p = unicode.ToLower(p)
		if s, ok := cyrillic[p]; ok {
			b.WriteString(s)
		} else if s, ok := latin[p]; ok {
			b.WriteString(s)
		} else if unicode.IsLetter(p) || unicode.IsNumber(p) {
			b.WriteRune(p)
		}
	}
	return b.String()
}

// startsWith returns how many runes of word the letters take, or 0.
func startsWith(word []rune, letters string) int {
	n := 0
	for _, r := range letters {
		if n >= len(word) || word[n] != r {
			return 0
		}
		n++
	}
	return n
}

// isVowel reports whether the Latin letter r is a vowel.
func isVowel(r rune) bool {
	switch letterSound(r) {
	case "a", "e", "i", "o", "u":
		return true
	}
	return false
}
