package belongings

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Delivered returns what clients c under cond (see casework.Where) and its arguments
// were given from since to until. Money is economic help, things are for the
// household; what a thing is stays sealed.
func Delivered(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	n := len(args)
	return casework.Delivered(ctx, tx, "given", `
		SELECT g.id, g.client_id, c.code, g.episode_id, c.site_id, g.on_day,
			CASE g.kind WHEN '`+PocketMoney+`' THEN 'social-economic' ELSE 'social-domestic' END AS service,
			0 AS minutes, g.by_staff AS staff_id, g.by_staff AS signed, g.payer, FALSE AS still_open
		FROM given_things g CROSS JOIN clients c
		WHERE c.id = g.client_id AND g.on_day >= $`+strconv.Itoa(n-1)+` AND g.on_day <= $`+strconv.Itoa(n)+` AND (`+cond+`)
		ORDER BY g.on_day, g.id`, args)
}
