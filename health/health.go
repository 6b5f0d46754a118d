// Package health keeps what concerns a client's body: complaints, whether she is
// expecting, allergies, visits to doctors, medicines.
//
// Its words rest in the health compartment. Two things must be known by whoever
// keeps the night, who does not read that compartment: an allergy stands as an
// alert, and the line by which a medicine is given at night rests in the
// identity compartment while it is due.
package health

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

// Health keeps the health of the clients of one house. Its methods act for the
// actor of their context.
type Health struct {
	h     *house.House
	files *casework.Casework
}

// New returns the health chapter of h, whose clients are kept in files.
func New(h *house.House, files *casework.Casework) *Health { return &Health{h, files} }

// Kinds of records.
type (
	ComplaintID   string
	AllergyID     string
	AppointmentID string
	MedicineID    string
)

// Fields of the sealed words of each table, compartment health.
const (
	fieldTold     = "told"    // complaints: her own words
	fieldText     = "text"    // complaints: what was seen; pregnancies: what is known
	fieldWhat     = "what"    // allergies: to what
	fieldHappens  = "happens" // allergies
	fieldDo       = "do"      // allergies: what to do when it happens
	fieldReason   = "reason"  // appointments: what for
	fieldPrepare  = "prepare" // appointments: what to bring, what to heed
	fieldResult   = "result"  // appointments: what came of it
	fieldName     = "name"    // medicines
	fieldDose     = "dose"    // medicines
	fieldHow      = "how"     // medicines: with food, with water
	fieldStopped  = "stopped" // medicines: why it ended, in words
	fieldNight    = "night"   // medicines, compartment identity: the line of the night
	fieldNote     = "note"    // doses, compartment identity
	mostShortLine = 200       // runes of a name, a dose, an allergen
)
