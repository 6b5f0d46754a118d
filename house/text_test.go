package house

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzReadTicket(f *testing.F) {
	f.Add(newTicket().cookie())
	f.Add("")
	f.Add(strings.Repeat("A", 64))
	f.Fuzz(func(t *testing.T, cookie string) {
		if got, ok := readTicket(cookie); ok && got.cookie() != cookie {
			t.Errorf("%q reads as %q", cookie, got.cookie())
		}
	})
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"Гүлжан  Ә.", " a\tb ", "x\u202ey", "\xff", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := line("op", "field", s, 80)
		if err != nil {
			return
		}
		if n := utf8.RuneCountInString(got); n == 0 || n > 80 || strings.ContainsFunc(got, misleading) {
			t.Errorf("%q became %q", s, got)
		}
		if again, err := line("op", "field", got, 80); err != nil || again != got {
			t.Errorf("%q is not settled: %q, %v", got, again, err)
		}
	})
}
