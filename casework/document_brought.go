package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// What one person may bring on one day of the house: a shelf of old papers to be
// photographed, and not the whole disk (OWASP ASVS 5.0, V5.2.4). What
// is of a kind that is kept counts, whatever comes of it: reading it is work.
const (
	mostBrought      = 500
	mostBroughtBytes = 2 << 30
)

// bring counts a file of so many bytes that the actor brings, before it is looked
// at. It refuses one more than mostBrought on a day of the house, and what is
// beyond mostBroughtBytes, on the field "file" with "document.brought".
func (c *Casework) bring(ctx context.Context, op string, bytes int64) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		staff, day := pana.ActorFrom(ctx).Staff, c.h.Today(tx.Now)
		all, err := addBrought(ctx, tx, staff, day, bytes)
		if err != nil {
			return err
		}
		if all.N > mostBrought || all.Bytes > mostBroughtBytes {
			return &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "document.brought", With: map[string]any{"N": mostBrought, "GB": mostBroughtBytes >> 30}}
		}
		return dropBrought(ctx, tx, day)
	})
}

type broughtRow struct {
	N     int64 `db:"n"`
	Bytes int64 `db:"bytes"`
}

func addBrought(ctx context.Context, tx *db.Tx, staff pana.StaffID, day pana.Date, bytes int64) (broughtRow, error) {
	if _, err := tx.Exec(ctx, `INSERT INTO brought (staff_id, day, n, bytes) VALUES ($1, $2, 1, $3)
		ON CONFLICT (staff_id, day) DO UPDATE SET n = brought.n + 1, bytes = brought.bytes + excluded.bytes`, string(staff), day, bytes); err != nil {
		return broughtRow{}, err
	}
	return db.Get[broughtRow](ctx, tx, `SELECT n, bytes FROM brought WHERE staff_id = $1 AND day = $2`, string(staff), day)
}

// dropBrought forgets the days before day.
func dropBrought(ctx context.Context, tx *db.Tx, day pana.Date) error {
	_, err := tx.Exec(ctx, `DELETE FROM brought WHERE day < $1`, day)
	return err
}
