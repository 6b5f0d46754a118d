package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Service is one lesson as a ledger of services reads it: it was written down when
// it was held and is not entered again. It names nobody who was there.
type Service struct {
	Lesson  LessonID     `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Kind    string       `db:"service"` // code list service-kind; empty while the group says none
	On      pana.Date    `db:"on_day"`
	Minutes int          `db:"minutes"`
	Worker  pana.StaffID `db:"worker"`
	Payer   string       `db:"payer"`  // code list payer-kind; empty while the group says none
	People  int          `db:"people"` // who were there
}

// Services returns the lessons that were held at a centre from one day to another,
// both included, for a chapter that has asked policy for its own act. An empty site
// is every centre.
func Services(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) ([]Service, error) {
	return db.Select[Service](ctx, tx, `SELECT l.id, l.site_id, l.service, l.on_day, l.minutes, l.worker, l.payer,
			(SELECT COUNT(*) FROM youth_marks m WHERE m.lesson_id = l.id AND m.mark IN ('present', 'late')) AS people
		FROM youth_lessons l WHERE l.state = 'held' AND ($1 = '' OR l.site_id = $1) AND l.on_day >= $2 AND l.on_day <= $3 ORDER BY l.on_day, l.id`, site, from, until)
}

// Sessions returns how many sessions of a centre's lessons fell to somebody from one
// day to another, and how many of these she was in or made up: whole numbers for a
// chapter that has asked policy for its own act, nobody's name with them.
func Sessions(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) (attended, asked int, err error) {
	type row struct {
		Attended int `db:"attended"`
		Asked    int `db:"asked"`
	}
	r, err := db.Get[row](ctx, tx, `SELECT COUNT(CASE WHEN k.mark IN ('present', 'late') OR EXISTS (SELECT 1 FROM youth_marks z WHERE z.makes_up <> '' AND z.makes_up = k.id) THEN 1 END) AS attended,
			COUNT(*) AS asked
		FROM youth_marks k JOIN youth_lessons l ON l.id = k.lesson_id
		WHERE k.makes_up = '' AND ($1 = '' OR l.site_id = $1) AND k.on_day >= $2 AND k.on_day <= $3`, site, from, until)
	return r.Attended, r.Asked, err
}
