package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns the visits to doctors that were held from since to until, and
// those of which nobody has said it yet, of clients c under cond (see
// casework.Where) and its arguments. What a visit was for is not in it.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	return casework.Delivered(ctx, tx, "visit", `
		SELECT a.id, a.client_id, c.code, a.episode_id, c.site_id, a.on_day, a.service, a.minutes,
			CASE a.escort WHEN '' THEN a.by_staff ELSE a.escort END AS staff_id, a.by_staff AS signed, a.payer, a.state = 'planned' AS still_open
		FROM appointments a CROSS JOIN clients c
		WHERE c.id = a.client_id AND a.on_day >= `+arg(len(args)-1)+` AND a.on_day <= `+arg(len(args))+` AND a.state IN ('held', 'planned') AND (`+cond+`)
		ORDER BY a.on_day, a.id`, args)
}
