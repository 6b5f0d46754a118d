package forms

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
)

// The shelf.

type formRow struct {
	ID          FormID           `db:"id"`
	Key         string           `db:"form_key"`
	Hash        string           `db:"hash"`
	Compartment pana.Compartment `db:"compartment"`
	Shipped     bool             `db:"shipped"`
	Retired     pana.Date        `db:"retired"`
	By          pana.StaffID     `db:"by_staff"`
	At          int64            `db:"at"`
	Version     int64            `db:"version"`
}

func (r formRow) kept(f *form.Form) Kept {
	return Kept{ID: r.ID, Form: f, Compartment: r.Compartment, Shipped: r.Shipped, Retired: r.Retired, By: r.By, At: r.At, Version: r.Version}
}

const formColumns = `SELECT id, form_key, hash, compartment, shipped, retired, by_staff, at, version FROM forms `

// formRows returns every version, the newest first.
func formRows(ctx context.Context, tx *db.Tx) ([]formRow, error) {
	return db.Select[formRow](ctx, tx, formColumns+`ORDER BY id DESC`)
}

func formByID(ctx context.Context, tx *db.Tx, id FormID) (formRow, bool, error) {
	return db.Find[formRow](ctx, tx, formColumns+`WHERE id = $1`, id)
}

func hashKnown(ctx context.Context, tx *db.Tx, hash string) (bool, error) {
	n, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM forms WHERE hash = $1`, hash)
	return n > 0, err
}

func insertForm(ctx context.Context, tx *db.Tx, r formRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO forms (id, form_key, hash, compartment, shipped, retired, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, '', $6, $7, 1)`, r.ID, r.Key, r.Hash, r.Compartment, r.Shipped, r.By, r.At)
	return err
}

// setRetired writes if the row still has version.
func setRetired(ctx context.Context, tx *db.Tx, id FormID, day pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE forms SET retired = $1, version = version + 1 WHERE id = $2 AND version = $3`, day, id, version)
}

func insertWorkbook(ctx context.Context, tx *db.Tx, id FormID, content []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO form_workbooks (form_id, content) VALUES ($1, $2)`, id, content)
	return err
}

func workbookOf(ctx context.Context, tx *db.Tx, id FormID) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT content FROM form_workbooks WHERE form_id = $1`, id)
}

// Answered forms.

type answeredRow struct {
	ID          AnsweredID       `db:"id"`
	FormID      FormID           `db:"form_id"`
	Compartment pana.Compartment `db:"compartment"`
	State       string           `db:"state"`
	On          pana.Date        `db:"on_day"`
	Source      pana.Source      `db:"source"`
	Interpreted bool             `db:"interpreted"`
	Supersedes  AnsweredID       `db:"supersedes"`
	Superseded  bool             `db:"superseded"`
	By          pana.StaffID     `db:"by_staff"`
	At          int64            `db:"at"`
	Version     int64            `db:"version"`
}

func (r answeredRow) answered(f *form.Form) Answered {
	return Answered{ID: r.ID, Form: f, FormID: r.FormID, Compartment: r.Compartment, State: r.State, On: r.On, Source: r.Source,
		Interpreted: r.Interpreted, Supersedes: r.Supersedes, Superseded: r.Superseded, By: r.By, At: r.At, Version: r.Version}
}

const answeredColumns = `SELECT id, form_id, compartment, state, on_day, source, interpreted, supersedes, superseded, by_staff, at, version FROM answered_forms `

func answeredOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]answeredRow, error) {
	return db.Select[answeredRow](ctx, tx, answeredColumns+`WHERE client_id = $1 ORDER BY id DESC`, client)
}

func answeredByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id AnsweredID) (answeredRow, bool, error) {
	return db.Find[answeredRow](ctx, tx, answeredColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func correctionOf(ctx context.Context, tx *db.Tx, client pana.ClientID, id AnsweredID) (AnsweredID, bool, error) {
	return db.Find[AnsweredID](ctx, tx, `SELECT id FROM answered_forms WHERE supersedes = $1 AND client_id = $2`, id, client)
}

func insertAnswered(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, an Answered) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO answered_forms (id, client_id, episode_id, form_id, compartment, state, on_day, source, interpreted, supersedes, superseded, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, $11, $12, 1)`,
		an.ID, client, e, an.FormID, an.Compartment, an.State, an.On, an.Source, an.Interpreted, an.Supersedes, an.By, an.At)
	return err
}

// updateAnswered writes if the row is open and still has version.
func updateAnswered(ctx context.Context, tx *db.Tx, an Answered, version int64) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE answered_forms SET state = $1, on_day = $2, source = $3, interpreted = $4, version = $5
		WHERE id = $6 AND version = $7 AND state = 'open'`, an.State, an.On, an.Source, an.Interpreted, an.Version, an.ID, version)
}

func supersede(ctx context.Context, tx *db.Tx, client pana.ClientID, id AnsweredID) error {
	_, err := tx.Exec(ctx, `UPDATE answered_forms SET superseded = TRUE, version = version + 1 WHERE id = $1 AND client_id = $2`, id, client)
	return err
}

func deleteAnswered(ctx context.Context, tx *db.Tx, id AnsweredID, version int64) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM answered_forms WHERE id = $1 AND version = $2 AND state = 'open'`, id, version)
}
