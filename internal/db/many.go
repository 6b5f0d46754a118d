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
