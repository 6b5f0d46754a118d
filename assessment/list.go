package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Line is one client on a list of assessments: a code, no name.
type Line struct {
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Site   pana.SiteID   `db:"site_id"`
	Stage  string        `db:"stage"`
	On     pana.Date     `db:"on_day"` // handed over; empty while it is waited for
	Early  bool          `db:"early"`  // before the assessment was done, with a reason
	Later  bool          `db:"later"`  // not her first assessment here
	Mine   bool          `db:"mine"`   // the reader works with her
}

// A Desk is who has been handed over to the psychologist and who is waited for.
type Desk struct {
	HandedOver []Line
	Waiting    []Line
}

// mostLines bounds each list.
const mostLines = 100

// List returns who has been handed over and not yet taken, and whose first
// assessment is not done, among the clients of the actor's sites. Nobody on it is
// late.
func (a *Assessment) List(ctx context.Context) (Desk, error) {
	var d Desk
	err := a.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := policy.Check(pana.ActorFrom(ctx), policy.ListAssessments, policy.Subject{}); err != nil {
			return err
		}
		cond, args := a.files.Where(ctx, tx, policy.ListAssessments)
		if d.HandedOver, err = handedOver(ctx, tx, cond, args); err != nil {
			return err
		}
		d.Waiting, err = waiting(ctx, tx, cond, args)
		return err
	})
	return d, err
}

// HandedOver returns the clients whom the actor can take over and has not yet,
// for her first screen.
func (a *Assessment) HandedOver(ctx context.Context) ([]Line, error) {
	var lines []Line
	err := a.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := a.files.Where(ctx, tx, policy.TakeAssessment)
		lines, err = handedOver(ctx, tx, cond, args)
		return err
	})
	return lines, err
}
