package casework

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The watch list and what is like it.

// watchedBy returns the entries of the watch list with one of tokens.
func watchedBy(ctx context.Context, tx *db.Tx, tokens [][]byte) ([]pana.PersonID, error) {
	return withTokens(ctx, tx, "watch_tokens", tokens)
}

// filesOfWatched returns in whose files entries of the watch list stand.
func filesOfWatched(ctx context.Context, tx *db.Tx, entries []pana.PersonID) ([]pana.ClientID, error) {
	in, args := db.In(nil, entries)
	return db.Select[pana.ClientID](ctx, tx, `SELECT DISTINCT client_id FROM persons WHERE id IN (`+in+`) ORDER BY client_id`, args...)
}

// metBy returns the people around clients with one of tokens.
func metBy(ctx context.Context, tx *db.Tx, tokens [][]byte) ([]pana.PersonID, error) {
	return withTokens(ctx, tx, "met_tokens", tokens)
}

func withTokens(ctx context.Context, tx *db.Tx, table string, tokens [][]byte) ([]pana.PersonID, error) {
	if len(tokens) == 0 {
		return nil, nil
	}
	in, args := db.In(nil, tokens)
	return db.Select[pana.PersonID](ctx, tx, `SELECT DISTINCT person_id FROM `+table+` WHERE token IN (`+in+`)`, args...)
}

func insertNameTokens(ctx context.Context, tx *db.Tx, table string, client pana.ClientID, person pana.PersonID, tokens [][]byte) error {
	for _, t := range tokens {
		if _, err := tx.Exec(ctx, `INSERT INTO `+table+` (token, person_id, client_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
			t, person, client); err != nil {
			return err
		}
	}
	return nil
}

// forgetName takes a name out of both lists, and what was like it.
func forgetName(ctx context.Context, tx *db.Tx, person pana.PersonID) error {
	for _, q := range []string{`DELETE FROM watch_tokens WHERE person_id = $1`, `DELETE FROM met_tokens WHERE person_id = $1`,
		`DELETE FROM watch_matches WHERE person_id = $1 OR entry_id = $1`} {
		if _, err := tx.Exec(ctx, q, person); err != nil {
			return err
		}
	}
	return nil
}

// insertMatch notes that a person's name is like an entry's.
func insertMatch(ctx context.Context, tx *db.Tx, person, entry pana.PersonID, since pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO watch_matches (id, person_id, entry_id, client_id, since, cleared_by, cleared_at)
		SELECT $1, p.id, $2, p.client_id, $3, '', 0 FROM persons p WHERE p.id = $4
		ON CONFLICT DO NOTHING`, tx.ID(), entry, since, person)
	return err
}

// unhidden is the condition that an entry e of the watch list is in a file that
// its reader, argument n, is not kept from: whoever stands close to an exploiter
// could otherwise see that somebody here named him.
func unhidden(n int) string {
	return `NOT EXISTS (SELECT 1 FROM conflicts x WHERE x.client_id = e.client_id AND x.staff_id = $` + strconv.Itoa(n) + ` AND x.lifted_at = 0)`
}

// watchedOf returns those around a client whose names are like one on the watch
// list and not cleared, as far as reader may know of it.
func watchedOf(ctx context.Context, tx *db.Tx, client pana.ClientID, reader pana.StaffID) ([]pana.PersonID, error) {
	return db.Select[pana.PersonID](ctx, tx, `
		SELECT DISTINCT m.person_id FROM watch_matches m JOIN persons e ON e.id = m.entry_id
		WHERE m.client_id = $1 AND m.cleared_at = 0 AND `+unhidden(2), client, reader)
}

// openMatches returns the matches of one person that nobody has cleared, those
// that reader may know of.
func openMatches(ctx context.Context, tx *db.Tx, person pana.PersonID, reader pana.StaffID) ([]string, error) {
	return db.Select[string](ctx, tx, `
		SELECT m.id FROM watch_matches m JOIN persons e ON e.id = m.entry_id
		WHERE m.person_id = $1 AND m.cleared_at = 0 AND `+unhidden(2)+` ORDER BY m.id`, person, reader)
}

// matched reports whether anything a person's name is like stands open, whoever asks.
func matched(ctx context.Context, tx *db.Tx, person pana.PersonID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM watch_matches WHERE person_id = $1 AND cleared_at = 0)`, person)
}

func clearMatch(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE watch_matches SET cleared_by = $1, cleared_at = $2 WHERE id = $3 AND cleared_at = 0`,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now), id)
	return err
}

// matchesWaiting returns the people with an open match in files under cond, one
// line each.
func matchesWaiting(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Match, error) {
	return db.Select[Match](ctx, tx, `
		SELECT m.person_id, p.role, c.id AS client_id, c.code, MIN(m.since) AS since, p.by_staff
		FROM watch_matches m CROSS JOIN persons p CROSS JOIN persons e CROSS JOIN clients c
		WHERE p.id = m.person_id AND e.id = m.entry_id AND c.id = m.client_id AND m.cleared_at = 0 AND p.ended = '' AND `+unhidden(1)+` AND `+cond+`
		GROUP BY m.person_id, p.role, c.id, c.code, p.by_staff ORDER BY MIN(m.since), m.person_id`, args...)
}
