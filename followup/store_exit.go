package followup

import (
	"context"
	"maps"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

const exitColumns = `SELECT id, episode_id, kind, country, region, on_day, state, by_staff, proposed_on, decided_on, decided_by, version FROM exits `

func exitOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (Exit, bool, error) {
	return db.Find[Exit](ctx, tx, exitColumns+`WHERE episode_id = $1`, string(e))
}

func insertExit(ctx context.Context, tx *db.Tx, x Exit, s policy.Subject) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO exits (id, client_id, episode_id, site_id, kind, country, region, on_day, state, by_staff, proposed_on, decided_on, decided_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)`,
		x.ID, string(s.Client), string(x.Episode), string(s.Site), x.Kind, x.Country, x.Region, string(x.On), x.State, string(x.By),
		string(x.ProposedOn), string(x.DecidedOn), string(x.DecidedBy))
	return err
}

// updateExit writes x if the row is one version behind.
func updateExit(ctx context.Context, tx *db.Tx, x Exit) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE exits SET kind = $1, country = $2, region = $3, on_day = $4, state = $5, by_staff = $6, proposed_on = $7, decided_on = $8, decided_by = $9, version = $10
		WHERE id = $11 AND version = $12`,
		x.Kind, x.Country, x.Region, string(x.On), x.State, string(x.By), string(x.ProposedOn), string(x.DecidedOn), string(x.DecidedBy), x.Version, x.ID, x.Version-1)
}

func replacePoints(ctx context.Context, tx *db.Tx, exit string, client pana.ClientID, points map[string]string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM exit_points WHERE exit_id = $1`, exit); err != nil {
		return err
	}
	for _, point := range slices.Sorted(maps.Keys(points)) {
		if points[point] == "" {
			continue
		}
		if _, err := tx.Exec(ctx, `INSERT INTO exit_points (exit_id, client_id, point, answer) VALUES ($1, $2, $3, $4)`,
			exit, string(client), point, points[point]); err != nil {
			return err
		}
	}
	return nil
}

func pointsOf(ctx context.Context, tx *db.Tx, exit string) (map[string]string, error) {
	type row struct {
		Point  string `db:"point"`
		Answer string `db:"answer"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT point, answer FROM exit_points WHERE exit_id = $1`, exit)
	points := map[string]string{}
	for _, r := range rows {
		points[r.Point] = r.Answer
	}
	return points, err
}

func exitsWaiting(ctx context.Context, tx *db.Tx, cond string, args []any) ([]casework.Decision, error) {
	return db.Select[casework.Decision](ctx, tx, `
		SELECT 'exit' AS kind, x.client_id, c.code, x.proposed_on AS since, x.by_staff, '/leaving' AS page
		FROM exits x JOIN clients c ON c.id = x.client_id WHERE x.state = 'proposed' AND `+cond+` ORDER BY x.proposed_on, x.id`, args...)
}
