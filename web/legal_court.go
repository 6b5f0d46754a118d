package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/legal"
	"example.org/pana/web/template"
)

func (s *Server) courtData(r *http.Request) (d template.CourtData, err error) {
	if d.Court, err = s.legal.Court(r.Context(), r.PathValue("code")); err != nil {
		return d, err
	}
	d.Around, err = s.around(r)
	return d, err
}

func (s *Server) getCourt(w http.ResponseWriter, r *http.Request) error {
	c, err := s.courtPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) courtPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.courtData(r)
	if err != nil {
		return nil, err
	}
	return template.Court(f.Titled(d.Code), d), nil
}

// onCourt does something on the page about court and leads back to it.
func (s *Server) onCourt(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	return s.legally(w, r, func(client pana.ClientID) (string, error) { return "/court?done=saved", act(client) },
		func(f template.Frame, _ []string) (templ.Component, error) { return s.courtPage(r, f) })
}

// postWish writes down what she wishes. Nothing hangs on it.
func (s *Server) postWish(w http.ResponseWriter, r *http.Request) error {
	return s.onCourt(w, r, func(client pana.ClientID) error {
		n := legal.NewWish{Wish: value(r, "wish"), Told: value(r, "told"), Note: value(r, "note")}
		n.Source, n.Interpreted = provenance(r)
		var err error
		if n.On, err = dayOf(r, "on"); err != nil {
			return err
		}
		return s.legal.RecordWish(r.Context(), client, n)
	})
}

func (s *Server) postReflection(w http.ResponseWriter, r *http.Request) error {
	return s.onCourt(w, r, func(client pana.ClientID) error {
		var n legal.Reflection
		var err error
		if n.Since, err = dayOf(r, "reflection_since"); err != nil {
			return err
		}
		if n.Until, err = dayOf(r, "reflection_until"); err != nil {
			return err
		}
		return s.legal.SetReflection(r.Context(), client, n)
	})
}

func (s *Server) postCase(w http.ResponseWriter, r *http.Request) error {
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		id, err := s.legal.OpenCase(r.Context(), client, readCase(r), someoneFrom(r, "lawyer", "lawyer"))
		return "/court/cases/" + string(id) + "?done=added", err
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.courtPage(r, f) })
}

func readCase(r *http.Request) legal.CaseFacts {
	n := legal.CaseFacts{Kind: value(r, "kind"), Role: value(r, "role"), Stage: value(r, "stage"), LawyerStaff: pana.StaffID(value(r, "lawyer_staff")),
		Payer: value(r, "payer"), Office: pana.OrganisationID(value(r, "office")), Wanted: ticked(r, "wanted"),
		Number: value(r, "number"), Note: value(r, "note"), Statement: value(r, "statement"), Measures: map[string]string{}}
	for field := range r.PostForm {
		if measure, ok := strings.CutPrefix(field, "measure_"); ok {
			n.Measures[measure] = value(r, field)
		}
	}
	return n
}

func (s *Server) getCase(w http.ResponseWriter, r *http.Request) error {
	c, err := s.casePage(r, s.frame(r), legal.CaseID(r.PathValue("id")), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) casePage(r *http.Request, f template.Frame, id legal.CaseID, stale []string) (templ.Component, error) {
	d, err := s.courtData(r)
	if err != nil {
		return nil, err
	}
	c, err := d.Case(id)
	if err != nil {
		return nil, err
	}
	return template.CasePage(f.Titled(d.Code), d, c, stale), nil
}

// onCase does something to the case of the address and leads back to it.
func (s *Server) onCase(w http.ResponseWriter, r *http.Request, act func(pana.ClientID, legal.CaseID) error) error {
	id := legal.CaseID(r.PathValue("id"))
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		return "/court/cases/" + string(id) + "?done=saved", act(client, id)
	}, func(f template.Frame, stale []string) (templ.Component, error) { return s.casePage(r, f, id, stale) })
}

func (s *Server) postEditCase(w http.ResponseWriter, r *http.Request) error {
	return s.onCase(w, r, func(client pana.ClientID, id legal.CaseID) error {
		return s.legal.EditCase(r.Context(), client, id, readCase(r), someoneFrom(r, "lawyer", "lawyer"), version(r))
	})
}

func (s *Server) postSum(w http.ResponseWriter, r *http.Request) error {
	return s.onCase(w, r, func(client pana.ClientID, id legal.CaseID) error {
		n := legal.Compensation{Step: value(r, "sum_step"), Currency: value(r, "sum_currency")}
		var err error
		if n.Amount, err = amount(r, "sum_amount"); err != nil {
			return err
		}
		if n.On, err = dayOf(r, "sum_on"); err != nil {
			return err
		}
		return under("sum_", s.legal.AddCompensation(r.Context(), client, id, n))
	})
}

func (s *Server) postDeadline(w http.ResponseWriter, r *http.Request) error {
	return s.onCase(w, r, func(client pana.ClientID, id legal.CaseID) error {
		n := legal.Deadline{Kind: value(r, "due_kind"), Note: value(r, "due_note")}
		var err error
		if n.Due, err = dayOf(r, "due_due"); err != nil {
			return err
		}
		return under("due_", s.legal.AddDeadline(r.Context(), client, id, n))
	})
}

// caseWith finds the case that one of its parts belongs to.
func (s *Server) caseWith(r *http.Request, has func(legal.Case) bool) (legal.CaseID, error) {
	v, err := s.legal.Court(r.Context(), r.PathValue("code"))
	if err != nil {
		return "", err
	}
	for _, c := range v.Cases {
		if has(c) {
			return c.ID, nil
		}
	}
	return "", &pana.Error{Op: "web.caseWith", Kind: pana.NotFound, Say: "record.absent"}
}

func (s *Server) postStrikeSum(w http.ResponseWriter, r *http.Request) error {
	return s.onPartOfCase(w, r, func(c legal.Case, id string) bool {
		for _, m := range c.Money {
			if m.ID == id {
				return true
			}
		}
		return false
	}, func(client pana.ClientID, id string) error {
		return s.legal.StrikeCompensation(r.Context(), client, id)
	})
}

func (s *Server) postMeetDeadline(w http.ResponseWriter, r *http.Request) error {
	return s.onPartOfCase(w, r, func(c legal.Case, id string) bool {
		for _, d := range c.Deadlines {
			if d.ID == id {
				return true
			}
		}
		return false
	}, func(client pana.ClientID, id string) error {
		return s.legal.MeetDeadline(r.Context(), client, id, version(r))
	})
}

// onPartOfCase does something to a part of a case and leads back to the case.
func (s *Server) onPartOfCase(w http.ResponseWriter, r *http.Request, has func(legal.Case, string) bool, act func(pana.ClientID, string) error) error {
	id := r.PathValue("id")
	in, err := s.caseWith(r, func(c legal.Case) bool { return has(c, id) })
	if err != nil {
		return err
	}
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		return "/court/cases/" + string(in) + "?done=saved", act(client, id)
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.casePage(r, f, in, nil) })
}
