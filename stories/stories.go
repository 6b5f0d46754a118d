// Package stories keeps what must come before a client's story leaves the house, and
// what follows when she takes it back.
//
// A story is hers. It leaves after it was made so that nobody knows her in it, after
// she agreed to this one story for named uses until a day, after she read it as it
// is, and after two people of the house agreed; each of these falls with a change of
// the text. Taking it back acts at once, and the page then names whom to ask to take
// it down. No help of the house hangs on a story.
package stories

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

// Stories keeps the stories of the clients of one house. Its methods act for the
// actor of their context.
type Stories struct {
	h     *house.House
	files *casework.Casework
}

// New returns the stories of the clients of h, who are kept in files.
func New(h *house.House, files *casework.Casework) *Stories { return &Stories{h, files} }

// Kinds of records.
type (
	ID      string
	PlaceID string
)

// Fields of sealed words, compartment care.
const (
	fieldText  = "text"  // stories
	fieldNote  = "note"  // story_checks
	fieldTold  = "told"  // story_answers, story_readings
	fieldPlace = "place" // story_places
	fieldLink  = "link"  // story_places
	fieldWhom  = "whom"  // story_places: whom to ask to take it down
)

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}

// Settings are what the house chose for stories. Nothing is preset: until it has
// chosen after how many days somebody may be asked, nobody is.
type Settings struct {
	Days    int   `json:"days"` // since she came, in which nobody asks her; 0 is not chosen
	Version int64 `json:"-"`
}

const (
	settingsTable = "story_settings"
	mostDays      = 3650
)

func (s Settings) clean(op string) (Settings, error) {
	return s, casework.Within(op, "days", s.Days, 1, mostDays)
}

func settingsOf(ctx context.Context, tx *db.Tx) (Settings, error) {
	s, version, err := house.Chosen[Settings](ctx, tx, settingsTable)
	s.Version = version
	return s, err
}

// Settings returns what the house chose. Whoever has signed in may know it.
func (s *Stories) Settings(ctx context.Context) (Settings, error) {
	var set Settings
	err := s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		set, err = settingsOf(ctx, tx)
		return err
	})
	return set, err
}

// SetSettings changes what the house chose, made from a row version. It needs
// SetHouse.
func (s *Stories) SetSettings(ctx context.Context, set Settings, version int64) error {
	return house.Choose(ctx, s.h, "stories.SetSettings", settingsTable, version, set.clean)
}
