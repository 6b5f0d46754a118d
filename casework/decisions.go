package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Decisions returns the standing conflicts of interest in files that the actor
// leads, those she set herself left out: a colleague has kept somebody from a
// client, and the director is to know. Who is named stands on the page it leads to.
func (c *Casework) Decisions(ctx context.Context) ([]Decision, error) {
	type row struct {
		Decision
		At int64 `db:"set_at"`
	}
	var list []Decision
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := c.Where(ctx, tx, policy.LiftConflict)
		rows, err := db.Select[row](ctx, tx, `SELECT 'conflict' AS kind, c.id AS client_id, c.code, '' AS since, x.set_by AS by_staff,
			'/workers' AS page, x.set_at FROM conflicts x JOIN clients c ON c.id = x.client_id
			WHERE `+cond+` AND x.lifted_at = 0 AND x.set_by <> $1 ORDER BY x.set_at`, args...)
		list = nil
		for _, r := range rows {
			r.Since = pana.DateOf(db.FromMicros(r.At), c.h.Zone())
			list = append(list, r.Decision)
		}
		return err
	})
	return list, err
}
