package night

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Shift is one turn of duty of one person at a site. Ended is 0 while she is
// on duty; moments are microseconds, see db.FromMicros.
type Shift struct {
	ID      string       `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Staff   pana.StaffID `db:"staff_id"`
	Began   int64        `db:"began"`
	Ended   int64        `db:"ended"`
	EndedBy pana.StaffID `db:"ended_by"`
}

// OnDuty returns whose shifts go on at site, those first who came first, for whoever
// sees the night there.
func (n *Night) OnDuty(ctx context.Context, site pana.SiteID) ([]Shift, error) {
	var list []Shift
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		list, err = shiftsOpen(ctx, tx, site)
		return err
	})
	return list, err
}

// shiftOf returns the shift of a member among those that go on.
func shiftOf(open []Shift, staff pana.StaffID) (Shift, bool) {
	i := slices.IndexFunc(open, func(s Shift) bool { return s.Staff == staff })
	if i < 0 {
		return Shift{}, false
	}
	return open[i], true
}
