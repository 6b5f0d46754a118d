// Package dbtest opens a fresh database for one test: SQLite, or PostgreSQL when
// the environment variable PANA_TEST_POSTGRES holds a connection text.
package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib"

	"example.org/pana/internal/db"
)

// Open returns an open database with the tables of schema, which is closed and
// removed at the end of the test. A nil clock is the time of day.
func Open(t testing.TB, schema fs.FS, clock db.Clock) *db.DB {
	t.Helper()
	o := db.Options{Schema: schema, Clock: clock, Cache: 4 << 20}
	if o.Postgres = Postgres(t); o.Postgres == "" {
		o.File = filepath.Join(t.TempDir(), "house.db")
	}
	d := db.New(o)
	if err := d.Open(context.Background(), Key()); err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close the test database: %v", err)
		}
	})
	return d
}

// Key returns a random page key.
func Key() *[32]byte {
	var k [32]byte
	rand.Read(k[:])
	return &k
}

// Postgres returns the connection text of an empty PostgreSQL schema that is
// dropped at the end of the test, or "" when tests run on SQLite.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv("PANA_TEST_POSTGRES")
	if server == "" {
		return ""
	}
	name := fresh()
	exec(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { exec(t, server, "DROP SCHEMA "+name+" CASCADE") })
	return with(server, "search_path", name)
}

// PostgresToCopy returns the connection text of an empty PostgreSQL database that
// Copy can copy once nobody is connected to it. It stays until its server goes.
func PostgresToCopy(t testing.TB) string {
	t.Helper()
	return create(t, "")
}

// Copy returns the connection text of a copy of a database that PostgresToCopy
// made, which is dropped at the end of the test: quicker by far than making its
// tables again.
func Copy(t testing.TB, of string) string {
	t.Helper()
	c, err := pgx.ParseConfig(of)
	if err != nil {
		t.Fatal("that is no connection text of a database to copy")
	}
	return create(t, c.Database)
}

// create makes a database, a copy of template if there is one.
func create(t testing.TB, template string) string {
	t.Helper()
	server, name := os.Getenv("PANA_TEST_POSTGRES"), fresh()
	if template == "" {
		exec(t, server, "CREATE DATABASE "+name)
	} else {
		exec(t, server, "CREATE DATABASE "+name+" TEMPLATE "+template+"")
		// Not with force: that asks for a right over autovacuum, which a plain drop
		// sends away and waits for.
		t.Cleanup(func() { exec(t, server, "DROP DATABASE "+name) })
	}
	return with(server, "dbname", name)
}

// fresh returns a name that nothing bears yet.
func fresh() string {
	var b [8]byte
	rand.Read(b[:])
	return "t_" + hex.EncodeToString(b[:])
}

// with sets a parameter of a connection text of either form.
func with(server, parameter, value string) string {
	if !strings.Contains(server, "://") {
		return server + " " + parameter + "=" + value
	}
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	q := u.Query()
	q.Set(parameter, value)
	u.RawQuery = q.Encode()
	return u.String()
}

func exec(t testing.TB, server, q string) {
	t.Helper()
	s, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal("PANA_TEST_POSTGRES holds no connection text")
	}
	defer s.Close()
	if _, err := s.ExecContext(context.Background(), q); err != nil {
		t.Fatalf("prepare the test database: %v", err)
	}
}
