package db

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
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
	if err := guarded(cfg); err != nil {
		return nil, err
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
	if err := modest(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	return &pools{write: pool, read: pool}, nil
}

// guarded refuses a server beyond this machine unless each way to it that the
// text allows is TLS whose certificate is checked for the name ("verify-full")
// and shows a certificate of ours: a password would be the same for ever, and
// whoever reads the command line has it.
func guarded(cfg *pgx.ConnConfig) error {
	ways := []*pgconn.FallbackConfig{{Host: cfg.Host, TLSConfig: cfg.TLSConfig}}
	for _, w := range append(ways, cfg.Fallbacks...) {
		if t := w.TLSConfig; !onMachine(w.Host) && (t == nil || t.InsecureSkipVerify || len(t.Certificates) == 0) {
			return refuseFile(pana.Invalid, "db.server.open", errors.New("a way to the server is not TLS checked from both sides"))
		}
	}
	return nil
}

// onMachine reports whether host is a socket or a loopback address.
func onMachine(host string) bool {
	if filepath.IsAbs(host) || strings.HasPrefix(host, "@") || host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// modest refuses an account that may do more with the server than a house needs:
// one that passes every check of PostgreSQL, or makes accounts, or copies it all.
func modest(ctx context.Context, pool *sql.DB) error {
	var more bool
	err := pool.QueryRowContext(ctx, `SELECT rolsuper OR rolcreaterole OR rolreplication FROM pg_roles WHERE rolname = current_user`).Scan(&more)
	if err != nil {
		return refuseFile(pana.Internal, "db.server", cause{err})
	}
	if more {
		return refuseFile(pana.Invalid, "db.server.rights", errors.New("the account may do more than a house needs"))
	}
	return nil
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
