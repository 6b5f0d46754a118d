package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func insertMeasure(ctx context.Context, tx *db.Tx, m Measure, client pana.ClientID, e pana.EpisodeID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO therapy_measures (id, client_id, episode_id, instrument, version, language, way, on_day, early, change, since_first, shown_on,
			supersedes, superseded, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '', $10, FALSE, $11, $12)`,
		m.ID, client, e, m.Instrument, m.Version, m.Language, m.Way, m.On, m.Early, m.Supersedes, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

const measureColumns = `SELECT id, instrument, version, language, way, on_day, early, change, since_first, shown_on, supersedes, by_staff FROM therapy_measures `

// measuresOf are the measures of a client that stand, the first first; of one
// instrument, or of all when it is empty.
func measuresOf(ctx context.Context, tx *db.Tx, client pana.ClientID, instrument string) ([]Measure, error) {
	return db.Select[Measure](ctx, tx, measureColumns+`
		WHERE client_id = $1 AND NOT superseded AND ($2 = '' OR instrument = $2) ORDER BY on_day, id`, client, instrument)
}

func measureByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Measure, bool, error) {
	return db.Find[Measure](ctx, tx, measureColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

// supersedeMeasure returns 0 when someone else did so already.
func supersedeMeasure(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE therapy_measures SET superseded = TRUE WHERE id = $1 AND NOT superseded`, id)
}

func updateChange(ctx context.Context, tx *db.Tx, id, change, since string) error {
	_, err := tx.Exec(ctx, `UPDATE therapy_measures SET change = $1, since_first = $2 WHERE id = $3`, change, since, id)
	return err
}

func updateShown(ctx context.Context, tx *db.Tx, id string, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE therapy_measures SET shown_on = $1 WHERE id = $2`, on, id)
	return err
}
