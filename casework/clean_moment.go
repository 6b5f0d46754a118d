package casework

import "example.org/pana"

// Moment refuses a remembered moment whose ends are crossed, whose days do not
// exist, or whose precision claims more or less than its ends say. A moment that
// is not known passes.
func Moment(op, field string, f pana.Fuzzy) error { return fuzzy(op, field, f, "9999-12-31") }

// PastMoment is Moment for one that must have begun by today.
func PastMoment(op, field string, f pana.Fuzzy, today pana.Date) error {
	return fuzzy(op, field, f, today)
}
