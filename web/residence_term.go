package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

// termRoutes are the pages about who pays until when.
func (s *Server) termRoutes() []route {
	return []route{
		page("GET /clients/{code}/term", policy.SeeTerm, s.getTerm),
		page("POST /clients/{code}/term", policy.SetTerm, s.postTerm),
		page("POST /clients/{code}/term/ask", policy.AskTerm, s.postTermAsk),
		page("GET /clients/{code}/term/asks/{id}", policy.AnswerTerm, s.getTermAnswer),
		page("POST /clients/{code}/term/asks/{id}", policy.AnswerTerm, s.postTermAnswer),
	}
}

func (s *Server) getTerm(w http.ResponseWriter, r *http.Request) error {
	c, err := s.termPage(r, s.frame(r), false)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) termData(r *http.Request) (template.TermData, error) {
	terms, err := s.residence.Terms(r.Context(), r.PathValue("code"))
	if err != nil {
		return template.TermData{}, err
	}
	d := template.TermData{Terms: terms}
	if d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, a := range terms.Asks {
			add(a.By)
			add(a.AnsweredBy)
		}
	}); err != nil {
		return d, err
	}
	return d, s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		d.Payers, err = s.casework.Partners(r.Context(), tx)
		return err
	})
}

func (s *Server) termPage(r *http.Request, f template.Frame, stale bool) (templ.Component, error) {
	d, err := s.termData(r)
	if err != nil {
		return nil, err
	}
	d.Stale = stale
	return template.Term(f.Titled(d.Code), d), nil
}

func (s *Server) postTerm(w http.ResponseWriter, r *http.Request) error {
	return s.onTerm(w, r, "saved", func(client pana.ClientID) error {
		until, err := dayOf(r, "until")
		if err != nil {
			return err
		}
		_, err = s.residence.SetTerm(r.Context(), client, residence.NewTerm{Payer: value(r, "payer"),
			Organisation: pana.OrganisationID(value(r, "organisation")), Until: until, Replaces: value(r, "replaces")})
		return err
	})
}

func (s *Server) postTermAsk(w http.ResponseWriter, r *http.Request) error {
	return s.onTerm(w, r, "asked", func(client pana.ClientID) error {
		wanted, err := dayOf(r, "wanted")
		if err != nil {
			return err
		}
		_, err = s.residence.AskTerm(r.Context(), client, residence.NewTermAsk{Term: value(r, "term"), Wanted: wanted, Reason: value(r, "reason")})
		return err
	})
}

// onTerm does something about the term and leads back to its page.
func (s *Server) onTerm(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/term?done=" + done, act(client)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.termPage(r, f, stale(err)) })
	}
	return nil
}

// stale reports whether err says that somebody else changed the same thing.
func stale(err error) bool {
	e, ok := err.(*pana.Error)
	return ok && e.Say == "db.stale"
}

func (s *Server) getTermAnswer(w http.ResponseWriter, r *http.Request) error {
	c, err := s.termAnswerPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) termAnswerPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.termData(r)
	if err != nil {
		return nil, err
	}
	for _, a := range d.Asks {
		if a.ID == r.PathValue("id") {
			return template.TermAnswer(f.Titled(d.Code), d, a), nil
		}
	}
	return nil, &pana.Error{Op: "web.termAnswer", Kind: pana.NotFound, Say: "record.absent"}
}

func (s *Server) postTermAnswer(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		until, err := dayOf(r, "until")
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/term?done=answered", s.residence.AnswerTerm(r.Context(), client, residence.TermAnswer{
			Ask: r.PathValue("id"), Answer: value(r, "answer"), Until: until, Because: value(r, "because"), Version: version(r)})
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.termAnswerPage(r, f) })
	}
	return nil
}
