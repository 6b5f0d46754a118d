package template

import (
	"example.org/pana"
	"example.org/pana/internal/db"
)

// copiesLine says on the first screen how the copies of the house stand, also when
// all is well: that a set was tried is known only to whoever is told.
func copiesLine(f Frame, d TodayData) string {
	if d.Copies.Newest.Sequence == 0 {
		return ""
	}
	day := func(micros int64) string {
		return f.R.Date(pana.DateOf(db.FromMicros(micros), d.Now.Location()))
	}
	if d.Copies.Tried == 0 {
		return f.R.T("backup.today.untried", "Made", day(d.Copies.Newest.At))
	}
	return f.R.T("backup.today", "Made", day(d.Copies.Newest.At), "Tried", day(d.Copies.Tried))
}
