package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

const noticeColumns = `id, say, by_staff, client_id, object_id, n, at`

func insertNotice(ctx context.Context, tx *db.Tx, id string, staff pana.StaffID, n Notice) error {
	_, err := tx.Exec(ctx, `INSERT INTO notices (id, staff_id, say, by_staff, client_id, object_id, n, at, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`,
		id, string(staff), n.Say, string(n.By), string(n.Client), n.Object, n.N, n.At)
	return err
}

// unseenNotices are those of one person that are not older than since. More are
// read than a page shows, because some may be about files that are hidden.
func unseenNotices(ctx context.Context, tx *db.Tx, staff pana.StaffID, since int64) ([]Notice, error) {
	return db.Select[Notice](ctx, tx, `SELECT `+noticeColumns+` FROM notices WHERE staff_id = $1 AND seen = 0 AND at > $2 ORDER BY id DESC LIMIT $3`,
		string(staff), since, 10*mostNotices)
}

func findNotice(ctx context.Context, tx *db.Tx, id string, staff pana.StaffID) (n Notice, seen int64, ok bool, err error) {
	type row struct {
		Notice
		Seen int64 `db:"seen"`
	}
	r, ok, err := db.Find[row](ctx, tx, `SELECT `+noticeColumns+`, seen FROM notices WHERE id = $1 AND staff_id = $2`, id, string(staff))
	return r.Notice, r.Seen, ok, err
}

func noticeSeen(ctx context.Context, tx *db.Tx, id string, at int64) error {
	_, err := tx.Exec(ctx, `UPDATE notices SET seen = $1 WHERE id = $2`, at, id)
	return err
}

func deleteNotices(ctx context.Context, tx *db.Tx, until int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM notices WHERE at <= $1`, until)
	return err
}

// codesOf returns the codes of those clients of whom actor may know.
func codesOf(ctx context.Context, tx *db.Tx, actor pana.Actor, tonight pana.Night, clients []pana.ClientID) (map[pana.ClientID]string, error) {
	cond, args := policy.Where(actor, policy.SeeClient, tonight)
	list, args := db.In(args, clients)
	type row struct {
		ID   pana.ClientID `db:"id"`
		Code string        `db:"code"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT c.id, c.code FROM clients c WHERE c.id IN (`+list+`) AND `+cond, args...)
	codes := make(map[pana.ClientID]string, len(rows))
	for _, r := range rows {
		codes[r.ID] = r.Code
	}
	return codes, err
}

func noticesSince(ctx context.Context, tx *db.Tx, staff pana.StaffID, say, object string, since int64) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM notices WHERE staff_id = $1 AND object_id = $2 AND at >= $3 AND say LIKE $4`,
		string(staff), object, since, say+"%")
}
