package seal

import (
	"bytes"
	"errors"
	"testing"
)

func TestEverySlotIsAsLongAsTheNext(t *testing.T) {
	salt := make([]byte, saltBytes)
	k := deriveSlot(Cheapest, salt, "x", "y")
	page := [32]byte{1}
	short, err := k.seal(salt, &Identity{Staff: "1"})
	must(t, err)
	long, err := k.seal(salt, &Identity{Staff: bayan, seed: seed{1}, spare: seed{2}, page: &page})
	must(t, err)
	if len(short.Box) != len(long.Box) || len(short.Box) != slotBox {
		t.Errorf("slots of %d and %d bytes", len(short.Box), len(long.Box))
	}
	id, err := k.open(salt, long)
	must(t, err)
	if id.Staff != bayan || id.seed != (seed{1}) || id.spare != (seed{2}) || id.page == nil || *id.page != page {
		t.Error("a slot came back different")
	}
	if id, err = k.open(salt, short); err != nil || id.MayStart() {
		t.Errorf("someone who may not start: may %v, %v", id.MayStart(), err)
	}
	for i := range long.Box {
		bad := slot{long.No, bytes.Clone(long.Box)}
		bad.Box[i] ^= 4
		if _, err := k.open(salt, bad); say(err) != "seal.damaged" {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
}

func TestOneNameTypedInManyWaysLeadsToOneSlot(t *testing.T) {
	salt := make([]byte, saltBytes)
	want := deriveSlot(Cheapest, salt, "Bayan Ќ", "pass")
	for _, n := range []string{"bayan ќ", "  BAYAN   Ќ ", "Bayan\tЌ", "Ｂayan Ќ"} {
		if got := deriveSlot(Cheapest, salt, n, "pass"); *got != *want {
			t.Errorf("%q leads elsewhere", n)
		}
	}
	// Й typed as one letter or as И with a breve is one passphrase.
	if *deriveSlot(Cheapest, salt, "n", "\u0439од") != *deriveSlot(Cheapest, salt, "n", "\u0438\u0306од") {
		t.Error("one passphrase in two encodings leads to two slots")
	}
	for what, got := range map[string]*slotKey{
		"another name":       deriveSlot(Cheapest, salt, "bayana", "pass"),
		"another passphrase": deriveSlot(Cheapest, salt, "Bayan Ќ", "Pass"),
		"another house":      deriveSlot(Cheapest, bytes.Repeat([]byte{1}, saltBytes), "Bayan Ќ", "pass"),
		"letters moved from the name to the passphrase": deriveSlot(Cheapest, salt, "Bayan", "Ќpass"),
	} {
		if got.no == want.no || got.key == want.key {
			t.Errorf("%s leads to the same slot", what)
		}
	}
}

func sampleHouse(t testing.TB) *houseFile {
	t.Helper()
	h := &houseFile{Salt: bytes.Repeat([]byte{7}, saltBytes), Cost: Cheapest, Store: "keys.1.db", File: []byte{1}, Rescue: []byte{2}}
	for _, n := range []string{"a", "b", "c"} {
		s, err := deriveSlot(Cheapest, h.Salt, n, "p").seal(h.Salt, &Identity{Staff: bayan})
		must(t, err)
		h.put(s)
	}
	return h
}

func TestTheKeyFileSaysWhatIsWrongWithIt(t *testing.T) {
	whole := sampleHouse(t).bytes()
	if _, err := readHouse(whole); err != nil {
		t.Fatal(err)
	}
	again := sampleHouse(t)
	again.Version = 1
	weak := sampleHouse(t)
	weak.Cost.Memory = 16
	away := sampleHouse(t)
	away.Store = "../keys.1.db"
	short := sampleHouse(t)
	short.Slots[1].Box = short.Slots[1].Box[1:]
	for what, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":                           {nil, "seal.store.damaged"},
		"a picture":                       {[]byte("\x89PNG..."), "seal.store.foreign"},
		"another program's JSON":          {[]byte(`{"format":"else","version":1}`), "seal.store.foreign"},
		"of a later program":              {[]byte(`{"format":"pana house keys","version":2,"new":true}`), "seal.store.newer"},
		"cut short":                       {whole[:len(whole)/2], "seal.store.damaged"},
		"one without a check":             {[]byte(`{"format":"pana house keys","version":1}`), "seal.store.damaged"},
		"so cheap that guessing is quick": {weak.bytes(), "seal.store.damaged"},
		"pointing at another folder":      {away.bytes(), "seal.store.damaged"},
		"a slot of another length":        {short.bytes(), "seal.store.damaged"},
		"too long":                        {make([]byte, maxHouse+1), "seal.store.foreign"},
	} {
		if _, err := readHouse(c.file); say(err) != c.want {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
	if bytes.Contains(whole, []byte(bayan)) {
		t.Error("the key file names someone")
	}
}

func TestNoChangedLetterOfTheKeyFileGoesUnnoticed(t *testing.T) {
	h := sampleHouse(t)
	whole := h.bytes()
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 1
		got, err := readHouse(bad)
		// Spaces between the parts may differ; what they hold may not.
		if err == nil && !bytes.Equal(got.bytes(), whole) {
			t.Fatalf("byte %d changed and nobody noticed", i)
		}
	}
}

func FuzzReadHouse(f *testing.F) {
	f.Add(sampleHouse(f).bytes())
	f.Add([]byte(`{"format":"pana house keys","version":1,"slots":[null]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := readHouse(b)
		if err == nil && (!h.Cost.sound() || len(h.Salt) != saltBytes) {
			t.Error("an unsound key file was read")
		}
		if err != nil && h != nil {
			t.Error("an error and a file")
		}
		_ = errors.Unwrap(err)
	})
}

// What a guess at a passphrase costs a real house is no less than what is said of
// it: 64 MB of memory, three times.
func TestAGuessCostsWhatItShould(t *testing.T) {
	if DefaultCost.Memory < 64<<10 || DefaultCost.Passes < 3 || DefaultCost.Lanes != 1 || !DefaultCost.sound() {
		t.Errorf("a guess costs %+v", DefaultCost)
	}
	cheap := Cheapest
	cheap.Memory--
	if cheap.sound() {
		t.Error("a cheaper one than the cheapest is taken")
	}
	first := deriveSlot(Cheapest, make([]byte, saltBytes), "dina", "a passphrase of hers")
	dear := Cheapest
	dear.Passes++
	if *deriveSlot(dear, make([]byte, saltBytes), "dina", "a passphrase of hers") == *first {
		t.Error("the cost changes nothing")
	}
}
