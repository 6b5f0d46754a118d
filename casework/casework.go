// Package casework keeps the file of each client: who she is, her times in our
// care, the people around her, what was noted, agreed and alerted, and who
// works with her.
package casework

import (
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Casework keeps the files of one house. Its methods act for the actor of
// their context and open words with the key ring of that context.
type Casework struct {
	h         *house.House
	mayReturn ReturnGate // see GuardReturn
	mayClose  ReturnGate
	mixed     []string // see Mixed
}

// New returns the casework of h.
func New(h *house.House) *Casework { return &Casework{h: h} }

// owner is whom the words of a client belong to.
func owner(client pana.ClientID) seal.Owner { return seal.Owner(client) }

// absent is the answer for a client who never was and for one who is hidden.
func absent(op string) error {
	return &pana.Error{Op: op, Kind: pana.NotFound, Say: "client.absent"}
}

func conflict(op, say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }

// tonight is the night that tx falls in.
func (c *Casework) tonight(tx *db.Tx) pana.Night { return c.h.Tonight(tx.Now) }
