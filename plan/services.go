package plan

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns the steps of plans that colleagues took from since to until and
// that are a kind of service, and each day on which one of them practised skills
// with somebody, with the minutes of all its looks together, of clients c under cond
// (see casework.Where) and its arguments. A day that several pay for is one service
// for each of them; a look of which nobody said who pays is theirs who paid for the
// others of that day, or nobody's while it is not clear whose.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	from, to := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	steps, err := casework.Delivered(ctx, tx, "step", `
		SELECT s.id, s.client_id, c.code, l.episode_id, c.site_id, s.state_on AS on_day, s.service, s.minutes,
			CASE s.staff_id WHEN '' THEN s.by_staff ELSE s.staff_id END AS staff_id, s.by_staff AS signed, s.payer, FALSE AS still_open
		FROM plan_steps s CROSS JOIN plan_lines l CROSS JOIN clients c
		WHERE l.id = s.line_id AND c.id = s.client_id AND s.state = 'done' AND s.service <> '' AND s.who = 'staff'
			AND s.state_on >= `+from+` AND s.state_on <= `+to+` AND (`+cond+`) ORDER BY s.state_on, s.id`, args)
	if err != nil {
		return nil, err
	}
	skills, err := casework.Delivered(ctx, tx, "skills", `
		SELECT MIN(d.id) AS id, d.client_id, d.code, d.episode_id, d.site_id, d.on_day, 'social-pedagogical' AS service, SUM(d.minutes) AS minutes,
			d.by_staff AS staff_id, d.by_staff AS signed, d.payer, FALSE AS still_open
		FROM (
			SELECT r.id, r.client_id, c.code, r.episode_id, c.site_id, r.on_day, r.minutes, r.by_staff,
				CASE WHEN r.payer = '' AND MIN(NULLIF(r.payer, '')) OVER day = MAX(NULLIF(r.payer, '')) OVER day
					THEN MIN(NULLIF(r.payer, '')) OVER day ELSE r.payer END AS payer
			FROM skill_ratings r CROSS JOIN clients c
			WHERE c.id = r.client_id AND r.rater <> 'client' AND r.on_day >= `+from+` AND r.on_day <= `+to+` AND (`+cond+`)
			WINDOW day AS (PARTITION BY r.client_id, r.episode_id, r.on_day, r.by_staff)
		) d
		GROUP BY d.client_id, d.code, d.episode_id, d.site_id, d.on_day, d.by_staff, d.payer ORDER BY d.on_day, MIN(d.id)`, args)
	return append(steps, skills...), err
}
