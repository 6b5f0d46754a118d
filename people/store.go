package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
)

type termsRow struct {
	Staff          pana.StaffID   `db:"staff_id"`
	Engaged        string         `db:"engaged"`
	BeganEarliest  pana.Date      `db:"began_earliest"`
	BeganLatest    pana.Date      `db:"began_latest"`
	BeganPrecision pana.Precision `db:"began_precision"`
	EndsEarliest   pana.Date      `db:"ends_earliest"`
	EndsLatest     pana.Date      `db:"ends_latest"`
	EndsPrecision  pana.Precision `db:"ends_precision"`
	Version        int64          `db:"version"`
}

func termsOf(ctx context.Context, tx *db.Tx) (map[pana.StaffID]Terms, error) {
	rows, err := db.Select[termsRow](ctx, tx, `SELECT staff_id, engaged, began_earliest, began_latest, began_precision,
		ends_earliest, ends_latest, ends_precision, version FROM staff_terms ORDER BY staff_id`)
	all := make(map[pana.StaffID]Terms, len(rows))
	for _, r := range rows {
		all[r.Staff] = Terms{Engaged: r.Engaged, Version: r.Version,
			Began: pana.Fuzzy{Earliest: r.BeganEarliest, Latest: r.BeganLatest, Precision: r.BeganPrecision},
			Ends:  pana.Fuzzy{Earliest: r.EndsEarliest, Latest: r.EndsLatest, Precision: r.EndsPrecision}}
	}
	return all, err
}

// putTerms writes if the row still has version; version 0 is no row yet.
func putTerms(ctx context.Context, tx *db.Tx, staff pana.StaffID, t Terms, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO staff_terms (staff_id, engaged, began_earliest, began_latest, began_precision, ends_earliest, ends_latest, ends_precision, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT (staff_id) DO NOTHING`,
			staff, t.Engaged, t.Began.Earliest, t.Began.Latest, t.Began.Precision, t.Ends.Earliest, t.Ends.Latest, t.Ends.Precision)
	}
	return tx.Exec(ctx, `UPDATE staff_terms SET engaged = $1, began_earliest = $2, began_latest = $3, began_precision = $4,
		ends_earliest = $5, ends_latest = $6, ends_precision = $7, version = version + 1 WHERE staff_id = $8 AND version = $9`,
		t.Engaged, t.Began.Earliest, t.Began.Latest, t.Began.Precision, t.Ends.Earliest, t.Ends.Latest, t.Ends.Precision, staff, version)
}

type recordRow struct {
	Record
	pana.Fuzzy
	Sealed      []byte `db:"what"`
	SealedPlace []byte `db:"place"`
}

// recordRows returns the lines of everyone that stand, the newest first.
func recordRows(ctx context.Context, tx *db.Tx) ([]recordRow, error) {
	return db.Select[recordRow](ctx, tx, `SELECT id, staff_id, kind, earliest, latest, precision, hours, expires, what, place, by_staff, version
		FROM staff_records WHERE NOT struck ORDER BY latest DESC, id DESC`)
}

func insertRecord(ctx context.Context, tx *db.Tx, id RecordID, r Record, what, place []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO staff_records (id, staff_id, kind, earliest, latest, precision, hours, expires, what, place, struck, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, $11, $12, 1)`,
		id, r.Staff, r.Kind, r.When.Earliest, r.When.Latest, r.When.Precision, r.Hours, r.Expires, what, place, me(ctx), db.Micros(tx.Now))
	return err
}

func strikeRecord(ctx context.Context, tx *db.Tx, staff pana.StaffID, id RecordID) (int64, error) {
	return tx.Exec(ctx, `UPDATE staff_records SET struck = TRUE, version = version + 1 WHERE id = $1 AND staff_id = $2 AND NOT struck`, id, staff)
}

// anythingDue reports whether anybody's terms need to be opened at all to say what
// falls due.
func anythingDue(ctx context.Context, tx *db.Tx, set Settings) (bool, error) {
	if set.Supervision > 0 {
		return true, nil
	}
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM staff_records WHERE expires <> '' AND NOT struck)`)
}

// settingsTable holds what the house chose, see house.Chosen.
const settingsTable = "people_settings"

func settingsOf(ctx context.Context, tx *db.Tx) (Settings, error) {
	s, version, err := house.Chosen[Settings](ctx, tx, settingsTable)
	s.Version = version
	return s, err
}
