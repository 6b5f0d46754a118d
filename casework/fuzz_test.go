package casework

import (
	"bytes"
	"testing"
)

func FuzzUnpackTokens(f *testing.F) {
	f.Add([]byte{})
	f.Add(packTokens([]int64{1, -1, 1 << 62}))
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, packed []byte) {
		whole := len(packed) / tokenBytes * tokenBytes
		if again := packTokens(unpackTokens(packed)); !bytes.Equal(again, packed[:whole]) {
			t.Errorf("%d bytes became %d", len(packed), len(again))
		}
	})
}
