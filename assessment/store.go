package assessment

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const roundColumns = `id, episode_id, number, opened, finished, overridden, overridden_by, taken, taken_by, by_staff`

func newestRound(ctx context.Context, tx *db.Tx, client pana.ClientID) (Round, bool, error) {
	return db.Find[Round](ctx, tx, `SELECT `+roundColumns+` FROM assessments WHERE client_id = $1 ORDER BY number DESC LIMIT 1`, client)
}

// roundsOf returns all of a client's assessments, the newest first.
func roundsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Round, error) {
	return db.Select[Round](ctx, tx, `SELECT `+roundColumns+` FROM assessments WHERE client_id = $1 ORDER BY number DESC`, client)
}

func insertRound(ctx context.Context, tx *db.Tx, client pana.ClientID, r Round) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO assessments (id, client_id, episode_id, number, opened, finished, overridden, overridden_by, taken, taken_by, by_staff)
		VALUES ($1, $2, $3, $4, $5, '', '', '', '', '', $6)`, r.ID, client, r.Episode, r.Number, r.Opened, r.By)
	return err
}

func updateFinished(ctx context.Context, tx *db.Tx, id string, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE assessments SET finished = $1 WHERE id = $2`, on, id)
	return err
}

func updateOverridden(ctx context.Context, tx *db.Tx, id string, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE assessments SET overridden = $1, overridden_by = $2 WHERE id = $3`, on, pana.ActorFrom(ctx).Staff, id)
	return err
}

func updateTaken(ctx context.Context, tx *db.Tx, id string, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE assessments SET taken = $1, taken_by = $2 WHERE id = $3 AND taken = ''`, on, pana.ActorFrom(ctx).Staff, id)
	return err
}

// Areas.

const areaColumns = `a.id, a.area, a.number, a.level, a.urgency, a.source, a.interpreted, a.on_day, a.by_staff`

// newestOf keeps only the row of an area that was written last.
const newestOf = ` AND a.number = (SELECT MAX(x.number) FROM assessment_areas x WHERE x.assessment_id = a.assessment_id AND x.area = a.area)`

func areasOf(ctx context.Context, tx *db.Tx, round string) ([]Area, error) {
	return db.Select[Area](ctx, tx, `SELECT `+areaColumns+` FROM assessment_areas a WHERE a.assessment_id = $1`+newestOf, round)
}

func areaOf(ctx context.Context, tx *db.Tx, round, area string) (Area, bool, error) {
	return db.Find[Area](ctx, tx, `SELECT `+areaColumns+` FROM assessment_areas a WHERE a.assessment_id = $1 AND a.area = $2`+newestOf, round, area)
}

func insertArea(ctx context.Context, tx *db.Tx, client pana.ClientID, round string, a Area) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO assessment_areas (id, assessment_id, client_id, area, number, level, urgency, source, interpreted, on_day, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		a.ID, round, client, a.Area, a.Number, a.Level, a.Urgency, a.Source, a.Interpreted, a.On, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// Lists. Both begin with the few rows they are about: CROSS JOIN keeps SQLite from
// beginning with every client of a site.

const mineColumn = `EXISTS (SELECT 1 FROM assignments m WHERE m.client_id = c.id AND m.staff_id = $1 AND m.until = '') AS mine`

func handedOver(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Line, error) {
	args = append(args, mostLines)
	return db.Select[Line](ctx, tx, `
		SELECT r.client_id, c.code, c.site_id, e.stage, CASE WHEN r.finished = '' THEN r.overridden ELSE r.finished END AS on_day,
			r.finished = '' AS early, r.number > (SELECT MIN(f.number) FROM assessments f WHERE f.client_id = r.client_id AND f.episode_id = r.episode_id) AS later, `+mineColumn+`
		FROM assessments r CROSS JOIN clients c CROSS JOIN episodes e
		WHERE r.taken = '' AND (r.finished <> '' OR r.overridden <> '') AND c.id = r.client_id
			AND e.id = r.episode_id AND e.closed = '' AND `+cond+`
			AND NOT EXISTS (SELECT 1 FROM assessments n WHERE n.client_id = r.client_id AND n.number > r.number)
		ORDER BY 5 DESC, c.code LIMIT $`+strconv.Itoa(len(args)), args...)
}

func waiting(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Line, error) {
	args = append(args, mostLines)
	return db.Select[Line](ctx, tx, `
		SELECT e.client_id, c.code, c.site_id, e.stage, '' AS on_day, FALSE AS early, FALSE AS later, `+mineColumn+`
		FROM episodes e CROSS JOIN clients c
		WHERE e.stage IN ('arrival', 'first-assessment') AND e.closed = '' AND c.id = e.client_id AND `+cond+`
			AND NOT EXISTS (SELECT 1 FROM assessments r WHERE r.client_id = e.client_id AND r.episode_id = e.id
				AND (r.finished <> '' OR r.overridden <> ''))
		ORDER BY c.code LIMIT $`+strconv.Itoa(len(args)), args...)
}
