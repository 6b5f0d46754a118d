package db_test

import (
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

func TestADamagedPageIsRefusedWhereItIsRead(t *testing.T) {
	file, key := built(t, 600)
	flip(t, file, int64(len(read(t, file)))-2000)
	d, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	err = d.View(t.Context(), func(tx *db.Tx) error {
		_, err := db.Select[string](t.Context(), tx, `SELECT id || name || beds FROM room NOT INDEXED`)
		return err
	})
	wantSay(t, err, pana.Internal, "db.damaged")
}

// A file made before there were checksums gets them when it is opened, and keeps
// what was in it.
func TestAFileWithoutChecksumsGetsThem(t *testing.T) {
	onSQLite(t)
	file, key := filepath.Join(t.TempDir(), "house.db"), dbtest.Key()
	unsummed(t, file, key)
	if got := reserved(t, file, key); got != 0 {
		t.Fatalf("%d bytes reserved before, so this proves nothing", got)
	}
	for range 2 {
		d, err := reopen(t, db.Options{File: file, Schema: house, Existing: true}, key)
		if err != nil {
			t.Fatal(err)
		}
		if got := (scene{t, d}).rooms(); len(got) != 200 {
			t.Errorf("%d rooms, want 200", len(got))
		}
		if err := d.Check(t.Context()); err != nil {
			t.Error(err)
		}
		d.Close()
		if got := reserved(t, file, key); got != 8 {
			t.Errorf("%d bytes reserved, want 8", got)
		}
	}
	flip(t, file, int64(len(read(t, file)))-2000)
	d, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err == nil {
		err = d.Check(t.Context())
	}
	wantSay(t, err, pana.Internal, "db.damaged")
}

// unsummed makes a file of 200 rooms as it was before there were checksums.
func unsummed(t *testing.T, file string, key *[32]byte) {
	t.Helper()
	c := rawConn(t, file, key)
	defer c.Close()
	for _, q := range []string{"PRAGMA journal_mode=wal", strings.TrimPrefix(string(house["0001_house.sql"].Data), "-- +goose Up\n"),
		`CREATE TABLE schema_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`,
		`INSERT INTO schema_version (version_id, is_applied) VALUES (0, 1), (1, 1)`,
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
		INSERT INTO room (site, id, name, beds) SELECT 'lake', 'r' || i, 'room ' || i, 2 FROM n`} {
		if err := c.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

// reserved is how many bytes each page of file keeps free.
func reserved(t *testing.T, file string, key *[32]byte) int {
	t.Helper()
	c := rawConn(t, file, key)
	defer c.Close()
	n, err := c.FileControl("main", sqlite3.FCNTL_RESERVE_BYTES)
	if err != nil {
		t.Fatal(err)
	}
	return n.(int)
}

// rawConn opens file as SQLite does by itself, under the same cipher.
func rawConn(t *testing.T, file string, key *[32]byte) *sqlite3.Conn {
	t.Helper()
	c, err := sqlite3.Open("file:" + file + "?vfs=pana&hexkey=" + hex.EncodeToString(key[:]))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Exec("SELECT count(*) FROM sqlite_master"); err != nil {
		t.Fatal(err)
	}
	return c
}
