package legal

import (
	"context"
	"encoding/json"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// settingsRow is the one row of legal_settings.
const settingsRow = "1"

func settingsOf(ctx context.Context, tx *db.Tx) (Settings, error) {
	type row struct {
		Value   string `db:"value"`
		Version int64  `db:"version"`
	}
	r, ok, err := db.Find[row](ctx, tx, `SELECT value, version FROM legal_settings WHERE id = $1`, settingsRow)
	if err != nil || !ok {
		return Settings{}, err
	}
	var s Settings
	if json.Unmarshal([]byte(r.Value), &s) != nil {
		return Settings{}, &pana.Error{Op: "legal.settingsOf", Kind: pana.Internal, Say: "db.damaged"}
	}
	s.Version = r.Version
	return s, nil
}

// putSettings writes if the row still has version; version 0 is no row yet.
func putSettings(ctx context.Context, tx *db.Tx, value string, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO legal_settings (id, value, version) VALUES ($1, $2, 1) ON CONFLICT (id) DO NOTHING`, settingsRow, value)
	}
	return tx.Exec(ctx, `UPDATE legal_settings SET value = $1, version = version + 1 WHERE id = $2 AND version = $3`, value, settingsRow, version)
}
