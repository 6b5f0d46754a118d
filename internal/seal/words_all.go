package seal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Resting is one word as it rests, with its text where one of the rings opens it.
type Resting struct {
	Site        pana.SiteID
	Owner       Owner
	Table       string
	Row         string
	Field       string
	Compartment pana.Compartment
	Number      int64
	Value       []byte
	Text        string
	Open        bool
	Damaged     bool // a ring has its key, and it does not open
}

// EachWord hands every word of the house to f, in the order of owners, opened by
// the first of rings that can.
func EachWord(ctx context.Context, tx *db.Tx, rings []*Ring, f func(Resting) error) error {
	rows, err := tx.Rows(ctx, `SELECT site, owner, tbl, row, field, compartment, number, value FROM words ORDER BY owner, tbl, row, field`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var batch []Resting
	var owners []Owner
	flush := func() error {
		if err := openAll(ctx, rings, batch); err != nil {
			return err
		}
		for _, r := range batch {
			if err := f(r); err != nil {
				return err
			}
		}
		batch, owners = batch[:0], owners[:0]
		return nil
	}
	for rows.Next() {
		var r Resting
		if err := rows.Scan(&r.Site, &r.Owner, &r.Table, &r.Row, &r.Field, &r.Compartment, &r.Number, &r.Value); err != nil {
			return err
		}
		if len(owners) == 0 || owners[len(owners)-1] != r.Owner {
			if len(owners) == MaxOwners || len(batch) > 20*MaxOwners {
				if err := flush(); err != nil {
					return err
				}
			}
			owners = append(owners, r.Owner)
		}
		batch = append(batch, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return flush()
}

// openAll opens what can be opened of a batch, of at most MaxOwners owners.
func openAll(ctx context.Context, rings []*Ring, batch []Resting) error {
	type at struct {
		site        pana.SiteID
		compartment pana.Compartment
	}
	owners := map[at][]Owner{}
	for _, r := range batch {
		p := at{r.Site, r.Compartment}
		if list := owners[p]; len(list) == 0 || list[len(list)-1] != r.Owner {
			if !slices.Contains(list, r.Owner) {
				owners[p] = append(list, r.Owner)
			}
		}
	}
	for p, list := range owners {
		for _, ring := range rings {
			openers, err := ring.Openers(ctx, list, p.site, p.compartment)
			if err != nil {
				return err
			}
			for i := range batch {
				r := &batch[i]
				s := openers[r.Owner]
				if s == nil || r.Open || r.Site != p.site || r.Compartment != p.compartment {
					continue
				}
				row := wordRow{r.Owner, r.Table, r.Row, r.Field, r.Compartment, r.Number, r.Value}
				w, err := row.open(s)
				switch {
				case err == nil:
					r.Text, r.Open, r.Damaged = w.Text, true, false
				case pana.KindOf(err) == pana.Internal:
					r.Damaged = true
				}
			}
		}
	}
	return nil
}
