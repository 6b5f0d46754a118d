package trail_test

import (
	"testing"

	"example.org/pana/trail"
)

func FuzzReadCheckpoint(f *testing.F) {
	f.Add("12 " + "0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 89ab cdef")
	f.Add("")
	f.Add("-1 00")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := trail.ReadCheckpoint(text)
		if err != nil {
			return
		}
		if again, err := trail.ReadCheckpoint(c.Text()); err != nil || again != c {
			t.Errorf("%q is read as %q and that as another", text, c.Text())
		}
	})
}
