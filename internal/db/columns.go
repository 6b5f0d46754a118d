package db

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A Column is one column of a migration, with how closely it is guarded and what
// becomes of it when a client is erased.
type Column struct {
	Table   string
	Name    string
	Class   Class
	Erasure Erasure
	File    string // migration that made it
	Line    int
}

// A Class says how much harm a column's content can do.
type Class string

// Classes, the most guarded first.
const (
	ClassS Class = "S" // that a person is here, the address, safe contacts, suspects
	ClassA Class = "A" // names, papers, photographs, narrative, health, law, minors
	ClassB Class = "B" // services, dates, coded attributes
	ClassC Class = "C" // settings, counts that expose nobody
)

// An Erasure says what erasing a client does to a column.
type Erasure string

// Erasures.
const (
	Delete  Erasure = "delete"  // the row goes
	Coarsen Erasure = "coarsen" // made less exact: quarter, age band, country
	Keep    Erasure = "keep"    // stays as it is
	Cut     Erasure = "cut"     // stays, cut from the client
)

// Columns returns the columns that the migrations of schema make, for either
// engine, in the order in which they are made. Each must end its line with its
// class and erasure, as in
//
//	opened BIGINT NOT NULL, -- B coarsen
//
// A column without both, one that two engines class differently, or a statement
// that makes columns unseen (CREATE TABLE … AS, a virtual table), is an error
// that names file, line and column.
func Columns(schema fs.FS) ([]Column, error) {
	files, err := sqlFiles(schema)
	if err != nil {
		return nil, fault("db.Columns", err)
	}
	var all []Column
	for _, name := range files.names() {
		text, _, _ := strings.Cut(files[name], "-- +goose Down")
		p := &columnParser{file: name, columns: all}
		for t := range tokens(text) {
			p.tokens = append(p.tokens, t)
		}
		if err := p.parse(); err != nil {
			return nil, fault("db.Columns", err)
		}
		all = p.columns
	}
	return all, nil
}

// add keeps c, or checks that it agrees with the same column made for the other engine.
func (p *columnParser) add(c Column) error {
	i := slices.IndexFunc(p.columns, func(o Column) bool { return o.Table == c.Table && o.Name == c.Name })
	if i < 0 {
		p.columns = append(p.columns, c)
		return nil
	}
	if o := p.columns[i]; o.Class != c.Class || o.Erasure != c.Erasure {
		return p.wrong(c.Line, c.Name, "is classed otherwise in "+o.File)
	}
	return nil
}

// mark reads the class and erasure in a column's comment: "-- B coarsen", after
// which a remark may follow behind a colon. Anything else gives neither.
func mark(text string) (Class, Erasure) {
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "--"), ":")
	words := strings.Fields(text)
	if len(words) != 2 {
		return "", ""
	}
	c, e := Class(words[0]), Erasure(words[1])
	if !slices.Contains([]Class{ClassS, ClassA, ClassB, ClassC}, c) ||
		!slices.Contains([]Erasure{Delete, Coarsen, Keep, Cut}, e) {
		return "", ""
	}
	return c, e
}

func (p *columnParser) wrong(line int, column, what string) error {
	return plainError(fmt.Sprintf("%s:%d: column %s %s", p.file, line, column, what))
}
