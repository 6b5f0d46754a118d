package collections

import (
	"regexp"
	"strings"
	"unicode"

	"example.org/pana"
	"example.org/pana/casework"
)

// Nothing that is written here points to anybody in care: it is read by those who
// meet no file, and it is written for people outside. Codes are found and refused.
// Names are not looked up: the answer would tell a bookkeeper or a student whose
// name stands in a file. A page says so instead, and what leaves the house is read
// by one of those who lead.

// joinedCode is any code written as codes are: KZ-26-417, whatever its prefix.
var joinedCode = regexp.MustCompile(`\p{L}{1,8}-[0-9]{2}-[0-9]{3,9}`)

// alike are letters of another alphabet that look like those of a prefix.
var alike = map[rune]rune{'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'Қ': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'Х': 'X', 'У': 'Y', 'І': 'I', 'З': 'Z'}

// hasCode reports whether a text has a client's code in it, of a house whose codes
// begin with prefix: also with other dashes or spaces, and with Cyrillic letters
// that look the same.
func hasCode(prefix, text string) bool {
	folded := strings.Map(func(r rune) rune {
		r = unicode.ToUpper(r)
		switch {
		case unicode.Is(unicode.Pd, r) || r == '−' || r == '_' || r == '‑':
			return '-'
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case alike[r] != 0:
			return alike[r]
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, text)
	if joinedCode.MatchString(strings.ReplaceAll(folded, " - ", "-")) {
		return true
	}
	own := regexp.MustCompile(`(?:^|[^\p{L}])` + regexp.QuoteMeta(strings.ToUpper(prefix)) + `[ -]*[0-9]{2}[ -]+[0-9]{3,9}`)
	return prefix != "" && own.MatchString(folded)
}

// text is a text as it is kept: clean, and with no client's code in it
// ("collections.code").
func (c *Collections) text(op, field, s string, most int) (string, error) {
	s, err := casework.Text(op, field, s, most)
	if err == nil && hasCode(c.h.Settings().CodePrefix, s) {
		err = pana.Refuse(op, field, "collections.code")
	}
	return s, err
}
