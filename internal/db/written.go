package db

import (
	"context"
	"maps"
	"strings"
	"sync"
)

// A Change says how a transaction has written to a table: it only put rows in, or
// it may have changed or taken out some that were there.
type Change uint8

// Changes.
const (
	Added Change = iota + 1
	Changed
)

// Written returns the tables that tx has written to so far, and how. A statement
// counts even when it met no row.
func (tx *Tx) Written() map[string]Change { return maps.Clone(tx.written) }

// BeforeCommit has f run once all else in tx has been done, before it is
// committed; an error of f undoes the whole. It does not run when tx fails.
func (tx *Tx) BeforeCommit(f func(ctx context.Context) error) { tx.before = append(tx.before, f) }

// A writing is what a statement does to which table.
type writing struct {
	table  string
	change Change
}

// writings remembers what each text does: a program has some hundreds of them.
var writings sync.Map

// note keeps that a statement was run.
func (tx *Tx) note(q string) {
	w, known := writings.Load(q)
	if !known {
		w = writingOf(q)
		writings.Store(q, w)
	}
	if w := w.(writing); w.change > tx.written[w.table] {
		if tx.written == nil {
			tx.written = map[string]Change{}
		}
		tx.written[w.table] = w.change
	}
}

// writingOf reads which table a statement writes to; a query writes to none.
// The verb is its first word: no statement here begins with WITH, and a test
// holds that.
func writingOf(q string) writing {
	words := strings.FieldsFunc(q, func(r rune) bool { return r <= ' ' || r == '(' })
	upper := func(i int) string {
		if i >= len(words) {
			return ""
		}
		return strings.ToUpper(words[i])
	}
	name := func(i int) string {
		if i >= len(words) {
			return ""
		}
		return strings.ToLower(strings.Trim(words[i], `"`))
	}
	switch {
	case upper(0) == "INSERT" && upper(1) == "INTO":
		if strings.Contains(strings.Join(strings.Fields(strings.ToUpper(q)), " "), "DO UPDATE") {
			return writing{name(2), Changed}
		}
		return writing{name(2), Added}
	case upper(0) == "UPDATE":
		return writing{name(1), Changed}
	case upper(0) == "DELETE" && upper(1) == "FROM":
		return writing{name(2), Changed}
	}
	return writing{}
}
