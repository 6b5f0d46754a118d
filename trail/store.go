package trail

import (
	"context"

	"example.org/pana/internal/db"
)

type waitingLine struct {
	ID   string `db:"id"`
	Leaf []byte `db:"leaf"`
}

// unplaced are lines that have no place in the tree yet, the oldest first.
func unplaced(ctx context.Context, tx *db.Tx, limit int) ([]waitingLine, error) {
	return db.Select[waitingLine](ctx, tx, `SELECT id, leaf FROM trail WHERE placed = 0 ORDER BY id LIMIT $1`, limit)
}

func waitingCount(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM trail WHERE placed = 0`)
}

// treeSize is how many lines have a place. The hash of the last leaf says so as
// well; a line taken out does not change the number.
func treeSize(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(placed), 0) FROM trail`)
}

func place(ctx context.Context, tx *db.Tx, id string, n int64) error {
	_, err := tx.Exec(ctx, `UPDATE trail SET placed = $1 WHERE id = $2 AND placed = 0`, n, id)
	return err
}

// A laid line stands in the tree.
type laid struct {
	Line
	Salt   []byte `db:"salt"`
	Leaf   []byte `db:"leaf"`
	Placed int64  `db:"placed"`
}

func placedAfter(ctx context.Context, tx *db.Tx, n int64, limit int) ([]laid, error) {
	return db.Select[laid](ctx, tx, `SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest, salt, leaf, placed
		FROM trail WHERE placed > $1 ORDER BY placed, id LIMIT $2`, n, limit)
}

func hashAt(ctx context.Context, tx *db.Tx, n int64) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT hash FROM trail_hashes WHERE n = $1`, n)
}

func hashesFrom(ctx context.Context, tx *db.Tx, n int64) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM trail_hashes WHERE n >= $1`, n)
}

type kept struct {
	Size int64  `db:"size"`
	At   int64  `db:"at"`
	Note string `db:"note"`
}

func checkpoints(ctx context.Context, tx *db.Tx) ([]kept, error) {
	return db.Select[kept](ctx, tx, `SELECT size, at, note FROM trail_checkpoints ORDER BY size`)
}

func insertCheckpoint(ctx context.Context, tx *db.Tx, size, at int64, text string) error {
	_, err := tx.Exec(ctx, `INSERT INTO trail_checkpoints (size, at, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING`, size, at, text)
	return err
}
