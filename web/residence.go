package web

import (
	"net/http"
	"slices"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

// residenceRoutes are the pages about rooms, beds and stays.
func (s *Server) residenceRoutes() []route {
	return []route{
		page("GET /beds", policy.SeeBeds, s.getBeds),
		page("GET /beds/{bed}", policy.SeeBeds, s.getBed),
		page("GET /beds/rooms", policy.KeepBeds, s.getRooms),
		page("POST /beds/rooms", policy.KeepBeds, s.postRooms),
		page("GET /beds/rooms/{room}", policy.KeepBeds, s.getRoom),
		page("POST /beds/rooms/{room}", policy.KeepBeds, s.postRoom),
		page("GET /clients/{code}/bed", policy.SeeBeds, s.getPlace),
		page("POST /clients/{code}/bed", policy.Admit, s.postPlace),
		page("POST /clients/{code}/bed/end", policy.Discharge, s.postDischarge),
		page("POST /clients/{code}/bed/apart", policy.RelateClient, s.postApart),
	}
}

// shelters lists the shelters at which the reader may do act, and the one that
// the address asks for, or else the first.
func (s *Server) shelters(r *http.Request, act policy.Act) (here house.Site, all []house.Site, err error) {
	actor := pana.ActorFrom(r.Context())
	for _, site := range s.house.SiteList() {
		if site.Kind == house.Shelter && policy.Check(actor, act, policy.Subject{Site: site.ID}) == nil {
			all = append(all, site)
		}
	}
	if len(all) == 0 {
		return here, nil, &pana.Error{Op: "web.shelters", Kind: pana.NotFound, Say: "residence.site"}
	}
	here = all[0]
	if asked := r.FormValue("site"); asked != "" {
		for _, site := range all {
			if string(site.ID) == asked {
				return site, all, nil
			}
		}
		return here, all, &pana.Error{Op: "web.shelters", Kind: pana.NotFound, Say: "residence.site"}
	}
	return here, all, nil
}

// getBeds shows who sleeps where tonight, one shelter at a time.
func (s *Server) getBeds(w http.ResponseWriter, r *http.Request) error {
	here, all, err := s.shelters(r, policy.SeeBeds)
	if err != nil {
		return err
	}
	m, err := s.residence.Tonight(r.Context(), here.ID)
	if err != nil {
		return err
	}
	rules, err := s.needs.Rules(r.Context())
	if err != nil {
		return err
	}
	rules = slices.DeleteFunc(rules, func(p assessment.Present) bool { return p.Site != here.ID })
	alerts, err := s.casework.Standing(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Beds(f.Titled(f.R.T("residence.title")), template.BedsData{Site: here, Sites: all, Map: m, Rules: rules, Alerts: alerts}))
}

// bedHistory is how many stays the page of one bed shows.
const bedHistory = 100

// getBed shows who has slept in one bed.
func (s *Server) getBed(w http.ResponseWriter, r *http.Request) error {
	stays, err := s.residence.StaysIn(r.Context(), pana.BedID(r.PathValue("bed")), bedHistory)
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.BedHistory(f.Titled(f.R.T("residence.history.bed")), stays))
}

// siteOf returns the map of the site where a room is, for whoever keeps beds there.
func (s *Server) siteOf(r *http.Request, room pana.RoomID) (residence.Map, residence.Room, error) {
	_, all, err := s.shelters(r, policy.KeepBeds)
	if err != nil {
		return residence.Map{}, residence.Room{}, err
	}
	for _, site := range all {
		m, err := s.residence.Tonight(r.Context(), site.ID)
		if err != nil {
			return m, residence.Room{}, err
		}
		if found, ok := m.Room(room); ok {
			return m, found, nil
		}
	}
	return residence.Map{}, residence.Room{}, &pana.Error{Op: "web.siteOf", Kind: pana.NotFound, Say: "residence.room.absent"}
}
