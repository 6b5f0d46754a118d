package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/web/template"
)

func (s *Server) getRestriction(w http.ResponseWriter, r *http.Request) error {
	page, err := s.restrictionPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) restrictionPage(r *http.Request, f template.Frame) (templ.Component, error) {
	sight, err := s.rights.See(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	return template.Restriction(f.Titled(sight.Code), sight), nil
}

// postRestrict leaves a file alone.
func (s *Server) postRestrict(w http.ResponseWriter, r *http.Request) error {
	return s.restricting(w, r, "restricted", func(client pana.ClientID) error {
		return s.rights.Restrict(r.Context(), client, value(r, "ground"))
	})
}

// postLiftRestriction lets it be worked on again.
func (s *Server) postLiftRestriction(w http.ResponseWriter, r *http.Request) error {
	return s.restricting(w, r, "freed", func(client pana.ClientID) error { return s.rights.Lift(r.Context(), client, value(r, "why")) })
}

func (s *Server) restricting(w http.ResponseWriter, r *http.Request, done string, do func(pana.ClientID) error) error {
	client, err := s.clientOf(r)
	if err == nil {
		err = do(client)
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.restrictionPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/restriction?done="+done, http.StatusSeeOther)
	return nil
}
