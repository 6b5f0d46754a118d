package house

import (
	"crypto/rand"
	"crypto/sha256"
	"net"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/pana"
)

// A ceremony is a question put to a passkey, which it answers once. It lives in
// memory, for minutes.
type ceremony struct {
	house  *webauthn.WebAuthn
	asked  webauthn.SessionData
	handle []byte       // of whom the new passkey will be; nil where one that exists is asked
	staff  pana.StaffID // who may hand the answer in; empty at the door
	until  time.Time
}

const (
	ceremonyLasts  = 2 * time.Minute
	mostCeremonies = 500 // that nobody fills the memory by asking
)

// ceremonies are those that wait for an answer, by ticket.
type ceremonies struct {
	mu    sync.Mutex
	by    map[string]ceremony
	order []string
}

func (c *ceremonies) put(one ceremony) (ticket string) {
	ticket = rand.Text()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by = map[string]ceremony{}
	}
	c.by[ticket], c.order = one, append(c.order, ticket)
	for len(c.order) > mostCeremonies {
		delete(c.by, c.order[0])
		c.order = c.order[1:]
	}
	return ticket
}

// take returns the ceremony of ticket, once and in time, to who was asked.
func (c *ceremonies) take(ticket string, staff pana.StaffID, now time.Time) (ceremony, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one, ok := c.by[ticket]
	delete(c.by, ticket)
	return one, ok && one.staff == staff && now.Before(one.until)
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
