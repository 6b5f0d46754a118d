package web

import (
	"net/http"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// watchRoutes are the pages on which a head looks at names that are like one on
// the watch list.
func (s *Server) watchRoutes() []route {
	return []route{
		page("GET /watch", policy.SeeWatch, s.getWatch),
		page("POST /clients/{code}/people/{id}/clear", policy.ClearWatch, s.postClearMatch),
	}
}

func (s *Server) getWatch(w http.ResponseWriter, r *http.Request) error {
	list, err := s.casework.Matches(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Watch(f.Titled(f.R.T("watch.title")), list))
}

func (s *Server) postClearMatch(w http.ResponseWriter, r *http.Request) error {
	return s.onPerson(w, r, "saved", func(client pana.ClientID, id pana.PersonID) error {
		return s.casework.ClearMatch(r.Context(), client, id, value(r, "reason"))
	})
}
