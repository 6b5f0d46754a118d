package learning

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

func arg(n int) string { return "$" + strconv.Itoa(n) }

// Ahead returns what stands on a day from one to another: courses and school
// places that begin, a child's own steps, and when it is asked how work goes after
// three months. What is known as an autumn stands on no day.
func (l *Learning) Ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.SeeLearning) {
		return nil, nil
	}
	var all []casework.Ahead
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		all = nil
		cond, args := l.files.Where(ctx, tx, policy.SeeLearning)
		for _, q := range []string{coursesAhead, placesAhead, ownStepsAhead} {
			part, err := db.Select[casework.Ahead](ctx, tx, q+` AND x.precision = 'day' AND x.earliest >= `+arg(len(args)+1)+` AND x.earliest <= `+arg(len(args)+2)+
				` AND (`+cond+`) ORDER BY x.earliest, x.id`, append(slices.Clone(args), from, until)...)
			if err != nil {
				return err
			}
			all = append(all, part...)
		}
		asked, err := threeMonthsAhead(ctx, tx, cond, args, from, until)
		all = append(all, asked...)
		return err
	})
	return all, err
}

const (
	coursesAhead = `SELECT 'course' AS kind, x.client_id, c.code, c.site_id, x.earliest AS on_day, '' AS at_clock, x.organisation_id AS place, '' AS staff_id,
		TRUE AS out_door, '/learning/courses/' || x.id AS page FROM courses x CROSS JOIN clients c WHERE c.id = x.client_id AND x.state IN ('wished', 'applied', 'enrolled')`
	placesAhead = `SELECT 'school' AS kind, x.client_id, c.code, c.site_id, x.earliest AS on_day, '' AS at_clock, x.organisation_id AS place, '' AS staff_id,
		x.kind <> 'home-lessons' AS out_door, '/child' AS page FROM school_places x CROSS JOIN clients c WHERE c.id = x.client_id AND x.state <> 'ended'`
	ownStepsAhead = `SELECT 'own-step' AS kind, x.client_id, c.code, c.site_id, x.earliest AS on_day, '' AS at_clock, '' AS place, x.with_staff AS staff_id,
		FALSE AS out_door, '/child' AS page FROM own_steps x CROSS JOIN clients c WHERE c.id = x.client_id AND x.state = 'open'`
)

// An asking is a question that is due three months after a moment.
type asking struct {
	casework.Ahead
	pana.Fuzzy
}

// threeMonthsAhead looks among those who have not been asked. The day is reckoned
// here, so that both engines count months alike.
func threeMonthsAhead(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	// Whoever began or finished within the four months before has three months up
	// between the days asked for.
	early := pana.Date(from.Time().AddDate(0, -MonthsAfter-1, 0).Format("2006-01-02"))
	args = append(slices.Clone(args), early, until)
	rows, err := db.Select[asking](ctx, tx, `
		SELECT 'three-months' AS kind, j.client_id, c.code, c.site_id, j.organisation_id AS place, '' AS staff_id, FALSE AS out_door,
			'/learning/jobs/' || j.id AS page, j.earliest, j.latest, j.precision
		FROM jobs j CROSS JOIN clients c
		WHERE c.id = j.client_id AND j.three_months = '' AND j.ended = '' AND j.latest >= `+arg(len(args)-1)+` AND j.latest <= `+arg(len(args))+` AND (`+cond+`)
		UNION ALL
		SELECT 'three-months' AS kind, k.client_id, c.code, c.site_id, k.organisation_id AS place, '' AS staff_id, FALSE AS out_door,
			'/learning/courses/' || k.id AS page, s.earliest, s.latest, s.precision
		FROM course_steps s CROSS JOIN courses k CROSS JOIN clients c
		WHERE s.step = 'finished' AND k.id = s.course_id AND c.id = k.client_id AND k.three_months = '' AND k.state = 'finished' AND NOT EXISTS (SELECT 1 FROM course_steps z WHERE z.client_id = k.client_id AND z.course_id = k.id AND z.at > s.at)
			AND s.latest >= `+arg(len(args)-1)+` AND s.latest <= `+arg(len(args))+` AND (`+cond+`)`, args...)
	if err != nil {
		return nil, err
	}
	var all []casework.Ahead
	for _, r := range rows {
		if day, ok := AskFrom(r.Fuzzy); ok && day >= from && day <= until {
			r.Ahead.On = day
			all = append(all, r.Ahead)
		}
	}
	return all, nil
}

// Track returns where learning and work stand, for the strip on the file. False
// means that there is nothing to draw, or that the reader may not see it.
func (l *Learning) Track(r *casework.Reading) (casework.Track, bool, error) {
	t := casework.Track{Kind: "learning", Page: "/learning"}
	if !r.May(policy.SeeLearning) {
		return t, false, nil
	}
	courses, err := coursesOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return t, false, err
	}
	steps, err := stepsOf(r.Ctx, r.Tx, r.Subject.Client, "")
	if err != nil {
		return t, false, err
	}
	jobs, err := jobsOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return t, false, err
	}
	places, err := placesOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return t, false, err
	}
	for _, s := range steps {
		if day, exact := s.When.Exact(); exact && s.Step != Dropped {
			t.Done = append(t.Done, day)
		}
	}
	for _, c := range courses {
		if day, exact := c.Starts.Exact(); exact && day > r.Today {
			t.Planned = append(t.Planned, day)
		}
	}
	return t, tell(&t, courses, jobs, places), nil
}

// tell says in one sentence what counts most now: work, then school, then the
// course that has come furthest.
func tell(t *casework.Track, courses []Course, jobs []Job, places []Place) bool {
	for _, j := range jobs {
		if j.Ended == "" {
			t.Say, t.Running = "learning.track.working", true
			return true
		}
	}
	for _, p := range places {
		if p.State == Placed {
			t.Say, t.Running, t.Page = "learning.track.placed", true, "/child"
			return true
		}
	}
	for _, state := range []string{Attended, Enrolled, Applied, Wished, Finished} {
		for _, c := range courses {
			if c.State != state {
				continue
			}
			t.Say, t.Running, t.Waiting = "learning.track."+state, state == Attended, state == Applied
			if c.Starts.Known() && state != Attended && state != Finished {
				t.Say, t.With = t.Say+".when", map[string]any{"When": c.Starts}
			}
			return true
		}
	}
	for _, p := range places {
		if p.State == PlaceApplied || p.State == PlaceWished {
			t.Say, t.Waiting, t.Page = "learning.track.place."+p.State, p.State == PlaceApplied, "/child"
			return true
		}
	}
	return false
}
