package db

import (
	"bytes"
	"database/sql"
	"reflect"
	"strconv"
)

// A reader copies rows into values by a plan. Its cells are used again for
// every row.
type reader struct {
	plan  *plan
	cells []cell
	dest  []any
}

func (p *plan) reader() *reader {
	r := &reader{plan: p, cells: make([]cell, len(p.columns)), dest: make([]any, len(p.columns))}
	for i := range r.cells {
		r.dest[i] = &r.cells[i]
	}
	return r
}

// aim points the cells at the fields of v, or at v itself.
func (r *reader) aim(v reflect.Value) {
	if r.plan.fields == nil {
		r.cells[0].to = v
		return
	}
	for i, index := range r.plan.fields {
		if len(index) == 1 {
			r.cells[i].to = v.Field(index[0])
		} else {
			r.cells[i].to = v.FieldByIndex(index)
		}
	}
}

// explain names the column that did not fit, and not what was in it.
func (r *reader) explain(err error) error {
	for i := range r.cells {
		if r.cells[i].bad {
			return plainError("column " + r.plan.columns[i] + " does not fit " + r.cells[i].to.Type().String())
		}
	}
	return err
}

// A cell takes one column of one row.
type cell struct {
	to  reflect.Value
	bad bool
}

// Scan puts what the driver read into the field.
func (c *cell) Scan(src any) error {
	if !put(c.to, src) {
		c.bad = true
		return plainError("column does not fit")
	}
	return nil
}

// put copies src into to and reports whether it fits.
func put(to reflect.Value, src any) bool {
	if src == nil {
		to.SetZero()
		return true
	}
	if to.Kind() == reflect.Pointer {
		v := reflect.New(to.Type().Elem())
		if !put(v.Elem(), src) {
			return false
		}
		to.Set(v)
		return true
	}
	if to.Kind() == reflect.Struct && to.Type() != timeType {
		s, ok := to.Addr().Interface().(sql.Scanner)
		return ok && s.Scan(src) == nil
	}
	switch src := src.(type) {
	case string:
		return putText(to, src)
	case int64:
		return putNumber(to, src)
	case bool:
		if to.Kind() == reflect.Bool {
			to.SetBool(src)
			return true
		}
		return false
	case []byte:
		return putBytes(to, src)
	case float64:
		if to.Kind() == reflect.Float64 || to.Kind() == reflect.Float32 {
			to.SetFloat(src)
			return true
		}
		// PostgreSQL and SQLite disagree on the type of a sum or an average.
		return src == float64(int64(src)) && putNumber(to, int64(src))
	}
	return false
}

func putText(to reflect.Value, s string) bool {
	switch to.Kind() {
	case reflect.String:
		to.SetString(s)
		return true
	case reflect.Slice, reflect.Array:
		return false
	}
	// A sum of BIGINT is a numeric on PostgreSQL and comes as text.
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return putNumber(to, n)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && to.CanFloat() {
		to.SetFloat(f)
		return true
	}
	return false
}

func putNumber(to reflect.Value, n int64) bool {
	switch to.Kind() {
	case reflect.Int64, reflect.Int, reflect.Int32, reflect.Int16, reflect.Int8:
		if to.OverflowInt(n) {
			return false
		}
		to.SetInt(n)
	case reflect.Uint64, reflect.Uint, reflect.Uint32, reflect.Uint16, reflect.Uint8:
		if n < 0 || to.OverflowUint(uint64(n)) {
			return false
		}
		to.SetUint(uint64(n))
	case reflect.Bool:
		if n != 0 && n != 1 {
			return false
		}
		to.SetBool(n == 1)
	case reflect.Float64, reflect.Float32:
		to.SetFloat(float64(n))
	case reflect.Struct: // a moment
		to.Set(reflect.ValueOf(FromMicros(n)))
	default:
		return false
	}
	return true
}

func putBytes(to reflect.Value, b []byte) bool {
	switch {
	case to.Kind() == reflect.String:
		to.SetString(string(b))
	case to.Kind() == reflect.Slice && to.Type().Elem().Kind() == reflect.Uint8:
		to.SetBytes(bytes.Clone(b)) // the driver's own bytes change with the next row
	case to.Kind() == reflect.Array && to.Type().Elem().Kind() == reflect.Uint8 && to.Len() == len(b):
		reflect.Copy(to, reflect.ValueOf(b))
	default:
		return false
	}
	return true
}
