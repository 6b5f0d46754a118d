package house

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// A Session is one sign-in.
type Session struct {
	ID       string // for the trail; it opens nothing
	Staff    pana.StaffID
	Name     string
	Language locale.Lang
	Theme    string // "", "day" or "night"
	Grants   []pana.Grant
	Proven   time.Time // when she last typed her passphrase; see House.Proven
}

// mostSessions is how many sign-ins one person has at once: a phone, a tablet, the
// machine of the house, and twice as many again. One more ends the one that has
// been still for the longest.
const mostSessions = 10

// Acts of the door. They need nobody's leave, so the policy table has no rule for them.
const (
	SignedIn  policy.Act = "session.begin"
	SignedOut policy.Act = "session.end"
	Refused   policy.Act = "session.refused" // nobody is its actor; its object is whose name was typed, if anybody's
)

// A ticket is what the cookie holds: a token that finds the session and a
// secret, kept nowhere else, that opens its keys.
type ticket struct {
	token  [16]byte
	secret [32]byte
}

func newTicket() (t ticket) {
	rand.Read(t.token[:])
	rand.Read(t.secret[:])
	return t
}

var cookieText = base64.RawURLEncoding.Strict()

// cookie returns the text of t.
func (t ticket) cookie() string {
	return cookieText.EncodeToString(append(t.token[:], t.secret[:]...))
}

// readTicket reads a cookie, and false for anything cut, changed or foreign.
func readTicket(cookie string) (t ticket, ok bool) {
	const size = len(t.token) + len(t.secret)
	if len(cookie) != cookieText.EncodedLen(size) {
		return t, false
	}
	b, err := cookieText.DecodeString(cookie)
	if err != nil || len(b) != size {
		return t, false
	}
	copy(t.token[:], b)
	copy(t.secret[:], b[len(t.token):])
	clear(b)
	return t, true
}

// sum is how the token rests in the database: whoever reads it there cannot sign in with it.
func (t ticket) sum() []byte {
	s := sha256.Sum256(t.token[:])
	return s[:]
}

// again is the answer to a session that is not, or no longer, there.
func again(op string) error {
	return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "signin.again"}
}
