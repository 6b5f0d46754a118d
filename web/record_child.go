package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getNewChild(w http.ResponseWriter, r *http.Request) error {
	return s.showFile(w, r, childPage)
}

func childPage(f template.Frame, file casework.File) (templ.Component, error) {
	return template.NewChild(f, file), nil
}

// postNewChild makes a file of her own for a child and leads to it.
func (s *Server) postNewChild(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		parent, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		birth, err := dayOf(r, "birth")
		if err != nil {
			return "", err
		}
		child, err := s.casework.AddChild(r.Context(), parent, casework.NewChild{
			Coded:          casework.Coded{Sex: value(r, "sex"), AgeBand: value(r, "age_band"), Language: value(r, "language")},
			Names:          casework.Names{ToUse: value(r, "name"), Birth: birth},
			UnsafeGuardian: value(r, "unsafe_guardian"),
		})
		return "/clients/" + child.Code + "?done=added", err
	})
	if err != nil {
		return s.againFile(w, r, err, childPage)
	}
	return nil
}
