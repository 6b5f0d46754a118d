package collections

import (
	"regexp"
	"strconv"

	"example.org/pana"
)

// Supporters are turned to by term of the school year: 2026-autumn, 2027-spring.

var termForm = regexp.MustCompile(`^20[0-9]{2}-(spring|autumn)$`)

// TermOf is the term that a day falls in: autumn from August to January, spring
// after it. A form begins with it, and whoever fills it in chooses another.
func TermOf(d pana.Date) string {
	if len(d) < 7 {
		return ""
	}
	year, month := d.Year(), d[5:7]
	switch {
	case month == "01":
		return strconv.Itoa(year-1) + "-autumn"
	case month < "08":
		return strconv.Itoa(year) + "-spring"
	}
	return strconv.Itoa(year) + "-autumn"
}

// Terms are those that a form offers on a day: the one before, this one, and the
// two that follow.
func Terms(d pana.Date) []string {
	season, year := Season(TermOf(d))
	autumn, spring := strconv.Itoa(year)+"-autumn", strconv.Itoa(year)+"-spring"
	if season == "autumn" {
		return []string{spring, autumn, strconv.Itoa(year+1) + "-spring", strconv.Itoa(year+1) + "-autumn"}
	}
	return []string{strconv.Itoa(year-1) + "-autumn", spring, autumn, strconv.Itoa(year+1) + "-spring"}
}

// Season takes a term apart: "autumn" and 2026.
func Season(term string) (season string, year int) {
	if !termForm.MatchString(term) {
		return "", 0
	}
	year, _ = strconv.Atoi(term[:4])
	return term[5:], year
}
