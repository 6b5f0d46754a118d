package db

import (
	"context"
	"database/sql/driver"
	"strings"
	"sync"

	"github.com/ncruces/go-sqlite3"
	sqlitedriver "github.com/ncruces/go-sqlite3/driver"
)

// keptStatements is how many prepared statements a connection keeps.
const keptStatements = 128

// A connector opens SQLite connections that keep their prepared statements:
// preparing costs several times what running does. A plan never depends on what is
// bound: else SQLite prepares a statement anew for every argument that is compared
// with a column some index has only a part of, and most pages ask such questions.
//
// It counts them in and out: a transaction whose caller went away is rolled
// back by database/sql on its own, and until that is done the page key must
// stay. A connection that folded the log into the file with a wiped key would
// destroy it.
type connector struct {
	inner driver.Connector
	open  *sync.WaitGroup
}

func newConnector(dsn string, open *sync.WaitGroup) (connector, error) {
	inner, err := (&sqlitedriver.SQLite{}).OpenConnector(dsn)
	return connector{inner, open}, err
}

func (c connector) Driver() driver.Driver { return c.inner.Driver() }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.inner.Connect(ctx)
	if err != nil {
		return nil, err
	}
	opened := inner.(sqlitedriver.Conn)
	if _, err := opened.Raw().Config(sqlite3.DBCONFIG_ENABLE_QPSG, true); err != nil {
		inner.Close()
		return nil, err
	}
	c.open.Add(1)
	return &conn{Conn: opened, kept: map[string]*stmt{}, gone: sync.OnceFunc(c.open.Done)}, nil
}

type conn struct {
	sqlitedriver.Conn
	kept map[string]*stmt
	gone func()
}

// PrepareContext returns the kept statement for q, or prepares and keeps it. A
// statement that is in use (a query inside the same query) is prepared anew.
func (c *conn) PrepareContext(ctx context.Context, q string) (driver.Stmt, error) {
	s, ok := c.kept[q]
	if ok && !s.inUse {
		s.inUse = true
		return s, nil
	}
	inner, err := c.Conn.PrepareContext(ctx, numbered(q))
	if err != nil {
		return nil, err
	}
	s = &stmt{sqliteStmt: inner.(sqliteStmt), inUse: true}
	if !ok && c.room() {
		s.kept = true
		c.kept[q] = s
	}
	return s, nil
}

// room drops one idle statement if as many are kept as may be.
func (c *conn) room() bool {
	if len(c.kept) < keptStatements {
		return true
	}
	for q, s := range c.kept {
		if !s.inUse {
			delete(c.kept, q)
			return s.sqliteStmt.Close() == nil
		}
	}
	return false
}

// ExecContext runs texts of several statements; those with arguments are prepared.
func (c *conn) ExecContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Result, error) {
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, q, args)
}

// CheckNamedValue leaves the checking to the statement.
func (c *conn) CheckNamedValue(*driver.NamedValue) error { return nil }

func (c *conn) Close() error {
	defer c.gone()
	for q, s := range c.kept {
		s.sqliteStmt.Close()
		delete(c.kept, q)
	}
	return c.Conn.Close()
}

// numbered writes $1 as ?1. To SQLite $1 is a name, bound in the order in which
// names first appear; ?1 is the first argument, as it is on PostgreSQL. What
// stands in quotes is left alone.
func numbered(q string) string {
	if !strings.Contains(q, "$") {
		return q
	}
	b := []byte(q)
	quoted := byte(0)
	for i, c := range b {
		switch {
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case c == '\'' || c == '"':
			quoted = c
		case c == '$' && i+1 < len(b) && b[i+1] >= '1' && b[i+1] <= '9':
			b[i] = '?'
		}
	}
	return string(b)
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
	driver.NamedValueChecker
}

type stmt struct {
	sqliteStmt
	inUse, kept bool
}

// Close gives a kept statement back; its connection closes it at the end.
func (s *stmt) Close() error {
	if s.kept {
		s.inUse = false
		return nil
	}
	return s.sqliteStmt.Close()
}
