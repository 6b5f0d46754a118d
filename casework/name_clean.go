package casework

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
	"golang.org/x/text/unicode/norm"
)

// Bounds of a name or an alias.
const (
	nameRunes = 200 // longer than any name a person answers to
	nameMarks = 8   // Vietnamese stacks two marks on a letter, careful Hebrew four
)

// CleanName returns s as a name is kept: NFC, trimmed, each run of spaces one
// space, invisible marks of direction and width dropped. Nobody has to have a
// name, so the empty text is fine.
//
// It refuses with an Invalid error on the field "name": "name.invalid" for
// bytes that are not UTF-8 and for more than 8 combining marks in a row,
// "name.controls" for NUL and other control characters and for characters that
// turn the direction of the text around (such as U+202E), "name.long" for more
// than 200 characters. Cleaning a clean name changes nothing.
func CleanName(s string) (string, error) {
	const op = "casework.CleanName"
	tooLong := &pana.Error{Op: op, Kind: pana.Invalid, Field: "name", Say: "name.long", With: map[string]any{"Max": nameRunes}}
	if !utf8.ValidString(s) {
		return "", pana.Refuse(op, "name", "name.invalid")
	}
	// No 200 characters need this much; normalising a megabyte would cost.
	if len(s) > 64*nameRunes {
		return "", tooLong
	}
	var b strings.Builder
	for _, r := range strings.TrimSpace(s) {
		switch {
		case invisibleRune(r):
		case forbiddenRune(r):
			return "", pana.Refuse(op, "name", "name.controls")
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	s = strings.Join(strings.Fields(b.String()), " ")
	// Before NFC, which would break a long run of marks up; and after it,
	// because a few letters come apart into a letter and a mark.
	if marksInRow(s) > nameMarks {
		return "", pana.Refuse(op, "name", "name.invalid")
	}
	if utf8.RuneCountInString(s) > 4*nameRunes {
		return "", tooLong
	}
	s = norm.NFC.String(s)
	if marksInRow(s) > nameMarks {
		return "", pana.Refuse(op, "name", "name.invalid")
	}
	if utf8.RuneCountInString(s) > nameRunes {
		return "", tooLong
	}
	return s, nil
}

// invisibleRune reports whether r comes along when a name is pasted and means
// nothing in it: marks of direction that turn nothing around, soft hyphen,
// spaces without width. The joiners U+200C and U+200D stay: Persian needs them.
func invisibleRune(r rune) bool {
	switch r {
	case '\u200e', '\u200f', '\u061c', '\u00ad', '\u200b', '\u2060', '\ufeff':
		return true
	}
	return false
}

// forbiddenRune reports whether r has no business in a name: controls,
// embeddings, overrides and isolates of direction, tags, private use.
func forbiddenRune(r rune) bool {
	switch {
	case r == '\u200c', r == '\u200d':
		return false
	case r == '\u2028', r == '\u2029':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

func marksInRow(s string) int {
	most, n := 0, 0
	for _, r := range s {
		if unicode.In(r, unicode.Mn, unicode.Me) {
			n++
			most = max(most, n)
		} else {
			n = 0
		}
	}
	return most
}
