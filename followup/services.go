package followup

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns the calls with clients c under cond (see casework.Where) and its
// arguments, from since to until, in which somebody spoke with her or with her local
// contact. What was said is not in it.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	n := len(args)
	return casework.Delivered(ctx, tx, "call", `
		SELECT k.id, k.client_id, c.code, k.episode_id, k.site_id, k.on_day, k.service_kind AS service, k.minutes, k.by_staff AS staff_id, k.by_staff AS signed, k.payer,
			FALSE AS still_open
		FROM calls k CROSS JOIN clients c
		WHERE c.id = k.client_id AND k.on_day >= $`+strconv.Itoa(n-1)+` AND k.on_day <= $`+strconv.Itoa(n)+`
			AND k.ended_at > 0 AND k.result IN ('reached', 'by-contact', 'asked-not') AND (`+cond+`) ORDER BY k.on_day, k.id`, args)
}
