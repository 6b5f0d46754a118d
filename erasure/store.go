package erasure

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// A begun erasure: its keys are to be destroyed, its rows to be gone through.
type begun struct {
	Token    []byte `db:"token"`
	Client   string `db:"client_id"`
	Second   string `db:"second"`
	ByStaff  string `db:"by_staff"`
	Reason   string `db:"reason"`
	Finished int64  `db:"done"`
}

func insertErasure(ctx context.Context, tx *db.Tx, b begun) error {
	_, err := tx.Exec(ctx, `INSERT INTO erasures (token, client_id, reason, begun, done, by_staff, second)
		VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT DO NOTHING`, b.Token, b.Client, b.Reason, db.Micros(tx.Now), b.ByStaff, b.Second)
	return err
}

func unfinished(ctx context.Context, tx *db.Tx) ([]begun, error) {
	return db.Select[begun](ctx, tx, `SELECT token, client_id, second, by_staff, reason, done FROM erasures WHERE client_id <> '' ORDER BY begun`)
}

func finish(ctx context.Context, tx *db.Tx, token []byte) error {
	_, err := tx.Exec(ctx, `UPDATE erasures SET client_id = '', done = $1 WHERE token = $2`, db.Micros(tx.Now), token)
	return err
}

func tokens(ctx context.Context, tx *db.Tx) ([][]byte, error) {
	return db.Select[[]byte](ctx, tx, `SELECT token FROM erasures ORDER BY token`)
}

// begunSince counts erasures begun after a moment, in microseconds.
func begunSince(ctx context.Context, tx *db.Tx, micros int64) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM erasures WHERE begun > $1`, micros)
}

func clientCount(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM clients`)
}

func codeOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (string, error) {
	return db.Get[string](ctx, tx, `SELECT code FROM clients WHERE id = $1`, string(client))
}

// standing is how a file stands: open episodes, and when the last one closed.
type standing struct {
	Open   int64     `db:"open"`
	Closed pana.Date `db:"closed"`
	Held   int64     `db:"held"`
}

func standingOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (standing, error) {
	return db.Get[standing](ctx, tx, `SELECT
		(SELECT COUNT(*) FROM episodes e WHERE e.client_id = $1 AND e.closed = '') AS open,
		(SELECT COALESCE(MAX(e.closed), '') FROM episodes e WHERE e.client_id = $1) AS closed,
		(SELECT COUNT(*) FROM holds h WHERE h.client_id = $1 AND h.lifted = '') AS held`, string(client))
}

// answeredUntil are the requests that became no file and were answered on a day
// or before. What is left of one that went already has no moment any more.
func answeredUntil(ctx context.Context, tx *db.Tx, sites []pana.SiteID, day pana.Date) ([]string, error) {
	in, args := db.In([]any{string(day), mostRequests}, sites)
	return db.Select[string](ctx, tx, `SELECT id FROM requests WHERE client_id = '' AND answered <> '' AND answered <= $1
		AND answered_at > 0 AND status NOT IN ('open', 'waiting') AND site_id IN (`+in+`) ORDER BY answered_at, id LIMIT $2`, args...)
}

// openSince counts the requests that nobody has answered since a day.
func openSince(ctx context.Context, tx *db.Tx, sites []pana.SiteID, day pana.Date) (int, error) {
	if len(sites) == 0 {
		return 0, nil
	}
	in, args := db.In([]any{string(day)}, sites)
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM requests WHERE client_id = '' AND received <= $1
		AND received_at > 0 AND status IN ('open', 'waiting') AND site_id IN (`+in+`)`, args...)
}

// requestsOf are the requests that brought her: their words have keys of their own.
func requestsOf(ctx context.Context, tx *db.Tx, client string) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT id FROM requests WHERE client_id = $1`, client)
}

// needsKeys reports whether there are words that owner's keys open, or may be any
// time: a file and an index of names have keys before they have words. An erasure
// that is not ended destroys its keys itself.
func needsKeys(ctx context.Context, tx *db.Tx, owner string) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM words WHERE owner = $1) OR EXISTS (SELECT 1 FROM clients WHERE id = $1)
		OR EXISTS (SELECT 1 FROM name_indexes WHERE 'names:' || id = $1)`, owner)
}

// leaveTrace keeps what counts of her first row and takes the row away.
func leaveTrace(ctx context.Context, tx *db.Tx, client, fresh string) (gone bool, err error) {
	type first struct {
		Site    string `db:"site_id"`
		Sex     string `db:"sex"`
		Age     string `db:"age_band"`
		Citizen string `db:"citizenship"`
		Origin  string `db:"origin_country"`
		Past    bool   `db:"past"`
		Created int64  `db:"created_at"`
	}
	f, found, err := db.Find[first](ctx, tx, `SELECT site_id, sex, age_band, citizenship, origin_country, past, created_at FROM clients WHERE id = $1`, client)
	if err != nil || !found {
		return true, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO erased (id, site_id, sex, age_band, citizenship, origin_country, past, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, fresh, f.Site, f.Sex, f.Age, f.Citizen, f.Origin, f.Past,
		string(pana.DateOf(quarter(db.FromMicros(f.Created)), tx.Now.UTC().Location())))
	var children []string
	if err == nil {
		children, err = db.Select[string](ctx, tx, `SELECT id FROM clients WHERE child_of = $1`, client)
	}
	for _, child := range children {
		if err == nil {
			_, err = tx.Exec(ctx, `UPDATE clients SET child_of = '', version = version + 1 WHERE id = $1`, child)
		}
		if err == nil {
			err = trail.Bind(ctx, tx, pana.ClientID(child))
		}
	}
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM clients WHERE id = $1`, client)
	}
	return false, err
}

// lineBefore is when the newest line of the trail before a moment was written, and
// lineSince when the oldest since; 0 when there is none.
func lineBefore(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	at, _, err := db.Find[int64](ctx, tx, `SELECT at FROM trail WHERE id < $1 ORDER BY id DESC LIMIT 1`, id)
	return at, err
}

func lineSince(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	at, _, err := db.Find[int64](ctx, tx, `SELECT at FROM trail WHERE id >= $1 ORDER BY id LIMIT 1`, id)
	return at, err
}
