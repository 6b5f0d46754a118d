package casework

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Notes and alerts.

func insertNote(ctx context.Context, tx *db.Tx, id pana.NoteID, client pana.ClientID, e pana.EpisodeID, n NewNote, supersedes pana.NoteID) error {
	return tx.InsertMany(ctx, notesInto, [][]any{noteRow(ctx, tx, id, client, e, n, supersedes)})
}

const notesInto = "notes (id, client_id, episode_id, kind, compartment, on_day, source, interpreted, supersedes, superseded, by_staff, at)"

func noteRow(ctx context.Context, tx *db.Tx, id pana.NoteID, client pana.ClientID, e pana.EpisodeID, n NewNote, supersedes pana.NoteID) []any {
	return []any{id, client, e, n.Kind, n.Compartment, n.On, n.Source, n.Interpreted, supersedes, false, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)}
}

func noteByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.NoteID) (Note, bool, error) {
	return db.Find[Note](ctx, tx, `SELECT `+noteColumns+` FROM notes WHERE id = $1 AND client_id = $2`, id, client)
}

// supersedeNote returns 0 when someone else did so already.
func supersedeNote(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.NoteID) (int64, error) {
	return tx.Exec(ctx, `UPDATE notes SET superseded = TRUE WHERE id = $1 AND client_id = $2 AND NOT superseded`, id, client)
}

func insertAlert(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, n NewAlert, since pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO alerts (id, client_id, kind, since, until, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, 1)`,
		id, client, n.Kind, since, n.Until, pana.ActorFrom(ctx).Staff)
	return err
}

func alertByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Alert, bool, error) {
	return db.Find[Alert](ctx, tx, `SELECT id, kind, since, until, by_staff, version FROM alerts WHERE id = $1 AND client_id = $2`, id, client)
}

func endAlert(ctx context.Context, tx *db.Tx, id string, until pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE alerts SET until = $1, version = version + 1 WHERE id = $2`, until, id)
	return err
}

// People around a client.

func insertPerson(ctx context.Context, tx *db.Tx, id pana.PersonID, client pana.ClientID, n NewPerson, c pana.Compartment) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO persons (id, client_id, role, compartment, knows, source, interpreted, ended, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, 1)`,
		id, client, n.Role, c, n.Knows, n.Source, n.Interpreted, pana.ActorFrom(ctx).Staff)
	return err
}

func personByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.PersonID) (Person, bool, error) {
	return db.Find[Person](ctx, tx, `
		SELECT id, role, compartment, knows, source, interpreted, ended, by_staff, version FROM persons WHERE id = $1 AND client_id = $2`, id, client)
}

// updatePerson writes if the row still has version; anew asks for confirmation
// once more.
func updatePerson(ctx context.Context, tx *db.Tx, id pana.PersonID, version int64, n NewPerson, c pana.Compartment, anew bool) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE persons SET role = $1, compartment = $2, knows = $3, source = $4, interpreted = $5,
			confirmed_by = CASE WHEN $6 THEN '' ELSE confirmed_by END, version = version + 1
		WHERE id = $7 AND version = $8`, n.Role, c, n.Knows, n.Source, n.Interpreted, anew, id, version)
}

func endPerson(ctx context.Context, tx *db.Tx, id pana.PersonID, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE persons SET ended = $1, version = version + 1 WHERE id = $2`, on, id)
	return err
}

func confirmPerson(ctx context.Context, tx *db.Tx, id pana.PersonID) error {
	_, err := tx.Exec(ctx, `UPDATE persons SET confirmed_by = $1 WHERE id = $2 AND confirmed_by = ''`, pana.ActorFrom(ctx).Staff, id)
	return err
}

// confirmedOf returns the people around a client whom someone has confirmed, and
// whose names are like none on the watch list that was not cleared.
func confirmedOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.PersonID, error) {
	return db.Select[pana.PersonID](ctx, tx, `SELECT id FROM persons p WHERE client_id = $1 AND confirmed_by <> ''
		AND NOT EXISTS (SELECT 1 FROM watch_matches m WHERE m.person_id = p.id AND m.cleared_at = 0)`, client)
}

// Consents.

func insertConsent(ctx context.Context, tx *db.Tx, id pana.ConsentID, client pana.ClientID, e pana.EpisodeID, n NewConsent) error {
	return tx.InsertMany(ctx, consentsInto, [][]any{newConsentRow(ctx, tx, id, client, e, n)})
}

const consentsInto = `consents (id, client_id, episode_id, purpose, recipient, fields, language, method, interpreted, refused,
	given_at, until, withdrawn_at, by_staff, version, given_by, assent, other_guardian)`

func newConsentRow(ctx context.Context, tx *db.Tx, id pana.ConsentID, client pana.ClientID, e pana.EpisodeID, n NewConsent) []any {
	return []any{id, client, e, n.Purpose, n.Recipient, strings.Join(n.Fields, " "), n.Language, n.Method, n.Interpreted, n.Refused,
		db.Micros(tx.Now), n.Until, int64(0), pana.ActorFrom(ctx).Staff, int64(1), n.Given.By, n.Given.Assent, n.Given.Safe}
}

func consentWithdrawn(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.ConsentID) (withdrawn, ok bool, err error) {
	return db.Find[bool](ctx, tx, `SELECT withdrawn_at <> 0 FROM consents WHERE id = $1 AND client_id = $2`, id, client)
}

func withdrawConsent(ctx context.Context, tx *db.Tx, id pana.ConsentID) error {
	_, err := tx.Exec(ctx, `UPDATE consents SET withdrawn_at = $1, version = version + 1 WHERE id = $2`, db.Micros(tx.Now), id)
	return err
}

// Documents.

func insertDocument(ctx context.Context, tx *db.Tx, d Document, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO documents (id, client_id, episode_id, kind, compartment, media, size, pages, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		d.ID, client, d.Episode, d.Kind, d.Compartment, d.Media, d.Size, d.Pages, d.By, d.At)
	return err
}

func documentByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.DocumentID) (Document, bool, error) {
	return db.Find[Document](ctx, tx, `
		SELECT id, episode_id, kind, compartment, media, size, pages, by_staff, at FROM documents WHERE id = $1 AND client_id = $2`, id, client)
}

func insertChunk(ctx context.Context, tx *db.Tx, id pana.DocumentID, n int, chunk []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO document_chunks (document_id, n, value) VALUES ($1, $2, $3)`, id, n, chunk)
	return err
}

func chunkOf(ctx context.Context, tx *db.Tx, id pana.DocumentID, n int) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT value FROM document_chunks WHERE document_id = $1 AND n = $2`, id, n)
}

// Trafficking facts.

// outdate takes the mark of the newest facts off an episode.
func outdate(ctx context.Context, tx *db.Tx, e pana.EpisodeID) error {
	_, err := tx.Exec(ctx, `UPDATE trafficking SET newest = FALSE WHERE episode_id = $1 AND newest`, e)
	return err
}

func insertTrafficking(ctx context.Context, tx *db.Tx, client pana.ClientID, t Trafficking) error {
	row, codes, places := traffickingRows(client, t)
	for _, many := range []struct {
		into string
		rows [][]any
	}{{traffickingInto, [][]any{row}}, {codesInto, codes}, {placesInto, places}} {
		if err := tx.InsertMany(ctx, many.into, many.rows); err != nil {
			return err
		}
	}
	return recount(ctx, tx, client)
}

const (
	traffickingInto = `trafficking (id, episode_id, client_id, status, decided_by, decided_on, from_earliest, from_latest, from_precision,
	until_earliest, until_latest, until_precision, months_least, months_most, age_when, recruiter, exit_mode,
	source, interpreted, newest, by_staff, at, version)`
	codesInto  = "trafficking_codes (trafficking_id, client_id, list, code)"
	placesInto = "trafficking_places (trafficking_id, n, client_id, kind, country, region, earliest, latest, precision)"
)

// traffickingRows are the rows of facts and of their codes and places.
func traffickingRows(client pana.ClientID, t Trafficking) (row []any, codes, places [][]any) {
	f, u := t.Held.From, t.Held.Until
	row = []any{t.ID, t.Episode, client, t.Status, t.DecidedBy, t.DecidedOn, f.Earliest, f.Latest, f.Precision, u.Earliest, u.Latest, u.Precision,
		t.MonthsLeast, t.MonthsMost, t.AgeWhen, t.Recruiter, t.ExitMode, t.Source, t.Interpreted, true, t.By, db.Micros(t.At), t.Version}
	for list, given := range t.Codes {
		for _, code := range given {
			codes = append(codes, []any{t.ID, client, list, code})
		}
	}
	for _, p := range t.Places {
		places = append(places, []any{t.ID, p.N, client, p.Kind, p.Country, p.Region, p.When.Earliest, p.When.Latest, p.When.Precision})
	}
	return row, codes, places
}

// Organisations.

type organisationRow struct {
	ID      pana.OrganisationID `db:"id"`
	Kind    string              `db:"kind"`
	Country string              `db:"country"`
	Name    []byte              `db:"name"`
	Contact []byte              `db:"contact"`
	Since   pana.Date           `db:"since"`
	Ended   pana.Date           `db:"ended"`
	Version int64               `db:"version"`
}

const organisationColumns = `SELECT id, kind, country, name, contact, since, ended, version FROM organisations `

func organisationRows(ctx context.Context, tx *db.Tx) ([]organisationRow, error) {
	return db.Select[organisationRow](ctx, tx, organisationColumns+`ORDER BY id`)
}

func organisationByID(ctx context.Context, tx *db.Tx, id pana.OrganisationID) (organisationRow, bool, error) {
	return db.Find[organisationRow](ctx, tx, organisationColumns+`WHERE id = $1`, id)
}

func organisationExists(ctx context.Context, tx *db.Tx, id pana.OrganisationID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM organisations WHERE id = $1)`, id)
}

func insertOrganisation(ctx context.Context, tx *db.Tx, r organisationRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO organisations (id, kind, country, name, contact, since, ended, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		r.ID, r.Kind, r.Country, r.Name, r.Contact, r.Since, r.Ended, r.Version)
	return err
}

// updateOrganisation writes r, whose version is one more than the row's.
func updateOrganisation(ctx context.Context, tx *db.Tx, r organisationRow) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE organisations SET kind = $1, country = $2, name = $3, contact = $4, since = $5, ended = $6, version = $7
		WHERE id = $8 AND version = $9`, r.Kind, r.Country, r.Name, r.Contact, r.Since, r.Ended, r.Version, r.ID, r.Version-1)
}

type roleRow struct {
	Organisation pana.OrganisationID `db:"organisation_id"`
	OrganisationRole
}

func organisationRoles(ctx context.Context, tx *db.Tx, only pana.OrganisationID) ([]roleRow, error) {
	q, args := `SELECT organisation_id, role, since, until FROM organisation_roles`, []any(nil)
	if only != "" {
		q, args = q+` WHERE organisation_id = $1`, []any{only}
	}
	return db.Select[roleRow](ctx, tx, q+` ORDER BY organisation_id, until <> '', role, since`, args...)
}

// putRole begins a role, or goes on with it when it ended on the day it is given back.
func putRole(ctx context.Context, tx *db.Tx, id pana.OrganisationID, role string, since, until pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO organisation_roles (organisation_id, role, since, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (organisation_id, role, since) DO UPDATE SET until = excluded.until`, id, role, since, until)
	return err
}

func endRoles(ctx context.Context, tx *db.Tx, id pana.OrganisationID, until pana.Date, keep []string) error {
	args := []any{until, id}
	cond := ""
	for i, k := range keep {
		args = append(args, k)
		cond += ` AND role <> $` + strconv.Itoa(i+3)
	}
	_, err := tx.Exec(ctx, `UPDATE organisation_roles SET until = $1 WHERE organisation_id = $2 AND until = ''`+cond, args...)
	return err
}
