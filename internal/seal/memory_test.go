package seal

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"example.org/pana"
)

// heap returns the memory that is in use after collecting garbage.
func heap(t testing.TB) []byte {
	t.Helper()
	// Leave nothing in a pool or on this stack.
	for range 3 {
		runtime.GC()
	}
	f, err := os.Create(filepath.Join(t.TempDir(), "heap"))
	must(t, err)
	defer f.Close()
	debug.WriteHeapDump(f.Fd())
	b, err := os.ReadFile(f.Name())
	must(t, err)
	return b
}

// A started house with nobody signed in holds no client, circle or staff key; a
// stopped one holds none at all. Only fingerprints of keys are kept here for the
// comparison: each key with every byte turned round.
func TestNoKeyIsInMemoryThatShouldNotBe(t *testing.T) {
	turned := func(k []byte) []byte {
		b := bytes.Clone(k)
		for i := range b {
			b[i] ^= 0xff
		}
		return b
	}
	inUse := func(dump, fingerprint []byte) bool {
		k := turned(fingerprint)
		defer clear(k)
		return bytes.Contains(dump, k)
	}
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))

	people, page := map[string][]byte{}, []byte(nil)
	r := h.ring(bayan)
	done := make(chan bool)
	go func() { // on a stack of its own, which ends with it
		defer close(done)
		h.write(r, madina, pana.Care, "words")
		e := r.circles[Circle{Site: tulip, Compartment: pana.Care}].epochs[1]
		people["the circle's key"], people["the circle's private key"] = turned(e.key[:]), turned(e.seed[:])
		people["the lasting key"], people["her private key"] = turned(e.lasting[:]), turned(r.seed[:])
		s, err := r.Sealer(ctx, madina, tulip, pana.Care)
		must(t, err)
		_, k := s.Key()
		people["the client's key"] = turned(k[:])
		page = turned(h.page[:])
	}()
	<-done
	during := heap(t)
	for what, k := range people {
		if !inUse(during, k) {
			t.Errorf("signed in, %s is not found: this test looks in the wrong place", what)
		}
	}
	runtime.KeepAlive(r)
	r.Close()
	r = nil
	for _, id := range h.ids {
		id.Clear()
	}
	clear(h.ids)
	after := heap(t)
	for what, k := range people {
		if inUse(after, k) {
			t.Errorf("nobody is signed in and %s is in memory", what)
		}
	}
	if !inUse(after, page) {
		t.Error("started, the page key is not found: this test looks in the wrong place")
	}
	h.Stop()
	if inUse(heap(t), page) {
		t.Error("stopped, the page key is in memory")
	}
}
