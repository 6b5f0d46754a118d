package backup

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A head stands at the head of the rows: what made them.
type head struct {
	Format     string   `json:"format"`
	Migrations []string `json:"migrations"`
	Tables     []table  `json:"tables"`
}

// A table is one table and its columns, in the order of the values of its rows.
type table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

const rowsFormat = "pana rows"

// batch is how many rows are put in at once; mostLine is longer than any row.
const (
	batch    = 64
	mostLine = 64 << 20
)

// tablesOf are the tables that schema makes.
func tablesOf(schema fs.FS) ([]table, error) {
	columns, err := db.Columns(schema)
	if err != nil {
		return nil, err
	}
	var all []table
	for _, c := range columns {
		i := slices.IndexFunc(all, func(t table) bool { return t.Name == c.Table })
		if i < 0 {
			all, i = append(all, table{Name: c.Table}), len(all)
		}
		all[i].Columns = append(all[i].Columns, c.Name)
	}
	return all, nil
}

// A value is one value of a row: null, a number, a text, yes or no, or bytes,
// which stand in an object of their own.
type bytesValue struct {
	Bytes []byte `json:"b"`
}

// writeRows writes every row of every table as it stands at one moment, the
// table's number before each, and a last line that says how many there were.
func writeRows(ctx context.Context, d *db.DB, schema fs.FS, w io.Writer, say Progress) (rows int64, err error) {
	tables, err := tablesOf(schema)
	if err != nil {
		return 0, err
	}
	names, err := db.Migrations(schema)
	if err != nil {
		return 0, err
	}
	count := &counter{w: w}
	out := bufio.NewWriterSize(count, 1<<16)
	to := json.NewEncoder(out)
	if err := to.Encode(head{rowsFormat, names, tables}); err != nil {
		return 0, err
	}
	err = d.View(ctx, func(tx *db.Tx) error {
		rows = 0
		for n, t := range tables {
			if err := writeTable(ctx, tx, to, n, t, &rows, say); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = to.Encode(map[string]any{"rows": rows, "pad": padding(count.n)})
	}
	if err == nil {
		err = out.Flush()
	}
	return rows, err
}

func writeTable(ctx context.Context, tx *db.Tx, to *json.Encoder, n int, t table, done *int64, say Progress) error {
	rows, err := tx.Rows(ctx, "SELECT "+strings.Join(t.Columns, ", ")+" FROM "+t.Name)
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range values {
		into[i] = &values[i]
	}
	line := make([]any, 0, len(values)+1)
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		line = append(line[:0], n)
		for _, v := range values {
			if b, ok := v.([]byte); ok {
				v = bytesValue{b}
			}
			line = append(line, v)
		}
		if err := to.Encode(line); err != nil {
			return err
		}
		if *done++; *done%1000 == 0 && say != nil {
			say(*done)
		}
	}
	return rows.Err()
}

// A reading of rows: the head first, then one row after another.
type reading struct {
	head head
	in   *bufio.Reader
}

func readRows(r io.Reader) (*reading, error) {
	in := &reading{in: bufio.NewReaderSize(r, 1<<16)}
	line, err := in.line()
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(line, &in.head) != nil || in.head.Format != rowsFormat {
		return nil, invalid("backup.damaged", errors.New("no rows"))
	}
	return in, nil
}

func (in *reading) line() ([]byte, error) {
	line, err := in.in.ReadBytes('\n')
	if err != nil || len(line) > mostLine {
		return nil, invalid("backup.damaged", errors.New("the rows end too soon"))
	}
	return line, nil
}

// next returns a row and which table it belongs to, or the number of all rows
// and an end. More than what was said, or less, is refused.
func (in *reading) next() (t int, values []any, total int64, end bool, err error) {
	line, err := in.line()
	if err != nil {
		return 0, nil, 0, false, err
	}
	damaged := invalid("backup.damaged", errors.New("a row that cannot be read"))
	if line[0] == '{' {
		var last struct {
			Rows *int64 `json:"rows"`
		}
		if json.Unmarshal(line, &last) != nil || last.Rows == nil {
			return 0, nil, 0, false, damaged
		}
		if _, err := in.in.ReadByte(); !errors.Is(err, io.EOF) {
			return 0, nil, 0, false, damaged
		}
		return 0, nil, *last.Rows, true, nil
	}
	var raw []json.RawMessage
	if json.Unmarshal(line, &raw) != nil || len(raw) == 0 {
		return 0, nil, 0, false, damaged
	}
	if t, err = strconv.Atoi(string(raw[0])); err != nil || t < 0 || t >= len(in.head.Tables) || len(raw) != len(in.head.Tables[t].Columns)+1 {
		return 0, nil, 0, false, damaged
	}
	for _, v := range raw[1:] {
		value, err := readValue(v)
		if err != nil {
			return 0, nil, 0, false, damaged
		}
		values = append(values, value)
	}
	return t, values, 0, false, nil
}

func readValue(raw json.RawMessage) (any, error) {
	switch raw[0] {
	case '{':
		var b bytesValue
		err := json.Unmarshal(raw, &b)
		if b.Bytes == nil {
			b.Bytes = []byte{}
		}
		return b.Bytes, err
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case 't', 'f':
		return raw[0] == 't', nil
	case 'n':
		return nil, nil
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	return n, err
}

// putRows writes the rows of in into the tables of d, which hold nothing of a
// house yet, in one transaction. It returns how many there were.
func putRows(ctx context.Context, d *db.DB, in *reading, say Progress) (rows int64, err error) {
	tried := false
	err = d.Update(ctx, func(tx *db.Tx) error {
		if tried { // in cannot be read twice
			return &pana.Error{Op: "backup.putRows", Kind: pana.Conflict, Say: "db.busy"}
		}
		tried = true
		back, err := tx.Roomy(ctx, 64<<20)
		if err != nil {
			return err
		}
		defer back()
		for _, t := range in.head.Tables {
			if _, err := tx.Exec(ctx, "DELETE FROM "+t.Name); err != nil {
				return err
			}
		}
		at, waiting := -1, [][]any{}
		flush := func() error {
			if len(waiting) == 0 {
				return nil
			}
			t := in.head.Tables[at]
			err := tx.InsertMany(ctx, t.Name+" ("+strings.Join(t.Columns, ", ")+")", waiting)
			waiting = waiting[:0]
			return err
		}
		for {
			t, values, total, end, err := in.next()
			if err != nil {
				return err
			}
			if end || t != at || len(waiting) == batch {
				if err := flush(); err != nil {
					return err
				}
			}
			if end {
				if total != rows {
					return invalid("backup.damaged", errors.New("rows are missing"))
				}
				return nil
			}
			at, waiting = t, append(waiting, values)
			if rows++; rows%1000 == 0 && say != nil {
				say(rows)
			}
		}
	})
	return rows, err
}
