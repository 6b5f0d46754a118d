package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// lookedToday reports whether somebody has looked into the file of a client since a
// moment. It goes through the lines of that file since then, and of them the first
// mostly answers: the joined text keeps an engine from going through all that she did.
func lookedToday(ctx context.Context, tx *db.Tx, staff pana.StaffID, since int64, client pana.ClientID) (bool, error) {
	_, known, err := db.Find[int](ctx, tx, `SELECT 1 FROM trail WHERE client_id = $1 AND client_id <> '' AND id >= $2
		AND staff_id || '' = $3 AND at >= $4 AND opened <> '' LIMIT 1`, client, pana.FirstID(db.FromMicros(since)), staff, since)
	return known, err
}

// looksToday is how many files somebody has looked into since a moment.
func looksToday(ctx context.Context, tx *db.Tx, staff pana.StaffID, since int64) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COUNT(DISTINCT client_id) FROM trail
		WHERE staff_id = $1 AND at >= $2 AND opened <> '' AND client_id <> ''`, staff, since)
}

// spoken leaves out looks of which nobody else is told: into what a psychologist
// keeps to herself.
const spoken = ` AND opened NOT IN ('', '` + string(pana.Therapy) + `') AND act NOT LIKE '` + policy.PrivateActs + `%'`

// looksKnownTo is how many of them reader may know of, one more with the client
// whose file is being opened now.
func looksKnownTo(ctx context.Context, tx *db.Tx, reader pana.Actor, tonight pana.Night, staff pana.StaffID, since int64, now pana.ClientID) (int, error) {
	q := newQuery(reader, policy.SeeClient, tonight)
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM clients c WHERE (c.id = `+q.arg(now)+` OR c.id IN (SELECT client_id FROM trail
		WHERE staff_id = `+q.arg(staff)+` AND at >= `+q.arg(since)+spoken+`)) AND `+q.cond, q.args...)
}

// looksByStaff counts the same for everyone, from a first id of the trail on.
func looksByStaff(ctx context.Context, tx *db.Tx, reader pana.Actor, tonight pana.Night, first string) ([]LookDay, error) {
	type row struct {
		Staff pana.StaffID `db:"staff_id"`
		N     int          `db:"n"`
	}
	q := newQuery(reader, policy.SeeClient, tonight)
	rows, err := db.Select[row](ctx, tx, `SELECT l.staff_id, COUNT(DISTINCT l.client_id) AS n FROM trail l JOIN clients c ON c.id = l.client_id
		WHERE l.id >= `+q.arg(first)+spoken+` AND l.staff_id <> '' AND `+q.cond+` GROUP BY l.staff_id ORDER BY n DESC, l.staff_id`, q.args...)
	days := make([]LookDay, len(rows))
	for i, r := range rows {
		days[i] = LookDay{Staff: r.Staff, Seen: r.N}
	}
	return days, err
}

type lookDayRow struct {
	Reason string       `db:"reason"`
	LetBy  pana.StaffID `db:"let_by"`
}

func lookDay(ctx context.Context, tx *db.Tx, staff pana.StaffID, day pana.Date) (lookDayRow, error) {
	r, _, err := db.Find[lookDayRow](ctx, tx, `SELECT reason, let_by FROM look_days WHERE staff_id = $1 AND day = $2`, staff, day)
	return r, err
}

func putLookReason(ctx context.Context, tx *db.Tx, staff pana.StaffID, day pana.Date, reason string) error {
	_, err := tx.Exec(ctx, `INSERT INTO look_days (staff_id, day, reason, let_by) VALUES ($1, $2, $3, '')
		ON CONFLICT (staff_id, day) DO UPDATE SET reason = excluded.reason`, staff, day, reason)
	return err
}

func putLookLet(ctx context.Context, tx *db.Tx, staff pana.StaffID, day pana.Date, by pana.StaffID) error {
	_, err := tx.Exec(ctx, `INSERT INTO look_days (staff_id, day, reason, let_by) VALUES ($1, $2, '', $3)
		ON CONFLICT (staff_id, day) DO UPDATE SET let_by = excluded.let_by`, staff, day, by)
	return err
}
