package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// vainSoFar returns of how many kinds, and how often in all, the person of v has
// asked in vain on its day, and how often for its act.
func vainSoFar(ctx context.Context, tx *db.Tx, v InVain) (kinds, total, same int64, err error) {
	type row struct {
		Kinds int64 `db:"kinds"`
		Total int64 `db:"total"`
		Same  int64 `db:"same"`
	}
	r, err := db.Get[row](ctx, tx, `SELECT COUNT(*) AS kinds, CAST(COALESCE(SUM(n), 0) AS BIGINT) AS total,
		CAST(COALESCE(SUM(CASE WHEN act = $3 THEN n ELSE 0 END), 0) AS BIGINT) AS same
		FROM asked_in_vain WHERE day = $1 AND staff_id = $2`, v.Day, string(v.Staff), string(v.Act))
	return r.Kinds, r.Total, r.Same, err
}

func addVain(ctx context.Context, tx *db.Tx, v InVain) error {
	_, err := tx.Exec(ctx, `INSERT INTO asked_in_vain (day, staff_id, act, n, last) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (day, staff_id, act) DO UPDATE SET n = asked_in_vain.n + excluded.n, last = excluded.last`,
		v.Day, string(v.Staff), string(v.Act), v.N, v.Last)
	return err
}

func findVain(ctx context.Context, tx *db.Tx, since pana.Date) ([]InVain, error) {
	return db.Select[InVain](ctx, tx, `SELECT day, staff_id, act, n, last FROM asked_in_vain WHERE day > $1 ORDER BY day DESC, n DESC, staff_id, act LIMIT 500`, since)
}

func dropVain(ctx context.Context, tx *db.Tx, until pana.Date) error {
	_, err := tx.Exec(ctx, `DELETE FROM asked_in_vain WHERE day <= $1`, until)
	return err
}
