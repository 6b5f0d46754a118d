package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/web/template"
)

func (s *Server) getServices(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.servicesPage)
}

// servicesOf gathers the services of a client in a month, with who put what right.
func (s *Server) servicesOf(r *http.Request) (template.ServicesData, error) {
	d := template.ServicesData{}
	var err error
	if d.ServicesPage, err = s.funding.ServicesOf(r.Context(), r.PathValue("code"), r.PathValue("month")); err != nil {
		return d, err
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, l := range d.Lines {
			add(l.Staff)
		}
		for _, m := range d.Mended {
			add(m.By)
		}
	})
	return d, err
}

func (s *Server) servicesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.servicesOf(r)
	return template.Services(f.Titled(d.Client.Code), d), err
}

func (s *Server) getMendService(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.mendServicePage)
}

// mendServicePage asks how long one service took and who pays; while none is chosen, and
// when what was sent can no longer be put right, it is the page of all.
func (s *Server) mendServicePage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.servicesOf(r)
	if err != nil {
		return nil, err
	}
	source, row := asked(r, "source"), asked(r, "row")
	if r.Method == http.MethodPost {
		source, row = value(r, "source"), value(r, "row")
	}
	if source == "" {
		return s.servicesPage(r, f)
	}
	i := slices.IndexFunc(d.Lines, func(l funding.Line) bool { return l.Source == source && l.Row == row })
	switch {
	case i >= 0 && d.Mendable(d.Lines[i]):
	case r.Method == http.MethodPost:
		return template.Services(f.Titled(d.Client.Code), d), nil
	default:
		return nil, casework.Gone("web.mendServicePage")
	}
	return template.MendService(f.Titled(d.Client.Code), d, d.Lines[i]), nil
}

func (s *Server) postMendService(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/services/"+r.PathValue("month")+"?done=saved", func(client pana.ClientID) error {
		source, err := picked(r, "source")
		if err != nil {
			return err
		}
		one := funding.Single{Source: source, Row: value(r, "row")}
		if one.On, err = dayOf(r, "on"); err != nil {
			return err
		}
		minutes, err := number(r, "minutes", "people.number")
		if err != nil {
			return err
		}
		return s.funding.MendService(r.Context(), client, one, value(r, "seen"), minutes, value(r, "payer"))
	}, func(f template.Frame, _ error) (templ.Component, error) { return s.mendServicePage(r, f) })
}
