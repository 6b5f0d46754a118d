package db

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"

	"example.org/pana"
)

// Stale returns the Conflict that refuses a write made from an old version of a
// row. With holds what the page needs to show both versions; never a name.
func Stale(op string, with map[string]any) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Say: "db.stale", With: with}
}

// IsUnique reports whether err comes from a unique index, a primary key or an
// exclusion constraint. The transaction it happened in cannot go on: return a
// kind message from it.
func IsUnique(err error) bool {
	if code, ok := errors.AsType[sqlite3.ExtendedErrorCode](err); ok {
		switch code {
		case sqlite3.CONSTRAINT_UNIQUE, sqlite3.CONSTRAINT_PRIMARYKEY, sqlite3.CONSTRAINT_ROWID:
			return true
		}
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23505" || e.Code == "23P01"
	}
	return false
}

// IsForeignKey reports whether err comes from a reference to a row that is not
// there, or from deleting a row that others refer to.
func IsForeignKey(err error) bool {
	if code, ok := errors.AsType[sqlite3.ExtendedErrorCode](err); ok {
		return code == sqlite3.CONSTRAINT_FOREIGNKEY
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23503"
	}
	return false
}

// isRetry reports whether the same transaction may succeed when run again.
func isRetry(err error) bool {
	if code, ok := errors.AsType[sqlite3.ErrorCode](err); ok {
		return code == sqlite3.BUSY || code == sqlite3.LOCKED
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "40001" || e.Code == "40P01" || e.Code == "55P03"
	}
	return false
}

// isFull reports whether err says that no room is left on the disk.
func isFull(err error) bool {
	if code, ok := errors.AsType[sqlite3.ErrorCode](err); ok && code == sqlite3.FULL {
		return true
	}
	// The index of the log cannot grow: what a new file on a full disk meets first.
	if code, ok := errors.AsType[sqlite3.ExtendedErrorCode](err); ok && code == sqlite3.IOERR_SHMSIZE {
		return true
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && e.Code == "53100" {
		return true
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errnoFull(errno)
	}
	return false
}

// fault turns what a driver says into a pana.Error. An error that is one already
// stays as it is.
func fault(op string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*pana.Error](err); ok {
		return err
	}
	e := &pana.Error{Op: op, Kind: pana.Internal, Say: "db.failed", Err: cause{err}}
	code, isSQLite := errors.AsType[sqlite3.ErrorCode](err)
	exact, _ := errors.AsType[sqlite3.ExtendedErrorCode](err)
	switch {
	case isFull(err): // whatever else came of it
		e.Say = "db.full"
	case errors.Is(err, sql.ErrTxDone): // rolled back under f because its context ended
		e.Say, e.Err = "db.cut", context.Canceled
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), isSQLite && code == sqlite3.INTERRUPT:
		e.Say = "db.cut"
	case isRetry(err):
		e.Kind, e.Say = pana.Conflict, "db.busy"
	case !isSQLite:
	case code == sqlite3.CORRUPT, code == sqlite3.NOTADB, exact == sqlite3.IOERR_SHORT_READ, exact == sqlite3.IOERR_DATA:
		e.Say = "db.damaged"
	case code == sqlite3.CANTOPEN, code == sqlite3.READONLY, code == sqlite3.PERM:
		e.Kind, e.Say = pana.Invalid, "db.folder"
	}
	return e
}

// Full reports whether err says that a disk has no room left.
func Full(err error) bool { return isFull(err) }

// A cause is a driver's error with the values taken out of its text: a server
// quotes what it could not store, and that may be a name.
type cause struct{ err error }

func (c cause) Unwrap() error { return c.err }

func (c cause) Error() string {
	if e, ok := errors.AsType[*pgconn.PgError](c.err); ok {
		text := "postgres " + e.Code
		if strings.HasPrefix(e.Code, "42") { // syntax, unknown names: text of the program, not of a client
			text += " " + e.Message
		}
		for _, part := range []string{e.TableName, e.ColumnName, e.ConstraintName} {
			if part != "" {
				text += " " + part
			}
		}
		return text
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](c.err); ok {
		return "postgres: no connection"
	}
	if code, ok := errors.AsType[sqlite3.ExtendedErrorCode](c.err); ok {
		if e, ok := errors.AsType[*sqlite3.Error](c.err); ok {
			return e.Error()
		}
		return code.Error()
	}
	if p, ok := errors.AsType[*fs.PathError](c.err); ok {
		return p.Op + ": " + p.Err.Error()
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(c.err, known) {
			return known.Error()
		}
	}
	if plain, ok := errors.AsType[plainError](c.err); ok {
		return string(plain)
	}
	return "driver error"
}

// A plainError is a text of this package, safe to show in a log.
type plainError string

func (p plainError) Error() string { return string(p) }
