package db

import (
	"slices"
	"strings"
)

// A columnParser walks the statements of one migration.
type columnParser struct {
	file    string
	tokens  []token
	at      int
	columns []Column
}

// parse walks every statement. Statements that make or drop no column pass.
func (p *columnParser) parse() error {
	for p.skip(); p.at < len(p.tokens); p.skip() {
		var err error
		switch first := p.upper(); first {
		case "CREATE":
			err = p.create()
		case "ALTER":
			err = p.alter()
		case "DROP":
			p.drop()
		}
		if err != nil {
			return err
		}
		p.toEnd()
	}
	return nil
}

// create reads CREATE TABLE [IF NOT EXISTS] name (columns).
func (p *columnParser) create() error {
	line := p.tokens[p.at].line
	p.next()
	what := p.upper()
	if what == "VIRTUAL" || what == "TEMP" || what == "TEMPORARY" {
		return p.wrong(line, "(all)", "of a "+strings.ToLower(what)+" table cannot be classed")
	}
	if what != "TABLE" {
		return nil
	}
	p.next()
	for slices.Contains([]string{"IF", "NOT", "EXISTS"}, p.upper()) {
		p.next()
	}
	table := p.name()
	if p.upper() != "(" {
		return p.wrong(line, "(all)", "of table "+table+" cannot be seen")
	}
	p.next()
	for p.at < len(p.tokens) && p.upper() != ")" {
		if err := p.column(table); err != nil {
			return err
		}
	}
	return nil
}

// alter reads ALTER TABLE t ADD [COLUMN] c, DROP [COLUMN] c and RENAME.
func (p *columnParser) alter() error {
	p.next() // ALTER
	if p.upper() != "TABLE" {
		return nil
	}
	p.next()
	table := p.name()
	act := p.upper()
	p.next()
	if p.upper() == "COLUMN" {
		p.next()
	}
	switch act {
	case "ADD":
		return p.column(table)
	case "DROP":
		name := p.name()
		p.columns = slices.DeleteFunc(slices.Clone(p.columns), func(c Column) bool { return c.Table == table && c.Name == name })
	case "RENAME":
		p.rename(table)
	}
	return nil
}

func (p *columnParser) rename(table string) {
	from := ""
	if p.upper() != "TO" {
		from = p.name()
	}
	if p.upper() != "TO" {
		return
	}
	p.next()
	to := p.name()
	p.columns = slices.Clone(p.columns)
	for i := range p.columns {
		c := &p.columns[i]
		switch {
		case c.Table != table:
		case from == "":
			c.Table = to
		case c.Name == from:
			c.Name = to
		}
	}
}

func (p *columnParser) drop() {
	p.next()
	if p.upper() != "TABLE" {
		return
	}
	p.next()
	for p.upper() == "IF" || p.upper() == "EXISTS" {
		p.next()
	}
	table := p.name()
	p.columns = slices.DeleteFunc(slices.Clone(p.columns), func(c Column) bool { return c.Table == table })
}

// column reads one column or table constraint, with the comment that follows it
// on its last line.
func (p *columnParser) column(table string) error {
	if p.at >= len(p.tokens) {
		return p.wrong(strings.Count(p.tokens[len(p.tokens)-1].text, "\n")+p.tokens[len(p.tokens)-1].line, "(none)", "where one should be")
	}
	first := p.tokens[p.at]
	isColumn := first.kind == quoted ||
		!slices.Contains([]string{"PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "CONSTRAINT", "EXCLUDE"}, p.upper())
	name := p.name()
	c := Column{Table: table, Name: name, File: p.file, Line: first.line}
	last := first.line // the line that the column's text ends on
	depth, ended := 0, false
	for ; p.at < len(p.tokens); p.at++ {
		t := p.tokens[p.at]
		if t.kind == comment && t.line == last {
			c.Class, c.Erasure = mark(t.text)
		}
		if t.kind == comment || t.kind == space {
			continue
		}
		if ended || depth == 0 && t.text == ")" {
			break // what follows the comma, or the end of the table
		}
		if t.text == ";" { // of ALTER TABLE … ADD; its comment stands behind
			p.readMark(&c)
			break
		}
		last = t.line + strings.Count(t.text, "\n")
		switch t.text {
		case "(":
			depth++
		case ")":
			depth--
		case ",":
			ended = depth == 0
		}
	}
	if !isColumn {
		return nil
	}
	if c.Class == "" || c.Erasure == "" {
		return p.wrong(first.line, name, "has no class and erasure at the end of its line")
	}
	return p.add(c)
}

// readMark reads the comment that follows the token here on the same line.
func (p *columnParser) readMark(c *Column) {
	for _, t := range p.tokens[p.at+1:] {
		if t.line != p.tokens[p.at].line || t.kind != space && t.kind != comment {
			return
		}
		if t.kind == comment {
			c.Class, c.Erasure = mark(t.text)
		}
	}
}

// name reads a name and moves on; quotes are taken off and a bare name is lower case.
func (p *columnParser) name() string {
	if p.at >= len(p.tokens) {
		return ""
	}
	t := p.tokens[p.at]
	p.next()
	if t.kind == quoted && len(t.text) >= 2 {
		return t.text[1 : len(t.text)-1]
	}
	return strings.ToLower(t.text)
}

// upper returns the token here in upper case, "" at the end.
func (p *columnParser) upper() string {
	if p.at >= len(p.tokens) {
		return ""
	}
	return strings.ToUpper(p.tokens[p.at].text)
}

func (p *columnParser) next() { p.at++; p.skip() }

// skip passes over space, comments and empty statements.
func (p *columnParser) skip() {
	for p.at < len(p.tokens) && (p.tokens[p.at].kind == space || p.tokens[p.at].kind == comment) {
		p.at++
	}
}

// toEnd passes the end of the statement.
func (p *columnParser) toEnd() {
	for p.at < len(p.tokens) && p.tokens[p.at].text != ";" {
		p.at++
	}
	if p.at < len(p.tokens) {
		p.at++
	}
}
