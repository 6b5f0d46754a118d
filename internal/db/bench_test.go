package db_test

import (
	"fmt"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

type room struct {
	Site, ID, Name string
	Beds           int
	Open           bool
	Version        int64
}

func furnished(t testing.TB, n int) *db.DB {
	d := dbtest.Open(t, house, nil)
	err := d.Update(t.Context(), func(tx *db.Tx) error {
		for i := range n {
			_, err := tx.Exec(t.Context(), `INSERT INTO room (site, id, name, beds) VALUES ($1, $2, $3, $4)`,
				"s", fmt.Sprintf("%036d", i), fmt.Sprintf("room %d", i), 5)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func BenchmarkViewOneRow(b *testing.B) {
	d := furnished(b, 10000)
	for i := 0; b.Loop(); i++ {
		err := d.View(b.Context(), func(tx *db.Tx) error {
			_, err := db.Get[room](b.Context(), tx, `SELECT site, id, name, beds, open, version FROM room WHERE site = $1 AND id = $2`, "s", fmt.Sprintf("%036d", i%10000))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkViewOfFifteenQueries(b *testing.B) {
	d := furnished(b, 10000)
	for i := 0; b.Loop(); i++ {
		err := d.View(b.Context(), func(tx *db.Tx) error {
			for j := range 15 {
				_, err := db.Get[room](b.Context(), tx, `SELECT site, id, name, beds, open, version FROM room WHERE site = $1 AND id = $2`, "s", fmt.Sprintf("%036d", (i*15+j)%10000))
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRow(b *testing.B) {
	d := furnished(b, 10000)
	n := 0
	err := d.View(b.Context(), func(tx *db.Tx) error {
		for b.Loop() {
			list, err := db.Select[room](b.Context(), tx, `SELECT site, id, name, beds, open, version FROM room WHERE site = $1 LIMIT 1000`, "s")
			if err != nil {
				return err
			}
			n += len(list)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/row")
}

// BenchmarkColdPage reads rows spread over far more pages than are kept.
func BenchmarkColdPage(b *testing.B) {
	d := furnished(b, 200000)
	for i := 0; b.Loop(); i++ {
		err := d.View(b.Context(), func(tx *db.Tx) error {
			for j := range 15 {
				_, err := db.Get[room](b.Context(), tx, `SELECT site, id, name, beds, open, version FROM room WHERE site = $1 AND id = $2`, "s", fmt.Sprintf("%036d", ((i*15+j)*7919)%200000))
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
