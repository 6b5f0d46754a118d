package web

import (
	"net/http"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// supervisionRoutes are the pages on which people look after each other's work.
func (s *Server) supervisionRoutes() []route {
	return []route{
		page("POST /notices/{id}/seen", policy.HeedNotice, s.postHeed),
		page("GET /looks", policy.GoOnLooking, s.getGoOn),
		page("POST /looks", policy.GoOnLooking, s.postGoOn),
		page("GET /house/looks", policy.SeeLooks, s.getLooks),
		page("POST /looks/{id}/let", policy.LetLook, s.postLetLook),
		page("GET /clients/{code}/danger", policy.OpenInDanger, s.getDanger),
		page("POST /clients/{code}/danger", policy.OpenInDanger, s.postDanger),
		page("POST /clients/{code}/danger/{id}/end", policy.OpenInDanger, s.postEndDanger),
	}
}

// postHeed says that the reader has seen what she was told.
func (s *Server) postHeed(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		return "/today?done=saved", s.house.Heed(r.Context(), r.PathValue("id"))
	})
}

// todayNotices adds what the reader was told and has not yet put away.
func (s *Server) todayNotices(r *http.Request, d *template.TodayData) (err error) {
	if d.Notices, err = s.house.Notices(r.Context()); err != nil || len(d.Notices) == 0 {
		return err
	}
	d.Concerned, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, n := range d.Notices {
			add(n.By)
			add(pana.StaffID(n.Object))
		}
	})
	return err
}
