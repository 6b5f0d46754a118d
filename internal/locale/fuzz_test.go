package locale

import (
	"slices"
	"testing"
)

func FuzzNegotiate(f *testing.F) {
	for _, s := range []string{"", "kk", "ru-KZ, kk;q=0.9", "de, fr", "*", "x-\xff", ";;;q=", "kk-Latn-KZ-x-pwn"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		if l := Negotiate(accept); !slices.Contains(Langs(), l) {
			t.Errorf("%q leads to %q", accept, l)
		}
	})
}
