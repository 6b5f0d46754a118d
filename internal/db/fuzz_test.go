package db

import (
	"bytes"
	"testing"

	"lukechampine.com/adiantum"
)

func FuzzReadPages(f *testing.F) {
	f.Add(make([]byte, pageSize))
	f.Add(make([]byte, 3*pageSize))
	f.Add(bytes.Repeat([]byte{255}, 2*pageSize+7))
	f.Add([]byte{})
	key := [32]byte{9}
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) < pageSize {
			return // refused before anything is read
		}
		pages := blocks{bytes.NewReader(file), adiantum.New(key[:])}
		first, _, err := pages.look(int64(len(file) / pageSize))
		if first != nil && err == nil {
			t.Error("a page that nobody wrote opens")
		}
	})
}
