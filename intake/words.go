package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
)

// How much one field can say.
const (
	mostLine  = 300
	mostWords = 4000
)

// words returns a text as it is kept: line ends as \n, no space around. It
// refuses bytes that are no text, control characters and characters that turn
// the direction round, and more than most runes.
func words(op, field, s string, most int) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	bad := !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.IsControl(r) ||
			r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	})
	switch {
	case bad:
		return "", pana.Refuse(op, field, "intake.words.controls")
	case utf8.RuneCountInString(s) > most:
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "intake.words.long", With: map[string]any{"Max": most}}
	}
	return s, nil
}

// within refuses a number below 0 or above most.
func within(op, field, say string, n, most int) error {
	if n >= 0 && n <= most {
		return nil
	}
	return &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: say, With: map[string]any{"Max": most}}
}

// day reads a date that may be empty, and refuses one that has not come yet.
func day(op, field string, d, today pana.Date) (pana.Date, error) {
	d, err := pana.ParseDate(string(d))
	if e, ok := err.(*pana.Error); ok {
		e.Field = field
		return "", e
	}
	if d > today {
		return "", pana.Refuse(op, field, "date.future")
	}
	return d, nil
}
