package casework

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/pdf/pdftest"
	"example.org/pana/internal/proof"
)

// A piece is one row of a paper.
type piece struct {
	N     int64  `db:"n"`
	Value []byte `db:"value"`
}

// Whoever has the key of the pages changes the rows in which papers and words
// rest, and puts them back: bits, ends, order, rows of another paper or another
// client. What is shown is what was kept, up to where it was changed, or nothing.
func TestTorturePapersAndWordsThatWereChanged(t *testing.T) {
	w := open(t)
	a, b := cared(w), cared(w)
	w.bed(a, "")
	file := func(of Added, size int) (id pana.DocumentID) {
		id, err := w.FileDocument(w.As("dina"), of.Client, NewDocument{Kind: "passport", Title: "old passport", File: bytes.NewReader(pdftest.Scan(size))})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	paper, second, foreign := file(a, 300_000), file(a, 300_000), file(b, 300_000)
	saule := w.As("saule")
	for i := range 4 {
		if _, err := w.WriteNote(saule, a.Client, NewNote{Text: fmt.Sprintf("An ordinary day, the %d.", i)}); err != nil {
			t.Fatal(err)
		}
	}
	rows := func(of pana.DocumentID) (all []piece) {
		w.update(func(ctx context.Context, tx *db.Tx) (err error) {
			all, err = db.Select[piece](ctx, tx, `SELECT n, value FROM document_chunks WHERE document_id = $1 ORDER BY n`, string(of))
			return err
		})
		return all
	}
	whole, others := rows(paper), append(rows(second), rows(foreign)...)
	put := func(all []piece) {
		w.update(func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, `DELETE FROM document_chunks WHERE document_id = $1`, string(paper)); err != nil {
				return err
			}
			for _, c := range all {
				if _, err := tx.Exec(ctx, `INSERT INTO document_chunks (document_id, n, value) VALUES ($1, $2, $3)`, string(paper), c.N, c.Value); err != nil {
					return err
				}
			}
			return nil
		})
	}
	show := func() ([]byte, error) {
		p, err := w.ViewDocument(saule, a.Code, paper)
		if err != nil {
			return nil, err
		}
		var got bytes.Buffer
		err = p.Stream(saule, &got)
		return got.Bytes(), err
	}
	truth, err := show()
	if err != nil || len(whole) < 3 {
		t.Fatalf("%d chunks, %v", len(whole), err)
	}
	seed, chance := proof.Seed(t)
	rounds, found := proof.N(200, 5_000), map[string]int{}
	for n := range rounds {
		changed := make([]piece, len(whole))
		for i, c := range whole {
			changed[i] = piece{c.N, bytes.Clone(c.Value)}
		}
		i, j, what := chance.IntN(len(whole)), chance.IntN(len(whole)-1), ""
		if j >= i {
			j++
		}
		v := changed[i].Value
		switch chance.IntN(8) {
		case 0, 1:
			what = "a bit"
			v[chance.IntN(len(v))] ^= 1 << chance.IntN(8)
		case 2:
			what = "an end cut"
			changed[i].Value = v[:chance.IntN(len(v))]
		case 3:
			what = "an end added"
			changed[i].Value = append(v, byte(chance.Uint32()))
		case 4:
			what = "two chunks changed round"
			changed[i].Value, changed[j].Value = changed[j].Value, v
		case 5:
			what = "a chunk taken out"
			changed = slices.Delete(changed, i, i+1)
			if chance.IntN(2) == 0 { // and the gap closed
				for k := i; k < len(changed); k++ {
					changed[k].N--
				}
			}
		case 6:
			what = "a chunk put in twice"
			last := changed[len(changed)-1]
			changed = append(changed, piece{last.N + 1, bytes.Clone(whole[i].Value)})
		case 7:
			what = "a chunk of another paper"
			changed[i].Value = bytes.Clone(others[chance.IntN(len(others))].Value)
		}
		put(changed)
		got, err := show()
		switch {
		case err != nil && len(got) < len(truth) && bytes.HasPrefix(truth, got):
			found[what]++
		case what == "a chunk put in twice" && err == nil && bytes.Equal(got, truth):
			found["behind the end, never read"]++
		default:
			t.Fatalf("round %d, %s of %d: %d bytes were shown of %d, %v", n, what, len(whole), len(got), len(truth), err)
		}
	}
	put(whole)
	words := w.wordsChanged(t, a, b, rounds/2)
	proof.Say(t, "rows of papers and words changed by whoever has the page key", rounds+rounds/2, seed, "papers: %v; words: %v; nothing wrong shown", found, words)
}

// wordsChanged does the same to sealed words of a, and reads her file.
func (w *world) wordsChanged(t *testing.T, a, b Added, rounds int) (found map[string]int) {
	type row struct {
		Tbl   string `db:"tbl"`
		Row   string `db:"row"`
		Field string `db:"field"`
		Value []byte `db:"value"`
	}
	saule := w.As("saule")
	_, chance := proof.Seed(t)
	of := func(x Added) (all []row) {
		w.update(func(ctx context.Context, tx *db.Tx) (err error) {
			all, err = db.Select[row](ctx, tx, `SELECT tbl, row, field, value FROM words WHERE owner = $1 ORDER BY tbl, row, field`, string(x.Client))
			return err
		})
		return all
	}
	set := func(r row, value []byte) {
		w.update(func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE words SET value = $1 WHERE owner = $2 AND tbl = $3 AND row = $4 AND field = $5`, value, string(a.Client), r.Tbl, r.Row, r.Field)
			return err
		})
	}
	told := func() (string, error) {
		f, err := w.Open(saule, a.Code)
		if err != nil {
			return "", err
		}
		text := f.Names.ToUse + "|" + f.Names.Full
		for _, n := range f.Timeline {
			text += "|" + n.Text
		}
		for _, d := range f.Papers {
			text += "|" + d.Title + "|" + d.Number
		}
		return text, nil
	}
	truth, err := told()
	if err != nil {
		t.Fatal(err)
	}
	mine, hers := of(a), of(b)
	found = map[string]int{}
	for n := range rounds {
		i := chance.IntN(len(mine))
		value, what := bytes.Clone(mine[i].Value), ""
		switch chance.IntN(4) {
		case 0:
			what = "a bit"
			value[chance.IntN(len(value))] ^= 1 << chance.IntN(8)
		case 1:
			what = "an end cut"
			value = value[:chance.IntN(len(value))]
		case 2:
			what = "of another row of hers"
			if value = mine[(i+1+chance.IntN(len(mine)-1))%len(mine)].Value; len(mine) < 2 {
				continue
			}
		case 3:
			what = "of another client"
			value = hers[chance.IntN(len(hers))].Value
		}
		set(mine[i], value)
		switch text, err := told(); {
		case err != nil:
			found[what]++
		case text == truth:
			found["not on this page"]++
		default:
			t.Fatalf("round %d, %s in %s.%s was shown", n, what, mine[i].Tbl, mine[i].Field)
		}
		set(mine[i], mine[i].Value)
	}
	return found
}
