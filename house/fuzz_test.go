package house

import (
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/pana"
)

// A letter comes from anywhere. What is read is written again as it was read, and
// a letter with any byte changed is not genuine.
func FuzzReadLetter(f *testing.F) {
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	l := newLetter(key.Public().(ed25519.PublicKey), key, time.Unix(1_800_000_000, 0))
	whole := l.String()
	for _, s := range []string{whole, "", letterHead, strings.ReplaceAll(whole, "\n", "\r\n"), whole + whole, strings.Repeat("\n", 2000), whole[:len(whole)-9], "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := readLetter(text)
		if !ok {
			return
		}
		again, ok := readLetter(got.String())
		if !ok || again.String() != got.String() {
			t.Errorf("%q was read as %q", text, got)
		}
		if got.genuine() && got.String() != whole {
			t.Errorf("a letter that nobody signed is genuine: %q", text)
		}
	})
}

func FuzzParseSchedule(f *testing.F) {
	for _, s := range []string{"1w 1m 3m 6m 12m", "", "w", "м", "1m 1w", "0w", "+1w", "600m", "9999999999999999999w", "1w\x00", strings.Repeat("1w ", 30)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		steps, err := ParseSchedule(text)
		if err != nil {
			if steps != nil || pana.KindOf(err) != pana.Invalid {
				t.Errorf("%q: %v, %v", text, steps, err)
			}
			return
		}
		if again, err := ParseSchedule(strings.Join(steps, " ")); err != nil || len(again) != len(steps) {
			t.Errorf("%q was read as %q, and that as %q, %v", text, steps, again, err)
		}
	})
}

// What the door knows of a stopped house lies in the open beside it.
func FuzzReadFront(f *testing.F) {
	for _, s := range []string{"{}", `{"host_name":"home.lan"}`, "null", "[]", `{"host_name":7}`, "\x00", strings.Repeat("[", 2000)} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, frontFile), text, 0o600); err != nil {
			t.Fatal(err)
		}
		first := readFront(dir)
		if err := writeFront(dir, first); err != nil {
			t.Fatal(err)
		}
		if again := readFront(dir); again != first {
			t.Errorf("%q is read as %+v, and that as %+v", text, first, again)
		}
	})
}
