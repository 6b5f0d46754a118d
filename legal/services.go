package legal

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns the days in court and with the police that took place from
// since to until, going along to them, and the steps for papers that a colleague
// took with somebody, of clients c under cond (see casework.Where) and its
// arguments. Nothing of a case is in it.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	from, to := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	hearings, err := casework.Delivered(ctx, tx, "hearing", `
		SELECT h.id, h.client_id, c.code, k.episode_id, c.site_id, h.on_day, 'social-legal' AS service, h.minutes,
			COALESCE((SELECT MIN(e.staff_id) FROM hearing_escorts e WHERE e.hearing_id = h.id), '') AS staff_id, h.by_staff AS signed, h.payer,
			h.result = '' AS still_open
		FROM hearings h CROSS JOIN court_cases k CROSS JOIN clients c
		WHERE k.id = h.case_id AND c.id = h.client_id AND h.on_day >= `+from+` AND h.on_day <= `+to+`
			AND h.result NOT IN ('postponed', 'not-held') AND (`+cond+`) ORDER BY h.on_day, h.id`, args)
	if err != nil {
		return nil, err
	}
	steps, err := casework.Delivered(ctx, tx, "paper", `
		SELECT s.id, s.client_id, c.code, '' AS episode_id, c.site_id, s.done AS on_day, 'social-legal' AS service, s.minutes,
			CASE s.escort WHEN '' THEN s.by_staff ELSE s.escort END AS staff_id, s.by_staff AS signed, s.payer, FALSE AS still_open
		FROM paper_steps s CROSS JOIN clients c
		WHERE c.id = s.client_id AND s.done <> '' AND s.done >= `+from+` AND s.done <= `+to+` AND NOT s.skipped AND (`+cond+`) ORDER BY s.done, s.id`, args)
	return append(hearings, steps...), err
}
