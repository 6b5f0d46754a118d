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
