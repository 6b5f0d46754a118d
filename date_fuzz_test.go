package pana_test

import (
	"testing"

	"example.org/pana"
)

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"", "2026-11-23", "23.11.2026", "2.1.1999", "31.02.2026", "0001-01-01", "9999-12-31", "２０２６-11-23", "2026-11-23\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := pana.ParseDate(text)
		if err != nil {
			if d != "" || pana.KindOf(err) != pana.Invalid {
				t.Errorf("%q: %q, %v", text, d, err)
			}
			return
		}
		if again, err := pana.ParseDate(string(d)); err != nil || again != d {
			t.Errorf("%q was read as %q, and that as %q, %v", text, d, again, err)
		}
	})
}
