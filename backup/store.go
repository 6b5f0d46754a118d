package backup

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

func lastSequence(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(sequence), 0) FROM backups`)
}

// departed are the members of staff who have left.
func departed(ctx context.Context, tx *db.Tx) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT id FROM staff WHERE ended <> '' ORDER BY id`)
}

func insertBackup(ctx context.Context, tx *db.Tx, r Report, place []byte, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `INSERT INTO backups (sequence, at, place, bytes, row_count, tried, by_staff) VALUES ($1, $2, $3, $4, $5, 0, $6)`,
		r.Sequence, db.Micros(r.At), place, r.Bytes, r.Rows, string(staff))
	return err
}

// renewed is when a kit took the place of another, in microseconds; 0 for never.
// Sets of before open to the sheets of that other.
func renewed(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(proven), 0) FROM kits WHERE number > 1`)
}

func insertExport(ctx context.Context, tx *db.Tx, e Export) error {
	_, err := tx.Exec(ctx, `INSERT INTO exports (id, at, by_staff, second, recipients, sum) VALUES ($1, $2, $3, $4, $5, $6)`,
		e.ID, e.At, e.By, e.Second, e.Keys, []byte{})
	return err
}

func setExported(ctx context.Context, tx *db.Tx, e Export) error {
	_, err := tx.Exec(ctx, `UPDATE exports SET sum = $1 WHERE id = $2`, e.Sum, e.ID)
	return err
}

func exports(ctx context.Context, tx *db.Tx) ([]Export, error) {
	return db.Select[Export](ctx, tx, `SELECT id, at, by_staff, second, recipients, sum FROM exports ORDER BY at DESC, id DESC LIMIT 100`)
}

// A Made is a set as the house remembers it.
type Made struct {
	Sequence int64 `db:"sequence"`
	At       int64 `db:"at"` // microseconds, see db.FromMicros
	Bytes    int64 `db:"bytes"`
	Rows     int64 `db:"row_count"`
	Tried    int64 `db:"tried"` // when it was last restored aside; 0 for never

	Place []byte `db:"place"` // the folder, sealed; only of lastSets
}

func newest(ctx context.Context, tx *db.Tx) (Made, bool, error) {
	return db.Find[Made](ctx, tx, `SELECT sequence, at, bytes, row_count, tried FROM backups ORDER BY sequence DESC LIMIT 1`)
}

// placeOf is where the folder of a set rests, under the key of the house.
func placeOf(sequence int64) seal.Place {
	return seal.Place{Table: "backups", Row: fileName(sequence, "note"), Field: "place"}
}

// lastSets returns the last hundred sets with where they went, the newest first.
func lastSets(ctx context.Context, tx *db.Tx) ([]Made, error) {
	return db.Select[Made](ctx, tx, `SELECT sequence, at, bytes, row_count, tried, place FROM backups ORDER BY sequence DESC LIMIT 100`)
}

func setTried(ctx context.Context, tx *db.Tx, sequence int64) error {
	_, err := tx.Exec(ctx, `UPDATE backups SET tried = $1 WHERE sequence = $2`, db.Micros(tx.Now), sequence)
	return err
}

// leave makes a restored house as it must be before anyone signs in: nobody is
// signed in, and whoever is known to have left has left.
func leave(ctx context.Context, tx *db.Tx, gone []pana.StaffID, today pana.Date) error {
	for _, q := range []string{`DELETE FROM sessions`, `DELETE FROM invitations`} {
		if _, err := tx.Exec(ctx, q); err != nil {
			return err
		}
	}
	for _, id := range gone {
		if _, err := tx.Exec(ctx, `DELETE FROM staff_names WHERE staff_id = $1`, string(id)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE grants SET until = $1 WHERE staff_id = $2 AND until = ''`, string(today), string(id)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE staff SET ended = $1, version = version + 1 WHERE id = $2 AND ended = ''`, string(today), string(id)); err != nil {
			return err
		}
	}
	return nil
}

// lastTried is when any set was last restored aside, in microseconds.
func lastTried(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(tried), 0) FROM backups`)
}
