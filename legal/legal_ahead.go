package legal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Ahead lists what stands on a day from one until another, by day: steps for
// papers and their last days, hearings and what is due, as far as the actor may see
// them.
func (l *Legal) Ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	var all []casework.Ahead
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		all = nil
		for _, part := range []func(context.Context, *db.Tx, pana.Date, pana.Date) ([]casework.Ahead, error){l.papersAhead, l.courtAhead} {
			list, err := part(ctx, tx, from, until)
			if err != nil {
				return err
			}
			all = append(all, list...)
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b casework.Ahead) int {
		return slices.Compare([]string{string(a.On), a.At, a.Code}, []string{string(b.On), b.At, b.Code})
	})
	return all, err
}
