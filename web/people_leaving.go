package web

import (
	"errors"
	"net/http"
	"strings"

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
	return template.Departing(f.Titled(f.R.T("depart.title")), template.DepartingData{Leaving: l, To: pana.StaffID(asked(r, "to"))}), err
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
		if value(r, "to") != "" {
			return s.handOverSeveral(r, staff)
		}
		n := people.Handover{Code: value(r, "client"), Role: pana.Role(value(r, "role"))}
		key := "-" + n.Code + "-" + string(n.Role)
		n.To, n.Summary = pana.StaffID(value(r, "to"+key)), value(r, "summary"+key)
		return atForm(s.people.HandOver(r.Context(), staff, n), key)
	})
}

// handOverSeveral gives those who are ticked to one who follows, one after another and
// without words for each. The page offers only whom she can take; where one is refused
// all the same, those before are hers and the others stay on the page.
func (s *Server) handOverSeveral(r *http.Request, staff pana.StaffID) error {
	if len(r.PostForm["several"]) == 0 {
		return pana.Refuse("web.handOverSeveral", "several", "handover.client")
	}
	for _, one := range r.PostForm["several"] {
		code, role, _ := strings.Cut(one, " ")
		n := people.Handover{Code: code, Role: pana.Role(role), To: pana.StaffID(value(r, "to"))}
		if err := s.people.HandOver(r.Context(), staff, n); err != nil {
			return pana.AtField(err, "several")
		}
	}
	return nil
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
