package seal

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const copyFormat = "pana key copy"

// A copyHead stands at the head of a copy of the key store.
type copyHead struct {
	Format  string     `json:"format"`
	Version int        `json:"version"`
	House   *houseFile `json:"house"`
	File    []byte     `json:"file_key"` // of the key file this copy becomes on SQLite
}

// A copyRow is one row of one table in a copy.
type copyRow struct {
	Table  string            `json:"t"`
	Values []json.RawMessage `json:"v"`
}

// layouts are the tables of the key store with the kind of each column: text,
// number, yes or no, bytes.
var layouts = []struct{ table, columns, kinds string }{
	{"secrets", "name, value", "tx"},
	{"people", "staff, public, slot", "txx"},
	{"supervision", "site, turn, public, first, half_one, second, half_two", "tnxtxtx"},
	{"circles", "site, compartment, owner, epoch, public, stale", "tttnxb"},
	{"wraps", "site, compartment, owner, epoch, holder, value", "tttntx"},
	{"waiting", "site, compartment, staff", "ttt"},
	{"keys", "owner, site, compartment, number, named, epoch, outside, value, made", "tttnbnbxn"},
	{"loans", "staff, owner, site, compartment, number, until, value", "ttttnnx"},
}

// Dump writes a copy of the started key store for a backup. Every key in it is
// wrapped, but it says who belongs to which circle and which owners there are,
// so it must be encrypted before it rests anywhere. LoadStore reads it, on
// either engine.
func (v *Vault) Dump(ctx context.Context, w io.Writer) error {
	return v.view(ctx, func(tx *db.Tx) error {
		h, err := v.houseIn(ctx, tx)
		if err != nil {
			return err
		}
		if h == nil {
			return unfounded("seal.Dump")
		}
		file := newKey()
		defer clear(file[:])
		h.Store = storeFile(1)
		h.File = (*Key)(v.page).derive("file").Seal(filePlace(h.Store), 1, file[:])
		h.bytes() // its check
		to := json.NewEncoder(w)
		if err := to.Encode(copyHead{copyFormat, version, h, file[:]}); err != nil {
			return err
		}
		return eachRow(ctx, tx, func(table string, values []any) error {
			row := copyRow{Table: table}
			for _, value := range values {
				b, err := json.Marshal(value)
				if err != nil {
					return err
				}
				row.Values = append(row.Values, b)
			}
			return to.Encode(row)
		})
	})
}

// LoadStore makes a key store at o from a copy that Dump wrote; the house is
// stopped then, and whoever could start it can. It refuses a place where a house
// is founded ("seal.founded") and a copy that is not whole ("seal.store.damaged").
func LoadStore(ctx context.Context, o StoreOptions, r io.Reader) error {
	const op = "seal.LoadStore"
	v, err := OpenStore(ctx, o)
	if err != nil {
		return err
	}
	defer v.Close()
	if v.Founded() {
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: "seal.founded"}
	}
	from := json.NewDecoder(r)
	var head copyHead
	if err := from.Decode(&head); err != nil {
		return storeDamaged(op, err)
	}
	if head.Format != copyFormat || head.House == nil || len(head.File) != 32 {
		return &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.store.foreign"}
	}
	if head.Version > version {
		return &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.store.newer"}
	}
	defer clear(head.File)
	h, err := readHouse(head.House.bytes())
	if err != nil {
		return err
	}
	if o.Postgres == "" {
		h.Store = storeFile(1)
		if v.db, err = v.newDatabase(ctx, "", h.Store, (*[32]byte)(head.File)); err != nil {
			return err
		}
	}
	// One pass and one transaction: r cannot be read twice.
	tried := false
	err = v.db.Update(ctx, func(tx *db.Tx) error {
		if tried {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "db.busy"}
		}
		tried = true
		if err := empty(ctx, tx); err != nil {
			return err
		}
		for {
			var row copyRow
			if err := from.Decode(&row); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return storeDamaged(op, err)
			}
			values, err := row.read()
			if err != nil {
				return err
			}
			if err := insert(ctx, tx, row.Table, values); err != nil {
				return err
			}
		}
		if _, found, err := secret(ctx, tx, "house"); err != nil || !found {
			return errors.Join(storeDamaged(op, nil), err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.writeHouse(ctx, h)
}

// Rotate writes the key store anew under a fresh file key and removes the old
// file, so that keys destroyed by Forget are in no page, log or free space of
// it. On PostgreSQL, whose pages are not ours, it does nothing. Stop interrupts
// it; the old file stays in force until the new one is whole.
func (v *Vault) Rotate(ctx context.Context) error {
	if v.o.Postgres != "" {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	v.halt.Store(&cancel)
	defer v.halt.Store(nil)
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.page == nil {
		return stopped("seal.Rotate")
	}
	v.file.Lock()
	defer v.file.Unlock()
	h, err := v.readHouse(ctx)
	if err != nil {
		return err
	}
	if h == nil {
		return unfounded("seal.Rotate")
	}
	old := h.Store
	h.Store = nextFile(old)
	file := newKey()
	defer clear(file[:])
	h.File = (*Key)(v.page).derive("file").Seal(filePlace(h.Store), 1, file[:])
	next, err := v.newDatabase(ctx, old, h.Store, (*[32]byte)(&file))
	for err != nil && db.Full(err) && v.db.Spend() {
		next, err = v.newDatabase(ctx, old, h.Store, (*[32]byte)(&file))
	}
	if err != nil {
		return err
	}
	for err = copyAll(ctx, v.db, next); err != nil && db.Full(err) && v.db.Spend(); {
		err = copyAll(ctx, v.db, next)
	}
	if err == nil {
		err = v.writeHouse(ctx, h)
	}
	if err != nil {
		return errors.Join(err, next.Close(), v.sweepFiles(old))
	}
	v.db, next = next, v.db
	return errors.Join(next.Close(), v.sweepFiles(h.Store))
}

// copyAll copies the rows of one key store into another that is empty.
func copyAll(ctx context.Context, from, to *db.DB) error {
	return from.View(ctx, func(from *db.Tx) error {
		return to.Update(ctx, func(to *db.Tx) error {
			err := eachRow(ctx, from, func(table string, values []any) error { return insert(ctx, to, table, values) })
			if err != nil {
				return err
			}
			n, err := tide(ctx, from)
			if err != nil {
				return err
			}
			_, err = to.Exec(ctx, `UPDATE tide SET n = $1 WHERE id = 1`, n)
			return err
		})
	})
}

func nextFile(name string) string {
	n := 0
	for _, c := range strings.TrimSuffix(strings.TrimPrefix(name, "keys."), ".db") {
		n = n*10 + int(c-'0')
	}
	return storeFile((n + 1) % 1e9)
}

func filePlace(name string) Place { return Place{Table: "house.keys", Row: name, Field: "file"} }

// eachRow hands every row of the key store to f, its values typed by layout.
func eachRow(ctx context.Context, tx *db.Tx, f func(table string, values []any) error) error {
	for _, l := range layouts {
		rows, err := tx.Rows(ctx, "SELECT "+l.columns+" FROM "+l.table)
		if err != nil {
			return err
		}
		values, into := make([]any, len(l.kinds)), make([]any, len(l.kinds))
		for rows.Next() && err == nil {
			for i, kind := range l.kinds {
				into[i] = newValue(kind)
			}
			if err = rows.Scan(into...); err != nil {
				break
			}
			for i := range into {
				values[i] = value(into[i])
			}
			err = f(l.table, values)
		}
		if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

// read returns the values of row, or "seal.store.damaged" for one that fits no table.
func (row copyRow) read() ([]any, error) {
	for _, l := range layouts {
		if l.table != row.Table || len(row.Values) != len(l.kinds) {
			continue
		}
		values := make([]any, len(l.kinds))
		for i, kind := range l.kinds {
			into := newValue(kind)
			if err := json.Unmarshal(row.Values[i], into); err != nil {
				return nil, storeDamaged("seal.LoadStore", err)
			}
			values[i] = value(into)
		}
		return values, nil
	}
	return nil, storeDamaged("seal.LoadStore", nil)
}

func insert(ctx context.Context, tx *db.Tx, table string, values []any) error {
	for _, l := range layouts {
		if l.table == table {
			in, args := db.In(make([]any, 0, 16), values[:1])
			for _, value := range values[1:] {
				var one string
				one, args = db.In(args, []any{value})
				in += ", " + one
			}
			_, err := tx.Exec(ctx, "INSERT INTO "+table+" ("+l.columns+") VALUES ("+in+")", args...)
			return err
		}
	}
	return storeDamaged("seal.insert", nil)
}

func newValue(kind rune) any {
	switch kind {
	case 'n':
		return new(int64)
	case 'b':
		return new(bool)
	case 'x':
		return new([]byte)
	}
	return new(string)
}

func value(p any) any {
	switch p := p.(type) {
	case *int64:
		return *p
	case *bool:
		return *p
	case *[]byte:
		if *p == nil {
			return []byte{} // an empty half, and no column is NULL
		}
		return *p
	}
	return *p.(*string)
}
