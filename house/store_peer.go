package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type peerRow struct {
	ID    string `db:"id"`
	Key   string `db:"sign_key"`
	Name  []byte `db:"name"`
	Noted int64  `db:"noted"`
}

func findPeers(ctx context.Context, tx *db.Tx) ([]peerRow, error) {
	return db.Select[peerRow](ctx, tx, `SELECT id, sign_key, name, noted FROM peers WHERE ended = 0 ORDER BY id DESC`)
}

func peerOf(ctx context.Context, tx *db.Tx, key string) (peerRow, bool, error) {
	return db.Find[peerRow](ctx, tx, `SELECT id, sign_key, name, noted FROM peers WHERE sign_key = $1 AND ended = 0`, key)
}

func insertPeer(ctx context.Context, tx *db.Tx, id, key string, name []byte, by pana.StaffID) error {
	_, err := tx.Exec(ctx, `INSERT INTO peers (id, sign_key, name, noted, noted_by, ended) VALUES ($1, $2, $3, $4, $5, 0)`,
		id, key, name, db.Micros(tx.Now), string(by))
	return err
}

func endPeer(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE peers SET ended = $1 WHERE id = $2 AND ended = 0`, db.Micros(tx.Now), id)
}

// obeyed notes a letter, and reports false for one that was noted before. Those
// too old to be obeyed again go.
func obeyed(ctx context.Context, tx *db.Tx, once string) (fresh bool, err error) {
	if _, err := tx.Exec(ctx, `DELETE FROM letters_obeyed WHERE at < $1`, db.Micros(tx.Now.Add(-3*LetterLasts))); err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `INSERT INTO letters_obeyed (once, at) VALUES ($1, $2) ON CONFLICT (once) DO NOTHING`, once, db.Micros(tx.Now))
	return n == 1, err
}
