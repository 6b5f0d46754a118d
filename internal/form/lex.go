package form

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token of an expression (XPath 1.0, 3.7), and ${name}, which XLSForm adds.
type token struct {
	kind tokenKind
	text string
}

type tokenKind uint8

const (
	endToken tokenKind = iota
	numberToken
	stringToken
	nameToken   // of a step, a function or an axis
	symbolToken // brackets, commas, slashes, dots, ::
	operatorToken
	refToken // ${name}
)

// straight makes the quotes that text programs curl straight again.
var straight = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, " ", " ")

// lex splits an expression. XPath tells by what comes before whether * and the
// words and, or, div and mod are operators (3.7): after an operand they are.
func lex(at place, s string) ([]token, error) {
	if len(s) > mostExpression {
		return nil, at.refuse("form.expr.long", "Most", mostExpression)
	}
	s = straight.Replace(s)
	var all []token
	for s != "" {
		c := s[0]
		operand := false
		if n := len(all); n > 0 {
			last := all[n-1]
			operand = last.kind != operatorToken && !(last.kind == symbolToken && (last.text == "(" || last.text == "[" || last.text == "," || last.text == "/" || last.text == "//" || last.text == "::" || last.text == "@"))
		}
		t := token{}
		n := 0
		switch {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
			s = s[1:]
			continue
		case c == '\'' || c == '"':
			end := strings.IndexByte(s[1:], c)
			if end < 0 {
				return nil, at.refuse("form.expr.quote")
			}
			t, n = token{stringToken, s[1 : 1+end]}, end+2
		case c >= '0' && c <= '9' || c == '.' && len(s) > 1 && s[1] >= '0' && s[1] <= '9':
			n = numberLength(s)
			t = token{numberToken, s[:n]}
		case strings.HasPrefix(s, "${"):
			m := reference.FindStringSubmatchIndex(s)
			if m == nil || m[0] != 0 {
				return nil, at.refuse("form.expr.unread", "Near", short(s))
			}
			t, n = token{refToken, s[m[2]:m[3]]}, m[1]
		case c == '*':
			kind := nameToken
			if operand {
				kind = operatorToken
			}
			t, n = token{kind, "*"}, 1
		default:
			t, n = symbol(s)
			if n == 0 {
				if n = nameLength(s); n == 0 {
					return nil, at.refuse("form.expr.unread", "Near", short(s))
				}
				t = token{nameToken, s[:n]}
				if operand && (t.text == "and" || t.text == "or" || t.text == "div" || t.text == "mod") {
					t.kind = operatorToken
				}
			}
		}
		all = append(all, t)
		s = s[n:]
	}
	return append(all, token{}), nil
}

func symbol(s string) (token, int) {
	for _, two := range []string{"!=", "<=", ">="} {
		if strings.HasPrefix(s, two) {
			return token{operatorToken, two}, 2
		}
	}
	for _, two := range []string{"//", "::", ".."} {
		if strings.HasPrefix(s, two) {
			return token{symbolToken, two}, 2
		}
	}
	switch s[0] {
	case '=', '<', '>', '+', '-', '|':
		return token{operatorToken, s[:1]}, 1
	case '(', ')', '[', ']', ',', '/', '.', '@':
		return token{symbolToken, s[:1]}, 1
	}
	return token{}, 0
}

func numberLength(s string) int {
	n, dot := 0, false
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.' && !dot) {
		dot = dot || s[n] == '.'
		n++
	}
	return n
}

// nameLength measures a name with at most one prefix, such as jr:choice-name.
// A dot or dash inside belongs to the name, as in XML.
func nameLength(s string) int {
	n, colon := 0, false
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		first := r == '_' || unicode.IsLetter(r)
		switch {
		case first, n > 0 && (r == '-' || r == '.' || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)):
		case r == ':' && n > 0 && !colon && n+1 < len(s) && s[n+1] != ':' && nameLength(s[n+1:]) > 0:
			colon = true
		default:
			return n
		}
		n += size
	}
	return n
}
