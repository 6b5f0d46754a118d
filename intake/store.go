package intake

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Arrivals.

func insertArrival(ctx context.Context, tx *db.Tx, r arrivalRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO arrivals (client_id, episode_id, site_id, danger, injured, police, children, lone_child, guardianship,
			seen_by, seen_at, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, $10, $11)`,
		r.Client, r.Episode, r.Site, r.Danger, r.Injured, r.Police, r.Children, r.LoneChild, r.Guardianship,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// Which arrivals a list shows; the words are those of the partial indexes.
const (
	unseen    = `a.seen_at = 0`
	unguarded = `a.guardianship <> '' AND a.guardianship <> 'appointed'`
)

// selectArrived begins with the few arrivals: CROSS JOIN keeps SQLite from
// beginning with every client of a site.
func selectArrived(ctx context.Context, tx *db.Tx, which, cond string, args []any) ([]Arrived, error) {
	args = append(args, mostArrived)
	list, err := db.Select[Arrived](ctx, tx, `
		SELECT a.client_id, c.code, a.site_id, a.danger, a.injured, a.police, a.children, a.lone_child, a.guardianship, a.at, a.by_staff
		FROM arrivals a CROSS JOIN clients c
		WHERE c.id = a.client_id AND `+which+` AND `+cond+` ORDER BY a.at DESC, a.episode_id DESC LIMIT $`+strconv.Itoa(len(args)), args...)
	for n := range list {
		list[n].At = db.FromMicros(list[n].Micros)
	}
	return list, err
}

func markSeen(ctx context.Context, tx *db.Tx, client pana.ClientID) (int64, error) {
	return tx.Exec(ctx, `UPDATE arrivals SET seen_by = $1, seen_at = $2 WHERE client_id = $3 AND seen_at = 0`,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now), client)
}

func findGuardianship(ctx context.Context, tx *db.Tx, client pana.ClientID) (pana.EpisodeID, string, bool, error) {
	type row struct {
		Episode      pana.EpisodeID `db:"episode_id"`
		Guardianship string         `db:"guardianship"`
	}
	r, ok, err := db.Find[row](ctx, tx, `SELECT episode_id, guardianship FROM arrivals WHERE client_id = $1 AND guardianship <> ''
		ORDER BY at DESC LIMIT 1`, client)
	return r.Episode, r.Guardianship, ok, err
}

func updateGuardianship(ctx context.Context, tx *db.Tx, episode pana.EpisodeID, step string) error {
	_, err := tx.Exec(ctx, `UPDATE arrivals SET guardianship = $1 WHERE episode_id = $2`, step, episode)
	return err
}
