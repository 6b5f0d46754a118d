package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

type complaintRow struct {
	Complaint
	pana.Fuzzy
}

func (r complaintRow) complaint() Complaint {
	r.Complaint.Since = r.Fuzzy
	return r.Complaint
}

const complaintColumns = `SELECT id, kind, earliest, latest, precision, source, interpreted, resolved, supersedes, newest, on_day, by_staff, version FROM complaints `

// complaintsOf returns what counts now, the newest first.
func complaintsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Complaint, error) {
	rows, err := db.Select[complaintRow](ctx, tx, complaintColumns+`WHERE client_id = $1 AND newest ORDER BY on_day DESC, id DESC`, client)
	list := make([]Complaint, len(rows))
	for i, r := range rows {
		list[i] = r.complaint()
	}
	return list, err
}

func complaintByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id ComplaintID) (Complaint, bool, error) {
	r, ok, err := db.Find[complaintRow](ctx, tx, complaintColumns+`WHERE id = $1 AND client_id = $2`, id, client)
	return r.complaint(), ok, err
}

// complaintAfter returns the one that stands in the place of another.
func complaintAfter(ctx context.Context, tx *db.Tx, client pana.ClientID, id ComplaintID) (Complaint, bool, error) {
	r, ok, err := db.Find[complaintRow](ctx, tx, complaintColumns+`WHERE supersedes = $1 AND client_id = $2`, id, client)
	return r.complaint(), ok, err
}

func insertComplaint(ctx context.Context, tx *db.Tx, id ComplaintID, client pana.ClientID, e pana.EpisodeID, today pana.Date, n NewComplaint, supersedes ComplaintID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO complaints (id, client_id, episode_id, kind, earliest, latest, precision, source, interpreted, resolved, supersedes, newest, on_day, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, TRUE, $11, $12, $13, 1)`,
		id, client, e, n.Kind, n.Since.Earliest, n.Since.Latest, n.Since.Precision, n.Source, n.Interpreted, supersedes, today,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func resolveComplaint(ctx context.Context, tx *db.Tx, id ComplaintID, version int64, on pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE complaints SET resolved = $1, version = version + 1 WHERE id = $2 AND version = $3 AND newest AND resolved = ''`, on, id, version)
}

// supersede takes a row out of what counts. False means that somebody else has
// changed it meanwhile. The tables are this package's own.
func supersede(ctx context.Context, tx *db.Tx, table string, client pana.ClientID, id string, version int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE `+table+` SET newest = FALSE, version = version + 1 WHERE id = $1 AND client_id = $2 AND version = $3 AND newest`, id, client, version)
	return n == 1, err
}

type pregnancyRow struct {
	Pregnancy
	pana.Fuzzy
}

// pregnancyOf returns the answer that counts.
func pregnancyOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Pregnancy, bool, error) {
	r, ok, err := db.Find[pregnancyRow](ctx, tx, `
		SELECT id, answer, earliest, latest, precision, source, interpreted, on_day, by_staff, version
		FROM pregnancies WHERE client_id = $1 AND newest`, client)
	r.Pregnancy.Due = r.Fuzzy
	return r.Pregnancy, ok, err
}

func retirePregnancy(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE pregnancies SET newest = FALSE, version = version + 1 WHERE id = $1`, id)
	return err
}

func insertPregnancy(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, e pana.EpisodeID, today pana.Date, n NewPregnancy) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO pregnancies (id, client_id, episode_id, answer, earliest, latest, precision, source, interpreted, newest, on_day, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, $10, $11, $12, 1)`,
		id, client, e, n.Answer, n.Due.Earliest, n.Due.Latest, n.Due.Precision, n.Source, n.Interpreted, today, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

const allergyColumns = `SELECT id, kind, severe, alert_id, source, interpreted, ended, supersedes, newest, on_day, by_staff, version FROM allergies `

// allergiesOf returns what counts now, those that stand first.
func allergiesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Allergy, error) {
	return db.Select[Allergy](ctx, tx, allergyColumns+`WHERE client_id = $1 AND newest ORDER BY CASE ended WHEN '' THEN 0 ELSE 1 END, id DESC`, client)
}

func allergyByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id AllergyID) (Allergy, bool, error) {
	return db.Find[Allergy](ctx, tx, allergyColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func allergyAfter(ctx context.Context, tx *db.Tx, client pana.ClientID, id AllergyID) (Allergy, bool, error) {
	return db.Find[Allergy](ctx, tx, allergyColumns+`WHERE supersedes = $1 AND client_id = $2`, id, client)
}

func insertAllergy(ctx context.Context, tx *db.Tx, id AllergyID, client pana.ClientID, e pana.EpisodeID, today pana.Date, n NewAllergy, alert string, supersedes AllergyID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO allergies (id, client_id, episode_id, kind, severe, alert_id, source, interpreted, ended, supersedes, newest, on_day, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, TRUE, $10, $11, $12, 1)`,
		id, client, e, n.Kind, n.Severe, alert, n.Source, n.Interpreted, supersedes, today, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func endAllergy(ctx context.Context, tx *db.Tx, id AllergyID, version int64, today pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE allergies SET ended = $1, version = version + 1 WHERE id = $2 AND version = $3 AND newest AND ended = ''`, today, id, version)
}

// ahead returns the planned visits between two days of clients the actor may see
// the health of, the next first.
func ahead(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	args = append(args, from, until)
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'appointment' AS kind, a.client_id, c.code, c.site_id, a.on_day, a.at_clock, a.organisation_id AS place, a.escort AS staff_id,
			a.transport <> '`+AtHome+`' AS out_door, '/health/appointments/' || a.id AS page
		FROM appointments a JOIN clients c ON c.id = a.client_id
		WHERE a.state = 'planned' AND a.on_day >= `+arg(len(args)-1)+` AND a.on_day <= `+arg(len(args))+` AND (`+cond+`)
		ORDER BY a.on_day, a.at_clock, a.id`, args...)
}
