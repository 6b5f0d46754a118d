package seal

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestASealedValueOpensOnlyWhereItBelongs(t *testing.T) {
	k := newKey()
	here := Place{"names", "7", "given", madina}
	value := k.Seal(here, 3, []byte("words"))
	if plain, err := k.Open(here, value); err != nil || string(plain) != "words" {
		t.Fatalf("its own place: %q, %v", plain, err)
	}
	for what, p := range map[string]Place{
		"another table":               {"notes", "7", "given", madina},
		"another row":                 {"names", "8", "given", madina},
		"another field":               {"names", "7", "family", madina},
		"another owner":               {"names", "7", "given", nodira},
		"letters moved between parts": {"names7", "", "given", madina},
	} {
		_, err := k.Open(p, value)
		if say(err) != "seal.damaged" {
			t.Errorf("%s: %v", what, err)
		}
	}
	back := bytes.Clone(value)
	back[8] = 2
	if _, err := k.Open(here, back); say(err) != "seal.damaged" {
		t.Errorf("a seal number put back: %v", err)
	}
	if _, err := newKey().Open(here, value); say(err) != "seal.damaged" {
		t.Errorf("another key: %v", err)
	}
}

func TestEveryChangedByteOfASealedValueIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := newKey()
		p := Place{rapid.String().Draw(t, "table"), rapid.String().Draw(t, "row"), rapid.String().Draw(t, "field"), Owner(rapid.String().Draw(t, "owner"))}
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		value := k.Seal(p, rapid.Uint64().Draw(t, "number"), plain)
		got, err := k.Open(p, value)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("opened %q, %v", got, err)
		}
		value[rapid.IntRange(0, len(value)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		if _, err := k.Open(p, value); say(err) != "seal.damaged" {
			t.Fatalf("a changed value: %v", err)
		}
		cut := value[:rapid.IntRange(0, len(value)-1).Draw(t, "cut")]
		if _, err := k.Open(p, cut); say(err) != "seal.damaged" {
			t.Fatalf("a value cut short: %v", err)
		}
	})
}

func TestSealingTwiceLooksDifferent(t *testing.T) {
	k := newKey()
	if bytes.Equal(k.Seal(Place{}, 1, []byte("yes")), k.Seal(Place{}, 1, []byte("yes"))) {
		t.Error("two sealed values are the same")
	}
}

func TestDerivedKeysDifferByLabelAndKey(t *testing.T) {
	a, b := newKey(), newKey()
	seen := map[Key]bool{a: true, b: true}
	for _, k := range []Key{a.Derive("x"), a.Derive("y"), b.Derive("x"), b.Derive("")} {
		if seen[k] {
			t.Error("a key came twice")
		}
		seen[k] = true
	}
	if one, again := a.Derive("x"), a.Derive("x"); one != again {
		t.Error("deriving again gives another key")
	}
}

func FuzzOpen(f *testing.F) {
	k := Key{1, 2, 3}
	f.Add(k.Seal(Place{Table: "notes"}, 1, []byte("words")))
	f.Add([]byte{})
	s := &Sealer{keys: map[uint32]Key{1: k}, shut: map[uint32]bool{2: true}}
	f.Add(append([]byte{0, 0, 0, 1}, k.Seal(Place{Table: "notes"}, 1, nil)...))
	f.Add([]byte{0, 0, 0, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		if plain, err := k.Open(Place{Table: "notes", Row: "other"}, b); err == nil {
			t.Errorf("a forged value opened: %q", plain)
		}
		s.Open("notes", "other", "", b)
	})
}
