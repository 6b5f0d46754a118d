package stats

import (
	"context"
	"fmt"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
)

// Declined is requests that were turned away, by reason and year, beside how many were
// answered at all.
type Declined struct {
	Filter
	Table                   // rows the years, columns the reasons
	Answered map[string]int // by year
	All      int
}

// Requests counts the requests answered in the years of f. It needs SeeStats and
// SeeRequests.
func (s *Stats) Requests(ctx context.Context, f Filter) (Declined, error) {
	const op = "stats.Requests"
	x := Declined{Answered: map[string]int{}}
	err := s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if f, err = s.clean(op, f, s.h.Today(tx.Now)); err == nil {
			_, err = s.at(ctx, op, f)
		}
		return err
	})
	if err != nil {
		return x, err
	}
	x.Filter = f
	reasons := []string{}
	if l, ok := codes.Get("decline-reason"); ok {
		for _, item := range l.Offered() {
			reasons = append(reasons, item.Code)
		}
	}
	t := newTable(yearKeys(f), append(reasons, NotKnown))
	for _, year := range f.Years() {
		all, away, err := s.desk.Answered(ctx, f.Site, pana.Date(fmt.Sprintf("%04d-01-01", year)), pana.Date(fmt.Sprintf("%04d-01-01", year+1)))
		if err != nil {
			return x, err
		}
		x.Answered[strconv.Itoa(year)] = all
		x.All += all
		for _, c := range away {
			t.add(strconv.Itoa(year), known(c.Reason), c.N)
		}
	}
	for _, reason := range append(reasons, NotKnown) {
		if t.Column(reason) == 0 {
			t.without(reason)
		}
	}
	x.Table = *t
	return x, nil
}
