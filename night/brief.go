package night

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Brief is what the first screen says of a shift. It opens no words.
type Brief struct {
	Standing
	Away []Out
}

// Brief returns who is on duty at site, whether the last handover was read, and who
// is out.
func (n *Night) Brief(ctx context.Context, site pana.SiteID) (Brief, error) {
	var b Brief
	err := n.h.DB.View(ctx, func(tx *db.Tx) error {
		b = Brief{Standing: Standing{Site: site}}
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		var err error
		if b.OnDuty, err = shiftsOpen(ctx, tx, site); err != nil {
			return err
		}
		_, b.Mine = shiftOf(b.OnDuty, pana.ActorFrom(ctx).Staff)
		if b.Last, _, err = lastHandover(ctx, tx, site); err != nil {
			return err
		}
		if b.Last.ID != "" {
			if b.Last.Reads, err = readsOf(ctx, tx, b.Last.ID); err != nil {
				return err
			}
			b.Waits = b.Last.Awaits(b.OnDuty)
		}
		b.Away, err = n.away(ctx, tx, site)
		return err
	})
	return b, err
}
