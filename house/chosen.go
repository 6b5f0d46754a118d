package house

import (
	"context"
	"encoding/json"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// What a chapter lets the house choose stands in one row of a table of the
// chapter's own: id, value (JSON), version. The two functions here read and write
// such a row; what may be chosen is the chapter's.

// chosenRow is the id of the one row.
const chosenRow = "1"

// Chosen returns what stands in table, and its row version: the zero value and 0
// while nothing was chosen.
func Chosen[T any](ctx context.Context, tx *db.Tx, table string) (value T, version int64, err error) {
	type row struct {
		Value   string `db:"value"`
		Version int64  `db:"version"`
	}
	r, ok, err := db.Find[row](ctx, tx, `SELECT value, version FROM `+table+` WHERE id = $1`, chosenRow)
	if err != nil || !ok {
		return value, 0, err
	}
	if json.Unmarshal([]byte(r.Value), &value) != nil {
		return value, 0, &pana.Error{Op: "house.Chosen", Kind: pana.Internal, Say: "db.damaged"}
	}
	return value, r.Version, nil
}

// Choose writes what clean returns into table, made from a row version; version 0
// is no row yet. It needs SetHouse, refuses what clean refuses, and a stale version
// with db.stale.
func Choose[T any](ctx context.Context, h *House, op, table string, version int64, clean func(op string) (T, error)) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SetHouse, policy.Subject{}); err != nil {
			return err
		}
		value, err := clean(op)
		if err != nil {
			return err
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		var done int64
		if version == 0 {
			done, err = tx.Exec(ctx, `INSERT INTO `+table+` (id, value, version) VALUES ($1, $2, 1) ON CONFLICT (id) DO NOTHING`, chosenRow, string(text))
		} else {
			done, err = tx.Exec(ctx, `UPDATE `+table+` SET value = $1, version = version + 1 WHERE id = $2 AND version = $3`, string(text), chosenRow, version)
		}
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, nil)
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SetHouse, Digests: [][32]byte{trail.Digest(table, chosenRow, string(text))}})
	})
}
