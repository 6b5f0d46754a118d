package house

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/pana"
	"example.org/pana/internal/seal"
)

// A ceremony is a question put to a passkey, which it answers once and within
// minutes. The house keeps none of them: each travels in its own ticket, sealed,
// so that however many are asked for, none crowds another out and no memory
// fills.
type ceremony struct {
	Origin Origin
	Asked  webauthn.SessionData
	Handle []byte       `json:",omitempty"` // of whom the new passkey will be; nil where one that exists is asked
	Staff  pana.StaffID // who may hand the answer in; empty at the door
	Until  time.Time
}

const ceremonyLasts = 2 * time.Minute

var ticketPlace = seal.Place{Table: "ceremonies", Row: "ticket", Field: "question"}

// ceremonies seal questions, and know which were answered while they could be
// answered again: only a right answer is remembered, so nobody fills that.
type ceremonies struct {
	mu    sync.Mutex
	made  bool
	key   seal.Key // of this run of the program
	spent map[[sha256.Size]byte]time.Time
}

func (c *ceremonies) keyed() seal.Key {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.made {
		rand.Read(c.key[:])
		c.made = true
	}
	return c.key
}

// put returns the ticket that holds one.
func (c *ceremonies) put(one ceremony) (ticket string, err error) {
	text, err := json.Marshal(one)
	if err != nil {
		return "", &pana.Error{Op: "house.ceremony", Say: "db.failed", Err: err}
	}
	return base64.RawURLEncoding.EncodeToString(c.keyed().Seal(ticketPlace, 0, text)), nil
}

// readQuestion returns the ceremony in ticket, if it is in time and staff was asked.
func (c *ceremonies) readQuestion(ticket string, staff pana.StaffID, now time.Time) (one ceremony, ok bool) {
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(ticket)
	if err != nil {
		return one, false
	}
	text, err := c.keyed().Open(ticketPlace, sealed)
	if err != nil || json.Unmarshal(text, &one) != nil {
		return ceremony{}, false
	}
	return one, one.Staff == staff && now.Before(one.Until)
}

// spend says that one was answered rightly; false if it was before.
func (c *ceremonies) spend(one ceremony, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.spent, func(_ [sha256.Size]byte, until time.Time) bool { return !now.Before(until) })
	if c.spent == nil {
		c.spent = map[[sha256.Size]byte]time.Time{}
	}
	id := sha256.Sum256([]byte(one.Asked.Challenge))
	if _, before := c.spent[id]; before {
		return false
	}
	c.spent[id] = one.Until
	return true
}

// A Question is what a browser puts to a passkey, and the ticket under which its
// answer is handed in.
type Question struct {
	Ticket string `json:"ticket"`
	Ask    any    `json:"publicKey"`
}

// A Shown is what a browser hands in for a Question: the answer of a passkey, and
// what the passkey yields beside it where the browser gives that.
type Shown struct {
	Ticket string
	Answer []byte // JSON, as the browser has it
	Yield  []byte // a secret: it opens the keys of its owner
}

// yieldAsked is what every passkey of ours is asked to yield a secret for. Each
// answers it with another, under a key of its own.
var yieldAsked = sha256.Sum256([]byte("pana/1 passkey"))

// relying is this house as a passkey knows it: by the name in origin, under which
// the page was asked for. A bare number has no passkeys ("passkey.address").
func (h *House) relying(origin Origin) (*webauthn.WebAuthn, error) {
	unnamed := &pana.Error{Op: "house.relying", Kind: pana.Conflict, Field: "passkey", Say: "passkey.address"}
	if origin.Host == "" || net.ParseIP(origin.Host) != nil || origin.Host != "localhost" && origin.Host != h.HostName() {
		return nil, unnamed
	}
	yes := true
	w, err := webauthn.New(&webauthn.Config{RPID: origin.Host, RPDisplayName: "House", RPOrigins: []string{origin.URL},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: &yes,
			UserVerification: protocol.VerificationRequired}})
	if err != nil {
		return nil, unnamed
	}
	return w, nil
}

// An Origin is the address under which a page was asked for.
type Origin struct {
	Host string // its name alone
	URL  string // scheme, name and port
}
