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
	var b [8]byte
	rand.Read(b[:])
	name := "t_" + hex.EncodeToString(b[:])
	exec(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { exec(t, server, "DROP SCHEMA "+name+" CASCADE") })
	return within(server, name)
}

// within adds the schema to a connection text of either form.
func within(server, schema string) string {
	if !strings.Contains(server, "://") {
		return server + " search_path=" + schema
	}
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	q := u.Query()
	q.Set("search_path", schema)
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
