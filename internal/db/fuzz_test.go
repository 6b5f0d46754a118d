package db

import (
	"bytes"
	"testing"
)

func FuzzReadPages(f *testing.F) {
	f.Add(make([]byte, pageSize))
	f.Add(make([]byte, 3*pageSize))
	f.Add(bytes.Repeat([]byte{255}, 2*pageSize+7))
	f.Add([]byte{})
	key := [32]byte{9}
	f.Fuzz(func(t *testing.T, file []byte) {
		first, _, err := readPages(bytes.NewReader(file), int64(len(file)/pageSize), &key)
		if first && err == nil {
			t.Error("a page that nobody wrote opens")
		}
	})
}
