package db

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

func TestAStatementIsNotPreparedAnewForWhatIsBound(t *testing.T) {
	var key [32]byte
	d := New(Options{File: filepath.Join(t.TempDir(), "house.db"), Schema: folder{"0001_x.sql": `-- +goose Up
CREATE TABLE stays (
	bed   TEXT NOT NULL, -- C keep
	until TEXT NOT NULL -- C keep
);
CREATE INDEX stays_open ON stays (bed) WHERE until = '';
`}})
	if err := d.Open(t.Context(), &key); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	const ask = `SELECT COUNT(*) FROM stays WHERE bed = $1 AND until = $2`
	for _, until := range []string{"", "2026-11-28", "", "2026-11-29"} {
		if err := d.View(t.Context(), func(tx *Tx) error {
			_, err := Get[int](t.Context(), tx, ask, "b", until)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if n := statusOf(t, d.open, ask, sqlite3.STMTSTATUS_RUN); n != 4 {
		t.Fatalf("it ran %d times, so this proves nothing", n)
	}
	if n := statusOf(t, d.open, ask, sqlite3.STMTSTATUS_REPREPARE); n != 0 {
		t.Errorf("prepared anew %d times", n)
	}
}

// statusOf asks the connections that read what they know of a kept statement.
func statusOf(t *testing.T, p *pools, q string, what sqlite3.StmtStatus) (sum int) {
	t.Helper()
	c, err := p.read.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Raw(func(kept any) error {
		if s, ok := kept.(*conn).kept[q]; ok {
			sum += s.sqliteStmt.(interface {
				Status(sqlite3.StmtStatus, bool) int
			}).Status(what, false)
		}
		return nil
	})
	return sum
}
