package casework

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

// How later chapters clean what a form sent, in the same words as this one.

// Bounds of one field, in runes.
const (
	MostLine = mostLine
	MostNote = mostNote
	MostText = mostText
)

// Text returns a text as it is kept: line ends as \n, no space around. It refuses
// bytes that are no text, control characters, characters that turn the direction
// round, and more than most runes.
func Text(op, field, s string, most int) (string, error) { return words(op, field, s, most) }

// Day returns a day as it is kept, empty when unknown; it refuses one that does
// not exist.
func Day(op, field string, d pana.Date) (pana.Date, error) { return dayIn(op, field, d) }

// Past is Day for a day that must have come by today.
func Past(op, field string, d, today pana.Date) (pana.Date, error) { return known(op, field, d, today) }

var clockForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// Clock refuses a time of day that is not written 09:30. Empty passes.
func Clock(op, field, s string) error {
	if s != "" && !clockForm.MatchString(s) {
		return pana.Refuse(op, field, "date.clock")
	}
	return nil
}

// MinuteOf is a clock time that Clock let through, in minutes since midnight.
func MinuteOf(clock string) int {
	hour, minute, _ := strings.Cut(clock, ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return 60*h + m
}

// CheckSource refuses a source that no list holds. Empty passes.
func CheckSource(op string, s pana.Source) error { return checkSource(op, s) }

// CheckCode refuses a code that list does not hold, on field. Empty passes.
func CheckCode(op, field, list, code string) error { return codes.Check(op, field, list, code) }

// CheckOneOf refuses what is not among the values a form offers. Empty passes.
func CheckOneOf(op, field, value string, offered ...string) error {
	if value != "" && !slices.Contains(offered, value) {
		return pana.Refuse(op, field, "codes.unknown")
	}
	return nil
}

// Within refuses a figure outside least and most.
func Within(op, field string, n, least, most int) error {
	if n >= least && n <= most {
		return nil
	}
	return &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "record.between", With: map[string]any{"Least": least, "Most": most}}
}

// Gone is the answer for a record that never was, one of another client, and one
// that the actor may not read.
func Gone(op string) error { return gone(op) }
