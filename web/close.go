package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// closeRoutes are the pages on which a house ends its work, and begins it again.
func (s *Server) closeRoutes() []route {
	end := page("POST /house/close", policy.CloseHouse, func(w http.ResponseWriter, r *http.Request) error {
		return s.postClose(w, r, policy.CloseHouse, s.house.CloseHouse(r.Context(), agreeingOf(r)))
	})
	again := page("POST /house/reopen", policy.ReopenHouse, func(w http.ResponseWriter, r *http.Request) error {
		return s.postClose(w, r, policy.ReopenHouse, s.house.ReopenHouse(r.Context(), agreeingOf(r)))
	})
	end.own, again.own = "own", "own"
	return []route{
		page("GET /house/close", policy.CloseHouse, func(w http.ResponseWriter, r *http.Request) error { return s.getClose(w, r, policy.CloseHouse) }),
		end,
		page("GET /house/reopen", policy.ReopenHouse, func(w http.ResponseWriter, r *http.Request) error { return s.getClose(w, r, policy.ReopenHouse) }),
		again,
	}
}

func (s *Server) getClose(w http.ResponseWriter, r *http.Request, act policy.Act) error {
	page, err := s.closePage(r, s.frame(r), act)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) closePage(r *http.Request, f template.Frame, act policy.Act) (templ.Component, error) {
	alone, err := s.house.Alone(r.Context(), act)
	if err != nil {
		return nil, err
	}
	if act == policy.ReopenHouse {
		desk, err := s.desk(r, house.Deed{Act: act}, "/house/reopen/ask")
		return template.ReopenHouse(f.Titled(f.R.T("house.reopen.title")), alone, s.house.Settings().Closed, desk), err
	}
	desk, err := s.desk(r, house.Deed{Act: act}, "/house/close/ask")
	return template.CloseHouse(f.Titled(f.R.T("house.close.title")), alone, desk), err
}

// postClose shows a refusal where the two can mend it.
func (s *Server) postClose(w http.ResponseWriter, r *http.Request, act policy.Act, err error) error {
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.closePage(r, f, act) })
	}
	http.Redirect(w, r, "/today?done="+string(act), http.StatusSeeOther)
	return nil
}
