package house

import (
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

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

// What a browser hands in for a passkey comes from anywhere. It is refused or it
// was signed; what the key store keeps of passkeys is read or refused.
func FuzzReadPasskeys(f *testing.F) {
	w, err := new(House).relying(Origin{Host: "localhost", URL: "http://localhost:8080"})
	if err != nil {
		f.Fatal(err)
	}
	book := passkeyBook{Handle: []byte("me"), Keys: []keptPasskey{{Credential: webauthn.Credential{ID: []byte("id"), PublicKey: []byte("\xa5\x01\x02\x03\x26")}}}}
	_, asked, err := w.BeginDiscoverableLogin()
	if err != nil {
		f.Fatal(err)
	}
	_, made, err := w.BeginRegistration(book)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "{}", "null", `{"Handle":"bWU=","Keys":[{"ID":"x"}]}`, `{"id":"aWQ","rawId":"aWQ","type":"public-key","response":{}}`,
		`{"id":"aWQ","rawId":"aWQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"` + strings.Repeat("AAAA", 13) + `","signature":"AA","userHandle":"bWU"}}`,
		`{"id":"aWQ","rawId":"aWQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVgB"}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		readPasskeys(string(answer))
		if parsed, err := protocol.ParseCredentialRequestResponseBytes(answer); err == nil {
			if _, err := w.ValidateDiscoverableLogin(func(_, _ []byte) (webauthn.User, error) { return book, nil }, *asked, parsed); err == nil {
				t.Errorf("an answer that nobody signed is believed: %q", answer)
			}
		}
		if parsed, err := protocol.ParseCredentialCreationResponseBytes(answer); err == nil {
			if _, err := w.CreateCredential(book, *made, parsed); err == nil {
				t.Errorf("a passkey that was never asked for is kept: %q", answer)
			}
		}
	})
}
