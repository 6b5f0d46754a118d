package seal

import (
	"crypto/sha256"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var lists = flag.String("lists", "", "write common.bin anew from the passphrases of a file, a line each")

func TestPassphrasesThatEveryoneTriesAreRefused(t *testing.T) {
	if *lists != "" {
		writeTried(t, *lists)
	}
	if n := len(tried) / triedBytes; n < 15_000 || len(tried)%triedBytes != 0 {
		t.Errorf("%d digests: too few to hold the three thousand that ASVS asks for, or cut", n)
	}
	for i := triedBytes; i < len(tried); i += triedBytes {
		if string(tried[i-triedBytes:i]) >= string(tried[i:i+triedBytes]) {
			t.Fatalf("the digests are not sorted at %d", i)
		}
	}
	for pass, want := range map[string]string{
		"correct horse battery staple":       "passphrase.common",
		"Correct-Horse-Battery-Staple":       "passphrase.common",
		"correcthorsebatterystaple2026":      "passphrase.common",
		"individualization":                  "passphrase.common", // a word of the lists
		"Это мой пароль":                     "passphrase.short",
		"Это мой секретный пароль!":          "passphrase.common",
		"Менің құпия сөйлемім":               "passphrase.common",
		strings.Repeat("1", 20):              "passphrase.simple",
		"abc abc abc abc abc":                "passphrase.simple",
		"парольпарольпароль":                 "passphrase.simple",
		"qwertyuiop[]asdfghjkl":              "passphrase.simple",
		"йцукенгшщзхъфывапролджэ":            "passphrase.simple",
		"1234567890987654321":                "passphrase.simple",
		"әіңғүұқөһ абвгдежз":                 "passphrase.simple",
		"Pana shelter password 2026":         "passphrase.house",
		"наш приют Пана 2026":                "passphrase.house",
		"Sunrise House Almaty":               "passphrase.house",
		"Gulnar and Sunrise 1991":            "passphrase.house",
		"Sunrise over seven old apple trees": "no error", // a word of the house among others
		"сегодня купили синий чайник":        "no error",
		"839201748392017":                    "no error",
	} {
		if got := say(CheckOwn(pass, "Sunrise House", "Almaty", "Gulnar")); got != want {
			t.Errorf("%q: %s, want %s", pass, got, want)
		}
	}
}

func TestWhatIsDrawnIsNeverRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"kk", "ru", "en"}).Draw(t, "language")
		words := rapid.SliceOfN(rapid.SampledFrom(wordLists()[map[bool]int{true: 0, false: 1}[lang == "en"]]), 0, 3).Draw(t, "words of the house")
		if p := NewPassphrase(lang); CheckOwn(p, words...) != nil {
			t.Fatalf("a drawn passphrase is refused: %v", CheckOwn(p, words...))
		}
	})
}

// A guesser changes letters into capitals, puts spaces between and figures behind.
func TestHowACommonOneIsWrittenDoesNotHelpIt(t *testing.T) {
	var all []string
	for line := range strings.Lines(sayings) {
		all = append(all, strings.TrimSpace(line))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "saying")
		if rapid.Bool().Draw(t, "capitals") {
			p = strings.ToUpper(p)
		}
		p = strings.ReplaceAll(p, " ", rapid.SampledFrom([]string{"", " ", "_", "-", " . "}).Draw(t, "between"))
		p += rapid.StringMatching(`[0-9]{0,4}[!?.]?`).Draw(t, "behind")
		if got := say(CheckOwn(p)); utf8.RuneCountInString(p) >= ShortestOwn && got == "no error" {
			t.Fatalf("%q is taken", p)
		}
	})
}

func FuzzCheckOwn(f *testing.F) {
	f.Add("correct horse battery staple", "Sunrise")
	f.Add("\xff", "")
	f.Fuzz(func(t *testing.T, pass, word string) {
		if CheckOwn(pass, word) == nil && CheckOwn(pass) != nil {
			t.Error("a word of the house made a refused passphrase good")
		}
	})
}

func writeTried(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(text)) {
		if p := plainly(line); utf8.ValidString(line) && utf8.RuneCountInString(p) >= 12 && utf8.RuneCountInString(strings.TrimSpace(line)) >= ShortestOwn {
			d := sha256.Sum256([]byte(p))
			all = append(all, string(d[:triedBytes]))
		}
	}
	slices.Sort(all)
	tried = []byte(strings.Join(slices.Compact(all), ""))
	if err := os.WriteFile("common.bin", tried, 0o644); err != nil {
		t.Fatal(err)
	}
}
