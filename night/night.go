// Package night keeps the house by night and by day, shift after shift: who is on
// duty, what one shift leaves to the next, who is out and what is done when she is
// not back, who is looked for when there is a fire, and who called.
//
// Nothing here is required at three in the morning, and nothing counts people
// against each other. What names or tells somebody rests with her other words,
// in the part of her file that whoever keeps the night reads.
package night

import (
	"context"
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// A Night keeps the shifts of one house. Its methods act for the actor of their
// context.
type Night struct {
	h     *house.House
	files *casework.Casework
	beds  *residence.Residence
}

// New returns the night of h, whose clients are kept in files and sleep in beds.
func New(h *house.House, files *casework.Casework, beds *residence.Residence) *Night {
	return &Night{h, files, beds}
}

// Kinds of records.
type (
	HandoverID string
	OutID      string
	RollID     string
)

// Fields of sealed words, compartment identity.
const (
	fieldText  = "text"  // handover_lines: what the next shift is to know; out_steps: what was done; incidents, incident_parts: what happened
	fieldDone  = "done"  // incidents: what was done
	fieldAfter = "after" // incidents: what came of it
	fieldHouse = "house" // handovers: what is said of the house itself
	fieldWhere = "where" // outs
	fieldNamed = "named" // phone_calls: as whom the caller spoke
	fieldSaid  = "said"  // phone_calls
)

// allowAt returns nil if the actor may do act at site.
func allowAt(ctx context.Context, act policy.Act, site pana.SiteID) error {
	return policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: site})
}

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}
