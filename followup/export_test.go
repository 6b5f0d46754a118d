package followup

import "example.org/pana"

// Laid lays a schedule out, for tests of its rules.
func Laid(text string, left pana.Date, months int) ([]Point, error) {
	points, err := ParseSchedule(text)
	return schedule(points, left, months), err
}

// DueOn is due, for tests of its rules.
func DueOn(points []Point, reached []pana.Date, today pana.Date) (Point, bool) {
	return due(points, reached, today)
}

// FoldWord is foldWord, for tests of its rules.
func FoldWord(word string) string { return foldWord(word) }
