package letters

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const letterColumns = `SELECT id, number, kind, language, template_id, organisation_id, named, basis, facts, edition, since, seen_edition, seen_by,
	handed_on, handed_by, out_number, out_year, dropped_on, by_staff FROM client_letters `

func lettersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Letter, error) {
	return db.Select[Letter](ctx, tx, letterColumns+`WHERE client_id = $1 ORDER BY number DESC`, client)
}

func letterByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id ID) (Letter, bool, error) {
	return db.Find[Letter](ctx, tx, letterColumns+`WHERE client_id = $1 AND id = $2`, client, id)
}

func insertLetter(e *casework.Entry, id ID, n NewLetter, facts string) error {
	number, err := db.Get[int](e.Ctx, e.Tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM client_letters WHERE client_id = $1`, e.Client())
	if err != nil {
		return err
	}
	_, err = e.Tx.Exec(e.Ctx, `INSERT INTO client_letters (id, client_id, episode_id, number, kind, language, template_id, organisation_id, named, basis, facts,
		edition, since, seen_edition, seen_by, handed_on, handed_by, out_number, out_year, dropped_on, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, 0, '', '', '', 0, 0, '', $13, $14)`,
		id, e.Client(), e.Episode.ID, number, n.Kind, n.Language, n.Template, n.Organisation, n.Named == ByName, n.Basis, facts, e.Today, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

// updateLetter changes an open letter of an edition; 0 rows is one that was changed,
// handed out or dropped since.
func updateLetter(e *casework.Entry, id ID, edition int, n NewLetter, facts string) (int64, error) {
	return e.Tx.Exec(e.Ctx, `UPDATE client_letters SET language = $1, template_id = $2, organisation_id = $3, named = $4, basis = $5, facts = $6, edition = edition + 1
		WHERE id = $7 AND client_id = $8 AND edition = $9 AND handed_on = '' AND dropped_on = ''`,
		n.Language, n.Template, n.Organisation, n.Named == ByName, n.Basis, facts, id, e.Client(), edition)
}

func setSeen(e *casework.Entry, id ID, edition int) error {
	_, err := e.Tx.Exec(e.Ctx, `UPDATE client_letters SET seen_edition = $1, seen_by = $2 WHERE id = $3`, edition, me(e.Ctx), id)
	return err
}

func setDropped(e *casework.Entry, id ID) error {
	_, err := e.Tx.Exec(e.Ctx, `UPDATE client_letters SET dropped_on = $1 WHERE id = $2 AND handed_on = '' AND dropped_on = ''`, e.Today, id)
	return err
}

// setHanded gives a letter the next number of the year.
func setHanded(e *casework.Entry, id ID) (number, year int, err error) {
	year = e.Today.Time().Year()
	number, err = db.Get[int](e.Ctx, e.Tx, `SELECT COALESCE(MAX(out_number), 0) + 1 FROM client_letters WHERE out_year = $1`, year)
	if err == nil {
		_, err = e.Tx.Exec(e.Ctx, `UPDATE client_letters SET handed_on = $1, handed_by = $2, out_number = $3, out_year = $4 WHERE id = $5`,
			e.Today, me(e.Ctx), number, year, id)
	}
	return number, year, err
}

type templateRow struct {
	Template
	Sealed []byte `db:"name"`
}

func templateRows(ctx context.Context, tx *db.Tx) ([]templateRow, error) {
	return db.Select[templateRow](ctx, tx, `SELECT id, kind, language, name, digest, retired, by_staff, version FROM letter_templates ORDER BY id DESC`)
}

func templateFile(ctx context.Context, tx *db.Tx, id TemplateID) ([]byte, error) {
	return db.Get[[]byte](ctx, tx, `SELECT content FROM letter_files WHERE template_id = $1`, id)
}

func insertTemplate(ctx context.Context, tx *db.Tx, t templateRow, content []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO letter_templates (id, kind, language, name, digest, retired, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, '', $6, $7, 1)`,
		t.ID, t.Kind, t.Language, t.Sealed, t.Digest, t.By, db.Micros(tx.Now))
	if err == nil {
		_, err = tx.Exec(ctx, `INSERT INTO letter_files (template_id, content) VALUES ($1, $2)`, t.ID, content)
	}
	return err
}

func setTemplateRetired(ctx context.Context, tx *db.Tx, id TemplateID, day pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE letter_templates SET retired = $1, version = version + 1 WHERE id = $2 AND version = $3`, day, id, version)
}

func journals(ctx context.Context, tx *db.Tx) ([]Journal, error) {
	return db.Select[Journal](ctx, tx, `SELECT id, month, named, organisation_id, basis, lines, on_day, by_staff FROM journals ORDER BY id DESC LIMIT 60`)
}

func insertJournal(ctx context.Context, tx *db.Tx, j Journal) error {
	_, err := tx.Exec(ctx, `INSERT INTO journals (id, month, named, organisation_id, basis, lines, on_day, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		j.ID, j.Month, j.Named, j.Organisation, j.Basis, j.Lines, j.On, j.By, db.Micros(tx.Now))
	return err
}

// languagesOf are those that a client speaks, by code.
func languagesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT language FROM client_languages WHERE client_id = $1 AND speaks ORDER BY language`, client)
}

// headOf is how letters are headed, sealed; version 0 is that nobody has said.
func headOf(ctx context.Context, tx *db.Tx) ([]byte, int64, error) {
	type row struct {
		Head    []byte `db:"head"`
		Version int64  `db:"version"`
	}
	r, _, err := db.Find[row](ctx, tx, `SELECT head, version FROM letter_settings WHERE id = $1`, settingsRow)
	return r.Head, r.Version, err
}

func setHead(ctx context.Context, tx *db.Tx, sealed []byte, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO letter_settings (id, head, version) VALUES ($1, $2, 1) ON CONFLICT (id) DO NOTHING`, settingsRow, sealed)
	}
	return tx.Exec(ctx, `UPDATE letter_settings SET head = $1, version = version + 1 WHERE id = $2 AND version = $3`, sealed, settingsRow, version)
}
