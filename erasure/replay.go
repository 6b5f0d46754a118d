package erasure

import (
	"context"
	"io/fs"
	"strconv"

	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

func mark(n int) string { return "$" + strconv.Itoa(n) }

// Tokens are what a backup must know so that a restore of older rows erases again
// who was erased since: keyed hashes, which say nothing of whom.
func Tokens(ctx context.Context, tx *db.Tx) ([][]byte, error) { return tokens(ctx, tx) }

// Replay erases again, in a database that was just restored, everyone whom the
// house has erased by now, before anybody signs in: those of tokens, and those
// whose erasure the rows themselves say was begun. It returns how many there were.
func Replay(ctx context.Context, d *db.DB, schema fs.FS, v *seal.Vault, tokens [][]byte) (n int, err error) {
	tables, err := tablesOf(schema)
	if err != nil {
		return 0, err
	}
	keys, err := v.House()
	if err != nil {
		return 0, err
	}
	defer keys.Clear()
	gone := map[string]bool{}
	for _, t := range tokens {
		gone[string(t)] = true
	}
	var again []begun
	err = d.View(ctx, func(tx *db.Tx) error {
		left, err := unfinished(ctx, tx)
		if err != nil {
			return err
		}
		for _, b := range left {
			gone[string(b.Token)] = true
		}
		ids, err := db.Select[string](ctx, tx, `SELECT id FROM clients UNION SELECT id FROM requests WHERE client_id = '' ORDER BY id`)
		for _, id := range ids {
			if token := tokenOf(keys, id); gone[string(token)] {
				again = append(again, begun{Token: token, Client: id, Reason: "restored"})
			}
		}
		return err
	})
	for _, b := range again {
		if err == nil {
			err = forgetKeys(ctx, d, v, b.Client)
		}
		if err == nil {
			err = d.Update(ctx, func(tx *db.Tx) error {
				if err := insertErasure(ctx, tx, b); err != nil {
					return err
				}
				return forget(ctx, tx, tables, b)
			})
		}
	}
	return len(again), err
}
