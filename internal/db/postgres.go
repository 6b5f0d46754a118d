package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"example.org/pana"
)

// openPostgres opens the server that text names. The text may hold a password:
// it goes into no error.
func openPostgres(ctx context.Context, text string) (*pools, error) {
	cfg, err := pgx.ParseConfig(text)
	if err != nil {
		return nil, refuseFile(pana.Invalid, "db.server", errors.New("connection text unreadable"))
	}
	pool := stdlib.OpenDB(*cfg)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(8)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, refuseFile(pana.Internal, "db.server", cause{err})
	}
	return &pools{write: pool, read: pool}, nil
}

// isolation returns how a transaction sees others: one snapshot for reading, as
// if alone for writing. SQLite gives both by itself.
func isolation(e Engine, readOnly bool) *sql.TxOptions {
	o := &sql.TxOptions{ReadOnly: readOnly}
	if e == Postgres {
		o.Isolation = sql.LevelSerializable
		if readOnly {
			o.Isolation = sql.LevelRepeatableRead
		}
	}
	return o
}
