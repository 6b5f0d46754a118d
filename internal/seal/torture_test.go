package seal

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/proof"
)

// keysAsTold is everything that a key store says to whoever may start it.
func (h *house) keysAsTold(o StoreOptions, value []byte) (told string, err error) {
	v, err := OpenStore(ctx, o)
	if err != nil {
		return "", err
	}
	defer v.Close()
	id, err := v.SignIn(ctx, name(bayan), pass(bayan))
	if err != nil {
		return "", err
	}
	if err := v.Start(ctx, id); err != nil {
		return "", err
	}
	if err := v.Check(ctx); err != nil {
		return "", err
	}
	own, err := v.House()
	if err != nil {
		return "", err
	}
	defer own.Clear()
	told = fmt.Sprintf("%x %x", *v.PageKey(), own.Key)
	for _, c := range []pana.Compartment{pana.Care, pana.Health} {
		in, err := v.Members(ctx, tulip, c)
		if err != nil {
			return "", err
		}
		told += fmt.Sprint(c, in)
	}
	ring, err := v.Ring(ctx, id)
	if err != nil {
		return "", err
	}
	defer ring.Close()
	s, err := ring.Opener(ctx, madina, tulip, pana.Care)
	if err != nil {
		return "", err
	}
	plain, err := s.Open("notes", "1", "text", value)
	return told + string(plain), err
}

// spoil does to b one of the things that happen to files.
func spoil(b, older []byte, chance *rand.Rand) ([]byte, string) {
	b = bytes.Clone(b)
	at := chance.IntN(len(b))
	switch chance.IntN(6) {
	case 0, 1:
		b[at] ^= 1 << chance.IntN(8)
		return b, "flip"
	case 2:
		clear(b[at:min(at+1+chance.IntN(4096), len(b))])
		return b, "zero"
	case 3:
		return b[:at], "cut"
	case 4:
		for i := range min(len(b)-at, 1+chance.IntN(64)) {
			b[at+i] = byte(chance.Uint32())
		}
		return b, "replace"
	}
	if len(b) > 8192 { // pages of the database
		one, two := chance.IntN(len(b)/4096)*4096, chance.IntN(len(b)/4096)*4096
		for i := range 4096 {
			b[one+i], b[two+i] = b[two+i], b[one+i]
		}
		return b, "swap"
	}
	return bytes.Clone(older), "as it was"
}

// The file of slots and the file of keys are changed, one or both put back as
// they were earlier. Whoever starts the house then is refused, or is told what
// stood there, or, where a file is put back whole, what stood there then.
func TestTortureAKeyStoreThatWasChanged(t *testing.T) {
	onSQLite(t)
	h := found(t, bayan, daulet, gulnur)
	for _, c := range []pana.Compartment{pana.Care, pana.Health} {
		must(t, h.NewCircle(ctx, tulip, c, bayan, daulet, gulnur))
	}
	value := h.write(h.ring(bayan), madina, pana.Care, "A grey bicycle stood outside.")
	for i := range 60 {
		h.write(h.ring(bayan), Owner(fmt.Sprintf("0190cccc-0000-7000-8000-0000000%05d", i)), pana.Care, "words")
	}
	files := func() map[string][]byte {
		must(t, h.Close())
		all := map[string][]byte{}
		entries, err := os.ReadDir(h.o.Dir)
		must(t, err)
		for _, e := range entries {
			b, err := os.ReadFile(filepath.Join(h.o.Dir, e.Name()))
			must(t, err)
			all[e.Name()] = b
		}
		h.open()
		must(t, h.Start(ctx, h.signIn(bayan)))
		return all
	}
	lay := func(all map[string][]byte) StoreOptions {
		dir := filepath.Join(t.TempDir(), "keys")
		must(t, os.MkdirAll(dir, 0o700))
		for n, b := range all {
			must(t, os.WriteFile(filepath.Join(dir, n), b, 0o600))
		}
		return StoreOptions{Dir: dir, Cost: Cheapest, Clock: h.o.Clock}
	}
	before := files()
	must(t, h.RemovePerson(ctx, gulnur))
	must(t, h.ring(bayan).Turn(ctx, tulip, pana.Care))
	now := files()
	if len(now) != 2 {
		t.Fatalf("files %v", slices.Collect(maps.Keys(now)))
	}
	then, err := h.keysAsTold(lay(before), value)
	must(t, err)
	truth, err := h.keysAsTold(lay(now), value)
	must(t, err)
	if then == truth {
		t.Fatal("nothing changed in between, so this proves little")
	}
	seed, chance := proof.Seed(t)
	rounds, count := proof.N(300, 10_000), map[string]int{}
	names := slices.Sorted(maps.Keys(now))
	for n := range rounds {
		changed, which := maps.Clone(now), names[n%2]
		b, what := spoil(now[which], before[which], chance)
		if bytes.Equal(b, now[which]) {
			count["nothing changed"]++
			continue
		}
		changed[which] = b
		o := lay(changed)
		told, err := h.keysAsTold(o, value)
		os.RemoveAll(o.Dir)
		kind := "slots"
		if strings.HasSuffix(which, ".db") {
			kind = "keys"
		}
		switch {
		case err != nil:
			count[kind+" refused"]++
		case told == truth:
			count[kind+", nothing of it read"]++
		case what == "as it was":
			count[kind+" put back whole"]++
		default:
			t.Fatalf("round %d, %s of %s: something else was told", n, what, which)
		}
	}
	proof.Say(t, "key stores changed", rounds, seed, "%v; nothing wrong told", count)
}
