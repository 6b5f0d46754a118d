package web

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/night"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getHandover(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.handoverPage)
}

func (s *Server) handoverPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.SeeNight, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		d := template.NightData{NightFrame: n}
		var err error
		if d.Standing, err = s.night.Now(r.Context(), here.ID); err != nil {
			return nil, err
		}
		if d.Away, err = s.night.Away(r.Context(), here.ID); err != nil {
			return nil, err
		}
		if d.Names, err = s.namesOn(r, d.Standing, nil); err != nil {
			return nil, err
		}
		if d.Last.ID != "" {
			if d.Before, err = s.shiftOf(r, here.ID, d.Last.Since, d.Last.Given); err != nil {
				return nil, err
			}
		}
		if d.So, err = s.shiftOf(r, here.ID, d.Writing.Since, db.Micros(s.house.Now())); err != nil {
			return nil, err
		}
		return template.Handover(f.Titled(f.R.T("night.handover")), d), nil
	})
}

// longestShift is how far back the page of a handover looks when nothing was handed
// over for longer.
const longestShift = 3 * 24 * time.Hour

// shiftOf gathers from their own chapters what happened at a site between two
// handovers, as far as the reader may know of it: nothing of it is entered twice.
func (s *Server) shiftOf(r *http.Request, site pana.SiteID, since, until int64) (*template.ShiftPast, error) {
	ctx := r.Context()
	to := db.FromMicros(until)
	from := to.Add(-24 * time.Hour)
	if since > 0 {
		from = db.FromMicros(max(since, db.Micros(to.Add(-longestShift))))
	}
	d := &template.ShiftPast{Since: since, From: db.Micros(from), Until: until}
	var err error
	if d.Incidents, err = s.night.IncidentsBetween(ctx, site, from, to); err != nil {
		return nil, err
	}
	day, clock := pana.DateOf(to, s.house.Zone()), to.In(s.house.Zone()).Format("15:04")
	visits, err := s.people.VisitsBetween(ctx, site, pana.DateOf(from, s.house.Zone()), day.AddDays(1))
	if err != nil {
		return nil, err
	}
	for _, v := range visits {
		if v.Ahead(day, clock) {
			d.Coming = append(d.Coming, v)
		} else {
			d.Visits = append(d.Visits, v)
		}
	}
	if d.Doses, err = s.health.Between(ctx, site, from, to); err != nil {
		return nil, err
	}
	box, err := s.health.Box(ctx)
	for _, c := range box {
		if c.Site == site {
			d.Box = append(d.Box, c)
		}
	}
	return d, err
}

func (s *Server) postHandover(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/handover?done=saved&", func(site pana.SiteID) error {
		return s.night.SayOfHouse(r.Context(), site, version(r), value(r, "house"))
	}, s.handoverPage)
}

func (s *Server) postGiveHandover(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/handover?done=handed-over&", func(site pana.SiteID) error {
		return s.night.Give(r.Context(), site)
	}, s.handoverPage)
}

func (s *Server) getHandovers(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		return s.atNight(r, policy.SeeNight, func(here house.Site, n template.NightFrame) (templ.Component, error) {
			kept, err := s.night.Kept(r.Context(), here.ID)
			if err != nil {
				return nil, err
			}
			names, err := s.namesOn(r, night.Standing{}, kept)
			return template.Handovers(f.Titled(f.R.T("night.handovers")), template.NightData{NightFrame: n, Names: names}, kept), err
		})
	})
}

func (s *Server) getOneHandover(w http.ResponseWriter, r *http.Request) error {
	h, waits, err := s.night.Handover(r.Context(), night.HandoverID(r.PathValue("id")))
	if err != nil {
		return err
	}
	names, err := s.namesOn(r, night.Standing{Waits: waits}, []night.Handover{h})
	if err != nil {
		return err
	}
	before, err := s.shiftOf(r, h.Site, h.Since, h.Given)
	if err != nil {
		return err
	}
	f := s.frame(r)
	n := template.NightFrame{Zone: s.house.Zone(), Now: s.house.Now()}
	return s.show(w, r, template.OneHandover(f.Titled(f.R.T("night.handover")), template.NightData{NightFrame: n, Names: names, Before: before, Standing: night.Standing{Last: h, Waits: waits}}))
}

func (s *Server) postReadHandover(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		return "/night?done=saved", s.night.Acknowledge(r.Context(), night.HandoverID(r.PathValue("id")))
	})
}

func (s *Server) getNightLine(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.linePage)
}

func (s *Server) linePage(r *http.Request, f template.Frame) (templ.Component, error) {
	a, err := s.night.AboutOf(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		add(a.Now.By)
		for _, l := range a.Before {
			add(l.By)
		}
	})
	d := template.NightData{NightFrame: template.NightFrame{Zone: s.house.Zone(), Now: s.house.Now()}, Names: names}
	return template.HandoverLine(f.Titled(a.Client.Code), d, a), err
}

func (s *Server) postNightLine(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err == nil {
			err = s.night.WriteLine(r.Context(), client, version(r), night.NewLine{Urgency: value(r, "urgency"), Text: value(r, "text")})
		}
		return "/night/handover?done=saved#said", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.linePage(r, f) })
	}
	return nil
}
