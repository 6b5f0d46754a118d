package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Wishes.

type wishRow struct {
	ID          string       `db:"id"`
	N           int          `db:"n"`
	Wish        string       `db:"wish"`
	On          pana.Date    `db:"on_day"`
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	By          pana.StaffID `db:"by_staff"`
}

// wishesOf returns her answers, the newest first.
func wishesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]wishRow, error) {
	return db.Select[wishRow](ctx, tx, `SELECT id, n, wish, on_day, source, interpreted, by_staff FROM court_wishes WHERE client_id = $1 ORDER BY n DESC`, client)
}

func insertWish(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, e pana.EpisodeID, n NewWish) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO court_wishes (id, client_id, n, episode_id, wish, on_day, source, interpreted, by_staff, at)
		VALUES ($1, $2, (SELECT COALESCE(MAX(n), 0) + 1 FROM court_wishes WHERE client_id = $2), $3, $4, $5, $6, $7, $8, $9)`,
		id, client, e, n.Wish, n.On, n.Source, n.Interpreted, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// Cases.

type caseRow struct {
	ID           CaseID              `db:"id"`
	Kind         string              `db:"kind"`
	Role         string              `db:"role"`
	Stage        string              `db:"stage"`
	LawyerPerson pana.PersonID       `db:"lawyer_person"`
	LawyerStaff  pana.StaffID        `db:"lawyer_staff"`
	Payer        string              `db:"payer"`
	Office       pana.OrganisationID `db:"organisation_id"`
	Statement    bool                `db:"statement"`
	Opened       pana.Date           `db:"opened"`
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
}

func (r caseRow) record() Case {
	return Case{ID: r.ID, LawyerPerson: r.LawyerPerson, Opened: r.Opened, By: r.By, Version: r.Version,
		CaseFacts: CaseFacts{Kind: r.Kind, Role: r.Role, Stage: r.Stage, LawyerStaff: r.LawyerStaff, Payer: r.Payer, Office: r.Office,
			Wanted: r.Statement, Measures: map[string]string{}}}
}

const caseColumns = `SELECT id, kind, role, stage, lawyer_person, lawyer_staff, payer, organisation_id, statement, opened, by_staff, version FROM court_cases `

func casesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]caseRow, error) {
	return db.Select[caseRow](ctx, tx, caseColumns+`WHERE client_id = $1 ORDER BY id`, client)
}

func caseByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id CaseID) (caseRow, bool, error) {
	return db.Find[caseRow](ctx, tx, caseColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func insertCase(ctx context.Context, tx *db.Tx, id CaseID, client pana.ClientID, e pana.EpisodeID, n CaseFacts, lawyer pana.PersonID, opened pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO court_cases (id, client_id, episode_id, kind, role, stage, lawyer_person, lawyer_staff, payer, organisation_id, statement, opened, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)`,
		id, client, e, n.Kind, n.Role, n.Stage, lawyer, n.LawyerStaff, n.Payer, n.Office, n.Wanted, opened, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// updateCase writes if the row still has version.
func updateCase(ctx context.Context, tx *db.Tx, id CaseID, n CaseFacts, lawyer pana.PersonID, version int64) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE court_cases SET kind = $1, role = $2, stage = $3, lawyer_person = $4, lawyer_staff = $5, payer = $6, organisation_id = $7,
			statement = $8, version = version + 1
		WHERE id = $9 AND version = $10`, n.Kind, n.Role, n.Stage, lawyer, n.LawyerStaff, n.Payer, n.Office, n.Wanted, id, version)
}

type caseStageRow struct {
	Case CaseID `db:"case_id"`
	CaseStage
}

// caseStagesOf returns where her cases stood, the newest first.
func caseStagesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]caseStageRow, error) {
	return db.Select[caseStageRow](ctx, tx, `SELECT case_id, stage, since FROM court_stages WHERE client_id = $1 ORDER BY case_id, n DESC`, client)
}

func insertCaseStage(ctx context.Context, tx *db.Tx, id CaseID, client pana.ClientID, stage string, since pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO court_stages (case_id, n, client_id, stage, since, by_staff)
		VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM court_stages WHERE case_id = $1), $2, $3, $4, $5)`,
		id, client, stage, since, pana.ActorFrom(ctx).Staff)
	return err
}

type measureRow struct {
	Case    CaseID `db:"case_id"`
	Measure string `db:"measure"`
	State   string `db:"state"`
}

func allMeasures(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]measureRow, error) {
	return db.Select[measureRow](ctx, tx, `SELECT case_id, measure, state FROM court_measures WHERE client_id = $1 ORDER BY case_id, measure`, client)
}

func measuresOf(ctx context.Context, tx *db.Tx, client pana.ClientID, id CaseID) (map[string]string, error) {
	rows, err := allMeasures(ctx, tx, client)
	measures := map[string]string{}
	for _, r := range rows {
		if r.Case == id {
			measures[r.Measure] = r.State
		}
	}
	return measures, err
}

func replaceMeasures(ctx context.Context, tx *db.Tx, id CaseID, client pana.ClientID, n CaseFacts) error {
	if _, err := tx.Exec(ctx, `DELETE FROM court_measures WHERE case_id = $1`, id); err != nil {
		return err
	}
	for _, m := range n.measures() {
		if _, err := tx.Exec(ctx, `INSERT INTO court_measures (case_id, measure, client_id, state) VALUES ($1, $2, $3, $4)`, id, m, client, n.Measures[m]); err != nil {
			return err
		}
	}
	return nil
}

// Sums.

func compensationsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Compensation, error) {
	return db.Select[Compensation](ctx, tx, `SELECT id, case_id, step, amount, currency, on_day, struck FROM compensations WHERE client_id = $1 ORDER BY on_day, id`, client)
}

func insertCompensation(ctx context.Context, tx *db.Tx, client pana.ClientID, n Compensation) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO compensations (id, case_id, client_id, step, amount, currency, on_day, struck, by_staff) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8)`,
		n.ID, n.Case, client, n.Step, n.Amount, n.Currency, n.On, pana.ActorFrom(ctx).Staff)
	return err
}

func strikeCompensation(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE compensations SET struck = TRUE WHERE id = $1 AND client_id = $2`, id, client)
}

// Days by which something is due.

type deadlineRow struct {
	ID      string    `db:"id"`
	Case    CaseID    `db:"case_id"`
	Kind    string    `db:"kind"`
	Due     pana.Date `db:"due"`
	Met     pana.Date `db:"met"`
	Version int64     `db:"version"`
}

func deadlinesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]deadlineRow, error) {
	return db.Select[deadlineRow](ctx, tx, `SELECT id, case_id, kind, due, met, version FROM court_deadlines WHERE client_id = $1 ORDER BY due, id`, client)
}

func insertDeadline(ctx context.Context, tx *db.Tx, client pana.ClientID, n Deadline) error {
	_, err := tx.Exec(ctx, `INSERT INTO court_deadlines (id, case_id, client_id, kind, due, met, by_staff, version) VALUES ($1, $2, $3, $4, $5, '', $6, 1)`,
		n.ID, n.Case, client, n.Kind, n.Due, pana.ActorFrom(ctx).Staff)
	return err
}

func deadlineThere(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (bool, error) {
	_, ok, err := db.Find[string](ctx, tx, `SELECT id FROM court_deadlines WHERE id = $1 AND client_id = $2`, id, client)
	return ok, err
}

// meetDeadline writes if the row is open and still has version.
func meetDeadline(ctx context.Context, tx *db.Tx, id string, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE court_deadlines SET met = $1, version = version + 1 WHERE id = $2 AND version = $3 AND met = ''`, on, id, version)
}

// Time to recover and reflect.

func reflectionOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Reflection, bool, error) {
	return db.Find[Reflection](ctx, tx, `SELECT since, until FROM court_reflections WHERE client_id = $1 ORDER BY n DESC LIMIT 1`, client)
}

func insertReflection(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, n Reflection) error {
	_, err := tx.Exec(ctx, `INSERT INTO court_reflections (client_id, n, episode_id, since, until, by_staff, at)
		VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM court_reflections WHERE client_id = $1), $2, $3, $4, $5, $6)`,
		client, e, n.Since, n.Until, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}
