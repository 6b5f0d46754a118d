package rights

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const correctionColumns = `SELECT id, kind, record_id, part, asked_on, due, state, link_id, answered_on, answered_by, by_staff, version FROM corrections `

func insertCorrection(e *casework.Entry, id, kind, record string, part pana.Compartment, due pana.Date) error {
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO corrections (id, client_id, site_id, kind, record_id, part, asked_on, due, state, link_id, answered_on, answered_by, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', '', '', '', $9, 1)`, id, e.Client(), e.Subject.Site, kind, record, part, e.Today, due, e.Actor.Staff)
	return err
}

func updateCorrection(e *casework.Entry, id, state, link string) error {
	_, err := e.Tx.Exec(e.Ctx, `UPDATE corrections SET state = $1, link_id = $2, answered_on = $3, answered_by = $4, version = version + 1 WHERE id = $5`,
		state, link, e.Today, e.Actor.Staff, id)
	return err
}

func correctionByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Correction, bool, error) {
	return db.Find[Correction](ctx, tx, correctionColumns+`WHERE client_id = $1 AND id = $2`, client, id)
}

func correctionsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Correction, error) {
	return db.Select[Correction](ctx, tx, correctionColumns+`WHERE client_id = $1 ORDER BY state = 'open' DESC, id DESC`, client)
}

// successor is the note that stands in the place of another; empty when none does.
func successor(ctx context.Context, tx *db.Tx, client pana.ClientID, note string) (string, error) {
	id, _, err := db.Find[string](ctx, tx, `SELECT id FROM notes WHERE client_id = $1 AND supersedes = $2`, client, note)
	return id, err
}
