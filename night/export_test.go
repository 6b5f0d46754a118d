package night

import (
	"time"

	"example.org/pana/internal/db"
)

// Moments says when somebody went and is expected.
func Moments(n NewOut, now time.Time, zone *time.Location) (went, expected time.Time, err error) {
	a, b, err := n.moments("test", now, zone)
	return db.FromMicros(a), db.FromMicros(b), err
}
