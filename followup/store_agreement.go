package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const agreementColumns = `a.id, a.client_id, a.episode_id, a.site_id, a.channel, a.may_message, a.parts, a.weekdays, a.call_minutes, a.month_calls, a.months,
	a.since, a.contact_id, a.reached_on, a.hand_over_on, a.ended, a.ended_as, a.by_staff, a.at`

// agreementOf is the agreement of a time in our care, ended or not.
func agreementOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (Agreement, bool, error) {
	return db.Find[Agreement](ctx, tx, `SELECT `+agreementColumns+` FROM agreements a WHERE a.episode_id = $1 AND NOT a.superseded`, string(e))
}

// lastAgreement is the newest agreement of a client, whatever time it is from.
func lastAgreement(ctx context.Context, tx *db.Tx, client pana.ClientID) (Agreement, bool, error) {
	return db.Find[Agreement](ctx, tx, `SELECT `+agreementColumns+` FROM agreements a WHERE a.client_id = $1 AND NOT a.superseded ORDER BY a.at DESC, a.id DESC LIMIT 1`, string(client))
}

func insertAgreement(ctx context.Context, tx *db.Tx, a Agreement, supersedes string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO agreements (id, client_id, episode_id, site_id, channel, may_message, parts, weekdays, call_minutes, month_calls, months,
			since, contact_id, reached_on, hand_over_on, ended, ended_as, supersedes, superseded, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', $16, FALSE, $17, $18)`,
		a.ID, string(a.Client), string(a.Episode), string(a.Site), a.Channel, a.Message, a.PartsText, a.DaysText, a.Minutes, a.Calls, a.Months,
		string(a.Since), string(a.Contact), string(a.Reached), string(a.HandOver), supersedes, string(a.By), a.At)
	return err
}

func supersedeAgreement(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE agreements SET superseded = TRUE WHERE id = $1`, id)
	return err
}

func updateAgreementEnd(ctx context.Context, tx *db.Tx, id string, on pana.Date, as string) error {
	_, err := tx.Exec(ctx, `UPDATE agreements SET ended = $1, ended_as = $2 WHERE id = $3 AND ended = ''`, string(on), as, id)
	return err
}

func deleteTokens(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `DELETE FROM safe_tokens WHERE client_id = $1`, string(client))
	return err
}

func insertToken(ctx context.Context, tx *db.Tx, token []byte, a Agreement, kind string) error {
	_, err := tx.Exec(ctx, `INSERT INTO safe_tokens (token, agreement_id, client_id, kind) VALUES ($1, $2, $3, $4)`, token, a.ID, string(a.Client), kind)
	return err
}

// tokensOf returns what a word is to a client.
func tokensOf(ctx context.Context, tx *db.Tx, client pana.ClientID, token []byte) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT kind FROM safe_tokens WHERE client_id = $1 AND token = $2 ORDER BY kind`, string(client), token)
}
