package followup

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

const callColumns = `SELECT k.id, k.client_id, c.code, k.episode_id, k.agreement_id, k.site_id, k.direction, k.channel, k.point, k.started_at, k.ended_at, k.on_day,
	k.by_staff, k.passed_to, k.word, k.danger, k.result, k.safe, k.housed, k.occupied, k.health, k.contact, k.again, k.minutes, k.payer, k.service_kind, k.version
	FROM calls k JOIN clients c ON c.id = k.client_id `

func callByID(ctx context.Context, tx *db.Tx, id string) (Call, bool, error) {
	return db.Find[Call](ctx, tx, callColumns+`WHERE k.id = $1`, id)
}

func openCall(ctx context.Context, tx *db.Tx, client pana.ClientID) (Call, bool, error) {
	return db.Find[Call](ctx, tx, callColumns+`WHERE k.client_id = $1 AND k.ended_at = 0`, string(client))
}

func callsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Call, error) {
	return db.Select[Call](ctx, tx, callColumns+`WHERE k.client_id = $1 ORDER BY k.started_at DESC, k.id DESC`, string(client))
}

func callsGoing(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Call, error) {
	return db.Select[Call](ctx, tx, callColumns+`WHERE k.ended_at = 0 AND `+cond+` ORDER BY k.started_at, k.id`, args...)
}

// callsOfAll returns the calls of those who are followed, by their time in our care.
func callsOfAll(ctx context.Context, tx *db.Tx, all []followed) (map[pana.EpisodeID][]Call, error) {
	episodes := make([]string, len(all))
	for i, a := range all {
		episodes[i] = string(a.Episode)
	}
	in, args := db.In(nil, episodes)
	rows, err := db.Select[Call](ctx, tx, callColumns+`WHERE k.episode_id IN (`+in+`) ORDER BY k.started_at, k.id`, args...)
	by := map[pana.EpisodeID][]Call{}
	for _, c := range rows {
		by[c.Episode] = append(by[c.Episode], c)
	}
	return by, err
}

// extensionsOfAll returns what was asked for beyond the agreements of those who
// are followed, the newest first.
func extensionsOfAll(ctx context.Context, tx *db.Tx, all []followed) (map[pana.EpisodeID][]Extension, error) {
	episodes := make([]string, len(all))
	for i, a := range all {
		episodes[i] = string(a.Episode)
	}
	in, args := db.In(nil, episodes)
	rows, err := db.Select[Extension](ctx, tx, extensionColumns+`WHERE episode_id IN (`+in+`) ORDER BY asked_on DESC, id DESC`, args...)
	by := map[pana.EpisodeID][]Extension{}
	for _, x := range rows {
		by[x.Episode] = append(by[x.Episode], x)
	}
	return by, err
}

func insertCall(ctx context.Context, tx *db.Tx, c Call) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO calls (id, client_id, episode_id, agreement_id, site_id, direction, channel, point, started_at, ended_at, on_day, by_staff, passed_to, word, danger,
			result, safe, housed, occupied, health, contact, again, minutes, payer, service_kind, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, '', $12, $13, '', '', '', '', '', '', '', 0, '', '', 1)`,
		c.ID, string(c.Client), string(c.Episode), c.Agreement, string(c.Site), c.Direction, c.Channel, c.Point, c.Started, string(c.On), string(c.By), c.Word, c.Danger)
	return err
}

// updateCall writes c if the row is one version behind and goes on.
func updateCall(ctx context.Context, tx *db.Tx, c Call) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE calls SET ended_at = $1, passed_to = $2, word = $3, danger = $4, result = $5, safe = $6, housed = $7, occupied = $8, health = $9, contact = $10, again = $11,
			minutes = $12, payer = $13, service_kind = $14, version = $15
		WHERE id = $16 AND version = $17 AND ended_at = 0`,
		c.Ended, string(c.PassedTo), c.Word, c.Danger, c.Result, c.Safe, c.Housed, c.Occupied, c.Health, c.Contact, c.Again,
		c.Minutes, c.Payer, c.Service, c.Version, c.ID, c.Version-1)
}

// foundBy returns whom a word or a code means, of those the actor may take a call
// of. A code finds only somebody who has left or with whom calls were agreed.
func foundBy(ctx context.Context, tx *db.Tx, cond string, args []any, token []byte, code string) ([]foundRow, error) {
	if token == nil {
		token = []byte{}
	}
	args = append(args, token, code)
	word, text := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	sleeps := `EXISTS (SELECT 1 FROM stays s WHERE s.client_id = c.id AND s.until = '') AS sleeps`
	return db.Select[foundRow](ctx, tx, `
		SELECT c.id AS client_id, c.site_id, c.code, t.kind, `+sleeps+` FROM safe_tokens t JOIN clients c ON c.id = t.client_id WHERE t.token = `+word+` AND `+cond+`
		UNION ALL
		SELECT c.id, c.site_id, c.code, 'code', `+sleeps+` FROM clients c WHERE c.code = `+text+` AND `+cond+`
			AND (EXISTS (SELECT 1 FROM agreements a WHERE a.client_id = c.id) OR EXISTS (SELECT 1 FROM exits x WHERE x.client_id = c.id AND x.state = 'left')
				OR NOT EXISTS (SELECT 1 FROM episodes e WHERE e.client_id = c.id AND e.closed = ''))
		ORDER BY 3, 4`, args...)
}

// followedNow returns who has left, may be called, and is not done with.
func followedNow(ctx context.Context, tx *db.Tx, cond string, args []any) ([]followed, error) {
	return db.Select[followed](ctx, tx, `
		SELECT `+agreementColumns+`, c.code, x.on_day FROM agreements a CROSS JOIN episodes e CROSS JOIN exits x CROSS JOIN clients c
		WHERE e.id = a.episode_id AND e.closed = '' AND x.episode_id = a.episode_id AND x.state = 'left' AND x.kind <> 'died' AND c.id = a.client_id
			AND NOT a.superseded AND a.ended = '' AND `+cond+` ORDER BY a.id`, args...)
}

const extensionColumns = `SELECT id, episode_id, call_id, what, more, for_month, asked_on, by_staff, answer, answered_on, answered_by, version FROM call_extensions `

func extensionsOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) ([]Extension, error) {
	return db.Select[Extension](ctx, tx, extensionColumns+`WHERE episode_id = $1 ORDER BY asked_on DESC, id DESC`, string(e))
}

func extensionByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Extension, bool, error) {
	return db.Find[Extension](ctx, tx, extensionColumns+`WHERE id = $1 AND client_id = $2`, id, string(client))
}

func insertExtension(ctx context.Context, tx *db.Tx, x Extension, s policy.Subject) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO call_extensions (id, client_id, episode_id, site_id, call_id, what, more, for_month, asked_on, by_staff, answer, answered_on, answered_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)`,
		x.ID, string(s.Client), string(x.Episode), string(s.Site), x.Call, x.What, x.More, x.Month, string(x.On), string(x.By), x.Answer, string(x.AnsweredOn), string(x.AnsweredBy))
	return err
}

// answerExtension returns 0 when someone else has answered.
func answerExtension(ctx context.Context, tx *db.Tx, x Extension) (int64, error) {
	return tx.Exec(ctx, `UPDATE call_extensions SET answer = $1, answered_on = $2, answered_by = $3, version = version + 1 WHERE id = $4 AND version = $5 AND answer = ''`,
		x.Answer, string(x.AnsweredOn), string(x.AnsweredBy), x.ID, x.Version)
}

func extensionsWaiting(ctx context.Context, tx *db.Tx, cond string, args []any) ([]casework.Decision, error) {
	return db.Select[casework.Decision](ctx, tx, `
		SELECT 'call-limit' AS kind, x.client_id, c.code, x.asked_on AS since, x.by_staff, '/calls' AS page
		FROM call_extensions x JOIN clients c ON c.id = x.client_id WHERE x.answer = '' AND `+cond+` ORDER BY x.asked_on, x.id`, args...)
}

func insertClosing(ctx context.Context, tx *db.Tx, e pana.EpisodeID, s policy.Subject, reason string, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO closings (episode_id, client_id, site_id, reason, on_day, by_staff) VALUES ($1, $2, $3, $4, $5, $6)`,
		string(e), string(s.Client), string(s.Site), reason, string(on), string(pana.ActorFrom(ctx).Staff))
	return err
}

func closingOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (string, error) {
	reason, _, err := db.Find[string](ctx, tx, `SELECT reason FROM closings WHERE episode_id = $1`, string(e))
	return reason, err
}

func codeOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (string, error) {
	return db.Get[string](ctx, tx, `SELECT code FROM clients WHERE id = $1`, string(client))
}

type exitFact struct {
	Client  pana.ClientID  `db:"client_id"`
	Episode pana.EpisodeID `db:"episode_id"`
	Site    pana.SiteID    `db:"site_id"`
	Kind    string         `db:"kind"`
	On      pana.Date      `db:"on_day"`
	Months  int            `db:"months"`
	EndedAs string         `db:"ended_as"`
}

func exitFacts(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]exitFact, error) {
	return db.Select[exitFact](ctx, tx, `
		SELECT x.client_id, x.episode_id, x.site_id, x.kind, x.on_day, COALESCE(a.months, 0) AS months, COALESCE(a.ended_as, '') AS ended_as
		FROM exits x LEFT JOIN agreements a ON a.episode_id = x.episode_id AND NOT a.superseded
		WHERE x.state = 'left' AND x.on_day >= $1 AND x.on_day <= $2 ORDER BY x.on_day, x.id`, string(from), string(until))
}
