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

// foresights are the chapters that have something on a day, in reading order; calls
// is what tells of the calls.
func (s *Server) foresights(calls foresight) []foresight {
	return []foresight{
		s.residence.Ahead,
		s.plan.Ahead,
		s.therapy.Ahead,
		s.health.Ahead,
		s.learning.Ahead,
		s.legal.Ahead,
		s.legal.ReturnsAhead,
		calls,
	}
}

// A waiting tells what of a chapter waits for the director.
type waiting func(ctx context.Context) ([]casework.Decision, error)

// waitings are the chapters in which something can wait for the director.
func (s *Server) waitings() []waiting {
	return []waiting{
		s.casework.Decisions,
		s.casework.WatchDecisions,
		s.people.Decisions,
		s.residence.Decisions,
		s.legal.ReturnDecisions,
		s.followup.Decisions,
		s.rights.Decisions,
	}
}

// ahead gathers what stands between two days, in its order.
func (s *Server) ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	return s.aheadWith(ctx, s.followup.Ahead, from, until)
}

func (s *Server) aheadWith(ctx context.Context, calls foresight, from, until pana.Date) ([]casework.Ahead, error) {
	var all []casework.Ahead
	for _, ask := range s.foresights(calls) {
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

// A lane tells where one thing stands that runs alongside the stages, and false
// when it has not begun or is not the reader's to see.
type lane func(*casework.Reading) (casework.Track, bool, error)

// lanes are the chapters with a lane on the strip of a file, in its order.
func (s *Server) lanes() []lane {
	return []lane{
		s.legal.PapersTrack,
		s.legal.CourtTrack,
		s.legal.ReturnLane,
		s.health.Track,
		s.learning.Track,
	}
}

// alongside reads every lane of one file.
func (s *Server) alongside(into *[]casework.Track) func(*casework.Reading) error {
	return func(r *casework.Reading) error {
		*into = nil
		for _, ask := range s.lanes() {
			t, there, err := ask(r)
			if err != nil {
				return err
			}
			if there {
				*into = append(*into, t)
			}
		}
		return nil
	}
}
