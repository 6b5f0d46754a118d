package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/night"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// incidentRoutes are the pages of what happened in the house.
func (s *Server) incidentRoutes() []route {
	return []route{
		page("GET /night/incidents", policy.SeeIncidents, s.getIncidents),
		page("GET /night/incidents/new", policy.NoteIncident, s.getNewIncident),
		page("POST /night/incidents", policy.NoteIncident, s.postIncident),
		page("GET /incidents/{id}", policy.SeeIncidents, s.getIncident),
		page("POST /incidents/{id}/part", policy.NoteIncident, s.postPart),
		page("POST /incidents/{id}/settle", policy.SettleIncident, s.postSettleIncident),
		page("GET /clients/{code}/incidents", policy.SeeHerIncidents, s.getHerIncidents),
	}
}

func (s *Server) getIncidents(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		return s.atNight(r, policy.SeeIncidents, func(here house.Site, n template.NightFrame) (templ.Component, error) {
			list, err := s.night.Incidents(r.Context(), here.ID)
			return template.Incidents(f.Titled(f.R.T("incident.title")), template.NightData{NightFrame: n}, list), err
		})
	})
}

func (s *Server) getNewIncident(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.newIncidentPage)
}

func (s *Server) newIncidentPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.NoteIncident, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		return template.NewIncident(f.Titled(f.R.T("incident.title")), template.NightData{NightFrame: n}), nil
	})
}

func (s *Server) postIncident(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/incidents?done=saved&", func(site pana.SiteID) error {
		n := night.NewIncident{Kind: value(r, "kind"), Urgency: value(r, "urgency"), Place: value(r, "place"), Told: r.PostForm["told"], At: value(r, "at"),
			Text: value(r, "text"), Done: value(r, "done"), Codes: strings.FieldsFunc(value(r, "codes"), func(c rune) bool { return c == ' ' || c == ',' || c == ';' || c == '\n' })}
		var err error
		if n.On, err = dayOf(r, "on"); err == nil {
			_, err = s.night.NoteIncident(r.Context(), site, n)
		}
		return err
	}, s.newIncidentPage)
}

func incidentIn(r *http.Request) night.IncidentID { return night.IncidentID(r.PathValue("id")) }

func (s *Server) getIncident(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.incidentPage)
}

func (s *Server) incidentPage(r *http.Request, f template.Frame) (templ.Component, error) {
	i, err := s.night.Incident(r.Context(), incidentIn(r))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) { add(i.By); add(i.SettledBy) })
	return template.IncidentPage(f.Titled(f.R.T("incident.title")), i, names), err
}

func (s *Server) onIncident(w http.ResponseWriter, r *http.Request, act func(night.IncidentID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/incidents/" + r.PathValue("id") + "?done=saved", act(incidentIn(r))
	}, s.incidentPage)
}

func (s *Server) postPart(w http.ResponseWriter, r *http.Request) error {
	return s.onIncident(w, r, func(id night.IncidentID) error {
		return s.night.SayPart(r.Context(), id, value(r, "codes"), value(r, "part"), value(r, "words"))
	})
}

func (s *Server) postSettleIncident(w http.ResponseWriter, r *http.Request) error {
	return s.onIncident(w, r, func(id night.IncidentID) error {
		return s.night.SettleIncident(r.Context(), id, value(r, "after"), version(r))
	})
}

func (s *Server) getHerIncidents(w http.ResponseWriter, r *http.Request) error {
	client, list, err := s.night.PartsOf(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.HerIncidents(f.Titled(client.Code), client, list))
}
