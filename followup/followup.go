// Package followup keeps what comes after the house: how a client leaves, what
// was agreed about staying in touch, each call until the last one, and how
// someone who has left comes again.
//
// Leaving is not the end: her time in our care goes on until it is closed. No
// limit of an agreement ever ends a call in danger, and whoever asked not to be
// called is called by nobody.
package followup

import (
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/residence"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// A FollowUp keeps how the clients of one house leave and what comes after. Its
// methods act for the actor of their context.
type FollowUp struct {
	h     *house.House
	files *casework.Casework
	beds  *residence.Residence
}

// New returns the follow-up of h, whose clients are kept in files and sleep in beds.
func New(h *house.House, files *casework.Casework, beds *residence.Residence) *FollowUp {
	return &FollowUp{h, files, beds}
}

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}

// mostWords is how many runes one field of these pages holds.
const mostWords = 2000

// inCare refuses what is written about a time in our care when there is none.
func inCare(op string, e *casework.Entry) error {
	if e.Episode.ID == "" || e.Episode.Closed != "" {
		return conflict(op, "", "episode.none")
	}
	return nil
}
