package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"

	"example.org/pana"
)

// versionTable holds which migrations have run.
const versionTable = "schema_version"

// migrate brings the tables up to date. It refuses, before any write, a database
// that holds a migration this program does not know. A migration added later
// with a smaller number than one that has run is caught up with, so a file may
// rely only on files with smaller numbers.
func migrate(ctx context.Context, p *pools, schema folder, e Engine) error {
	pending, err := isPending(ctx, p.write, schema, e)
	if err != nil || !pending {
		return err
	}
	unlock, err := lockSchema(ctx, p.write, e)
	if err != nil {
		return err
	}
	defer unlock()
	for try := 1; ; try++ {
		err := runMigrations(ctx, p.write, schema, e)
		if err == nil || try == 3 || ctx.Err() != nil {
			return err
		}
		// Another program that started with us may have been first.
		pending, look := isPending(ctx, p.write, schema, e)
		if look != nil || !pending {
			return look
		}
	}
}

// isPending reports whether a migration of schema has still to run.
func isPending(ctx context.Context, s *sql.DB, schema folder, e Engine) (bool, error) {
	done, err := versions(ctx, s, e)
	if err != nil {
		return false, err
	}
	known := map[int64]bool{0: true}
	pending := false
	for name := range schema {
		n, _ := strconv.ParseInt(name[:4], 10, 64)
		known[n] = true
		pending = pending || !done[n]
	}
	for n := range done {
		if !known[n] {
			return false, &pana.Error{Op: "db.Open", Kind: pana.Conflict, Say: "db.newer",
				Err: plainError(fmt.Sprintf("migration %04d is unknown", n))}
		}
	}
	return pending, nil
}

// lockSchema keeps other programs from migrating the same PostgreSQL database
// until unlock is called or the connection is lost. SQLite has one writer anyway.
func lockSchema(ctx context.Context, s *sql.DB, e Engine) (unlock func(), err error) {
	if e != Postgres {
		return func() {}, nil
	}
	for try := 1; ; try++ {
		_, err = s.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_lock (id INTEGER PRIMARY KEY)`)
		// Two programs may both find it absent. The second is told so by an index
		// of the catalogue, by the table's name or by its type's, as far as the
		// first has come.
		if err == nil || try == 5 || !IsUnique(err) && !isThere(err) {
			break
		}
	}
	if err == nil {
		_, err = s.ExecContext(ctx, `INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT DO NOTHING`)
	}
	if err != nil {
		return nil, err
	}
	tx, err := s.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, `SELECT id FROM schema_lock WHERE id = 1 FOR UPDATE`); err != nil {
		tx.Rollback()
		return nil, err
	}
	return func() { tx.Rollback() }, nil
}

// isThere reports whether err says that the table to be made is already there.
func isThere(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "42P07" || e.Code == "42710")
}

func runMigrations(ctx context.Context, s *sql.DB, schema folder, e Engine) error {
	dialect := goose.DialectSQLite3
	if e == Postgres {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, s, schema,
		goose.WithTableName(versionTable),
		goose.WithAllowOutofOrder(true),
		goose.WithDisableGlobalRegistry(true),
		goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return plainError("migrations unreadable: " + err.Error())
	}
	_, err = provider.Up(ctx)
	if part, ok := errors.AsType[*goose.PartialError](err); ok && part.Failed != nil {
		return &pana.Error{Op: "db.Open", Kind: pana.Internal, Say: sayOf(err),
			Err: fmt.Errorf("migration %04d: %w", part.Failed.Source.Version, cause{part.Err})}
	}
	return err
}

// sayOf returns the message key that fault gives err.
func sayOf(err error) string {
	e, _ := errors.AsType[*pana.Error](fault("", err))
	return e.Say
}

// versions returns the migrations that have run; none in a new database.
func versions(ctx context.Context, s *sql.DB, e Engine) (map[int64]bool, error) {
	find := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1`
	if e == Postgres {
		find = `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1`
	}
	var n int
	if err := s.QueryRowContext(ctx, find, versionTable).Scan(&n); err != nil || n == 0 {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, `SELECT version_id FROM `+versionTable+` ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	done := map[int64]bool{}
	for rows.Next() {
		var v int64
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		done[v] = true
	}
	return done, rows.Err()
}
