package db

import (
	"context"
	"database/sql"
	"reflect"
	"strings"
	"time"
	"unicode"

	"example.org/pana"
)

// Get returns the one row of a query, as a struct whose fields are named by
// `db:"column"` tags (or by the field name in snake case), or as a single value.
// No row is NotFound db.absent; two rows are an error. NULL reads as the zero
// value, a BIGINT into a time.Time as the moment it holds.
func Get[T any](ctx context.Context, tx *Tx, q string, args ...any) (T, error) {
	v, ok, err := Find[T](ctx, tx, q, args...)
	if err == nil && !ok {
		err = &pana.Error{Op: "db.Get", Kind: pana.NotFound, Say: "db.absent"}
	}
	return v, err
}

// Find is Get for a row that may be absent.
func Find[T any](ctx context.Context, tx *Tx, q string, args ...any) (v T, ok bool, err error) {
	n := 0
	err = each[T](ctx, tx, q, args, func() *T { n++; return &v })
	if err == nil && n > 1 {
		err = tx.fail("db.Find", plainError("more than one row"))
	}
	if err != nil || n == 0 {
		var zero T
		return zero, false, err
	}
	return v, true, nil
}

// Select returns every row of a query.
func Select[T any](ctx context.Context, tx *Tx, q string, args ...any) ([]T, error) {
	var list []T
	err := each[T](ctx, tx, q, args, func() *T {
		var zero T
		list = append(list, zero)
		return &list[len(list)-1]
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// each reads every row into the place that next gives.
func each[T any](ctx context.Context, tx *Tx, q string, args []any, next func() *T) error {
	rows, err := tx.Rows(ctx, q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var r *reader
	for rows.Next() {
		if r == nil {
			p, err := tx.planFor(reflect.TypeFor[T](), q, rows)
			if err != nil {
				return tx.fail("db.Scan", err)
			}
			r = p.reader()
		}
		r.aim(reflect.ValueOf(next()).Elem())
		if err := rows.Rows.Scan(r.dest...); err != nil {
			return tx.fail("db.Scan", r.explain(err))
		}
	}
	return rows.Err()
}

// A plan says which field takes which column.
type plan struct {
	columns []string
	fields  [][]int // nil for a single value
}

type planKey struct {
	t reflect.Type
	q string
}

// planFor finds the plan for reading q into t. Tables change only when a
// database is opened, so a plan holds until it is closed.
func (tx *Tx) planFor(t reflect.Type, q string, rows *Rows) (*plan, error) {
	if p, ok := tx.pools.plans.Load(planKey{t, q}); ok {
		return p.(*plan), nil
	}
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	p := &plan{columns: columns}
	if isRecord(t) {
		if err := p.match(t); err != nil {
			return nil, err
		}
	} else if len(columns) != 1 {
		return nil, plainError("several columns into one value")
	}
	tx.pools.plans.Store(planKey{t, q}, p)
	return p, nil
}

var (
	timeType    = reflect.TypeFor[time.Time]()
	scannerType = reflect.TypeFor[sql.Scanner]()
)

// isRecord reports whether columns go into t's fields rather than into t.
func isRecord(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t != timeType && !reflect.PointerTo(t).Implements(scannerType)
}

// match finds a field for each column; a column without one is an error.
func (p *plan) match(t reflect.Type) error {
	byName := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		name := f.Tag.Get("db")
		if name == "-" || !f.IsExported() || (f.Anonymous && name == "" && isRecord(f.Type)) {
			continue
		}
		if name == "" {
			name = snake(f.Name)
		}
		if _, ok := byName[name]; !ok {
			byName[name] = f.Index
		}
	}
	for _, c := range p.columns {
		index, ok := byName[c]
		if !ok {
			return plainError("no field for column " + c)
		}
		p.fields = append(p.fields, index)
	}
	return nil
}

// snake turns FirstNight into first_night and SiteID into site_id.
func snake(name string) string {
	var b strings.Builder
	r := []rune(name)
	for i, c := range r {
		if unicode.IsUpper(c) && i > 0 &&
			(!unicode.IsUpper(r[i-1]) || (i+1 < len(r) && unicode.IsLower(r[i+1]))) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
