package youth

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Delivered reads the lessons that young people c were in from one day to another as
// services, for the ledger of their centre: one for each who was there, with the
// minutes that she was there. A lesson made up is one like any other. What was
// written down when the lesson was held is not entered again.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	n := len(args)
	return casework.Delivered(ctx, tx, funding.Lesson, `
		SELECT l.id, k.client_id, c.code, '' AS episode_id, l.site_id, l.on_day, l.service, k.minutes, l.worker AS staff_id, k.by_staff AS signed, l.payer, FALSE AS still_open
		FROM youth_lessons l CROSS JOIN youth_marks k CROSS JOIN clients c
		WHERE l.state = 'held' AND l.on_day >= `+arg(n-1)+` AND l.on_day <= `+arg(n)+` AND k.lesson_id = l.id AND k.lesson_id <> '' AND k.mark IN ('present', 'late')
			AND c.id = k.client_id AND (`+cond+`) ORDER BY l.on_day, l.id, k.id`, args)
}

// A Service is one lesson as the sheet of a month shows it. It names nobody who was
// there.
type Service struct {
	Lesson  LessonID     `db:"id"`
	Slot    SlotID       `db:"slot_id"`
	Group   GroupID      `db:"group_id"`
	Site    pana.SiteID  `db:"site_id"`
	Kind    string       `db:"service"` // code list service-kind; empty while the group says none
	On      pana.Date    `db:"on_day"`
	Minutes int          `db:"minutes"`
	Worker  pana.StaffID `db:"worker"`
	Payer   string       `db:"payer"`  // code list payer-kind; empty while the group says none
	People  int          `db:"people"` // how many were there
	Name    string       `db:"-"`      // of the group
}

// Key names the lesson in an address.
func (s Service) Key() string { return string(s.Slot) + "~" + string(s.On) }

// A Lessons is what was held at a centre in a time, and what nobody has marked yet.
type Lessons struct {
	Held []Service
	Open []Met // over, and it is not said whether they took place; the earliest first
}

// Lessons returns those of a centre from one day to another, with how many of those
// whom the actor may know were there. It needs SeeLessons there; a centre that is none
// or not hers is NotFound.
func (y *Youth) Lessons(ctx context.Context, site pana.SiteID, from, until pana.Date) (Lessons, error) {
	var l Lessons
	if s, ok := y.h.Site(site); !ok || s.Kind != house.YouthCentre || policy.Check(pana.ActorFrom(ctx), policy.SeeLessons, policy.Subject{Site: site}) != nil {
		return l, casework.Gone("youth.Lessons")
	}
	err := y.h.DB.View(ctx, func(tx *db.Tx) error {
		l = Lessons{}
		cond, args := y.files.Where(ctx, tx, policy.SeeLessons)
		var err error
		if l.Held, err = services(ctx, tx, cond, args, site, from, until); err != nil {
			return err
		}
		groups, err := y.groups(ctx, tx, `g.site_id = $2`, site)
		if err != nil {
			return err
		}
		called := map[GroupID]string{}
		for _, g := range groups {
			called[g.ID] = g.Name
		}
		for i := range l.Held {
			l.Held[i].Name = called[l.Held[i].Group]
		}
		t, err := y.timetable(ctx, tx, site, from, until)
		if err != nil {
			return err
		}
		last := min(until, y.h.Today(tx.Now).AddDays(-1))
		open := slices.DeleteFunc(t.meetings(from, last), func(m Meeting) bool { return m.State != "" || !m.asks() })
		l.Open, err = y.met(ctx, tx, site, open)
		return err
	})
	return l, err
}

// services reads the lessons that were held at a centre, each with how many of those c
// whom a condition lets through were there.
func services(ctx context.Context, tx *db.Tx, cond string, args []any, site pana.SiteID, from, until pana.Date) ([]Service, error) {
	args = append(args, site, from, until)
	n := len(args)
	return db.Select[Service](ctx, tx, `SELECT l.id, l.slot_id, l.group_id, l.site_id, l.service, l.on_day, l.minutes, l.worker, l.payer,
			(SELECT COUNT(*) FROM youth_marks m CROSS JOIN clients c WHERE m.lesson_id = l.id AND m.lesson_id <> '' AND m.mark IN ('present', 'late') AND c.id = m.client_id AND (`+cond+`)) AS people
		FROM youth_lessons l WHERE l.state = 'held' AND l.site_id = `+arg(n-2)+` AND l.on_day >= `+arg(n-1)+` AND l.on_day <= `+arg(n)+` ORDER BY l.on_day, l.id`, args...)
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
