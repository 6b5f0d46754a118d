package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getOrganisations(w http.ResponseWriter, r *http.Request) error {
	page, err := s.organisationsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) organisationsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	list, err := s.casework.Organisations(r.Context())
	if err != nil {
		return nil, err
	}
	return template.Organisations(f.Titled(f.R.T("nav.partners")), list), nil
}

func (s *Server) postOrganisation(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		n, err := readOrganisation(r)
		if err != nil {
			return "", err
		}
		_, err = s.casework.AddOrganisation(r.Context(), n)
		return "/organisations?done=added", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.organisationsPage(r, f) })
	}
	return nil
}

func readOrganisation(r *http.Request) (casework.NewOrganisation, error) {
	n := casework.NewOrganisation{Name: value(r, "name"), Kind: value(r, "kind"), Country: value(r, "country"), Contact: value(r, "contact"), Roles: r.PostForm["roles"]}
	var err error
	n.Since, err = dayOf(r, "since")
	return n, err
}

func (s *Server) getOrganisation(w http.ResponseWriter, r *http.Request) error {
	page, err := s.organisationPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) organisationPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	o, err := s.casework.Organisation(r.Context(), pana.OrganisationID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	return template.OrganisationPage(f.Titled(f.R.T("nav.partners")), o, stale), nil
}

func (s *Server) postEditOrganisation(w http.ResponseWriter, r *http.Request) error {
	return s.onOrganisation(w, r, func(id pana.OrganisationID) error {
		n, err := readOrganisation(r)
		if err != nil {
			return err
		}
		return s.casework.EditOrganisation(r.Context(), id, n, version(r))
	})
}

func (s *Server) postEndOrganisation(w http.ResponseWriter, r *http.Request) error {
	return s.onOrganisation(w, r, func(id pana.OrganisationID) error { return s.casework.EndOrganisation(r.Context(), id, version(r)) })
}

func (s *Server) onOrganisation(w http.ResponseWriter, r *http.Request, act func(pana.OrganisationID) error) error {
	err := s.send(w, r, func() (string, error) {
		return "/organisations?done=saved", act(pana.OrganisationID(r.PathValue("id")))
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.organisationPage(r, f, differing(err)) })
	}
	return nil
}
