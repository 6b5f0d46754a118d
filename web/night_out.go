package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/night"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getGoneOut(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.outPage)
}

func (s *Server) outPage(r *http.Request, f template.Frame) (templ.Component, error) {
	way, err := s.night.WayOf(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		add(way.Out.By)
		for _, step := range way.Out.Steps {
			add(step.By)
		}
	})
	d := template.NightData{NightFrame: template.NightFrame{Zone: s.house.Zone(), Now: s.house.Now()}, Names: names}
	return template.GoneOut(f.Titled(way.Client.Code), d, way), err
}

// onOut does one act about somebody's going out and leads back to its page.
func (s *Server) onOut(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	return s.onPart(w, r, "/out?done=saved", act, func(f template.Frame, _ []string) (templ.Component, error) { return s.outPage(r, f) })
}

func (s *Server) postOut(w http.ResponseWriter, r *http.Request) error {
	return s.onOut(w, r, func(client pana.ClientID) error {
		day, err := dayOf(r, "day")
		if err == nil {
			err = s.night.GoOut(r.Context(), client, version(r), night.NewOut{Went: value(r, "went"), Expected: value(r, "expected"), Day: day, Where: value(r, "where")})
		}
		return err
	})
}

func (s *Server) postBack(w http.ResponseWriter, r *http.Request) error {
	return s.onOut(w, r, func(client pana.ClientID) error { return s.night.ComeBack(r.Context(), client) })
}

func (s *Server) postOutStep(w http.ResponseWriter, r *http.Request) error {
	return s.onOut(w, r, func(client pana.ClientID) error {
		step, _ := strconv.Atoi(value(r, "step"))
		return s.night.TakeStep(r.Context(), client, step)
	})
}

func (s *Server) getRoll(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.rollPage)
}

func (s *Server) rollPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.drawRoll(r, f, template.RollCall)
}

func (s *Server) drawRoll(r *http.Request, f template.Frame, draw func(template.Frame, template.NightData, night.Called) templ.Component) (templ.Component, error) {
	return s.atNight(r, policy.CallRoll, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		called, err := s.night.Roll(r.Context(), here.ID)
		return draw(f.Titled(f.R.T("night.roll")), template.NightData{NightFrame: n}, called), err
	})
}

// getRollSheet is the same on paper, to be ticked by hand.
func (s *Server) getRollSheet(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		return s.drawRoll(r, f, template.RollSheet)
	})
}

func (s *Server) postRoll(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/roll?", func(site pana.SiteID) error {
		ctx := r.Context()
		switch {
		case value(r, "found") != "":
			return s.night.Tick(ctx, site, value(r, "found"), false)
		case value(r, "not") != "":
			return s.night.Tick(ctx, site, value(r, "not"), true)
		case value(r, "do") == "call":
			return s.night.CallRoll(ctx, site)
		case value(r, "do") == "end":
			return s.night.EndRoll(ctx, site)
		}
		return pana.Refuse("web.postRoll", "", "error.form")
	}, s.rollPage)
}

func (s *Server) getNightPages(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.nightPagesPage)
}

func (s *Server) nightPagesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.WritePages, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		var pages []night.Page
		for _, kind := range night.PageKinds() {
			p, err := s.night.Page(r.Context(), here.ID, kind)
			if err != nil {
				return nil, err
			}
			pages = append(pages, p)
		}
		return template.NightPages(f.Titled(f.R.T("night.pages")), template.NightData{NightFrame: n}, pages), nil
	})
}

func (s *Server) postNightPages(w http.ResponseWriter, r *http.Request) error {
	kind := value(r, "kind")
	return s.onNight(w, r, "/night/pages?done=saved&", func(site pana.SiteID) error {
		return s.night.WritePage(r.Context(), site, kind, version(r), value(r, kind))
	}, s.nightPagesPage)
}
