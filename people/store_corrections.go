package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type beforeRow struct {
	OutsiderBefore
	SealedName    []byte `db:"name"`
	SealedContact []byte `db:"contact"`
}

func beforeRows(ctx context.Context, tx *db.Tx, id OutsiderID) ([]beforeRow, error) {
	return db.Select[beforeRow](ctx, tx, `SELECT id, name, contact, sex, minor, by_staff, at FROM outsider_before WHERE outsider_id = $1 ORDER BY id DESC`, id)
}

func insertBefore(ctx context.Context, tx *db.Tx, id string, o Outsider, name, contact []byte, otherSex bool) error {
	_, err := tx.Exec(ctx, `INSERT INTO outsider_before (id, outsider_id, name, contact, sex, minor, other_sex, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, o.ID, name, contact, o.Sex, o.Minor, otherSex, me(ctx), db.Micros(tx.Now))
	return err
}

// correctOutsider writes if the row still has version. Another name awaits
// confirmation anew. Her sex is the same wherever she helps.
func correctOutsider(ctx context.Context, tx *db.Tx, id OutsiderID, n NewOutsider, name, contact []byte, anew bool, version int64) (int64, error) {
	done, err := tx.Exec(ctx, `UPDATE outsiders SET name = $1, contact = $2, sex = $3, minor = $4,
		confirmed_by = CASE WHEN $5 THEN '' ELSE confirmed_by END, cleared = CASE WHEN $5 THEN 0 ELSE cleared END, version = version + 1 WHERE id = $6 AND version = $7`,
		name, contact, n.Sex, n.Minor, anew, id, version)
	if err != nil || done == 0 {
		return done, err
	}
	_, err = tx.Exec(ctx, `UPDATE helpers SET sex = $1, version = version + 1 WHERE outsider_id = $2 AND sex <> $1`, n.Sex, id)
	return done, err
}

func strikeLine(ctx context.Context, tx *db.Tx, line string) error {
	_, err := tx.Exec(ctx, `UPDATE volunteer_lines SET struck_by = $1 WHERE id = $2 AND struck_by = ''`, me(ctx), line)
	return err
}

// otherSexSince is when the sex of a guest of a visit was last corrected; 0 for never.
func otherSexSince(ctx context.Context, tx *db.Tx, visit VisitID) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(b.at), 0) FROM outsider_before b JOIN visit_guests g ON g.outsider_id = b.outsider_id WHERE g.visit_id = $1 AND b.other_sex`, visit)
}

// A SettledBefore is what was said of a booking until it was corrected.
type SettledBefore struct {
	Booking string       `db:"booking_id"`
	State   string       `db:"state"`
	Minutes int          `db:"minutes"`
	By      pana.StaffID `db:"by_staff"`
	At      int64        `db:"at"`
}

func settledBefore(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]SettledBefore, error) {
	return db.Select[SettledBefore](ctx, tx, `SELECT booking_id, state, minutes, by_staff, at FROM helper_settled_before WHERE client_id = $1 ORDER BY id DESC`, client)
}

func insertSettledBefore(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, b Booking) error {
	_, err := tx.Exec(ctx, `INSERT INTO helper_settled_before (id, client_id, booking_id, state, minutes, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id, client, b.ID, b.State, b.Minutes, me(ctx), db.Micros(tx.Now))
	return err
}
