package db

import (
	"context"
	"strconv"
	"strings"
)

// InsertMany writes many rows at once:
//
//	err := tx.InsertMany(ctx, "tags (client_id, tag)", rows)
//
// Every row has one value for each column. It takes the rows in few statements
// of a few lengths, so that those stay prepared.
func (tx *Tx) InsertMany(ctx context.Context, into string, rows [][]any) error {
	for len(rows) > 0 {
		n := 64
		for n > len(rows) {
			n /= 4
		}
		args := make([]any, 0, n*len(rows[0]))
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if _, err := tx.Exec(ctx, insertText(into, n, len(rows[0])), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// insertText is the statement for n rows of width values.
func insertText(into string, n, width int) string {
	var b strings.Builder
	b.Grow(len(into) + n*width*5 + 32)
	b.WriteString("INSERT INTO " + into + " VALUES ")
	for i := range n * width {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%width == 0:
			b.WriteString("),(")
		default:
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteByte(')')
	return b.String()
}

// Roomy lets tx keep as many bytes of pages in memory as a long import needs,
// so that pages are not written out and read back over and over. Call the
// function it returns before the end of tx; it puts back what was. On PostgreSQL
// the server sees to that itself, and nothing happens.
func (tx *Tx) Roomy(ctx context.Context, bytes int) (back func(), err error) {
	if tx.Engine != SQLite {
		return func() {}, nil
	}
	before, err := Get[int64](ctx, tx, `PRAGMA cache_size`)
	if err != nil {
		return nil, err
	}
	set := func(size int64) error {
		_, err := tx.Exec(ctx, `PRAGMA cache_size = `+strconv.FormatInt(size, 10))
		return err
	}
	return func() { _ = set(before) }, set(-int64(bytes / 1024)) // negative: KiB
}
