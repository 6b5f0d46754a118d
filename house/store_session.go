package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type sessionRow struct {
	ID       string       `db:"id"`
	Staff    pana.StaffID `db:"staff_id"`
	Ring     []byte       `db:"ring"`
	Seen     int64        `db:"seen"`
	Proven   int64        `db:"proven"`
	Expires  int64        `db:"expires"`
	Language string       `db:"language"`
	Theme    string       `db:"theme"`
	Ended    pana.Date    `db:"ended"`
	Role     pana.Role    `db:"role"`
	Site     pana.SiteID  `db:"site_id"`
	House    int64        `db:"house_version"`
	Began    int64        `db:"began"`
	Factor   []byte       `db:"second_factor"`
}

// A told session is what its owner is told of it; see Open.
type toldSession struct {
	ID         string `db:"id"`
	Began      int64  `db:"began"`
	Seen       int64  `db:"seen"`
	Device     string `db:"device"`
	OwnMachine bool   `db:"own_machine"`
}

func insertSession(ctx context.Context, tx *db.Tx, r sessionRow, told toldSession, sum []byte) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO sessions (id, token, staff_id, ring, began, seen, proven, expires, device, own_machine) VALUES ($1, $2, $3, $4, $5, $5, $5, $6, $7, $8)`,
		r.ID, sum, string(r.Staff), r.Ring, r.Seen, r.Expires, told.Device, told.OwnMachine)
	return err
}

// findSession returns a session once for each grant its owner holds, or
// once with no role.
func findSession(ctx context.Context, tx *db.Tx, sum []byte) ([]sessionRow, error) {
	return db.Select[sessionRow](ctx, tx, `
		SELECT s.id, s.staff_id, s.ring, s.seen, s.proven, s.expires, s.began, m.language, m.theme, m.ended, m.second_factor,
			COALESCE(g.role, '') AS role, COALESCE(g.site_id, '') AS site_id,
			(SELECT version FROM house WHERE one = 1) AS house_version
		FROM sessions s JOIN staff m ON m.id = s.staff_id
		LEFT JOIN grants g ON g.staff_id = s.staff_id AND g.until = ''
		WHERE s.token = $1 ORDER BY role, site_id`, sum)
}

func touchSession(ctx context.Context, tx *db.Tx, id string, ring []byte, seen int64) error {
	_, err := tx.Exec(ctx, `UPDATE sessions SET seen = $1, ring = $2 WHERE id = $3`, seen, ring, id)
	return err
}

func proveSession(ctx context.Context, tx *db.Tx, id string, at int64) error {
	_, err := tx.Exec(ctx, `UPDATE sessions SET proven = $1 WHERE id = $2`, at, id)
	return err
}

func dropSession(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM sessions WHERE id = $1`, id)
	return err
}

func dropSessionsOf(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `DELETE FROM sessions WHERE staff_id = $1`, string(staff))
	return err
}

// dropSessionOf ends one session of a member and reports whether there was one.
func dropSessionOf(ctx context.Context, tx *db.Tx, staff pana.StaffID, id string) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM sessions WHERE id = $1 AND staff_id = $2`, id, string(staff))
	return n > 0, err
}

// dropOtherSessions ends the sessions of a member save one, and returns how many.
func dropOtherSessions(ctx context.Context, tx *db.Tx, staff pana.StaffID, save string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM sessions WHERE staff_id = $1 AND id <> $2`, string(staff), save)
}

// dropEldest ends the sessions of a member save those that were used last.
func dropEldest(ctx context.Context, tx *db.Tx, staff pana.StaffID, save int) error {
	_, err := tx.Exec(ctx, `DELETE FROM sessions WHERE staff_id = $1 AND id NOT IN
		(SELECT id FROM sessions WHERE staff_id = $1 ORDER BY seen DESC, id DESC LIMIT $2)`, string(staff), save)
	return err
}

// findLiving returns the ids of every session that can be gone on with.
func findLiving(ctx context.Context, tx *db.Tx, idle time.Duration) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT id FROM sessions WHERE expires > $1 AND seen > $2`, db.Micros(tx.Now), db.Micros(tx.Now.Add(-idle)))
}

// address is one that makes another session tell the same of its place.
func (t toldSession) address() string {
	if t.OwnMachine {
		return "127.0.0.1"
	}
	return ""
}

// findTold returns what is told of one session, nothing if it is over.
func findTold(ctx context.Context, tx *db.Tx, id string) (toldSession, error) {
	r, _, err := db.Find[toldSession](ctx, tx, `SELECT id, began, seen, device, own_machine FROM sessions WHERE id = $1`, id)
	return r, err
}

// findSessionsOf returns the sessions of a member that she can still go on with.
func findSessionsOf(ctx context.Context, tx *db.Tx, staff pana.StaffID, idle time.Duration) ([]toldSession, error) {
	return db.Select[toldSession](ctx, tx, `SELECT id, began, seen, device, own_machine FROM sessions
		WHERE staff_id = $1 AND expires > $2 AND seen > $3 ORDER BY seen DESC, id`,
		string(staff), db.Micros(tx.Now), db.Micros(tx.Now.Add(-idle)))
}

func dropSessions(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM sessions`)
	return err
}

// sweepSessions removes the sessions nobody can go on with, and old drafts.
func sweepSessions(ctx context.Context, tx *db.Tx, idle, drafts time.Duration) error {
	if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE expires <= $1 OR seen <= $2`,
		db.Micros(tx.Now), db.Micros(tx.Now.Add(-idle))); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM drafts WHERE at <= $1`, db.Micros(tx.Now.Add(-drafts)))
	return err
}
