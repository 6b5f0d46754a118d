package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const doseColumns = `SELECT id, client_id, medicine_id, on_day, clock, state, pieces, by_staff, at FROM doses `

// dosesOn returns what became of the doses of clients from one day to another, in
// the order in which it was said.
func dosesOn(ctx context.Context, tx *db.Tx, clients []pana.ClientID, first, last pana.Date) ([]Dose, error) {
	if len(clients) == 0 {
		return nil, nil
	}
	in, args := db.In([]any{first, last}, clients)
	return db.Select[Dose](ctx, tx, doseColumns+`WHERE newest AND on_day >= $1 AND on_day <= $2 AND client_id IN (`+in+`) ORDER BY at, id`, args...)
}

func doseAt(ctx context.Context, tx *db.Tx, m MedicineID, on pana.Date, clock string) (Dose, bool, error) {
	return db.Find[Dose](ctx, tx, doseColumns+`WHERE newest AND medicine_id = $1 AND on_day = $2 AND clock = $3`, m, on, clock)
}

func insertDose(ctx context.Context, tx *db.Tx, d Dose) error {
	_, err := tx.Exec(ctx, `INSERT INTO doses (id, client_id, medicine_id, on_day, clock, state, pieces, newest, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE, $8, $9)`, d.ID, d.Client, d.Medicine, d.On, d.Clock, d.State, d.Pieces, d.By, d.At)
	return err
}

// dropDose takes a dose out of what counts; it stays as it was.
func dropDose(ctx context.Context, tx *db.Tx, id DoseID) (int64, error) {
	return tx.Exec(ctx, `UPDATE doses SET newest = FALSE WHERE id = $1 AND newest`, id)
}

const countColumns = `SELECT b.id, b.client_id, b.medicine_id, b.counted, b.brought, b.expected, b.by_staff, b.at, '' AS site_id, FALSE AS night_line`

// lastCount returns the last count of a medicine, or of the one in whose place it
// stands.
func lastCount(ctx context.Context, tx *db.Tx, client pana.ClientID, m Medicine) (Count, bool, error) {
	return db.Find[Count](ctx, tx, countColumns+`, '' AS code FROM box_counts b WHERE b.client_id = $1 AND b.medicine_id <> '' AND b.medicine_id IN ($2, $3)
		ORDER BY b.at DESC, b.id DESC LIMIT 1`, client, m.ID, m.Supersedes)
}

// givenSince counts the pieces of a medicine that were given after a moment.
func givenSince(ctx context.Context, tx *db.Tx, client pana.ClientID, m Medicine, since int64) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COALESCE(SUM(pieces), 0) FROM doses WHERE newest AND client_id = $1 AND medicine_id IN ($2, $3) AND at > $4`,
		client, m.ID, m.Supersedes, since)
}

func insertCount(ctx context.Context, tx *db.Tx, c Count) error {
	_, err := tx.Exec(ctx, `INSERT INTO box_counts (id, client_id, medicine_id, counted, brought, expected, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		c.ID, c.Client, c.Medicine, c.Counted, c.Brought, c.Expected, c.By, c.At)
	return err
}

func countsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Count, error) {
	return db.Select[Count](ctx, tx, countColumns+`, '' AS code FROM box_counts b WHERE b.client_id = $1
		AND NOT EXISTS (SELECT 1 FROM box_counts l WHERE l.medicine_id = b.medicine_id AND (l.at > b.at OR l.at = b.at AND l.id > b.id)) ORDER BY b.at, b.id`, client)
}

// countsTonight returns, for each medicine of those who sleep here tonight under
// cond, its last count or that of the one in whose place it stands; without an id
// when there is none.
func countsTonight(ctx context.Context, tx *db.Tx, cond string, args []any, today pana.Date) ([]Count, error) {
	args = append(args, string(today))
	day := arg(len(args))
	return db.Select[Count](ctx, tx, `SELECT COALESCE(b.id, '') AS id, c.id AS client_id, c.code, c.site_id, m.id AS medicine_id, m.night_line,
			COALESCE(b.counted, 0) AS counted, COALESCE(b.brought, 0) AS brought, COALESCE(b.expected, 0) AS expected, COALESCE(b.by_staff, '') AS by_staff, COALESCE(b.at, 0) AS at
		FROM stays s JOIN clients c ON c.id = s.client_id JOIN medicines m ON m.client_id = c.id
		LEFT JOIN box_counts b ON b.client_id = c.id AND b.medicine_id <> '' AND b.medicine_id IN (m.id, m.supersedes)
			AND NOT EXISTS (SELECT 1 FROM box_counts l WHERE l.medicine_id <> '' AND l.medicine_id IN (m.id, m.supersedes) AND (l.at > b.at OR l.at = b.at AND l.id > b.id))
		WHERE m.newest AND m.stopped = '' AND s.until = '' AND s.since <= $2 AND (`+cond+`)
			AND (b.id IS NOT NULL OR m.from_day <= `+day+` AND (m.until_day = '' OR m.until_day >= `+day+`))
		ORDER BY c.code, m.id`, args...)
}

// dosesBetween returns what was said of doses at a site in a time, of those under cond.
func dosesBetween(ctx context.Context, tx *db.Tx, cond string, args []any, site pana.SiteID, from, until int64) ([]Passed, error) {
	args = append(args, string(site), from, until)
	n := len(args)
	return db.Select[Passed](ctx, tx, `SELECT d.client_id, c.code, d.medicine_id, d.on_day, d.clock, d.state, d.at, m.night_line
		FROM doses d JOIN clients c ON c.id = d.client_id JOIN medicines m ON m.id = d.medicine_id
		WHERE d.newest AND c.site_id = `+arg(n-2)+` AND d.at > `+arg(n-1)+` AND d.at <= `+arg(n)+` AND (`+cond+`) ORDER BY d.at, d.id`, args...)
}
