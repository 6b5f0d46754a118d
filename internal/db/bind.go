package db

import (
	"database/sql/driver"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/pana"
)

// bind turns arguments into the few types that both engines take alike: a named
// string into a string, a moment into microseconds (the zero moment into NULL),
// a nil pointer into NULL. It refuses text that PostgreSQL could not keep, with
// db.text. It may return args itself, changed.
func bind(args []any) ([]any, error) {
	for i, a := range args {
		switch a := a.(type) {
		case nil, int64, int, bool, []byte, float64:
		case string:
			if !storable(a) {
				return nil, badText()
			}
		default:
			v, err := bindOther(a)
			if err != nil {
				return nil, err
			}
			args[i] = v
		}
	}
	return args, nil
}

func bindOther(a any) (any, error) {
	switch a := a.(type) {
	case time.Time:
		if a.IsZero() {
			return nil, nil
		}
		return a.UnixMicro(), nil
	case driver.Valuer:
		v, err := a.Value()
		if err != nil {
			return nil, fault("db.bind", plainError("argument refused by its own type"))
		}
		return v, nil
	}
	v := reflect.ValueOf(a)
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil, nil
		}
		one, err := bind([]any{v.Elem().Interface()})
		if err != nil {
			return nil, err
		}
		return one[0], nil
	case reflect.String:
		if !storable(v.String()) {
			return nil, badText()
		}
		return v.String(), nil
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if u := v.Uint(); u <= 1<<63-1 {
			return int64(u), nil
		}
	case reflect.Float32, reflect.Float64:
		return v.Float(), nil
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			if v.IsNil() {
				return nil, nil
			}
			return v.Bytes(), nil
		}
	case reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(b), v)
			return b, nil
		}
	}
	return nil, fault("db.bind", plainError("argument of type "+v.Type().String()))
}

func storable(s string) bool { return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) }

func badText() error { return &pana.Error{Op: "db.bind", Kind: pana.Invalid, Say: "db.text"} }

// In adds values to args and returns the placeholders for them:
//
//	in, args := db.In([]any{site}, owners)
//	… WHERE site = $1 AND owner IN (`+in+`)
//
// The last value is repeated up to a power of two, so that lists of every length
// share a few statements. No values match nothing.
func In[T any](args []any, values []T) (string, []any) {
	if len(values) == 0 {
		return "NULL", args
	}
	n := 1
	for n < len(values) {
		n *= 2
	}
	b := make([]byte, 0, n*5)
	for i := range n {
		args = append(args, values[min(i, len(values)-1)])
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '$')
		b = strconv.AppendInt(b, int64(len(args)), 10)
	}
	return string(b), args
}

// InPairs is In for two columns that belong together:
//
//	in, args := db.InPairs([]any{owner}, places)
//	… WHERE owner = $1 AND (tbl, row) IN (`+in+`)
func InPairs(args []any, pairs [][2]string) (string, []any) {
	if len(pairs) == 0 {
		return "SELECT NULL, NULL", args
	}
	n := 1
	for n < len(pairs) {
		n *= 2
	}
	b := append(make([]byte, 0, 8+n*12), "VALUES "...)
	for i := range n {
		p := pairs[min(i, len(pairs)-1)]
		args = append(args, p[0], p[1])
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "($"...)
		b = strconv.AppendInt(b, int64(len(args)-1), 10)
		b = append(b, ",$"...)
		b = strconv.AppendInt(b, int64(len(args)), 10)
		b = append(b, ')')
	}
	return string(b), args
}
