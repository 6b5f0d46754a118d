package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type leavingRow struct {
	Staff   pana.StaffID `db:"id"`
	LastDay pana.Date    `db:"last_day"`
	Sealed  []byte       `db:"why"`
	Alone   int          `db:"alone"`
	DoneOn  pana.Date    `db:"done_on"`
	Version int64        `db:"version"`
}

const leavingColumns = `SELECT id, last_day, why, alone, done_on, version FROM leavings `

func leavingOf(ctx context.Context, tx *db.Tx, staff pana.StaffID) (leavingRow, bool, error) {
	return db.Find[leavingRow](ctx, tx, leavingColumns+`WHERE id = $1`, staff)
}

// leavingsForeseen are those of people who work here still.
func leavingsForeseen(ctx context.Context, tx *db.Tx) ([]leavingRow, error) {
	return db.Select[leavingRow](ctx, tx, leavingColumns+`WHERE last_day <> '' AND done_on = ''
		AND EXISTS (SELECT 1 FROM staff s WHERE s.id = leavings.id AND s.ended = '') ORDER BY last_day, id`)
}

// putLastDay writes if the row still has version; version 0 is no row yet.
func putLastDay(ctx context.Context, tx *db.Tx, staff pana.StaffID, last pana.Date, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO leavings (id, last_day, why, alone, begun_by, done_on, done_by, version)
			VALUES ($1, $2, $3, 0, $4, '', '', 1) ON CONFLICT (id) DO NOTHING`, staff, last, []byte{}, me(ctx))
	}
	return tx.Exec(ctx, `UPDATE leavings SET last_day = $1, version = version + 1 WHERE id = $2 AND version = $3 AND done_on = ''`, last, staff, version)
}

func putDone(ctx context.Context, tx *db.Tx, staff pana.StaffID, why []byte, alone int, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO leavings (id, last_day, why, alone, begun_by, done_on, done_by, version) VALUES ($1, '', $2, $3, $4, $5, $4, 1)
		ON CONFLICT (id) DO UPDATE SET why = excluded.why, alone = excluded.alone, done_on = excluded.done_on, done_by = excluded.done_by, version = leavings.version + 1`,
		staff, why, alone, me(ctx), on)
	return err
}
