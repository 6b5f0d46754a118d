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

// nightRoutes are the pages of a shift: who is on duty, what is handed over, who is
// out, who is found when everybody is called.
func (s *Server) nightRoutes() []route {
	return []route{
		page("GET /night", policy.SeeNight, s.getNight),
		page("POST /night", policy.KeepShift, s.postShift),
		page("GET /night/handover", policy.SeeNight, s.getHandover),
		page("POST /night/handover", policy.HandShift, s.postHandover),
		page("POST /night/handover/give", policy.HandShift, s.postGiveHandover),
		page("GET /handovers", policy.SeeNight, s.getHandovers),
		page("GET /handovers/{id}", policy.SeeNight, s.getOneHandover),
		page("POST /handovers/{id}", policy.HandShift, s.postReadHandover),
		page("GET /clients/{code}/line", policy.WriteLine, s.getNightLine),
		page("POST /clients/{code}/line", policy.WriteLine, s.postNightLine),
		page("GET /clients/{code}/out", policy.NoteOut, s.getGoneOut),
		page("POST /clients/{code}/out", policy.NoteOut, s.postOut),
		page("POST /clients/{code}/out/back", policy.NoteOut, s.postBack),
		page("POST /clients/{code}/out/step", policy.NoteOut, s.postOutStep),
		page("GET /night/roll", policy.CallRoll, s.getRoll),
		page("POST /night/roll", policy.CallRoll, s.postRoll),
		page("GET /night/roll/print", policy.CallRoll, s.getRollSheet),
		page("GET /night/calls", policy.SeeNight, s.getHouseCalls),
		page("POST /night/calls", policy.LogCall, s.postHouseCall),
		page("GET /night/pages", policy.WritePages, s.getNightPages),
		page("POST /night/pages", policy.WritePages, s.postNightPages),
	}
}

// atNight draws a page of a shift at the shelter that the address asks for.
func (s *Server) atNight(r *http.Request, act policy.Act, draw func(house.Site, template.NightFrame) (templ.Component, error)) (templ.Component, error) {
	here, all, err := s.shelters(r, act)
	if err != nil {
		return nil, err
	}
	return draw(here, template.NightFrame{Site: here, Sites: all, Zone: s.house.Zone(), Now: s.house.Now()})
}

// showNight shows such a page.
func (s *Server) showNight(w http.ResponseWriter, r *http.Request, draw func(*http.Request, template.Frame) (templ.Component, error)) error {
	c, err := draw(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// onNight does one act at the shelter that the form names and leads on; refused, it
// draws a page again.
func (s *Server) onNight(w http.ResponseWriter, r *http.Request, to string, act func(pana.SiteID) error, draw func(*http.Request, template.Frame) (templ.Component, error)) error {
	here, _, err := s.shelters(r, policy.SeeNight)
	if err != nil {
		return err
	}
	err = s.send(w, r, func() (string, error) {
		return to + "site=" + string(here.ID), act(here.ID)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return draw(r, f) })
	}
	return nil
}

func (s *Server) getNight(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.nightPage)
}

func (s *Server) nightPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.SeeNight, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		d := template.NightData{NightFrame: n}
		var err error
		if d.Standing, err = s.night.Now(r.Context(), here.ID); err != nil {
			return nil, err
		}
		if d.Away, err = s.night.Away(r.Context(), here.ID); err != nil {
			return nil, err
		}
		page, err := s.night.Page(r.Context(), here.ID, night.Numbers)
		if err != nil {
			return nil, err
		}
		d.Numbers = page.Numbers()
		if d.Box, err = s.health.Box(r.Context()); err != nil {
			return nil, err
		}
		if d.OnCall, err = s.house.OnCall(r.Context()); err != nil {
			return nil, err
		}
		if d.Names, err = s.namesOn(r, d.Standing, nil); err != nil {
			return nil, err
		}
		return template.Night(f.Titled(f.R.T("night.title")), d), nil
	})
}

// namesOn returns the names of those who are on duty, who gave the last handover
// and who read it.
func (s *Server) namesOn(r *http.Request, now night.Standing, more []night.Handover) (map[pana.StaffID]string, error) {
	return s.namesOf(r, func(add func(pana.StaffID)) {
		for _, shift := range now.OnDuty {
			add(shift.Staff)
		}
		for _, id := range now.Waits {
			add(id)
		}
		for _, h := range append([]night.Handover{now.Last, now.Writing}, more...) {
			add(h.By)
			for _, read := range h.Reads {
				add(read.Staff)
			}
			for _, l := range h.Lines {
				add(l.By)
			}
		}
	})
}

// postShift begins or ends somebody's turn of duty.
func (s *Server) postShift(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night?done=saved&", func(site pana.SiteID) error {
		switch value(r, "do") {
		case "begin":
			return s.night.BeginShift(r.Context(), site)
		case "end":
			return s.night.EndShift(r.Context(), site, pana.StaffID(value(r, "who")))
		}
		return pana.Refuse("web.postShift", "", "error.form")
	}, s.nightPage)
}
