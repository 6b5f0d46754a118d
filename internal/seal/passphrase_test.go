package seal

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestTheWordListHasNoTwoAlike(t *testing.T) {
	for i, list := range wordLists() {
		seen := map[string]bool{}
		for _, w := range list {
			if seen[w] {
				t.Errorf("%q is there twice", w)
			}
			seen[w] = true
			for _, r := range w {
				if script := []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic}[i]; !unicode.Is(script, r) {
					t.Errorf("%q is of another script", w)
				}
			}
		}
		if len(list) != listWords {
			t.Errorf("%d words, want %d", len(list), listWords)
		}
		for _, w := range unkind {
			if i == 0 && seen[w] {
				t.Errorf("the list holds an unkind word, number %d", len(w))
			}
		}
	}
}

func TestANewPassphraseIsSevenWordsOfTheReadersLetters(t *testing.T) {
	for lang, script := range map[string]*unicode.RangeTable{"en": unicode.Latin, "uz": unicode.Latin, "ru": unicode.Cyrillic, "kk": unicode.Cyrillic} {
		p := NewPassphrase(lang)
		if n := len(strings.Fields(p)); n != PassphraseWords {
			t.Errorf("%s: %d words", lang, n)
		}
		for _, r := range strings.ReplaceAll(p, " ", "") {
			if !unicode.Is(script, r) {
				t.Errorf("%s: letter %q", lang, r)
			}
		}
		if err := CheckOwn(p); err != nil {
			t.Errorf("%s: our own passphrase is refused: %v", lang, err)
		}
		if p == NewPassphrase(lang) {
			t.Errorf("%s: the same passphrase twice", lang)
		}
	}
}

func TestAPassphraseOfOnesOwn(t *testing.T) {
	for what, c := range map[string]struct{ pass, want string }{
		"fourteen letters":           {strings.Repeat("ә", 14), "passphrase.short"},
		"fifteen letters":            {"жылы жаңбыр жау", "no error"},
		"fifteen, mostly spaces":     {"a" + strings.Repeat(" ", 30), "passphrase.short"},
		"digits alone, but long":     {"73049582017346", "passphrase.short"},
		"and one more":               {"730495820173461", "no error"},
		"a line break":               {"a passphrase\nof two lines", "passphrase.controls"},
		"no text at all":             {"\xff\xfe a passphrase of it", "passphrase.controls"},
		"longer than any passphrase": {strings.Repeat("x", 1025), "passphrase.long"},
	} {
		if got := say(CheckOwn(c.pass)); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

func TestAnyTwoSheetsOfAKitMakeTheKeyWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var key seed
		copy(key[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
		sheets := drawSheets(key)
		a := rapid.IntRange(0, 2).Draw(t, "one")
		b := (a + rapid.IntRange(1, 2).Draw(t, "other")) % 3
		k, err := OpenKit(sheets[a], "  "+strings.ToUpper(sheets[b]))
		if err != nil || k.seed != key {
			t.Fatalf("sheets %d and %d: %v", a+1, b+1, err)
		}
		if n, err := CheckSheet(sheets[a]); n != a+1 || err != nil {
			t.Fatalf("sheet %d is taken for %d, %v", a+1, n, err)
		}
	})
}

func TestSheetsThatDoNotGoTogetherAreRefused(t *testing.T) {
	one, other := drawSheets(seed{1}), drawSheets(seed{1})
	w := strings.Fields(one[1])
	w[3], w[4] = w[4], w[3]
	for what, c := range map[string]struct{ a, b, want string }{
		"the same sheet twice":      {one[0], one[0], "seal.kit.pair"},
		"sheets of two drawings":    {one[0], other[1], "seal.kit.pair"},
		"two words in wrong order":  {one[0], strings.Join(w, " "), "seal.kit.sheet"},
		"a word missing":            {one[0], strings.Join(w[1:], " "), "seal.kit.sheet"},
		"a word that is none of it": {one[0], strings.Replace(one[1], w[0], "hello", 1), "seal.kit.word"},
		"nothing":                   {"", "", "seal.kit.sheet"},
		"the largest of all words":  {strings.Repeat(wordLists()[0][listWords-1]+" ", sheetWords), one[0], "seal.kit.sheet"},
	} {
		if _, err := OpenKit(c.a, c.b); say(err) != c.want {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
}

func FuzzCheckSheet(f *testing.F) {
	for _, s := range drawSheets(seed{5}) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, err := CheckSheet(s); err == nil && (n < 1 || n > 3) {
			t.Errorf("sheet %d of three", n)
		}
	})
}
