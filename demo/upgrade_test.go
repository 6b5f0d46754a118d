package demo_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/pana/demo"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/internal/proof"
	"example.org/pana/web"
)

// contents are the rows of a house, table by table, each with the columns that
// one schema knows, in an order.
type contents struct {
	tables  []string
	columns map[string][]string
	rows    map[string][][]any
}

// read takes from d what the tables of a schema hold.
func read(ctx context.Context, d *db.DB, columns []db.Column) (c contents, err error) {
	c = contents{columns: map[string][]string{}, rows: map[string][][]any{}}
	for _, col := range columns {
		if c.columns[col.Table] == nil {
			c.tables = append(c.tables, col.Table)
		}
		c.columns[col.Table] = append(c.columns[col.Table], col.Name)
	}
	return c, d.View(ctx, func(tx *db.Tx) error {
		for _, table := range c.tables {
			names := c.columns[table]
			rows, err := tx.Rows(ctx, `SELECT `+strings.Join(names, ", ")+` FROM `+table)
			if err != nil {
				return err
			}
			for rows.Next() {
				row, into := make([]any, len(names)), make([]any, len(names))
				for i := range row {
					into[i] = &row[i]
				}
				if err := rows.Scan(into...); err != nil {
					return err
				}
				for i, v := range row {
					if b, ok := v.([]byte); ok {
						row[i] = slices.Clone(b)
					}
				}
				c.rows[table] = append(c.rows[table], row)
			}
			if err := rows.Err(); err != nil {
				return err
			}
			rows.Close()
		}
		return nil
	})
}

// told is each row of a table as text, in an order.
func (c contents) told(table string) []string {
	var all []string
	for _, row := range c.rows[table] {
		all = append(all, fmt.Sprintf("%v", row))
	}
	slices.Sort(all)
	return all
}

// fill puts the contents into the tables of d.
func (c contents) fill(ctx context.Context, d *db.DB) error {
	return d.Update(ctx, func(tx *db.Tx) error {
		for _, table := range c.tables {
			if _, err := tx.Exec(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
			into := table + " (" + strings.Join(c.columns[table], ", ") + ")"
			for part := range slices.Chunk(c.rows[table], 64) {
				if err := tx.InsertMany(ctx, into, part); err != nil {
					return fmt.Errorf("%s: %w", table, err)
				}
			}
		}
		return nil
	})
}

// For every schema that a program of before may have left, a database is made as
// that program made it and filled with what of the invented house fits in; this
// program opens it. Every value is there as it was, whatever came since is
// there too, and the tables are those of a new house.
func TestTortureUpgradeFromEverySchema(t *testing.T) {
	ctx := t.Context()
	seed, chance := proof.Seed(t)
	w, err := demo.Build(ctx, demo.Options{Dir: t.TempDir(), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer w.House.Close()
	schema := web.Schema()
	all, err := db.Migrations(schema)
	if err != nil {
		t.Fatal(err)
	}
	now, err := db.Columns(schema)
	if err != nil {
		t.Fatal(err)
	}
	step := proof.N(12, 1)
	if proof.Long() {
		step = 1
	}
	tried, values := 0, 0
	for n := 1 + chance.IntN(step); n <= len(all); n += step {
		then, err := db.Only(schema, all[:n])
		if err != nil {
			t.Fatal(err)
		}
		columns, err := db.Columns(then)
		if err != nil {
			t.Fatal(err)
		}
		old, err := read(ctx, w.House.DB, columns)
		if err != nil {
			t.Fatalf("up to %s: %v", all[n-1], err)
		}
		o := db.Options{Schema: then, Cache: 8 << 20}
		if o.Postgres = dbtest.Postgres(t); o.Postgres == "" {
			o.File = filepath.Join(t.TempDir(), "house.db")
		}
		key := dbtest.Key()
		d := db.New(o)
		if err := d.Open(ctx, key); err != nil {
			t.Fatalf("up to %s: %v", all[n-1], err)
		}
		if err := old.fill(ctx, d); err != nil {
			t.Fatalf("up to %s: %v", all[n-1], err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		o.Schema = schema
		d = db.New(o)
		if err := d.Open(ctx, key); err != nil {
			t.Fatalf("from %s: %v", all[n-1], err)
		}
		got, err := read(ctx, d, columns)
		if err != nil {
			t.Fatalf("from %s: %v", all[n-1], err)
		}
		for _, table := range old.tables {
			if a, b := old.told(table), got.told(table); !slices.Equal(a, b) {
				t.Errorf("from %s: %s holds %d rows and held %d, or they differ", all[n-1], table, len(b), len(a))
			}
			values += len(old.rows[table]) * len(old.columns[table])
		}
		if _, err := read(ctx, d, now); err != nil { // every column of today is there
			t.Errorf("from %s: %v", all[n-1], err)
		}
		if err := d.Check(ctx); err != nil {
			t.Errorf("from %s: %v", all[n-1], err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		tried++
	}
	if tried == 0 {
		t.Fatal("nothing was brought up to date")
	}
	proof.Say(t, "schemas of before brought up to date", tried, seed, "of %d, %d values as they were", len(all), values)
}
