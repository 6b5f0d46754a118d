package night

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Gone is a time out as the ledger of days reads it. Back is 0 while she is out.
type Gone struct {
	Client pana.ClientID `db:"client_id"`
	Went   int64         `db:"went"`
	Back   int64         `db:"back"`
}

// OutBetween returns the times of being out that began before a moment and ended
// after another, of clients c under cond (see casework.Where) and its arguments,
// those of one client together. They are put in order here: asked for an order,
// SQLite would go through every time out there ever was.
func OutBetween(ctx context.Context, tx *db.Tx, cond string, args []any, since, until int64) ([]Gone, error) {
	args = append(args, since, until)
	gone, err := db.Select[Gone](ctx, tx, `
		SELECT o.client_id, o.went, o.back FROM outs o CROSS JOIN clients c
		WHERE c.id = o.client_id AND o.went < $`+strconv.Itoa(len(args))+` AND (o.back = 0 OR o.back >= $`+strconv.Itoa(len(args)-1)+`) AND (`+cond+`)`, args...)
	slices.SortFunc(gone, func(a, b Gone) int { return cmp.Or(cmp.Compare(a.Client, b.Client), cmp.Compare(a.Went, b.Went)) })
	return gone, err
}
