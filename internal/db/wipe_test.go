package db

import (
	"path/filepath"
	"sync"
	"testing"
)

func TestCloseWipesTheKey(t *testing.T) {
	var key [32]byte
	copy(key[:], "thirty-two bytes of a page key..")
	d := New(Options{File: filepath.Join(t.TempDir(), "house.db")})
	if err := d.Open(t.Context(), &key); err != nil {
		t.Fatal(err)
	}
	held := d.open.key
	if string(held.key) != string(key[:]) {
		t.Fatal("the key is held elsewhere, so this proves nothing")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if string(held.key) != string(make([]byte, 32)) {
		t.Error("the key is still there")
	}
	if _, ok := lent.Load(held.number); ok || mapLen(&lent) != 0 {
		t.Error("a key is still lent")
	}
	if key == [32]byte{} {
		t.Error("the caller's key was wiped")
	}
}

func TestARefusedOpenWipesTheKey(t *testing.T) {
	var key [32]byte
	d := New(Options{File: filepath.Join(t.TempDir(), "house.db"), Schema: folder{"0001_x.sql": "-- +goose Up\nnonsense;\n"}})
	if err := d.Open(t.Context(), &key); err == nil {
		t.Fatal("nonsense ran")
	}
	if mapLen(&lent) != 0 {
		t.Error("a key is still lent")
	}
}

func mapLen(m *sync.Map) (n int) {
	m.Range(func(any, any) bool { n++; return true })
	return n
}
