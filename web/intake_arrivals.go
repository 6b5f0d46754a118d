package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// getArrivals shows the one on call who came in, and which children still need
// a guardian.
func (s *Server) getArrivals(w http.ResponseWriter, r *http.Request) error {
	c, err := s.arrivalsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) arrivalsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.ArrivalsData{Zone: s.house.Zone()}
	var err error
	if d.Unseen, err = s.intake.Unseen(r.Context()); err != nil {
		return nil, err
	}
	if policy.May(pana.ActorFrom(r.Context()), policy.EditClient) {
		if d.Unguarded, err = s.intake.Unguarded(r.Context()); err != nil {
			return nil, err
		}
	}
	return template.Arrivals(f.Titled(f.R.T("arrivals.title")), d), nil
}

// postArrivalSeen marks one arrival as seen.
func (s *Server) postArrivalSeen(w http.ResponseWriter, r *http.Request) error {
	if err := s.intake.Seen(r.Context(), r.PathValue("code")); err != nil {
		return err
	}
	http.Redirect(w, r, "/arrivals?done=saved", http.StatusSeeOther)
	return nil
}

// postGuardian notes the next step towards a guardian for a child.
func (s *Server) postGuardian(w http.ResponseWriter, r *http.Request) error {
	if err := s.intake.Guardian(r.Context(), r.PathValue("code"), value(r, "guardianship")); err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.arrivalsPage(r, f) })
	}
	http.Redirect(w, r, "/arrivals?done=saved", http.StatusSeeOther)
	return nil
}
