package web

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// viewRoutes are the pages that show the whole way at once: calendar, errands,
// what waits for the director, what is new, and her own page for her hand.
func (s *Server) viewRoutes() []route {
	return []route{
		page("GET /calendar", policy.SeeCalendar, s.getCalendar),
		page("GET /inbox", policy.SeeInbox, s.getInbox),
		page("GET /news", policy.SeeNews, s.getNews),
		page("GET /clients/{code}/summary", policy.PrintSummary, s.getSummary),
	}
}

// A foresight tells what a chapter puts on the calendar between two days, as
// far as the actor may know of it.
type foresight func(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error)

// foresights are the chapters that have something on a day, in reading order.
func (s *Server) foresights() []foresight {
	return []foresight{}
}

// A waiting tells what of a chapter waits for the director.
type waiting func(ctx context.Context) ([]casework.Decision, error)

// waitings are the chapters in which something can wait for the director.
func (s *Server) waitings() []waiting {
	return []waiting{s.casework.Decisions}
}

// ahead gathers what stands between two days, in its order.
func (s *Server) ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	var all []casework.Ahead
	for _, ask := range s.foresights() {
		part, err := ask(ctx, from, until)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	slices.SortStableFunc(all, func(a, b casework.Ahead) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(later(a.At), later(b.At)), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Kind, b.Kind))
	})
	return all, nil
}

// later puts what has no time of day after what has one.
func later(clock string) string { return cmp.Or(clock, "99") }

// decisions gathers what waits for the director, what has waited longest first.
func (s *Server) decisions(ctx context.Context) ([]casework.Decision, error) {
	var all []casework.Decision
	for _, ask := range s.waitings() {
		part, err := ask(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	slices.SortStableFunc(all, func(a, b casework.Decision) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Kind, b.Kind))
	})
	return all, nil
}
