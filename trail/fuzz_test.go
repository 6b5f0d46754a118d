package trail

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func FuzzOpenCheckpoint(f *testing.F) {
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	good, err := note.Sign(&note.Note{Text: fmt.Sprintf("pana trail\n12\n%s\n", hex.EncodeToString(make([]byte, 32)))}, pen{key})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good))
	f.Add("")
	f.Add("pana trail\n12\n00\n\n— x y\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := open(text, public)
		if err == nil && (c.Size != 12 || c.Root != [32]byte{}) {
			t.Errorf("a forged state of the trail: %+v", c)
		}
	})
}
