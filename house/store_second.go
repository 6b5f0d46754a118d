package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const askedColumns = `SELECT id, act, client_id, object_id, how, print, n, by_staff, second, at, until, agreed, tag FROM seconds `

func insertAsked(ctx context.Context, tx *db.Tx, a Asked) error {
	_, err := tx.Exec(ctx, `INSERT INTO seconds (id, act, client_id, object_id, how, print, n, by_staff, second, at, until, agreed, tag)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		a.ID, string(a.Act), string(a.Client), a.Object, a.How, a.Print, a.N, string(a.By), string(a.Second), a.At, a.Until, a.Agreed, a.Tag)
	return err
}

func findAsked(ctx context.Context, tx *db.Tx, id string) ([]Asked, error) {
	return db.Select[Asked](ctx, tx, askedColumns+`WHERE id = $1`, id)
}

// findAskedFor is what somebody asked for a deed, however she meant to do it.
func findAskedFor(ctx context.Context, tx *db.Tx, by pana.StaffID, d Deed) ([]Asked, error) {
	return db.Select[Asked](ctx, tx, askedColumns+`WHERE by_staff = $1 AND act = $2 AND client_id = $3 AND object_id = $4`,
		string(by), string(d.Act), string(d.Client), d.Object)
}

// findAskedOf is all with which somebody has to do.
func findAskedOf(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]Asked, error) {
	return db.Select[Asked](ctx, tx, askedColumns+`WHERE second = $1 OR by_staff = $1 ORDER BY id DESC`, string(staff))
}

func setAgreed(ctx context.Context, tx *db.Tx, a Asked) error {
	_, err := tx.Exec(ctx, `UPDATE seconds SET agreed = $1, tag = $2 WHERE id = $3`, a.Agreed, a.Tag, a.ID)
	return err
}

func deleteAsked(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM seconds WHERE id = $1`, id)
}

func deleteAskedFor(ctx context.Context, tx *db.Tx, by pana.StaffID, d Deed) error {
	_, err := tx.Exec(ctx, `DELETE FROM seconds WHERE by_staff = $1 AND act = $2 AND client_id = $3 AND object_id = $4`,
		string(by), string(d.Act), string(d.Client), d.Object)
	return err
}

func deleteOldAsked(ctx context.Context, tx *db.Tx, now int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM seconds WHERE until <= $1`, now)
	return err
}

// askedEnded reports whether a line of the trail says that it was used, refused or
// taken back.
func askedEnded(ctx context.Context, tx *db.Tx, id string) (bool, error) {
	n, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM trail WHERE act IN ('second.use', 'second.end') AND object_id = $1`, id)
	return n > 0, err
}
