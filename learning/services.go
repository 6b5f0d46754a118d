package learning

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns the courses that somebody began to go to from since to until,
// of clients c under cond (see casework.Where) and its arguments: one service each,
// on the day she first went as far as it is known.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	n := len(args)
	return casework.Delivered(ctx, tx, "course", `
		SELECT s.id, s.client_id, c.code, k.episode_id, c.site_id, s.latest AS on_day, k.service, s.minutes, s.by_staff AS staff_id, s.by_staff AS signed, k.payer,
			FALSE AS still_open
		FROM course_steps s CROSS JOIN courses k CROSS JOIN clients c
		WHERE k.id = s.course_id AND c.id = s.client_id AND s.step = 'attended' AND s.latest >= $`+strconv.Itoa(n-1)+` AND s.latest <= $`+strconv.Itoa(n)+`
			AND NOT EXISTS (SELECT 1 FROM course_steps b WHERE b.client_id = s.client_id AND b.course_id = s.course_id AND b.step = 'attended' AND b.id < s.id)
			AND (`+cond+`) ORDER BY s.latest, s.id`, args)
}
