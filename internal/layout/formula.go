package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// allowed are the functions a formula may use: they read cells of the same workbook
// and say the same every day, on every machine.
var allowed = strings.Fields(`SUM SUMIF SUMIFS SUMPRODUCT COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS AVERAGE AVERAGEIF MIN MAX MEDIAN
	PRODUCT QUOTIENT MOD ROUND ROUNDUP ROUNDDOWN INT TRUNC ABS SIGN IF IFERROR IFNA AND OR NOT TRUE FALSE ISNUMBER ISTEXT ISBLANK ISERROR
	ISNA N T TEXT VALUE CONCATENATE CONCAT LEFT RIGHT MID LEN TRIM UPPER LOWER DATE YEAR MONTH DAY SUBTOTAL INDEX MATCH VLOOKUP HLOOKUP
	LOOKUP ROW ROWS COLUMN COLUMNS CHOOSE`)

// outside returns what of a formula is not let in, or nothing and how many cells
// the formula looks at. Only what a name stands for may be whole rows or columns.
func outside(formula string, sheets []string, name bool) (what string, reach int) {
	s := strings.TrimPrefix(formula, "=")
	if strings.Contains(s, "#REF!") {
		return "#REF!", 0
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '"':
			end := quoted(s[i:], '"')
			if end < 0 {
				return `"`, 0
			}
			i += end
		case c == '[' || c == '|' || c == '!':
			return string(c), 0
		case c == '\'':
			end := quoted(s[i:], '\'')
			if end < 0 || i+end >= len(s) || s[i+end] != '!' {
				return "'", 0
			}
			if name := strings.ReplaceAll(s[i+1:i+end-1], "''", "'"); !slices.Contains(sheets, name) {
				return "'" + name + "'!", 0
			}
			i += end + 1
		case word(rune(c)) || c >= 0x80:
			j := strings.IndexFunc(s[i:], func(r rune) bool { return !word(r) })
			switch j {
			case -1:
				j = len(s) - i
			case 0: // a letter of no alphabet
				_, j = utf8.DecodeRuneInString(s[i:])
			}
			token := s[i : i+j]
			i += j
			switch rest := strings.TrimLeft(s[i:], " "); {
			case strings.HasPrefix(rest, "("):
				name := strings.ToUpper(strings.TrimPrefix(strings.TrimPrefix(token, "_xlfn."), "_xlws."))
				if !slices.Contains(allowed, name) && !number(token) {
					return token, 0
				}
			case strings.HasPrefix(rest, "!"):
				if !slices.Contains(sheets, token) {
					return token, 0
				}
				i += len(s[i:]) - len(rest) + 1
			case strings.HasPrefix(rest, ":"):
				rest = strings.TrimLeft(rest[1:], " ")
				k := strings.IndexFunc(rest, func(r rune) bool { return !word(r) })
				if k < 0 {
					k = len(rest)
				}
				area := cells(token, rest[:k])
				if area == 0 && !name {
					return token + ":" + rest[:k], 0
				}
				reach += area
				i = len(s) - len(rest) + k
			default:
				reach++
			}
		default:
			i++
		}
	}
	return "", reach
}

func word(r rune) bool {
	return r == '_' || r == '.' || r == '$' || r == '\\' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func number(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r != '.' && !unicode.IsDigit(r) }) < 0
}

// quoted is the length of a quoted text at the beginning of s; a quote written
// twice belongs to it.
func quoted(s string, q byte) int {
	for i := 1; i < len(s); i++ {
		if s[i] == q {
			if i+1 < len(s) && s[i+1] == q {
				i++
				continue
			}
			return i + 1
		}
	}
	return -1
}

// cells is how many cells an area has: none if it is no area of cells, or goes far
// beyond what a sheet holds, such as a whole column.
func cells(first, last string) int {
	c1, r1, err1 := excelize.CellNameToCoordinates(strings.ReplaceAll(first, "$", ""))
	c2, r2, err2 := excelize.CellNameToCoordinates(strings.ReplaceAll(last, "$", ""))
	if err1 != nil || err2 != nil || max(c1, c2) > mostColumn || max(r1, r2) > mostRow {
		return 0
	}
	return (max(c1, c2) - min(c1, c2) + 1) * (max(r1, r2) - min(r1, r2) + 1)
}
