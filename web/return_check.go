package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/legal"
	"example.org/pana/web/template"
)

// A returnView draws one of the pages of the family check.
type returnView func(f template.Frame, d template.ReturnData, stale []string) templ.Component

// view shows a page of the check.
func (s *Server) view(w http.ResponseWriter, r *http.Request, draw returnView) error {
	c, err := s.drawn(r, s.frame(r), draw, nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) drawn(r *http.Request, f template.Frame, draw returnView, stale []string) (templ.Component, error) {
	d, err := s.returned(r)
	if err != nil {
		return nil, err
	}
	d.Correct = r.URL.Query().Get("correct")
	if f.Typed != nil {
		d.Correct = f.Typed.Get("supersedes")
	}
	return draw(f.Titled(d.Client.Code), d, stale), nil
}

// onCheck does one act of the check and shows the page it belongs to again.
func (s *Server) onCheck(w http.ResponseWriter, r *http.Request, to string, draw returnView, act func(pana.ClientID) error) error {
	return s.legally(w, r, func(client pana.ClientID) (string, error) { return "/return" + to + "?done=saved", act(client) },
		func(f template.Frame, stale []string) (templ.Component, error) { return s.drawn(r, f, draw, stale) })
}

func (s *Server) getFamilyCheck(w http.ResponseWriter, r *http.Request) error {
	return s.view(w, r, template.FamilyCheck)
}

func (s *Server) postFamilyCheck(w http.ResponseWriter, r *http.Request) error {
	return s.onCheck(w, r, "/check", template.FamilyCheck, func(client pana.ClientID) error {
		on, err := dayOf(r, "on")
		if err != nil {
			return err
		}
		a := legal.Account{Source: value(r, "source_of"), Interpreted: ticked(r, "interpreted"), Organisation: pana.OrganisationID(value(r, "organisation")),
			Recruited: value(r, "recruited"), Profited: value(r, "profited"), Knew: value(r, "knew"), On: on, Supersedes: value(r, "supersedes"), Words: value(r, "words")}
		return s.legal.Tell(r.Context(), client, a, whoIn(r))
	})
}

func (s *Server) getReturnRisks(w http.ResponseWriter, r *http.Request) error {
	return s.view(w, r, template.ReturnRisks)
}

func (s *Server) postReturnRisks(w http.ResponseWriter, r *http.Request) error {
	return s.onCheck(w, r, "/risks", template.ReturnRisks, func(client pana.ClientID) error {
		risks, err := readRisks(r)
		if err != nil {
			return err
		}
		return s.legal.Weigh(r.Context(), client, risks, value(r, "words"))
	})
}

// readRisks reads the questions of which something was answered.
func readRisks(r *http.Request) ([]legal.Risk, error) {
	var risks []legal.Risk
	for _, q := range legal.RiskQuestions() {
		k := legal.Risk{Question: q}
		for _, part := range []struct {
			field string
			n     *int
		}{{"likelihood_" + q, &k.Likelihood}, {"harm_" + q, &k.Harm}} {
			text := value(r, part.field)
			n, err := strconv.Atoi(text)
			if text != "" && err != nil {
				return nil, pana.Refuse("web.readRisks", part.field, "codes.unknown")
			}
			*part.n = n
		}
		if k.Likelihood != 0 || k.Harm != 0 {
			risks = append(risks, k)
		}
	}
	return risks, nil
}

func (s *Server) getReturnSign(w http.ResponseWriter, r *http.Request) error {
	return s.view(w, r, template.ReturnSign)
}

func (s *Server) postReturnSign(w http.ResponseWriter, r *http.Request) error {
	return s.onCheck(w, r, "/sign", template.ReturnSign, func(client pana.ClientID) error {
		return s.legal.Sign(r.Context(), client, value(r, "place"), value(r, "print"))
	})
}

func (s *Server) postReturnUnsign(w http.ResponseWriter, r *http.Request) error {
	return s.onCheck(w, r, "/sign", template.ReturnSign, func(client pana.ClientID) error { return s.legal.Unsign(r.Context(), client) })
}

func (s *Server) getReturnException(w http.ResponseWriter, r *http.Request) error {
	return s.view(w, r, template.ReturnException)
}

func (s *Server) postAskException(w http.ResponseWriter, r *http.Request) error {
	return s.onCheck(w, r, "/exception", template.ReturnException, func(client pana.ClientID) error {
		return under("ask_", s.legal.AskException(r.Context(), client, value(r, "ask_reason")))
	})
}

func (s *Server) postReturnException(w http.ResponseWriter, r *http.Request) error {
	return s.onCheck(w, r, "/exception", template.ReturnException, func(client pana.ClientID) error {
		return s.legal.AnswerException(r.Context(), client, value(r, "given") == legal.Given, value(r, "reason"), value(r, "print"))
	})
}
