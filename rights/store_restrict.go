package rights

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const restrictionColumns = `SELECT id, ground, since, by_staff, lifted_on, lifted_by FROM restrictions `

func insertRestriction(e *casework.Entry, id, ground string) error {
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO restrictions (id, client_id, site_id, ground, since, by_staff, set_at, lifted_on, lifted_by, lifted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', 0)`, id, e.Client(), e.Subject.Site, ground, e.Today, e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func liftRestriction(e *casework.Entry, id string) error {
	_, err := e.Tx.Exec(e.Ctx, `UPDATE restrictions SET lifted_on = $1, lifted_by = $2, lifted_at = $3 WHERE id = $4`,
		e.Today, e.Actor.Staff, db.Micros(e.Tx.Now), id)
	return err
}

func standingRestriction(ctx context.Context, tx *db.Tx, client pana.ClientID) (Restriction, bool, error) {
	return db.Find[Restriction](ctx, tx, restrictionColumns+`WHERE client_id = $1 AND lifted_at = 0`, client)
}

func restrictionsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Restriction, error) {
	return db.Select[Restriction](ctx, tx, restrictionColumns+`WHERE client_id = $1 ORDER BY id DESC`, client)
}
