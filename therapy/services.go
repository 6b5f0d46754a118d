package therapy

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns the places in sessions that were held from since to until, and
// those of which nobody has said it yet, of clients c under cond (see
// casework.Where) and its arguments. Nothing that was said in one is in it.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	n := len(args)
	return casework.Delivered(ctx, tx, "session", `
		SELECT a.id, a.client_id, c.code, a.episode_id, s.site_id, s.on_day, s.service, s.minutes, s.staff_id, a.by_staff AS signed, s.payer,
			a.state = 'planned' AS still_open
		FROM therapy_sessions s CROSS JOIN therapy_seats a CROSS JOIN clients c
		WHERE a.session_id = s.id AND c.id = a.client_id AND s.on_day >= $`+strconv.Itoa(n-1)+` AND s.on_day <= $`+strconv.Itoa(n)+`
			AND a.state IN ('held', 'planned') AND (`+cond+`) ORDER BY s.on_day, a.id`, args)
}
