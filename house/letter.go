package house

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"example.org/pana"
)

// LetterLasts is how old a letter may be: long enough for two clocks that differ
// and a slow way, short enough that one found later stops nothing.
const LetterLasts = 10 * time.Minute

// A letter asks a peer to stop, and says nothing else.
type letter struct {
	to, from ed25519.PublicKey // of the house to be stopped, and of the one that asks
	at       time.Time         // to the second
	once     [16]byte          // drawn anew for each
	sign     []byte
}

const letterHead = "pana letter: stop"

// newLetter writes a letter and signs it.
func newLetter(to ed25519.PublicKey, key ed25519.PrivateKey, now time.Time) letter {
	l := letter{to: to, from: key.Public().(ed25519.PublicKey), at: now.UTC().Truncate(time.Second)}
	rand.Read(l.once[:])
	l.sign = ed25519.Sign(key, []byte(l.body()))
	return l
}

// body is what is signed.
func (l letter) body() string {
	return letterHead + "\nto: " + keyText(l.to) + "\nfrom: " + keyText(l.from) +
		"\nat: " + l.at.Format(time.RFC3339) + "\nonce: " + cookieText.EncodeToString(l.once[:]) + "\n"
}

func (l letter) String() string {
	return l.body() + "sign: " + cookieText.EncodeToString(l.sign) + "\n"
}

// genuine reports whether l was signed with the key it says it is from.
func (l letter) genuine() bool { return ed25519.Verify(l.from, []byte(l.body()), l.sign) }

// readLetter reads a letter and nothing that is written any other way; how lines
// end and white space around them do not count. It says nothing of who signed it.
func readLetter(text string) (l letter, ok bool) {
	if len(text) > 1000 {
		return l, false
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != 6 || strings.TrimSpace(lines[0]) != letterHead {
		return l, false
	}
	part := func(i int, name string, size int) []byte {
		value, found := strings.CutPrefix(strings.TrimSpace(lines[i]), name+": ")
		b, err := cookieText.DecodeString(value)
		if !found || err != nil || len(b) != size {
			return nil
		}
		return b
	}
	l.to, l.from = part(1, "to", ed25519.PublicKeySize), part(2, "from", ed25519.PublicKeySize)
	once := part(4, "once", len(l.once))
	l.sign = part(5, "sign", ed25519.SignatureSize)
	at, err := time.Parse("at: "+time.RFC3339, strings.TrimSpace(lines[3]))
	if l.to == nil || l.from == nil || once == nil || l.sign == nil || err != nil || at.Year() < 2000 || at.Year() > 9999 {
		return letter{}, false
	}
	copy(l.once[:], once)
	l.at = at.UTC()
	return l, true
}

// keyText is how the key of a house stands on paper and on pages.
func keyText(k ed25519.PublicKey) string { return base64.RawURLEncoding.EncodeToString(k) }

// readKey reads the key of a house; anything else is "peer.key".
func readKey(op, field, text string) (ed25519.PublicKey, error) {
	b, err := cookieText.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil || len(b) != ed25519.PublicKeySize {
		return nil, pana.Refuse(op, field, "peer.key")
	}
	return b, nil
}
