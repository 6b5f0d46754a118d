package legal

import (
	"context"

	"example.org/pana/house"
	"example.org/pana/internal/db"
)

// settingsTable holds what the house chose, see house.Chosen.
const settingsTable = "legal_settings"

func settingsOf(ctx context.Context, tx *db.Tx) (Settings, error) {
	s, version, err := house.Chosen[Settings](ctx, tx, settingsTable)
	s.Version = version
	return s, err
}
