package residence

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

const termColumns = `SELECT id, episode_id, payer, organisation_id, until, superseded, ask_id, by_staff, at FROM terms `

// termsOf returns the standing terms of a client, what ends first, then the others.
func termsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Term, error) {
	return db.Select[Term](ctx, tx, termColumns+`WHERE client_id = $1
		ORDER BY superseded, CASE WHEN superseded THEN '' ELSE until END, at DESC, id`, string(client))
}

func termByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Term, bool, error) {
	return db.Find[Term](ctx, tx, termColumns+`WHERE id = $1 AND client_id = $2`, id, string(client))
}

func insertTerm(ctx context.Context, tx *db.Tx, t Term, s policy.Subject, replaces string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO terms (id, client_id, episode_id, site_id, payer, organisation_id, until, supersedes, superseded, ask_id, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9, $10, $11)`,
		t.ID, string(s.Client), string(t.Episode), string(s.Site), t.Payer, string(t.Organisation), string(t.Until), replaces, t.Ask, string(t.By), t.At)
	return err
}

// supersedeTerm returns 0 when someone else did so already.
func supersedeTerm(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE terms SET superseded = TRUE WHERE id = $1 AND NOT superseded`, id)
}

const fundedUntil = `SELECT COALESCE(MAX(t.until), '') FROM terms t JOIN episodes e ON e.id = t.episode_id
	WHERE t.client_id = $1 AND e.closed = '' AND NOT t.superseded`

const askColumns = `SELECT id, episode_id, term_id, wanted, asked_on, by_staff, answer, until, answered_on, answered_by, version FROM term_asks `

func asksOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]TermAsk, error) {
	return db.Select[TermAsk](ctx, tx, askColumns+`WHERE client_id = $1 ORDER BY asked_on DESC, id DESC`, string(client))
}

func askByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (TermAsk, bool, error) {
	return db.Find[TermAsk](ctx, tx, askColumns+`WHERE id = $1 AND client_id = $2`, id, string(client))
}

func insertTermAsk(ctx context.Context, tx *db.Tx, a TermAsk, s policy.Subject) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO term_asks (id, client_id, episode_id, site_id, term_id, wanted, asked_on, by_staff, answer, until, answered_on, answered_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', 1)`,
		a.ID, string(s.Client), string(a.Episode), string(s.Site), a.Term, string(a.Wanted), string(a.On), string(a.By))
	return err
}

// moveAsks lets the request that waits speak of the term that took the place of
// the one it was about.
func moveAsks(ctx context.Context, tx *db.Tx, from, to string) error {
	_, err := tx.Exec(ctx, `UPDATE term_asks SET term_id = $1 WHERE term_id = $2 AND answer = ''`, to, from)
	return err
}

// answerTermAsk returns 0 when someone else has answered.
func answerTermAsk(ctx context.Context, tx *db.Tx, a TermAsk) (int64, error) {
	return tx.Exec(ctx, `UPDATE term_asks SET answer = $1, until = $2, answered_on = $3, answered_by = $4, version = version + 1
		WHERE id = $5 AND version = $6 AND answer = ''`, a.Answer, string(a.Until), string(a.AnsweredOn), string(a.AnsweredBy), a.ID, a.Version)
}

// termsEnding returns the terms that end on or before a day, of those who sleep
// here, about which nobody has asked.
func termsEnding(ctx context.Context, tx *db.Tx, cond string, args []any, by pana.Date) ([]TermEnding, error) {
	args = append(args, string(by))
	return db.Select[TermEnding](ctx, tx, `
		SELECT c.code, t.payer, t.until FROM terms t JOIN clients c ON c.id = t.client_id
		WHERE NOT t.superseded AND t.until <= $`+strconv.Itoa(len(args))+`
			AND EXISTS (SELECT 1 FROM stays s WHERE s.client_id = t.client_id AND s.episode_id = t.episode_id AND s.until = '')
			AND NOT EXISTS (SELECT 1 FROM term_asks a WHERE a.term_id = t.id) AND `+cond+`
		ORDER BY t.until, c.code, t.id`, args...)
}

func termsAhead(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	args = append(args, string(from), string(until))
	n := len(args)
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'funded-until' AS kind, t.client_id, c.code, c.site_id, t.until AS on_day, '' AS at_clock,
			t.organisation_id AS place, '' AS staff_id, FALSE AS out_door, '/term' AS page
		FROM terms t JOIN clients c ON c.id = t.client_id JOIN episodes e ON e.id = t.episode_id
		WHERE NOT t.superseded AND e.closed = '' AND t.until >= $`+strconv.Itoa(n-1)+` AND t.until <= $`+strconv.Itoa(n)+` AND `+cond+`
		ORDER BY t.until, c.code, t.id`, args...)
}

func asksWaiting(ctx context.Context, tx *db.Tx, cond string, args []any) ([]casework.Decision, error) {
	return db.Select[casework.Decision](ctx, tx, `
		SELECT 'extension' AS kind, a.client_id, c.code, a.asked_on AS since, a.by_staff, '/term' AS page
		FROM term_asks a JOIN clients c ON c.id = a.client_id WHERE a.answer = '' AND `+cond+` ORDER BY a.asked_on, a.id`, args...)
}
