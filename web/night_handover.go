package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
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
		return template.Handover(f.Titled(f.R.T("night.handover")), d), nil
	})
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
	f := s.frame(r)
	n := template.NightFrame{Zone: s.house.Zone(), Now: s.house.Now()}
	return s.show(w, r, template.OneHandover(f.Titled(f.R.T("night.handover")), template.NightData{NightFrame: n, Names: names, Standing: night.Standing{Last: h, Waits: waits}}))
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
