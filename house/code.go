package house

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// NewCode draws a code like KZ-26-417 that the house has never given out: the
// prefix, the year, and a random number, so that a code shows no order, no gap
// and no total. When a third of the year's numbers is used they get one digit
// more. A number drawn in a transaction that fails is free again.
func (h *House) NewCode(ctx context.Context, tx *db.Tx) (string, error) {
	year := tx.Now.In(h.Zone()).Year()
	r, err := findYear(ctx, tx, year)
	if err != nil {
		return "", err
	}
	least, room := numbers(r.Width)
	if r.Given >= room/3 && r.Width < 9 {
		r.Width++
		r.Given = 0
		least, room = numbers(r.Width)
	}
	for range 200 { // two in three are free: it ends long before
		n, err := rand.Int(rand.Reader, big.NewInt(room))
		if err != nil {
			return "", &pana.Error{Op: "house.NewCode", Say: "db.failed", Err: err}
		}
		number := least + n.Int64()
		free, err := takeNumber(ctx, tx, year, number)
		if err != nil {
			return "", err
		}
		if !free {
			continue
		}
		r.Given++
		if err := putYear(ctx, tx, year, r); err != nil {
			return "", err
		}
		return fmt.Sprintf("%s-%02d-%d", h.Settings().CodePrefix, year%100, number), nil
	}
	return "", &pana.Error{Op: "house.NewCode", Kind: pana.Conflict, Say: "db.busy"}
}

// numbers returns the first number of width digits and how many there are.
func numbers(width int) (least, room int64) {
	least = 1
	for range width - 1 {
		least *= 10
	}
	return least, least * 9
}
