package seal

import (
	"context"

	"example.org/pana/internal/db"
)

// allEpochs returns every epoch in use of every circle, as whose wraps they are.
func allEpochs(ctx context.Context, tx *db.Tx) ([]wrapRow, error) {
	return db.Select[wrapRow](ctx, tx, `SELECT site, compartment, owner, epoch FROM circles ORDER BY owner, site, compartment, epoch`)
}

func staleEpoch(ctx context.Context, tx *db.Tx, c Circle, epoch int64) error {
	_, err := tx.Exec(ctx, `UPDATE circles SET stale = TRUE WHERE site = $1 AND compartment = $2 AND owner = $3 AND epoch = $4`,
		append(c.args(), epoch)...)
	return err
}

func staleAll(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE circles SET stale = TRUE`)
	return err
}

// unwrapped reports whether there is an epoch of a circle that holder does not hold.
func unwrapped(ctx context.Context, tx *db.Tx, holder string) (bool, error) {
	n, err := db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM circles c WHERE NOT EXISTS (SELECT 1 FROM wraps w WHERE w.site = c.site
		AND w.compartment = c.compartment AND w.owner = c.owner AND w.epoch = c.epoch AND w.holder = $1)`, holder)
	return n > 0, err
}

// promoteWraps removes what to holds and gives it what from holds.
func promoteWraps(ctx context.Context, tx *db.Tx, from, to string) error {
	if err := deleteWraps(ctx, tx, to); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE wraps SET holder = $1 WHERE holder = $2`, to, from)
	return err
}
