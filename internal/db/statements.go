package db

import (
	"context"
	"database/sql/driver"

	sqlitedriver "github.com/ncruces/go-sqlite3/driver"
)

// keptStatements is how many prepared statements a connection keeps.
const keptStatements = 128

// A connector opens SQLite connections that keep their prepared statements:
// preparing costs several times what running does.
type connector struct{ inner driver.Connector }

func newConnector(dsn string) (connector, error) {
	inner, err := (&sqlitedriver.SQLite{}).OpenConnector(dsn)
	return connector{inner}, err
}

func (c connector) Driver() driver.Driver { return c.inner.Driver() }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.inner.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: inner.(sqlitedriver.Conn), kept: map[string]*stmt{}}, nil
}

type conn struct {
	sqlitedriver.Conn
	kept map[string]*stmt
}

// PrepareContext returns the kept statement for q, or prepares and keeps it. A
// statement that is in use (a query inside the same query) is prepared anew.
func (c *conn) PrepareContext(ctx context.Context, q string) (driver.Stmt, error) {
	s, ok := c.kept[q]
	if ok && !s.inUse {
		s.inUse = true
		return s, nil
	}
	inner, err := c.Conn.PrepareContext(ctx, q)
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
	for q, s := range c.kept {
		s.sqliteStmt.Close()
		delete(c.kept, q)
	}
	return c.Conn.Close()
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
