package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func aroundOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Relative, error) {
	return db.Select[Relative](ctx, tx, `
		SELECT p.id, p.role, p.ended, p.version, CASE WHEN p.role = $2 THEN FALSE
			WHEN p.confirmed_by = '' OR EXISTS (SELECT 1 FROM watch_matches m WHERE m.person_id = p.id AND m.cleared_at = 0) THEN TRUE
			ELSE FALSE END AS awaiting
		FROM persons p WHERE p.client_id = $1 ORDER BY p.id`, client, PossibleExploiter)
}

func recruitersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT DISTINCT recruiter FROM trafficking WHERE client_id = $1 AND newest AND recruiter NOT IN ('', 'unknown') ORDER BY recruiter`, client)
}
