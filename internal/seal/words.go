package seal

import (
	"context"
	"crypto/sha256"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Word is one sealed text of an owner. Number is its seal number: it goes up
// with each rewriting.
type Word struct {
	Table, Row, Field string
	Compartment       pana.Compartment
	Text              string
	Number            uint64
}

// A Filter chooses words; what is empty does not count.
type Filter struct {
	Table        string
	Rows         []string
	Places       [][2]string // each a table and a row of it
	Compartments []pana.Compartment
	Limit        int
}

// PutWord seals w for owner and writes it in tx, with the ring of ctx. The seal
// number becomes one more than what stands there; a Number in w says what the
// writer saw, and another there now is the Conflict "db.stale". An empty text
// removes the word. It returns the digest of the sealed value for the trail, all
// zero for a word removed.
//
// The key is committed in the key store before this returns, even if tx is not.
func PutWord(ctx context.Context, tx *db.Tx, site pana.SiteID, owner Owner, w Word) (digest [32]byte, err error) {
	const op = "seal.PutWord"
	r := RingFrom(ctx)
	if r == nil {
		return digest, nobody(op)
	}
	number, err := wordNumber(ctx, tx, owner, w)
	if err != nil {
		return digest, err
	}
	if w.Number != 0 && w.Number != uint64(number) {
		return digest, db.Stale(op, nil)
	}
	if w.Text == "" {
		return digest, deleteWord(ctx, tx, owner, w)
	}
	s, err := r.Sealer(ctx, owner, site, w.Compartment)
	if err != nil {
		return digest, err
	}
	w.Number = uint64(number) + 1
	value := s.Seal(w.Table, w.Row, w.Field, w.Number, []byte(w.Text))
	return sha256.Sum256(value), putWord(ctx, tx, site, owner, w, value)
}

// GetWords returns the words of owner at site that f chooses and the ring of ctx
// opens, in the order of table, row and field. Compartments that are closed to
// it are passed over and returned apart, whether or not there are words in them.
// A word that was moved, changed or put back is "seal.damaged".
func GetWords(ctx context.Context, tx *db.Tx, site pana.SiteID, owner Owner, f Filter) (words []Word, closed []pana.Compartment, err error) {
	r := RingFrom(ctx)
	if r == nil {
		return nil, nil, nobody("seal.GetWords")
	}
	if len(f.Compartments) == 0 {
		f.Compartments = pana.Compartments()
	}
	if closed, err = r.Closed(ctx, owner, site, f.Compartments...); err != nil {
		return nil, nil, err
	}
	f.Compartments = slices.DeleteFunc(slices.Clone(f.Compartments), func(c pana.Compartment) bool { return slices.Contains(closed, c) })
	if len(f.Compartments) == 0 {
		return nil, closed, nil
	}
	rows, err := selectWords(ctx, tx, site, owner, f)
	if err != nil {
		return nil, nil, err
	}
	words = make([]Word, 0, len(rows))
	for _, row := range rows {
		s, err := r.Opener(ctx, owner, site, row.Compartment)
		if err != nil {
			// The circle is open to her and there is no key: it was destroyed, or
			// this word is not of this house.
			return nil, nil, damaged("seal.GetWords", nil)
		}
		w, err := row.open(s)
		if err != nil {
			return nil, nil, err
		}
		words = append(words, w)
	}
	return words, closed, nil
}

// PartsOf adds to parts in which compartment the words of rows of an owner rest,
// of those that stand in one of tables. It opens nothing.
func PartsOf(ctx context.Context, tx *db.Tx, owner Owner, tables, rows []string, parts map[string]pana.Compartment) error {
	if len(tables) == 0 || len(rows) == 0 {
		return nil
	}
	in, args := db.In([]any{owner}, tables)
	of, args := db.In(args, rows)
	found, err := db.Select[struct {
		Row         string           `db:"row"`
		Compartment pana.Compartment `db:"compartment"`
	}](ctx, tx, `SELECT DISTINCT row, compartment FROM words WHERE owner = $1 AND tbl IN (`+in+`) AND row IN (`+of+`)`, args...)
	for _, f := range found {
		parts[f.Row] = f.Compartment
	}
	return err
}

// GetWordsOf returns one field of many owners, up to MaxOwners: for lists, and to
// rank what a search found. Owners closed to the ring of ctx are left out.
func GetWordsOf(ctx context.Context, tx *db.Tx, site pana.SiteID, owners []Owner, table, field string, compartment pana.Compartment) (map[Owner][]Word, error) {
	r := RingFrom(ctx)
	if r == nil {
		return nil, nobody("seal.GetWordsOf")
	}
	if len(owners) == 0 {
		return map[Owner][]Word{}, nil
	}
	openers, err := r.Openers(ctx, owners, site, compartment)
	if err != nil {
		return nil, err
	}
	rows, err := selectWordsOf(ctx, tx, site, owners, table, field, compartment)
	if err != nil {
		return nil, err
	}
	all := make(map[Owner][]Word, len(openers))
	for _, row := range rows {
		s := openers[row.Owner]
		if s == nil || s.closed {
			continue
		}
		w, err := row.open(s)
		if err != nil {
			return nil, err
		}
		all[row.Owner] = append(all[row.Owner], w)
	}
	return all, nil
}

// open opens a row. The seal number stands in the row and inside the seal; where
// they differ, one of them was put back.
func (row wordRow) open(s *Sealer) (Word, error) {
	plain, err := s.Open(row.Table, row.Row, row.Field, row.Value)
	if err != nil {
		return Word{}, err
	}
	if n, _ := Number(row.Value[4:]); n != uint64(row.Number) {
		return Word{}, damaged("seal.GetWords", nil)
	}
	return Word{Table: row.Table, Row: row.Row, Field: row.Field, Compartment: row.Compartment, Text: string(plain), Number: uint64(row.Number)}, nil
}

func nobody(op string) error { return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "seal.nobody"} }

type wordRow struct {
	Owner             Owner
	Table, Row, Field string
	Compartment       pana.Compartment
	Number            int64
	Value             []byte
}

func wordNumber(ctx context.Context, tx *db.Tx, owner Owner, w Word) (int64, error) {
	n, _, err := db.Find[int64](ctx, tx, `SELECT number FROM words WHERE owner = $1 AND tbl = $2 AND row = $3 AND field = $4`,
		owner, w.Table, w.Row, w.Field)
	return n, err
}

func deleteWord(ctx context.Context, tx *db.Tx, owner Owner, w Word) error {
	_, err := tx.Exec(ctx, `DELETE FROM words WHERE owner = $1 AND tbl = $2 AND row = $3 AND field = $4`, owner, w.Table, w.Row, w.Field)
	return err
}

func putWord(ctx context.Context, tx *db.Tx, site pana.SiteID, owner Owner, w Word, value []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO words (site, owner, tbl, row, field, compartment, number, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (owner, tbl, row, field) DO UPDATE SET site = excluded.site, compartment = excluded.compartment,
		number = excluded.number, value = excluded.value`, site, owner, w.Table, w.Row, w.Field, w.Compartment, w.Number, value)
	return err
}

const wordColumns = `SELECT owner, tbl, row, field, compartment, number, value FROM words `

func selectWords(ctx context.Context, tx *db.Tx, site pana.SiteID, owner Owner, f Filter) ([]wordRow, error) {
	in, args := db.In([]any{owner, site}, f.Compartments)
	q := wordColumns + `WHERE owner = $1 AND site = $2 AND compartment IN (` + in + `)`
	if f.Table != "" {
		in, args = db.In(args, []string{f.Table})
		q += ` AND tbl = ` + in
	}
	if len(f.Rows) > 0 {
		in, args = db.In(args, f.Rows)
		q += ` AND row IN (` + in + `)`
	}
	// Rows alone would be looked for among all the words of an owner; a table and its
	// row stand together in the index.
	if len(f.Places) > 0 {
		in, args = db.InPairs(args, f.Places)
		q += ` AND (tbl, row) IN (` + in + `)`
	}
	q += ` ORDER BY tbl, row, field`
	if f.Limit > 0 {
		in, args = db.In(args, []int{f.Limit})
		q += ` LIMIT ` + in
	}
	return readWords(ctx, tx, q, args)
}

func selectWordsOf(ctx context.Context, tx *db.Tx, site pana.SiteID, owners []Owner, table, field string, compartment pana.Compartment) ([]wordRow, error) {
	in, args := db.In([]any{site, table, field, compartment}, owners)
	return readWords(ctx, tx, wordColumns+`WHERE site = $1 AND tbl = $2 AND field = $3 AND compartment = $4 AND owner IN (`+in+`)
		ORDER BY owner, row`, args)
}

// readWords reads by hand: a page asks for hundreds of rows.
func readWords(ctx context.Context, tx *db.Tx, q string, args []any) (list []wordRow, err error) {
	rows, err := tx.Rows(ctx, q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var w wordRow
		if err := rows.Scan(&w.Owner, &w.Table, &w.Row, &w.Field, &w.Compartment, &w.Number, &w.Value); err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, rows.Err()
}

// A Sealed is a word as it rests.
type Sealed struct {
	Owner  string `db:"owner"`
	Table  string `db:"tbl"`
	Row    string `db:"row"`
	Field  string `db:"field"`
	Number int64  `db:"number"`
	Value  []byte `db:"value"`
}

// Fits reports whether the number beside the word is the one inside it; it says
// nothing of the words, which it cannot open.
func (w Sealed) Fits() bool {
	if len(w.Value) < 4 { // the number of its key
		return false
	}
	n, ok := Number(w.Value[4:])
	return ok && n == uint64(w.Number)
}

// WordsAfter returns sealed words in the order of their keys, after one of them.
func WordsAfter(ctx context.Context, tx *db.Tx, last [4]string, limit int) ([]Sealed, error) {
	return db.Select[Sealed](ctx, tx, `SELECT owner, tbl, row, field, number, value FROM words
		WHERE (owner, tbl, row, field) > ($1, $2, $3, $4) ORDER BY owner, tbl, row, field LIMIT $5`, last[0], last[1], last[2], last[3], limit)
}
