package db_test

import (
	"context"
	"testing"
	"time"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"testing/fstest"
)

var pairs = fstest.MapFS{"0001_pairs.sql": {Data: []byte(`-- +goose Up
CREATE TABLE pairs (
	a TEXT NOT NULL, -- C keep
	b TEXT NOT NULL -- C keep
);
`)}}

func TestAnArgumentIsBoundByItsNumber(t *testing.T) {
	d := dbtest.Open(t, pairs, time.Now)
	ctx := t.Context()
	err := d.Update(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO pairs (b, a) VALUES ($2, $1)`, "first", "second"); err != nil {
			return err
		}
		n, err := db.Get[int64](ctx, tx, `SELECT count(*) FROM pairs WHERE b = $2 AND a = $1 AND '$2' <> b AND $1 = a`, "first", "second")
		if err == nil && n != 1 {
			t.Errorf("%d rows", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A caller who goes away while the database is being closed must not leave a
// connection behind that writes with a wiped key.
func TestClosingUnderACancelledWriterKeepsTheFile(t *testing.T) {
	key := dbtest.Key()
	d := db.New(db.Options{File: t.TempDir() + "/pana.db", Schema: pairs})
	if err := d.Open(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		ctx, cancel := context.WithCancel(t.Context())
		begun := make(chan bool)
		done := make(chan bool)
		go func() {
			defer close(done)
			d.Update(ctx, func(tx *db.Tx) error {
				tx.Exec(ctx, `INSERT INTO pairs (a, b) VALUES ($1, $2)`, "half", "written")
				close(begun)
				<-ctx.Done()
				return ctx.Err()
			})
		}()
		<-begun
		cancel()
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		<-done
		if err := d.Open(t.Context(), key); err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
	}
	d.Close()
}
