package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func insertOpening(ctx context.Context, tx *db.Tx, o Opening) error {
	_, err := tx.Exec(ctx, `INSERT INTO therapy_openings (id, client_id, first, second, at) VALUES ($1, $2, $3, $4, $5)`,
		o.ID, o.Client, o.First, o.Second, o.At)
	return err
}

func tell(ctx context.Context, tx *db.Tx, opening string, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `INSERT INTO therapy_openings_told (opening_id, staff_id, seen_at) VALUES ($1, $2, 0)`, opening, staff)
	return err
}

func seen(ctx context.Context, tx *db.Tx, opening string, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `UPDATE therapy_openings_told SET seen_at = $1 WHERE opening_id = $2 AND staff_id = $3 AND seen_at = 0`,
		db.Micros(tx.Now), opening, staff)
	return err
}

const openingColumns = `SELECT o.id, o.client_id, c.code, o.first, o.second, o.at, d.seen_at
	FROM therapy_openings_told d CROSS JOIN therapy_openings o CROSS JOIN clients c
	WHERE o.id = d.opening_id AND c.id = o.client_id AND `

func openingsUnseen(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]Opening, error) {
	return db.Select[Opening](ctx, tx, openingColumns+`d.staff_id = $1 AND d.seen_at = 0 ORDER BY o.id`, staff)
}

func openingTold(ctx context.Context, tx *db.Tx, opening string, staff pana.StaffID) (Opening, bool, error) {
	return db.Find[Opening](ctx, tx, openingColumns+`d.opening_id = $1 AND d.staff_id = $2`, opening, staff)
}

func openingsTold(ctx context.Context, tx *db.Tx, client pana.ClientID, staff pana.StaffID) ([]Opening, error) {
	return db.Select[Opening](ctx, tx, openingColumns+`o.client_id = $1 AND d.staff_id = $2 ORDER BY o.id DESC`, client, staff)
}
