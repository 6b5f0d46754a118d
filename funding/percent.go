package funding

import (
	"strconv"
	"strings"

	"example.org/pana"
)

// Percent writes ten-thousandths as a percentage: 3333 is 33.33.
func Percent(parts int) string { return decimal(int64(parts), 2) }

// Coins writes the smallest coins as whole units: 1250050 is 12500.50, and round
// sums have nothing behind the point.
func Coins(minor int64) string {
	if minor < 0 {
		return "-" + Coins(-minor)
	}
	if minor%100 == 0 {
		return strconv.FormatInt(minor/100, 10)
	}
	return strconv.FormatInt(minor/100, 10) + "." + padded(minor%100, 2)
}

// Amount writes ten-thousandths of days or services: 125000 is 12.5.
func Amount(parts int64) string { return decimal(parts, 4) }

// decimal writes n of the smallest, of which ten to the places are one.
func decimal(n int64, places int) string {
	one := int64(1)
	for range places {
		one *= 10
	}
	s := strconv.FormatInt(n/one, 10) + "." + padded(n%one, places)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func padded(n int64, places int) string {
	s := strconv.FormatInt(n, 10)
	return strings.Repeat("0", max(0, places-len(s))) + s
}

// ParsePercent reads 33.33 or 33,33 as ten-thousandths, never rounding.
func ParsePercent(op, field, text string) (int, error) {
	n, err := parseDecimal(text, 2)
	if err != nil || n < 0 || n > Whole {
		return 0, pana.Refuse(op, field, "funding.share.number")
	}
	return int(n), nil
}

// ParseMinor reads a sum of money like 12 500,50 as its smallest coins. It refuses
// more than two places behind the point rather than rounding.
func ParseMinor(op, field, text string) (int64, error) {
	n, err := parseDecimal(text, 2)
	if err != nil || n < 0 || n > mostMinor {
		return 0, pana.Refuse(op, field, "funding.money")
	}
	return n, nil
}

// mostMinor bounds a slip of the finger: ten thousand million in whole units.
const mostMinor = 1_000_000_000_000

// parseDecimal reads a number with at most places digits behind a point or comma,
// as a count of the smallest. Spaces between digits, also narrow and fixed ones,
// say nothing.
func parseDecimal(text string, places int) (int64, error) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009':
			return -1
		case ',':
			return '.'
		}
		return r
	}, strings.TrimSpace(text))
	whole, after, _ := strings.Cut(s, ".")
	if whole == "" || len(whole) > 13 || len(after) > places || strings.ContainsAny(s, "+-") {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(whole+after+strings.Repeat("0", places-len(after)), 10, 64)
}
