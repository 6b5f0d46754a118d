package complaints

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type row struct {
	Complaint
	SealedWhat   []byte `db:"what"`
	SealedAnswer []byte `db:"answer"`
	SealedDone   []byte `db:"done"`
}

func rowsOf(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]row, error) {
	return db.Select[row](ctx, tx, `SELECT id, site_id, slip, kind, speaker, way, on_day, due, what, outcome, answered_on, answer, done, by_staff, answered_by, version
		FROM house_complaints WHERE `+cond+` ORDER BY outcome <> '', on_day DESC, id DESC`, args...)
}

func aboutOf(ctx context.Context, tx *db.Tx, id ID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT staff_id FROM house_complaint_about WHERE complaint_id = $1 ORDER BY staff_id`, id)
}

func insert(ctx context.Context, tx *db.Tx, c Complaint, what []byte, about []pana.StaffID) error {
	_, err := tx.Exec(ctx, `INSERT INTO house_complaints (id, site_id, slip, kind, speaker, way, on_day, due, what, outcome, answered_on, answer, done, by_staff, answered_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', $10, $10, $11, '', 1)`, c.ID, c.Site, c.Slip, c.Kind, c.Speaker, c.Way, c.On, c.Due, what, []byte{}, me(ctx))
	if err != nil {
		return err
	}
	for _, s := range about {
		if _, err := tx.Exec(ctx, `INSERT INTO house_complaint_about (complaint_id, staff_id) VALUES ($1, $2)`, c.ID, s); err != nil {
			return err
		}
	}
	return nil
}

func settle(ctx context.Context, tx *db.Tx, id ID, outcome string, on pana.Date, answer, done []byte, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE house_complaints SET outcome = $1, answered_on = $2, answer = $3, done = $4, answered_by = $5, version = version + 1 WHERE id = $6 AND version = $7`,
		outcome, on, answer, done, me(ctx), id, version)
}
