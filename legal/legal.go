// Package legal keeps what runs beside a client's way in offices and in court:
// her papers and how they are restored, the consent that an embassy needs, her
// wish about court and its hearings, and the way back to a country or a family.
//
// Nothing else in the house asks what is written here: no bed and no help hangs
// on a case or on a status.
package legal

import (
	"embed"
	"io/fs"

	"example.org/pana/casework"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Legal keeps papers and cases of one house. Its methods act for the actor of
// their context and open words with the key ring of that context.
type Legal struct {
	h     *house.House
	files *casework.Casework
}

// New returns the legal matters of h, whose clients are kept in files. From then on
// the family check answers for every return in those files.
func New(h *house.House, files *casework.Casework) *Legal {
	l := &Legal{h, files}
	files.GuardReturn(l.gate)
	files.GuardClosing(l.closing)
	return l
}

// ServiceKind is what an hour beside someone in an office or in court counts as.
const ServiceKind = "social-legal"
