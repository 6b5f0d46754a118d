package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/internal/db"
	"example.org/pana/web/template"
)

// calendarDays is how many days one page of the calendar holds.
const calendarDays = 14

// getCalendar shows what stands on the days ahead: for everyone the reader may
// see, for her own, or, of all that needs going out, by the place it leads to.
func (s *Server) getCalendar(w http.ResponseWriter, r *http.Request) error {
	now := s.house.Now().In(s.house.Zone())
	d := template.CalendarData{Today: s.house.Today(now), Show: r.URL.Query().Get("show")}
	from, err := pana.ParseDate(r.URL.Query().Get("from"))
	if err != nil || from == "" {
		from = d.Today
	}
	d.From, d.Until = from, from.AddDays(calendarDays-1)
	items, err := s.ahead(r.Context(), d.From, d.Until)
	if err != nil {
		return err
	}
	f := s.frame(r)
	for _, it := range items {
		switch {
		case d.Show == "mine" && it.Staff != f.Actor.Staff:
		case d.Show == "errands" && !it.Out:
		default:
			d.Items = append(d.Items, it)
		}
	}
	if d.Names, err = s.namesAhead(r, d.Items); err != nil {
		return err
	}
	return s.show(w, r, template.Calendar(f.Titled(f.R.T("nav.calendar")), d))
}

// namesAhead returns the names of the staff and the places that items speak of.
func (s *Server) namesAhead(r *http.Request, items []casework.Ahead) (n template.AheadNames, err error) {
	n.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, it := range items {
			add(it.Staff)
		}
	})
	if err != nil {
		return n, err
	}
	n.Places = map[pana.OrganisationID]string{}
	if !slices.ContainsFunc(items, func(it casework.Ahead) bool { return it.Place != "" }) {
		return n, nil
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		partners, err := s.casework.Partners(r.Context(), tx)
		for _, p := range partners {
			n.Places[p.ID] = p.Name
		}
		return err
	})
	return n, err
}

// getInbox shows what waits for the director.
func (s *Server) getInbox(w http.ResponseWriter, r *http.Request) error {
	list, err := s.decisions(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	names, err := s.askers(r, list)
	if err != nil {
		return err
	}
	return s.show(w, r, template.Inbox(f.Titled(f.R.T("inbox.title")), list, names))
}

// askers returns the names of those who ask for decisions.
func (s *Server) askers(r *http.Request, list []casework.Decision) (map[pana.StaffID]string, error) {
	return s.namesOf(r, func(add func(pana.StaffID)) {
		for _, d := range list {
			add(d.By)
		}
	})
}

// getNews shows what others have done since the reader was last here.
func (s *Server) getNews(w http.ResponseWriter, r *http.Request) error {
	news, err := s.casework.Since(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.News(f.Titled(f.R.T("news.title")), news, s.house.Zone()))
}

// aheadToday is how far Today looks.
const aheadToday = 7

func (s *Server) nextDays(r *http.Request, now time.Time, calls followup.Reckoning) (template.CalendarData, error) {
	d := template.CalendarData{Today: s.house.Today(now)}
	d.From, d.Until = d.Today, d.Today.AddDays(aheadToday-1)
	ahead := func(_ context.Context, from, until pana.Date) ([]casework.Ahead, error) {
		return calls.Ahead(from, until), nil
	}
	var err error
	if d.Items, err = s.aheadWith(r.Context(), ahead, d.From, d.Until); err != nil {
		return d, err
	}
	d.Names, err = s.namesAhead(r, d.Items)
	return d, err
}
