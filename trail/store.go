package trail

import (
	"context"

	"example.org/pana/internal/db"
)

// A waitingLine has no place in the tree yet.
type waitingLine struct {
	Line
	Salt  []byte `db:"salt"`
	Leaf  []byte `db:"leaf"`
	Wrote string `db:"wrote"`
}

const waitingColumns = `SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest, state, salt, leaf, wrote FROM trail `

// unplaced are lines that have no place in the tree yet, the oldest first.
func unplaced(ctx context.Context, tx *db.Tx, limit int) ([]waitingLine, error) {
	return db.Select[waitingLine](ctx, tx, waitingColumns+`WHERE placed = 0 ORDER BY id LIMIT $1`, limit)
}

func lineWaiting(ctx context.Context, tx *db.Tx, id string) (waitingLine, error) {
	return db.Get[waitingLine](ctx, tx, waitingColumns+`WHERE id = $1`, id)
}

func waitingCount(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM trail WHERE placed = 0`)
}

// treeSize is how many lines have a place. The hash of the last leaf says so as
// well; a line taken out does not change the number.
func treeSize(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(placed), 0) FROM trail`)
}

func place(ctx context.Context, tx *db.Tx, l waitingLine, n int64) error {
	_, err := tx.Exec(ctx, `UPDATE trail SET placed = $1, state = $2, leaf = $3, wrote = '' WHERE id = $4 AND placed = 0`, n, l.State, l.Leaf, l.ID)
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
	return db.Select[laid](ctx, tx, `SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest, state, salt, leaf, placed
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

// What the rows come to.

func setWrote(ctx context.Context, tx *db.Tx, line, tables string) error {
	_, err := tx.Exec(ctx, `UPDATE trail SET wrote = $1 WHERE id = $2`, tables, line)
	return err
}

func statePartsOf(ctx context.Context, tx *db.Tx, client string) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT parts FROM trail_states WHERE client_id = $1`, client)
}

// newestState is what the newest laid line about a file says its rows come to.
func newestState(ctx context.Context, tx *db.Tx, client string) (string, bool, error) {
	return db.Find[string](ctx, tx, `SELECT state FROM trail WHERE client_id = $1 AND state <> '' ORDER BY placed DESC LIMIT 1`, client)
}

func putState(ctx context.Context, tx *db.Tx, client string, parts []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO trail_states (client_id, parts) VALUES ($1, $2)
		ON CONFLICT (client_id) DO UPDATE SET parts = excluded.parts`, client, parts)
	return err
}

// unboundFiles are clients of whose rows no line ever said what they come to. The
// plus keeps SQLite from going through every waiting line for each client: in a
// house of before all of them wait.
func unboundFiles(ctx context.Context, tx *db.Tx, limit int) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT c.id FROM clients c
		WHERE NOT EXISTS (SELECT 1 FROM trail l WHERE l.client_id = c.id AND l.state <> '')
		AND NOT EXISTS (SELECT 1 FROM trail l WHERE l.client_id = c.id AND l.client_id <> '' AND +l.placed = 0 AND l.wrote <> '') ORDER BY c.id LIMIT $1`, limit)
}

func houseIsUnbound(ctx context.Context, tx *db.Tx) (bool, error) {
	n, err := db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM (SELECT 1 FROM trail WHERE client_id = ''
		AND (state <> '' OR placed = 0 AND wrote = '`+everything+`') LIMIT 1) one`)
	return n == 0, err
}

// A claimed state is the newest that a line says of a file.
type claimed struct {
	Client string `db:"client_id"`
	State  string `db:"state"`
}

// boundAfter are the newest states of files after one, in the order of their ids;
// first asks for the house as well.
func boundAfter(ctx context.Context, tx *db.Tx, after string, first bool, limit int) ([]claimed, error) {
	more := ">"
	if first {
		more = ">="
	}
	return db.Select[claimed](ctx, tx, `SELECT l.client_id, l.state FROM trail l JOIN
		(SELECT client_id, MAX(placed) AS placed FROM trail WHERE state <> '' AND client_id `+more+` $1
		GROUP BY client_id ORDER BY client_id LIMIT $2) n ON n.placed = l.placed AND n.client_id = l.client_id ORDER BY l.client_id`, after, limit)
}

// writtenWaiting are the files of lines that wrote something and are not laid.
func writtenWaiting(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT DISTINCT client_id FROM trail WHERE placed = 0 AND wrote <> ''`)
}
