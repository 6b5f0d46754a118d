package casework

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The name index.

func indexOf(ctx context.Context, tx *db.Tx, site pana.SiteID, named string) (string, bool, error) {
	return db.Find[string](ctx, tx, `SELECT id FROM name_indexes WHERE site_id = $1 AND named = $2`, site, named)
}

// indexesFor returns the indexes of a site in which staff is named.
func indexesFor(ctx context.Context, tx *db.Tx, site pana.SiteID, staff pana.StaffID) ([]string, error) {
	type row struct {
		ID    string `db:"id"`
		Named string `db:"named"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT id, named FROM name_indexes WHERE site_id = $1`, site)
	var ids []string
	for _, r := range rows {
		if strings.Contains(" "+r.Named+" ", " "+string(staff)+" ") {
			ids = append(ids, r.ID)
		}
	}
	return ids, err
}

func indexExists(ctx context.Context, tx *db.Tx, id string) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM name_indexes WHERE id = $1)`, id)
}

func insertIndex(ctx context.Context, tx *db.Tx, id string, site pana.SiteID, named string) error {
	_, err := tx.Exec(ctx, `INSERT INTO name_indexes (id, site_id, named) VALUES ($1, $2, $3)`, id, site, named)
	return err
}

// deleteTokens takes a client out of every name index.
func deleteTokens(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	type set struct {
		Short  int64  `db:"short_id"`
		Tokens []byte `db:"tokens"`
	}
	s, found, err := db.Find[set](ctx, tx, `SELECT s.short_id, s.tokens FROM clients c JOIN name_sets s ON s.short_id = c.short_id
		WHERE c.id = $1`, client)
	if err != nil || !found {
		return err
	}
	for part := range slices.Chunk(unpackTokens(s.Tokens), 256) {
		in, args := db.In([]any{s.Short}, part)
		if _, err := tx.Exec(ctx, `DELETE FROM name_tokens WHERE short_id = $1 AND token IN (`+in+`)`, args...); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `DELETE FROM name_sets WHERE short_id = $1`, s.Short)
	return err
}

// awaitIndex marks that the names of a client stand in no index, because they
// were added by someone who does not hold its key. The next reader who does puts
// it right.
func awaitIndex(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `INSERT INTO name_sets (short_id, tokens) SELECT short_id, $2 FROM clients WHERE id = $1`, client, []byte{})
	return err
}

// insertTokens puts a client who stands in no index into one.
func insertTokens(ctx context.Context, tx *db.Tx, client pana.ClientID, tokens []int64) error {
	if len(tokens) == 0 {
		return nil
	}
	short, err := db.Get[int64](ctx, tx, `SELECT short_id FROM clients WHERE id = $1`, client)
	if err != nil {
		return err
	}
	rows := make([]tokenRow, len(tokens))
	for i, t := range tokens {
		rows[i] = tokenRow{t, short}
	}
	if err := tx.InsertMany(ctx, setsInto, [][]any{{short, packTokens(tokens)}}); err != nil {
		return err
	}
	return insertTokenRows(ctx, tx, sortTokenRows(rows))
}

const setsInto = "name_sets (short_id, tokens)"

// A tokenRow is one entry of the name index.
type tokenRow struct{ token, short int64 }

// sortTokenRows brings entries into the order of the index, each once.
func sortTokenRows(rows []tokenRow) []tokenRow {
	slices.SortFunc(rows, func(a, b tokenRow) int { return cmp.Or(cmp.Compare(a.token, b.token), cmp.Compare(a.short, b.short)) })
	return slices.Compact(rows)
}

// insertTokenRows writes entries of the name index. The transaction ends with the
// first that fails, so SQLite need not be able to take back the rows before it.
func insertTokenRows(ctx context.Context, tx *db.Tx, rows []tokenRow) error {
	into := `INSERT INTO`
	if tx.Engine == db.SQLite {
		into = `INSERT OR FAIL INTO`
	}
	texts := map[int]string{}
	for len(rows) > 0 {
		n := 128
		for n > len(rows) {
			n /= 2
		}
		q := texts[n]
		if q == "" {
			values := make([]string, n)
			for i := range values {
				values[i] = "($" + strconv.Itoa(2*i+1) + ",$" + strconv.Itoa(2*i+2) + ")"
			}
			q = into + ` name_tokens (token, short_id) VALUES ` + strings.Join(values, ",")
			texts[n] = q
		}
		args := make([]any, 0, 2*n)
		for _, r := range rows[:n] {
			args = append(args, r.token, r.short)
		}
		if _, err := tx.Exec(ctx, q, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// clientsWithTokens returns at most limit clients under the query's condition
// who have one of tokens and, unless with is empty, one of with too. It looks at
// no more than a bounded number of entries, however common a name is.
func clientsWithTokens(ctx context.Context, tx *db.Tx, q *query, tokens, with []int64, limit int) ([]pana.ClientID, error) {
	const most = 1024 // tokens looked up at once
	reach := 1500     // entries looked at
	if len(with) > 0 {
		reach = 600
	}
	tokens = tokens[:min(len(tokens), most)]
	if len(with) == 0 {
		entries, args := tokenEntries(q, q.args, tokens, reach)
		q.args = args
		q.and("c.short_id IN (SELECT n.short_id FROM (" + entries + ") n)")
	} else {
		// The few tokens of each client are looked through here, rather than each of
		// with looked up for every client.
		var args []any
		if q.narrow != "" {
			args = slices.Clone(q.args[:2])
		}
		entries, args := tokenEntries(q, args, tokens, reach)
		both, err := setsWith(ctx, tx, entries, args, with)
		if err != nil || len(both) == 0 {
			return nil, err
		}
		var in string
		in, q.args = db.In(q.args, both)
		q.and("c.short_id IN (" + in + ")")
	}
	return db.Select[pana.ClientID](ctx, tx, `SELECT c.id FROM clients c WHERE `+q.cond+` LIMIT `+q.arg(limit), q.args...)
}

// tokenEntries selects at most reach entries of the index that have one of tokens,
// of clients the query's actor can see at all. It adds its arguments to args,
// which begin with those of q.narrow if there is one.
func tokenEntries(q *query, args []any, tokens []int64, reach int) (string, []any) {
	in, args := db.In(args, tokens)
	entries := `SELECT short_id FROM name_tokens WHERE token IN (` + in + `)`
	if q.narrow != "" {
		entries += ` AND short_id IN (SELECT x.short_id FROM clients x WHERE x.id IN (` + q.narrow + `))`
	}
	args = append(args, reach)
	return entries + ` LIMIT $` + strconv.Itoa(len(args)), args
}

// setsWith returns those of entries whose client has one of with.
func setsWith(ctx context.Context, tx *db.Tx, entries string, args []any, with []int64) ([]int64, error) {
	sought := make(map[int64]bool, len(with))
	for _, t := range with {
		sought[t] = true
	}
	rows, err := tx.Rows(ctx, `SELECT s.short_id, s.tokens FROM name_sets s WHERE s.short_id IN (SELECT n.short_id FROM (`+entries+`) n)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var both []int64
	for rows.Next() {
		var short int64
		var packed []byte
		if err := rows.Scan(&short, &packed); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(unpackTokens(packed), func(t int64) bool { return sought[t] }) {
			both = append(both, short)
		}
	}
	return both, rows.Err()
}
