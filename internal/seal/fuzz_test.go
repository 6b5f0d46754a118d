package seal

import (
	"bytes"
	"testing"
)

// What was sealed with one key never opens as anything else, however it was
// changed, and what is no envelope is refused and breaks nothing.

func FuzzOpenPair(f *testing.F) {
	own, public, err := newPair()
	if err != nil {
		f.Fatal(err)
	}
	good, err := sealTo(public, info("fuzz"), []byte("words"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0xff}, len(good)))
	f.Add(good[:len(good)-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		if plain, err := own.open(info("fuzz"), b); err == nil && !bytes.Equal(b, good) {
			t.Errorf("a forged letter opened: %q", plain)
		}
		if _, err := own.open(info("another"), b); err == nil {
			t.Error("a letter for something else opened")
		}
	})
}

func FuzzOpenHouse(f *testing.F) {
	own, _, err := newHouse()
	if err != nil {
		f.Fatal(err)
	}
	page := [32]byte{7}
	good := own.seal(&page)
	f.Add(good)
	f.Add([]byte{})
	f.Add(good[:headBytes])
	f.Add(bytes.Repeat([]byte{1}, len(good)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := openHouse(&page, b); err == nil && !bytes.Equal(b, good) {
			t.Error("forged keys of a house opened")
		}
		if _, err := own.ReadBackup(b); err == nil {
			t.Error("a forged key of a backup opened")
		}
	})
}

func FuzzOpenSlot(f *testing.F) {
	k := &slotKey{key: Key{3}}
	salt := make([]byte, saltBytes)
	f.Add(make([]byte, slotBox))
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{255}, slotBox))
	f.Fuzz(func(t *testing.T, box []byte) {
		if who, err := k.open(salt, slot{Box: box}); err == nil || who != nil {
			t.Error("a forged slot opened")
		}
	})
}

func FuzzOpenKit(f *testing.F) {
	sheets := drawSheets(seed{5})
	f.Add(sheets[0], sheets[1])
	f.Add(sheets[0], sheets[0])
	f.Add("", sheets[2])
	f.Add("\x00", "\u202e")
	f.Fuzz(func(t *testing.T, one, two string) {
		kit, err := OpenKit(one, two)
		if (err == nil) != (kit != nil) {
			t.Error("a kit and a refusal, or neither")
		}
		if _, wrong := CheckSheet(one); wrong != nil && err == nil {
			t.Error("a sheet that is none was taken")
		}
	})
}

func FuzzReadEpochKeys(f *testing.F) {
	f.Add(make([]byte, circleSecret))
	f.Add([]byte{})
	f.Add(make([]byte, circleSecret+1))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := readEpochKeys(b)
		if (err == nil) != (len(b) == circleSecret) || err == nil && !bytes.Equal(k.bytes(), b) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	})
}

func FuzzFoldName(f *testing.F) {
	for _, s := range []string{"", "Dina", "ДИНА", "Ｄｉｎａ", " di\tna ", "\xff\x00", "İ", "\u1e9e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if folded := foldName(name); folded != foldName(" "+name+"\n") {
			t.Errorf("%q: the space around it counts", name)
		}
	})
}
