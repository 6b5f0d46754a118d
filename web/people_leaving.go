package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/people"
	"example.org/pana/web/template"
)

func (s *Server) getDeparture(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.departurePage)
}

func (s *Server) departurePage(r *http.Request, f template.Frame) (templ.Component, error) {
	l, err := s.people.Leaving(r.Context(), staffIn(r))
	return template.Departing(f.Titled(f.R.T("depart.title")), l), err
}

// onDeparture does one act of somebody's leaving, once, and shows its page.
func (s *Server) onDeparture(w http.ResponseWriter, r *http.Request, act func(pana.StaffID) error) error {
	return s.onDrawn(w, r, func() (string, error) { return "/people/" + r.PathValue("id") + "/leaving?done=saved", act(staffIn(r)) }, s.departurePage)
}

func (s *Server) postDeparture(w http.ResponseWriter, r *http.Request) error {
	return s.onDeparture(w, r, func(staff pana.StaffID) error {
		last, err := dayOf(r, "last")
		if err != nil {
			return err
		}
		return s.people.PlanLeaving(r.Context(), staff, last, version(r))
	})
}

func (s *Server) postHandOver(w http.ResponseWriter, r *http.Request) error {
	return s.onDeparture(w, r, func(staff pana.StaffID) error {
		n := people.Handover{Code: value(r, "client"), Role: pana.Role(value(r, "role"))}
		key := "-" + n.Code + "-" + string(n.Role)
		n.To, n.Summary = pana.StaffID(value(r, "to"+key)), value(r, "summary"+key)
		return atForm(s.people.HandOver(r.Context(), staff, n), key)
	})
}

func (s *Server) postFinish(w http.ResponseWriter, r *http.Request) error {
	return s.onDeparture(w, r, func(staff pana.StaffID) error {
		return s.people.Finish(r.Context(), staff, value(r, "why"))
	})
}

// atForm names the field of a refusal as one of several like forms of a page does.
func atForm(err error, key string) error {
	if e, ok := errors.AsType[*pana.Error](err); ok && e.Field != "" {
		return pana.AtField(err, e.Field+key)
	}
	return err
}
