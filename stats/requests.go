package stats

import (
	"context"
	"fmt"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
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
	err := s.ask(ctx, op, f, func(q query) error {
		x.Filter = q.f
		return nil
	})
	if err != nil {
		return x, err
	}
	reasons := []string{}
	if l, ok := codes.Get("decline-reason"); ok {
		for _, item := range l.Offered() {
			reasons = append(reasons, item.Code)
		}
	}
	t := newTable(yearKeys(x.Filter), append(reasons, NotKnown))
	for _, year := range x.Years() {
		all, away, err := s.desk.Answered(ctx, x.Site, pana.Date(fmt.Sprintf("%04d-01-01", year)), pana.Date(fmt.Sprintf("%04d-01-01", year+1)))
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
