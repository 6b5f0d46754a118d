package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const accountColumns = `SELECT id, person_id, source, interpreted, organisation_id, recruited, profited, knew, on_day, supersedes, by_staff FROM family_accounts `

// accountsOf returns the accounts that stand.
func accountsOf(ctx context.Context, tx *db.Tx, ret string) ([]Account, error) {
	return db.Select[Account](ctx, tx, accountColumns+`WHERE return_id = $1 AND NOT superseded ORDER BY id`, ret)
}

func accountByID(ctx context.Context, tx *db.Tx, ret, id string) (Account, bool, error) {
	return db.Find[Account](ctx, tx, accountColumns+`WHERE id = $1 AND return_id = $2`, id, ret)
}

func insertAccount(ctx context.Context, tx *db.Tx, client pana.ClientID, ret string, a Account) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO family_accounts (id, return_id, client_id, person_id, source, interpreted, organisation_id, recruited, profited, knew, on_day, supersedes, superseded, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, FALSE, $13, $14)`,
		a.ID, ret, client, a.Person, a.Source, a.Interpreted, a.Organisation, a.Recruited, a.Profited, a.Knew, a.On, a.Supersedes, a.By, db.Micros(tx.Now))
	return err
}

// supersede returns 0 when someone else did so already.
func supersede(ctx context.Context, tx *db.Tx, table, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE `+table+` SET superseded = TRUE WHERE id = $1 AND NOT superseded`, id)
}

// Risks.

func supersedeRisk(ctx context.Context, tx *db.Tx, ret string) error {
	_, err := tx.Exec(ctx, `UPDATE return_risks SET superseded = TRUE WHERE return_id = $1 AND NOT superseded`, ret)
	return err
}

func insertRisk(ctx context.Context, tx *db.Tx, client pana.ClientID, ret, id string, on pana.Date, risks []Risk) error {
	_, err := tx.Exec(ctx, `INSERT INTO return_risks (id, return_id, client_id, on_day, superseded, by_staff, at) VALUES ($1, $2, $3, $4, FALSE, $5, $6)`,
		id, ret, client, on, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, k := range risks {
		rows = append(rows, []any{id, client, k.Question, k.Likelihood, k.Harm})
	}
	return tx.InsertMany(ctx, `return_risk_answers (risk_id, client_id, question, likelihood, harm)`, rows)
}

// riskOf returns the matrix that stands and how many of its questions are answered.
func riskOf(ctx context.Context, tx *db.Tx, ret string) (id string, answered int, err error) {
	row, _, err := db.Find[struct {
		ID string `db:"id"`
		N  int    `db:"n"`
	}](ctx, tx, `SELECT r.id, (SELECT COUNT(*) FROM return_risk_answers a WHERE a.risk_id = r.id) AS n FROM return_risks r WHERE r.return_id = $1 AND NOT r.superseded`, ret)
	return row.ID, row.N, err
}

func risksOf(ctx context.Context, tx *db.Tx, risk string) ([]Risk, error) {
	return db.Select[Risk](ctx, tx, `SELECT question, likelihood, harm FROM return_risk_answers WHERE risk_id = $1 ORDER BY question`, risk)
}

// Her answers.

func insertAnswer(ctx context.Context, tx *db.Tx, client pana.ClientID, ret string, a Agreement) error {
	if _, err := tx.Exec(ctx, `UPDATE return_answers SET superseded = TRUE WHERE return_id = $1 AND NOT superseded`, ret); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO return_answers (id, return_id, client_id, answer, interpreted, on_day, superseded, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7, $8)`,
		a.ID, ret, client, a.Answer, a.Interpreted, a.On, a.By, db.Micros(tx.Now))
	return err
}

func agreementsOf(ctx context.Context, tx *db.Tx, ret string) ([]Agreement, error) {
	return db.Select[Agreement](ctx, tx, `SELECT id, answer, interpreted, on_day, by_staff FROM return_answers WHERE return_id = $1 ORDER BY superseded, at DESC, id DESC`, ret)
}

func answerOf(ctx context.Context, tx *db.Tx, ret string) (string, error) {
	a, _, err := db.Find[string](ctx, tx, `SELECT answer FROM return_answers WHERE return_id = $1 AND NOT superseded`, ret)
	return a, err
}

// Signatures and exceptions.

func signaturesOf(ctx context.Context, tx *db.Tx, ret string) ([]Signature, error) {
	return db.Select[Signature](ctx, tx, `SELECT id, place, print, on_day, by_staff FROM return_signatures WHERE return_id = $1 AND withdrawn_at = 0 ORDER BY id`, ret)
}

func insertSignature(ctx context.Context, tx *db.Tx, client pana.ClientID, ret string, x Signature) error {
	_, err := tx.Exec(ctx, `INSERT INTO return_signatures (id, return_id, client_id, place, print, on_day, by_staff, withdrawn_at, withdrawn_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '')`,
		x.ID, ret, client, x.Place, x.Print, x.On, x.By)
	return err
}

func withdrawSignatures(ctx context.Context, tx *db.Tx, ret, print, place string) error {
	_, err := tx.Exec(ctx, `UPDATE return_signatures SET withdrawn_at = $1, withdrawn_by = $2 WHERE return_id = $3 AND print = $4 AND place = $5 AND withdrawn_at = 0`,
		db.Micros(tx.Now), pana.ActorFrom(ctx).Staff, ret, print, place)
	return err
}

func withdrawOwn(ctx context.Context, tx *db.Tx, ret string) (int64, error) {
	return tx.Exec(ctx, `UPDATE return_signatures SET withdrawn_at = $1, withdrawn_by = $2 WHERE return_id = $3 AND by_staff = $2 AND withdrawn_at = 0`,
		db.Micros(tx.Now), pana.ActorFrom(ctx).Staff, ret)
}

func exceptionsOf(ctx context.Context, tx *db.Tx, ret string) ([]Exception, error) {
	return db.Select[Exception](ctx, tx, `SELECT id, asked_on, asked_by, answer, answered_on, answered_by, print, withdrawn_at <> 0 AS withdrawn
		FROM return_exceptions WHERE return_id = $1 ORDER BY id`, ret)
}

func insertException(ctx context.Context, tx *db.Tx, client pana.ClientID, ret string, x Exception) error {
	_, err := tx.Exec(ctx, `INSERT INTO return_exceptions (id, return_id, client_id, asked_on, asked_by, answer, answered_on, answered_by, print, withdrawn_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)`, x.ID, ret, client, x.AskedOn, x.AskedBy, x.Answer, x.AnsweredOn, x.AnsweredBy, x.Print)
	return err
}

func answerException(ctx context.Context, tx *db.Tx, x Exception) error {
	_, err := tx.Exec(ctx, `UPDATE return_exceptions SET answer = $1, answered_on = $2, answered_by = $3, print = $4 WHERE id = $5 AND answer = ''`,
		x.Answer, x.AnsweredOn, x.AnsweredBy, x.Print, x.ID)
	return err
}

func withdrawExceptions(ctx context.Context, tx *db.Tx, ret string) error {
	_, err := tx.Exec(ctx, `UPDATE return_exceptions SET withdrawn_at = $1 WHERE return_id = $2 AND answer = 'given' AND withdrawn_at = 0`, db.Micros(tx.Now), ret)
	return err
}
