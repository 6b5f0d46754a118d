package db

import (
	"context"

	"example.org/pana"
)

// Check reads the whole database and reports damage as db.damaged: pages that do
// not hold together, index entries without rows, references to rows that are not
// there. It takes long in a large house. PostgreSQL watches over its own pages
// and references; there Check finds nothing.
func (d *DB) Check(ctx context.Context) error {
	if d.engine == Postgres {
		return nil
	}
	return d.View(ctx, func(tx *Tx) error {
		found, err := Select[string](ctx, tx, `PRAGMA integrity_check(1)`)
		if err != nil {
			return err
		}
		if len(found) != 1 || found[0] != "ok" {
			return &pana.Error{Op: "db.Check", Kind: pana.Internal, Say: "db.damaged", Err: plainError("pages do not hold together")}
		}
		lost, err := Select[string](ctx, tx, `SELECT DISTINCT "table" FROM pragma_foreign_key_check`)
		if err != nil {
			return err
		}
		if len(lost) > 0 {
			return &pana.Error{Op: "db.Check", Kind: pana.Internal, Say: "db.damaged", Err: plainError("lost references in table " + lost[0])}
		}
		return nil
	})
}
