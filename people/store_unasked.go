package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const unaskedColumns = `SELECT id, kind, staff_id, person_id, on_day, asked_on, by_staff FROM helper_unasked WHERE NOT struck `

func unaskedOf(ctx context.Context, tx *db.Tx, client pana.ClientID, cond string) ([]Unasked, error) {
	return db.Select[Unasked](ctx, tx, unaskedColumns+`AND client_id = $1 `+cond+` ORDER BY on_day DESC, id DESC`, client)
}

func unaskedAt(ctx context.Context, tx *db.Tx, client pana.ClientID, kind, row string) (Unasked, bool, error) {
	return db.Find[Unasked](ctx, tx, unaskedColumns+`AND client_id = $1 AND kind = $2 AND row_id = $3`, client, kind, row)
}

func insertUnasked(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, n Interpreting) error {
	_, err := tx.Exec(ctx, `INSERT INTO helper_unasked (id, client_id, kind, row_id, staff_id, person_id, on_day, asked_on, struck, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', FALSE, $8, $9)`, id, client, n.Kind, n.Row, n.Staff, n.Person, n.On, me(ctx), db.Micros(tx.Now))
	return err
}

func strikeUnasked(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE helper_unasked SET struck = TRUE WHERE id = $1`, id)
	return err
}

func setAsked(ctx context.Context, tx *db.Tx, id string, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE helper_unasked SET asked_on = $1 WHERE id = $2`, on, id)
	return err
}

// filesUnasked are the files, of those that cond lets the actor see, in which
// somebody other than herself is still to be asked about: one line each.
func filesUnasked(ctx context.Context, tx *db.Tx, cond string, args []any) ([]casework.Decision, error) {
	args = append(args, me(ctx))
	return db.Select[casework.Decision](ctx, tx, `SELECT 'unasked' AS kind, c.id AS client_id, c.code, MIN(u.on_day) AS since, MIN(u.by_staff) AS by_staff, '/helpers' AS page
		FROM helper_unasked u JOIN clients c ON c.id = u.client_id
		WHERE u.asked_on = '' AND NOT u.struck AND u.staff_id <> `+arg(len(args))+` AND (`+cond+`) GROUP BY c.id, c.code ORDER BY 4`, args...)
}
