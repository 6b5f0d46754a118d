// Package complaints keeps what anybody has to complain of in the house, by name or
// by nobody's, and takes it past the person it is about.
//
// Whoever is complained of does not read it, does not answer it, and does not learn
// that there is one: no list, no count, no line of the trail, no number that is
// missing. The answer goes back by the number on a slip of paper, so that nobody has
// to say who asked.
package complaints

import (
	"context"
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Complaints are those of one house. Its methods act for the actor of their context.
type Complaints struct{ h *house.House }

// New returns the complaints of h.
func New(h *house.House) *Complaints { return &Complaints{h} }

// An ID names a complaint.
type ID string

// Settings are what the house chose. Nothing is preset as law: while it chose no
// days, no answer is due on a day.
type Settings struct {
	Days    int    `json:"days"`    // to the answer; 0 is not chosen
	Outside string `json:"outside"` // whom to turn to outside the house, for the slip
	Version int64  `json:"-"`
}

const settingsTable = "complaint_settings"

func (s Settings) clean(op string) (Settings, error) {
	if err := casework.Within(op, "days", s.Days, 0, 365); err != nil {
		return s, err
	}
	var err error
	s.Outside, err = casework.Text(op, "outside", s.Outside, casework.MostNote)
	return s, err
}

func settingsOf(ctx context.Context, tx *db.Tx) (Settings, error) {
	s, version, err := house.Chosen[Settings](ctx, tx, settingsTable)
	s.Version = version
	return s, err
}

// Settings returns what the house chose. Whoever has signed in may know it.
func (c *Complaints) Settings(ctx context.Context) (Settings, error) {
	var s Settings
	err := c.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		s, err = settingsOf(ctx, tx)
		return err
	})
	return s, err
}

// SetSettings changes what the house chose, made from a row version. It needs
// SetHouse.
func (c *Complaints) SetSettings(ctx context.Context, s Settings, version int64) error {
	return house.Choose(ctx, c.h, "complaints.SetSettings", settingsTable, version, s.clean)
}

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

// table is where complaints rest.
const table = "house_complaints"

// sealed is a field of a complaint under the key of the house.
func (c *Complaints) sealed(id ID, field string, number int64, text string) ([]byte, error) {
	return c.h.SealOwn(table, string(id), field, number, text)
}

// unsealed is what sealed shut.
func (c *Complaints) unsealed(id ID, field string, sealed []byte) (string, error) {
	return c.h.OpenOwn(table, string(id), field, sealed)
}
