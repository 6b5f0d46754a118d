package learning

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// What is hers: works, and a child's place, steps and rights.

// isOwnWork is the condition on documents that are a client's drawings and works.
const isOwnWork = `kind = 'drawing' AND compartment = 'care'`

// worksOf returns her works without their words, the latest first.
func worksOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Work, error) {
	return db.Select[Work](ctx, tx, `
		SELECT d.id, d.media, d.at, COALESCE(w.given_back, '') AS given_back, COALESCE(w.version, 0) AS version
		FROM documents d LEFT JOIN works w ON w.document_id = d.id
		WHERE d.client_id = $1 AND d.`+isOwnWork+` ORDER BY d.at DESC, d.id DESC`, client)
}

func workExists(ctx context.Context, tx *db.Tx, client pana.ClientID, doc pana.DocumentID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM documents WHERE id = $1 AND client_id = $2 AND `+isOwnWork+`)`, doc, client)
}

// workByID returns what was said of a work, and false when nothing was.
func workByID(ctx context.Context, tx *db.Tx, client pana.ClientID, doc pana.DocumentID) (Work, bool, error) {
	return db.Find[Work](ctx, tx, `SELECT document_id AS id, given_back, version FROM works WHERE document_id = $1 AND client_id = $2`, doc, client)
}

// giveBack returns 0 when somebody else was faster.
func giveBack(ctx context.Context, tx *db.Tx, client pana.ClientID, doc pana.DocumentID, version int64, on pana.Date) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO works (document_id, client_id, given_back, by_staff, version) VALUES ($1, $2, $3, $4, 1)
			ON CONFLICT (document_id) DO NOTHING`, doc, client, on, by(ctx))
	}
	return tx.Exec(ctx, `UPDATE works SET given_back = $1, by_staff = $2, version = version + 1 WHERE document_id = $3 AND version = $4`, on, by(ctx), doc, version)
}

const showingColumns = `SELECT id, document_id, organisation_id, from_day, until_day, taken_down, by_staff, version FROM showings `

func showingsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Showing, error) {
	return db.Select[Showing](ctx, tx, showingColumns+`WHERE client_id = $1 ORDER BY from_day DESC, id DESC`, client)
}

func showingByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id ShowingID) (Showing, bool, error) {
	return db.Find[Showing](ctx, tx, showingColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func insertShowing(ctx context.Context, tx *db.Tx, id ShowingID, client pana.ClientID, doc pana.DocumentID, n NewShowing) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO showings (id, document_id, client_id, organisation_id, from_day, until_day, taken_down, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, 1)`, id, doc, client, n.Organisation, n.From, n.Until, by(ctx), db.Micros(tx.Now))
	return err
}

func takeDown(ctx context.Context, tx *db.Tx, id ShowingID, version int64, today pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE showings SET taken_down = $1, version = version + 1 WHERE id = $2 AND version = $3 AND taken_down = ''`, today, id, version)
}

type placeRow struct {
	Place
	pana.Fuzzy
}

const placeColumns = `SELECT id, kind, organisation_id, class, state, earliest, latest, precision, by_staff, version FROM school_places `

// placesOf returns every place, those that are had or wished for first.
func placesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Place, error) {
	rows, err := db.Select[placeRow](ctx, tx, placeColumns+`WHERE client_id = $1 ORDER BY CASE state WHEN 'ended' THEN 1 ELSE 0 END, id DESC`, client)
	list := make([]Place, len(rows))
	for i, r := range rows {
		list[i] = r.Place
		list[i].Since = r.Fuzzy
	}
	return list, err
}

func placeByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id PlaceID) (Place, bool, error) {
	r, ok, err := db.Find[placeRow](ctx, tx, placeColumns+`WHERE id = $1 AND client_id = $2`, id, client)
	r.Place.Since = r.Fuzzy
	return r.Place, ok, err
}

func insertPlace(ctx context.Context, tx *db.Tx, id PlaceID, client pana.ClientID, e pana.EpisodeID, n NewPlace) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO school_places (id, client_id, episode_id, kind, organisation_id, class, state, earliest, latest, precision, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, 1)`,
		id, client, e, n.Kind, n.Organisation, n.State, n.Since.Earliest, n.Since.Latest, n.Since.Precision, by(ctx), db.Micros(tx.Now))
	return err
}

func updatePlace(ctx context.Context, tx *db.Tx, id PlaceID, version int64, n NewPlace) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE school_places SET kind = $1, organisation_id = $2, class = '', state = $3, earliest = $4, latest = $5, precision = $6, version = version + 1
		WHERE id = $7 AND version = $8`,
		n.Kind, n.Organisation, n.State, n.Since.Earliest, n.Since.Latest, n.Since.Precision, id, version)
}

type ownStepRow struct {
	OwnStep
	pana.Fuzzy
}

const ownStepColumns = `SELECT id, earliest, latest, precision, with_staff, state, settled, by_staff, version FROM own_steps `

// ownStepsOf returns a child's steps, the open ones first.
func ownStepsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]OwnStep, error) {
	rows, err := db.Select[ownStepRow](ctx, tx, ownStepColumns+`WHERE client_id = $1 ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, id DESC`, client)
	list := make([]OwnStep, len(rows))
	for i, r := range rows {
		list[i] = r.OwnStep
		list[i].When = r.Fuzzy
	}
	return list, err
}

func ownStepByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id StepID) (OwnStep, bool, error) {
	r, ok, err := db.Find[ownStepRow](ctx, tx, ownStepColumns+`WHERE id = $1 AND client_id = $2`, id, client)
	r.OwnStep.When = r.Fuzzy
	return r.OwnStep, ok, err
}

func insertOwnStep(ctx context.Context, tx *db.Tx, id StepID, client pana.ClientID, n NewOwnStep) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO own_steps (id, client_id, earliest, latest, precision, with_staff, state, settled, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, 'open', '', $7, $8, 1)`,
		id, client, n.When.Earliest, n.When.Latest, n.When.Precision, n.With, by(ctx), db.Micros(tx.Now))
	return err
}

func settleOwnStep(ctx context.Context, tx *db.Tx, id StepID, version int64, state string, on pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE own_steps SET state = $1, settled = $2, version = version + 1 WHERE id = $3 AND version = $4`, state, on, id, version)
}

func rightsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Rights, error) {
	return db.Select[Rights](ctx, tx, `SELECT id, on_day, way, language, interpreted, by_staff FROM rights_told WHERE client_id = $1 ORDER BY on_day DESC, id DESC`, client)
}

func insertRights(ctx context.Context, tx *db.Tx, client pana.ClientID, n Rights) error {
	_, err := tx.Exec(ctx, `INSERT INTO rights_told (id, client_id, on_day, way, language, interpreted, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		n.ID, client, n.On, n.Way, n.Language, n.Interpreted, by(ctx), db.Micros(tx.Now))
	return err
}

// childrenOf returns the codes of a client's children.
func childrenOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT code FROM clients WHERE child_of = $1 ORDER BY id`, client)
}
