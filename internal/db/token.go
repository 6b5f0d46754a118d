package db

import (
	"iter"
	"strings"
)

// A token is a piece of SQL text. The pieces of a text, joined, are the text.
type token struct {
	kind tokenKind
	text string
	line int // that it begins on, from 1
	col  int // in bytes, from 1
}

type tokenKind uint8

const (
	space   tokenKind = iota
	word              // a bare name, keyword or number
	quoted            // a 'text', a "name", a `name` or a [name]
	comment           // -- to the end of the line, or /* */
	sign              // one other byte
)

// tokens cuts SQL text into pieces. Text that ends inside a quote or a comment
// ends with that piece.
func tokens(text string) iter.Seq[token] {
	return func(yield func(token) bool) {
		line, col := 1, 1
		for len(text) > 0 {
			kind, n := cut(text)
			if !yield(token{kind, text[:n], line, col}) {
				return
			}
			if breaks := strings.Count(text[:n], "\n"); breaks > 0 {
				line += breaks
				col = n - strings.LastIndexByte(text[:n], '\n')
			} else {
				col += n
			}
			text = text[n:]
		}
	}
}

// cut returns the kind and length of the first piece of text.
func cut(text string) (tokenKind, int) {
	switch c := text[0]; {
	case isSpace(c):
		return space, span(text, isSpace)
	case isWord(c):
		return word, span(text, isWord)
	case c == '\'' || c == '"' || c == '`':
		return quoted, quoteEnd(text, c)
	case c == '[':
		return quoted, through(text, "]")
	case strings.HasPrefix(text, "--"):
		return comment, span(text, func(c byte) bool { return c != '\n' })
	case strings.HasPrefix(text, "/*"):
		return comment, min(2+through(text[2:], "*/"), len(text))
	}
	return sign, 1
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func isWord(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func span(text string, in func(byte) bool) int {
	n := 0
	for n < len(text) && in(text[n]) {
		n++
	}
	return n
}

func through(text, end string) int {
	if i := strings.Index(text, end); i >= 0 {
		return i + len(end)
	}
	return len(text)
}

// quoteEnd returns the length of a quoted piece, in which the quote is doubled.
func quoteEnd(text string, quote byte) int {
	for i := 1; i < len(text); i++ {
		if text[i] != quote {
			continue
		}
		if i+1 < len(text) && text[i+1] == quote {
			i++
			continue
		}
		return i + 1
	}
	return len(text)
}
