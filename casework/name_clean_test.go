package casework

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/pana"
	"golang.org/x/text/unicode/norm"
)

func TestCleanName(t *testing.T) {
	for _, tt := range []struct {
		sentence, in, want, say string
	}{
		{"no name is fine", "", "", ""},
		{"only spaces are no name", " \t \n", "", ""},
		{"outer spaces go, inner ones become one", "  Баян \u00a0  Сейтова\n", "Баян Сейтова", ""},
		{"letters and marks are composed", "Айгу\u0308л Йолдош", "Айгӱл Йолдош", ""},
		{"an apostrophe and a hyphen stay", "Oʻktam Ay-Gul O'g'li", "Oʻktam Ay-Gul O'g'li", ""},
		{"marks of direction that turn nothing are dropped", "\u200eDilnoza\u200f\ufeff", "Dilnoza", ""},
		{"the Persian joiner stays", "می\u200cنا", "می\u200cنا", ""},
		{"a right-to-left override is refused", "Dil\u202eazon", "", "name.controls"},
		{"an isolate is refused", "Dil\u2066noza\u2069", "", "name.controls"},
		{"NUL is refused", "Dil\x00noza", "", "name.controls"},
		{"a line break within is refused", "Dilnoza\nBaxtiyorova", "", "name.controls"},
		{"a line separator within is refused", "Dilnoza\u2028Baxtiyorova", "", "name.controls"},
		{"a tag character is refused", "Dil\U000e0041noza", "", "name.controls"},
		{"bytes that are not UTF-8 are refused", "Dil\xffnoza", "", "name.invalid"},
		{"eight marks on a letter are let be", "x" + strings.Repeat("\u0315", 8), "x" + strings.Repeat("\u0315", 8), ""},
		{"nine marks on a letter are refused", "x" + strings.Repeat("\u0315", 9), "", "name.invalid"},
		{"ten thousand marks are refused", "x" + strings.Repeat("\u0301", 5000), "", "name.invalid"},
		{"two hundred letters are let be", strings.Repeat("ә", 200), strings.Repeat("ә", 200), ""},
		{"one more is refused", strings.Repeat("ә", 201), "", "name.long"},
		{"ten thousand letters are refused", strings.Repeat("ә", 10_000), "", "name.long"},
	} {
		got, err := CleanName(tt.in)
		if got != tt.want {
			t.Errorf("%s: CleanName(%.40q) = %q, want %q", tt.sentence, tt.in, got, tt.want)
		}
		if tt.say == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.sentence, err)
			}
			continue
		}
		e, ok := errors.AsType[*pana.Error](err)
		if !ok || e.Kind != pana.Invalid || e.Field != "name" || e.Say != tt.say {
			t.Errorf("%s: error %v, want an Invalid one on the field name that says %s", tt.sentence, err, tt.say)
		}
	}
}

func TestCleanNameErrorHoldsNoName(t *testing.T) {
	for _, bad := range []string{"Dilnoza\x00", "Dilnoza\xff", strings.Repeat("Dilnoza", 99)} {
		if _, err := CleanName(bad); err == nil || strings.Contains(err.Error(), "Dil") {
			t.Errorf("the error says %v", err)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, s := range []string{"", "Баян Сейтова", "x\u0301\u0301", "\u202e", "\xff", "क\u093c\u0958", "\u2000a\u3000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := CleanName(s)
		if err != nil {
			if got != "" {
				t.Errorf("refused, yet returned %q", got)
			}
			return
		}
		if n := utf8.RuneCountInString(got); n > nameRunes || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Errorf("CleanName(%q) = %q is not clean", s, got)
		}
		if strings.ContainsAny(got, "\x00\n\t\u202d\u202e\u2066\u2067\u2068\u2069") {
			t.Errorf("CleanName(%q) = %q holds controls", s, got)
		}
		if again, err := CleanName(got); again != got || err != nil {
			t.Errorf("CleanName(%q) = %q, and again %q, %v", s, got, again, err)
		}
	})
}
