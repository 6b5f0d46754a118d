package collections

import (
	"math"
	"strconv"
	"strings"

	"example.org/pana"
)

// Sums are whole numbers of the smallest unit of their currency, a hundredth of a
// tenge: nothing is ever rounded.

// MostSum is the greatest sum that one line of the book takes.
const MostSum = 1_000_000_000_00

// ParseSum reads a sum as people write it: 12 500, 12 500,50 or 12500.5. Spaces
// between thousands do not count. It refuses what is no such sum
// ("collections.sum.form"), also 12.500, which some read as twelve and a half; and
// more than MostSum ("collections.sum.most"). An empty text is 0.
func ParseSum(op, field, text string) (int64, error) {
	text = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009':
			return -1
		case ',':
			return '.'
		}
		return r
	}, text)
	if text == "" {
		return 0, nil
	}
	whole, part, pointed := strings.Cut(text, ".")
	if !digits(whole) || pointed && (!digits(part) || len(part) > 2) {
		return 0, pana.Refuse(op, field, "collections.sum.form")
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > MostSum/100 {
		return 0, pana.Refuse(op, field, "collections.sum.most")
	}
	cents, _ := strconv.ParseInt((part + "00")[:2], 10, 64)
	if n = n*100 + cents; n > MostSum {
		return 0, pana.Refuse(op, field, "collections.sum.most")
	}
	return n, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// Plain is a sum for a field of a form and for a table: 12500 or 12500.50, which
// ParseSum reads back.
func Plain(n int64) string {
	if n == math.MinInt64 {
		return ""
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := sign + strconv.FormatInt(n/100, 10)
	if n%100 == 0 {
		return s
	}
	return s + "." + strconv.FormatInt(100+n%100, 10)[1:]
}
