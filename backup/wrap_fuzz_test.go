package backup

import (
	"bytes"
	"testing"

	"filippo.io/age"

	"example.org/pana/house/housetest"
)

// FuzzUnwrap hands the started house heads of sets that somebody made up: no key
// comes out but that of a file which this house wrapped.
func FuzzUnwrap(f *testing.F) {
	w := housetest.Open(f, Schema())
	keys, err := w.House.Vault.House()
	if err != nil {
		f.Fatal(err)
	}
	key := bytes.Repeat([]byte{7}, 16)
	own, err := recipient{keys}.Wrap(key)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range own {
		f.Add(s.Type, s.Body)
		f.Add(byHouse, s.Body[:len(s.Body)-1])
	}
	f.Add(bySheets, []byte{})
	f.Add("X25519", bytes.Repeat([]byte{1}, 32))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		got, err := opener{house: keys}.Unwrap([]*age.Stanza{{Type: kind, Body: body}})
		wrapped := kind == byHouse && bytes.Equal(body, own[1].Body)
		if (err == nil) != wrapped || wrapped && !bytes.Equal(got, key) {
			t.Fatalf("%q: %v", kind, err)
		}
	})
}
