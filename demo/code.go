package demo

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// The house draws its codes from the system's own chance. So that the same seed
// gives the same codes, each one is exchanged for one of ours as soon as it is
// drawn.

const prefix = "KZ"

func codeOf(year, number int) string { return fmt.Sprintf("%s-%02d-%d", prefix, year%100, number) }

// exchange gives a client the code ours in the place of drawn, and returns the
// digest of that for the trail.
func exchange(ctx context.Context, tx *db.Tx, client pana.ClientID, drawn, ours string) ([32]byte, error) {
	digest := trail.Digest("clients", string(client), "code", ours)
	if drawn == ours {
		return digest, nil
	}
	for _, s := range []struct {
		statement string
		code      string
	}{
		{`INSERT INTO code_numbers (year, number) VALUES ($1, $2) ON CONFLICT DO NOTHING`, ours},
		{`DELETE FROM code_numbers WHERE year = $1 AND number = $2`, drawn},
	} {
		year, number := parts(s.code)
		if _, err := tx.Exec(ctx, s.statement, year, number); err != nil {
			return digest, err
		}
	}
	number := ours[strings.LastIndexByte(ours, '-')+1:]
	_, err := tx.Exec(ctx, `UPDATE clients SET code = $1, number = $2 WHERE id = $3`, ours, number, client)
	return digest, err
}

// parts reads year and number of a code.
func parts(code string) (year, number int) {
	p := strings.Split(code, "-")
	if len(p) != 3 {
		return 0, 0
	}
	year, _ = strconv.Atoi(p[1])
	number, _ = strconv.Atoi(p[2])
	return 2000 + year, number
}

// rename exchanges the code of a client who was written down a moment ago.
func (w *world) rename(ctx context.Context, drawn string) (client pana.ClientID, code string, err error) {
	year, _ := parts(drawn)
	code = w.code(year)
	err = w.h.DB.Update(ctx, func(tx *db.Tx) error {
		if client, err = db.Get[pana.ClientID](ctx, tx, `SELECT id FROM clients WHERE code = $1`, drawn); err != nil {
			return err
		}
		digest, err := exchange(ctx, tx, client, drawn, code)
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.EditClient, Client: client, Digests: [][32]byte{digest}})
	})
	return client, code, err
}
