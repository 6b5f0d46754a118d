package erasure

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Due is a closed file whose time is over, or one that is held.
type Due struct {
	Code   string    `db:"code"`
	Closed pana.Date `db:"closed"`
	Basis  string    `db:"basis"`     // of the hold; empty for none
	Review pana.Date `db:"review_on"` // of the hold
	Due    pana.Date `db:"-"`         // since when its time is over; empty while it is not
}

// mostDue is how many files one page lists.
const mostDue = 50

// List returns the closed files whose time is over and those that are held, of
// those that the actor may know of, the longest closed first.
func (e *Erasure) List(ctx context.Context) (list []Due, more bool, err error) {
	actor := pana.ActorFrom(ctx)
	if err := policy.Check(actor, policy.SeeErasures, policy.Subject{}); err != nil {
		return nil, false, err
	}
	months := e.months()
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		today := e.h.Today(tx.Now)
		before := pana.Date(today.Time().AddDate(0, -months, 0).Format("2006-01-02"))
		cond, args := policy.Where(actor, policy.EraseClient, e.h.Tonight(tx.Now))
		args = append(args, string(before), mostDue+1)
		n := len(args)
		list, err = db.Select[Due](ctx, tx, `SELECT c.code, COALESCE(x.closed, '') AS closed, COALESCE(o.basis, '') AS basis, COALESCE(o.review_on, '') AS review_on
			FROM clients c
			LEFT JOIN (SELECT client_id, MAX(closed) AS closed FROM episodes GROUP BY client_id HAVING MIN(closed) <> '') x ON x.client_id = c.id
			LEFT JOIN holds o ON o.client_id = c.id AND o.lifted = ''
			WHERE (`+cond+`) AND (o.basis IS NOT NULL OR x.closed <= `+mark(n-1)+`)
			ORDER BY CASE WHEN o.basis IS NULL THEN 1 ELSE 0 END, closed, c.code LIMIT `+mark(n), args...)
		if more = len(list) > mostDue; more {
			list = list[:mostDue]
		}
		for i, d := range list {
			if d.Closed != "" && dueOn(d.Closed, months) <= today {
				list[i].Due = dueOn(d.Closed, months)
			}
		}
		return err
	})
	return list, more, err
}

// Months is how long this house keeps a closed file.
func (e *Erasure) Months() int { return e.months() }
