package db_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

// house is a small schema: rooms, and beds that stand in them.
var house = fstest.MapFS{"0001_house.sql": {Data: []byte(`-- +goose Up
CREATE TABLE room (
	site    TEXT    NOT NULL, -- C keep
	id      TEXT    NOT NULL, -- C keep
	name    TEXT    NOT NULL, -- C keep
	beds    INTEGER NOT NULL DEFAULT 0, -- C keep
	open    BOOLEAN NOT NULL DEFAULT TRUE, -- C keep
	since   BIGINT, -- C keep
	seal    BLOB, -- A delete
	version BIGINT  NOT NULL DEFAULT 1, -- C keep
	PRIMARY KEY (site, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX room_name ON room (site, name);
CREATE TABLE bed (
	id   TEXT PRIMARY KEY, -- C keep
	site TEXT NOT NULL, -- C keep
	room TEXT NOT NULL, -- C keep
	FOREIGN KEY (site, room) REFERENCES room (site, id)
);
`)}}

// later is house after one more migration.
var later = db.Merge(house, fstest.MapFS{"0002_lamp.sql": {Data: []byte(`-- +goose Up
CREATE TABLE lamp (id TEXT PRIMARY KEY); -- C keep
`)}})

const (
	insertRoom = `INSERT INTO room (site, id, name, beds) VALUES ($1, $2, $3, $4)`
	roomNames  = `SELECT name FROM room ORDER BY name`
)

// a scene is a database in one test.
type scene struct {
	testing.TB
	*db.DB
}

func begin(t testing.TB) scene { return scene{t, dbtest.Open(t, house, nil)} }

// add puts rooms into the house.
func (s scene) add(names ...string) {
	s.Helper()
	err := s.Update(s.Context(), func(tx *db.Tx) error {
		for _, name := range names {
			if _, err := tx.Exec(s.Context(), insertRoom, "lake", tx.ID(), name, 2); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
}

// rooms returns the names of the rooms.
func (s scene) rooms() []string {
	s.Helper()
	var list []string
	err := s.View(s.Context(), func(tx *db.Tx) (err error) {
		list, err = db.Select[string](s.Context(), tx, roomNames)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return list
}

// wantSay fails unless err is a pana.Error of that kind with that message.
func wantSay(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Fatalf("error %v, want %s %s", err, kind, say)
	}
}

// onSQLite skips a test about files when tests run on PostgreSQL.
func onSQLite(t testing.TB) {
	t.Helper()
	if os.Getenv("PANA_TEST_POSTGRES") != "" {
		t.Skip("about the SQLite file")
	}
}

// built makes a closed house in a folder of its own and returns its file and key.
func built(t testing.TB, rooms int) (file string, key *[32]byte) {
	t.Helper()
	onSQLite(t)
	file, key = filepath.Join(t.TempDir(), "house.db"), dbtest.Key()
	d := db.New(db.Options{File: file, Schema: house})
	if err := d.Open(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	s := scene{t, d}
	for i := range rooms {
		s.add(fmt.Sprintf("room %04d", i))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return file, key
}

// reopen opens file with key and closes it at the end of the test.
func reopen(t testing.TB, o db.Options, key *[32]byte) (*db.DB, error) {
	d := db.New(o)
	t.Cleanup(func() { d.Close() })
	return d, d.Open(t.Context(), key)
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return b
}

func TestMomentsAreMicroseconds(t *testing.T) {
	at := time.Date(2026, 11, 23, 3, 12, 9, 123456789, time.FixedZone("ALMT", 5*3600))
	for name, test := range map[string]struct{ give, want time.Time }{
		"a moment loses its nanoseconds and its zone": {at, time.Date(2026, 11, 22, 22, 12, 9, 123456000, time.UTC)},
		"the zero moment stays zero":                  {time.Time{}, time.Time{}},
	} {
		if got := db.FromMicros(db.Micros(test.give)); !got.Equal(test.want) || got.Location() != time.UTC {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
