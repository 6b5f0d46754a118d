package house

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/pana"
)

// line tidies one line that a person typed: outer spaces go, inner ones become
// one. It refuses an empty line, what is no text, controls and marks that turn
// the direction of writing, and more than most characters.
func line(op, field, s string, most int) (string, error) {
	s, err := optionalLine(op, field, s, most)
	if err == nil && s == "" {
		return "", pana.Refuse(op, field, "house.text.missing")
	}
	return s, err
}

// optionalLine is line for a field that may stay empty.
func optionalLine(op, field, s string, most int) (string, error) {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, misleading) {
		return "", pana.Refuse(op, field, "house.text.controls")
	}
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	if utf8.RuneCountInString(s) > most {
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "house.text.long", With: map[string]any{"N": most}}
	}
	return s, nil
}

// lines cleans a text of at most n lines of most runes each; empty lines go.
func lines(op, field, s string, n, most int) (string, error) {
	var kept []string
	for l := range strings.Lines(s) {
		l, err := optionalLine(op, field, strings.Trim(l, "\r\n"), most)
		if err != nil {
			return "", err
		}
		if l != "" {
			kept = append(kept, l)
		}
	}
	if len(kept) > n {
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "house.text.lines", With: map[string]any{"N": n}}
	}
	return strings.Join(kept, "\n"), nil
}

// misleading reports whether r shows nothing or turns the text around it.
func misleading(r rune) bool {
	return unicode.IsControl(r) || r == '\ufeff' || r == '\u061c' ||
		r >= '\u200b' && r <= '\u200f' || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// fold makes the ways one person's name is typed at sign-in into one.
func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(name))), " ")
}
