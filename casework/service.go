package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Service is one help that was given to one client, as its own chapter has it
// written down. Each chapter lists its own; whoever counts and pays asks them.
type Service struct {
	Source  string         `db:"-"`          // which page it stands on: "session", "visit", "hearing"
	Row     string         `db:"id"`         // where it stands there
	Client  pana.ClientID  `db:"client_id"`  //
	Code    string         `db:"code"`       // of the client
	Episode pana.EpisodeID `db:"episode_id"` // may be empty
	Site    pana.SiteID    `db:"site_id"`    //
	On      pana.Date      `db:"on_day"`     //
	Kind    string         `db:"service"`    // code list service-kind; empty while nobody said
	Minutes int            `db:"minutes"`    // 0 when nobody counted
	Staff   pana.StaffID   `db:"staff_id"`   // who did it; empty while nobody said
	Signed  pana.StaffID   `db:"signed"`     // who wrote down that it took place
	Payer   string         `db:"payer"`      // code list payer-kind; empty while nobody said
	Open    bool           `db:"still_open"` // its day is past, and nobody has said whether it took place
}

// Delivered reads services of one source by a query that names its columns as
// Service does.
func Delivered(ctx context.Context, tx *db.Tx, source, query string, args []any) ([]Service, error) {
	list, err := db.Select[Service](ctx, tx, query, args...)
	for i := range list {
		list[i].Source = source
	}
	return list, err
}

// A Time is one time in our care, as codes.
type Time struct {
	ID     pana.EpisodeID `db:"id"`
	Client pana.ClientID  `db:"client_id"`
	Code   string         `db:"code"`
	Site   pana.SiteID    `db:"site_id"`
	Opened pana.Date      `db:"opened"`
	Closed pana.Date      `db:"closed"` // empty while it goes on
}

// TimesOf returns the times in our care of clients c under cond and its arguments,
// those of one client together, the earliest first.
func TimesOf(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Time, error) {
	return db.Select[Time](ctx, tx, `SELECT e.id, e.client_id, c.code, e.site_id, e.opened, e.closed FROM clients c CROSS JOIN episodes e
		WHERE e.client_id = c.id AND (`+cond+`) ORDER BY e.client_id, e.opened, e.id`, args...)
}
