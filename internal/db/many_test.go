package db_test

import (
	"context"
	"fmt"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

func TestManyRowsAreWrittenAsOneByOne(t *testing.T) {
	ctx := context.Background()
	d := dbtest.Open(t, house, nil)
	for _, n := range []int{0, 1, 3, 4, 5, 63, 64, 65, 200} {
		err := d.Update(ctx, func(tx *db.Tx) error {
			back, err := tx.Roomy(ctx, 8<<20)
			if err != nil {
				return err
			}
			defer back()
			if _, err := tx.Exec(ctx, `DELETE FROM room`); err != nil {
				return err
			}
			var rows [][]any
			for i := range n {
				rows = append(rows, []any{"s", fmt.Sprintf("%03d", i), fmt.Sprintf("room %03d", i), i})
			}
			if err := tx.InsertMany(ctx, "room (site, id, name, beds)", rows); err != nil {
				return err
			}
			beds, err := db.Select[int](ctx, tx, `SELECT beds FROM room ORDER BY name`)
			for i, b := range beds {
				if b != i {
					t.Fatalf("row %d of %d holds %d", i, n, b)
				}
			}
			if len(beds) != n {
				t.Errorf("%d rows of %d", len(beds), n)
			}
			return err
		})
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
	}
	// One row that stands already refuses them all.
	err := d.Update(ctx, func(tx *db.Tx) error {
		return tx.InsertMany(ctx, "room (site, id, name, beds)", [][]any{{"s", "new", "new", 1}, {"s", "000", "again", 1}})
	})
	if !db.IsUnique(err) {
		t.Errorf("a row that stands already: %v", err)
	}
}
