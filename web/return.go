package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// returnRoutes are the pages on the way back to a family or a country, and on the
// family check before it.
func (s *Server) returnRoutes() []route {
	return []route{
		page("GET /clients/{code}/return", policy.SeeReturn, s.getReturn),
		page("POST /clients/{code}/return", policy.PlanReturn, s.postReturn),
		page("POST /clients/{code}/return/people", policy.CheckReturn, s.postReturnPart),
		page("POST /clients/{code}/return/parts/{id}/end", policy.CheckReturn, s.postEndPart),
		page("POST /clients/{code}/return/contact", policy.CheckReturn, s.postContactTried),
		page("POST /clients/{code}/return/answer", policy.CheckReturn, s.postReturnAnswer),
		page("POST /clients/{code}/return/told", policy.PlanReturn, s.postReceiverTold),
		page("POST /clients/{code}/return/set-out", policy.TravelReturn, s.postSetOut),
		page("POST /clients/{code}/return/arrive", policy.TravelReturn, s.postArrive),
		page("POST /clients/{code}/return/aside", policy.TravelReturn, s.postReturnAside),
		page("GET /clients/{code}/return/check", policy.SeeReturn, s.getFamilyCheck),
		page("POST /clients/{code}/return/check", policy.CheckReturn, s.postFamilyCheck),
		page("GET /clients/{code}/return/risks", policy.SeeReturn, s.getReturnRisks),
		page("POST /clients/{code}/return/risks", policy.CheckReturn, s.postReturnRisks),
		page("GET /clients/{code}/return/sign", policy.SeeReturn, s.getReturnSign),
		page("POST /clients/{code}/return/sign", policy.SignReturn, s.postReturnSign),
		page("POST /clients/{code}/return/unsign", policy.SignReturn, s.postReturnUnsign),
		page("GET /clients/{code}/return/exception", policy.SeeReturn, s.getReturnException),
		page("POST /clients/{code}/return/ask", policy.CheckReturn, s.postAskException),
		page("POST /clients/{code}/return/exception", policy.ExceptReturn, s.postReturnException),
		page("GET /clients/{code}/return/print", policy.SeeReturn, s.printReturn),
	}
}

// returned gathers what the pages of a return show.
func (s *Server) returned(r *http.Request) (d template.ReturnData, err error) {
	if d.ReturnPage, err = s.legal.Return(r.Context(), r.PathValue("code")); err != nil {
		return d, err
	}
	d.Around, err = s.around(r)
	return d, err
}

func (s *Server) getReturn(w http.ResponseWriter, r *http.Request) error {
	c, err := s.returnPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) returnPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	d, err := s.returned(r)
	if err != nil {
		return nil, err
	}
	return template.ReturnHome(f.Titled(d.Client.Code), d, stale), nil
}

// onReturn does one act to the return of the client of the address and shows the
// page of it again.
func (s *Server) onReturn(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error) error {
	return s.legally(w, r, func(client pana.ClientID) (string, error) { return "/return?done=" + done, act(client) },
		func(f template.Frame, stale []string) (templ.Component, error) { return s.returnPage(r, f, stale) })
}

func (s *Server) postReturn(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		p, err := readReturn(r)
		if err != nil {
			return err
		}
		return s.legal.PlanReturn(r.Context(), client, p, version(r))
	})
}

func readReturn(r *http.Request) (legal.ReturnPlan, error) {
	p := legal.ReturnPlan{Kind: value(r, "kind"), Preparing: value(r, "preparing") == legal.Preparing, Country: value(r, "country"), Region: value(r, "region"),
		Place: value(r, "place"), Nationality: value(r, "nationality"), Paper: value(r, "paper"), Escort: pana.StaffID(value(r, "escort")),
		Organisation: pana.OrganisationID(value(r, "organisation")), Wish: value(r, "wish"), Note: value(r, "note")}
	for _, d := range []struct {
		field string
		day   *pana.Date
	}{{"nationality_on", &p.Confirmed}, {"travel_on", &p.Travel}, {"arrive_by", &p.ArriveBy}} {
		var err error
		if *d.day, err = dayOf(r, d.field); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (s *Server) postReturnPart(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "added", func(client pana.ClientID) error {
		part := value(r, "part")
		return s.legal.GivePart(r.Context(), client, part, someoneFrom(r, "person", legal.RoleOfPart(part)))
	})
}

func (s *Server) postEndPart(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		return s.legal.EndPart(r.Context(), client, r.PathValue("id"))
	})
}

func (s *Server) postContactTried(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "call_on")
		if err != nil {
			return err
		}
		return under("call_", s.legal.TryContact(r.Context(), client, pana.PersonID(value(r, "call_contact")), value(r, "call_reached") == legal.Yes, on, value(r, "call_words")))
	})
}

func (s *Server) postReturnAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "her_on")
		if err != nil {
			return err
		}
		return under("her_", s.legal.Agree(r.Context(), client, value(r, "her_answer"), ticked(r, "her_interpreted"), on, value(r, "her_words")))
	})
}

func (s *Server) postReceiverTold(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "told_on")
		if err != nil {
			return err
		}
		return under("told_", s.legal.TellReceiver(r.Context(), client, on))
	})
}

func (s *Server) postSetOut(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "out_on")
		if err != nil {
			return err
		}
		return under("out_", s.legal.SetOut(r.Context(), client, on, version(r)))
	})
}

func (s *Server) postArrive(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "there_on")
		if err != nil {
			return err
		}
		return under("there_", s.legal.Arrive(r.Context(), client, on, value(r, "there_by"), version(r)))
	})
}

func (s *Server) postReturnAside(w http.ResponseWriter, r *http.Request) error {
	return s.onReturn(w, r, "saved", func(client pana.ClientID) error {
		return under("aside_", s.legal.PutAside(r.Context(), client, value(r, "aside_as"), value(r, "aside_reason"), version(r)))
	})
}

// printReturn draws the decision for the hand of the client: her code, what was
// asked and who answers for it by function, in two languages and without a name.
func (s *Server) printReturn(w http.ResponseWriter, r *http.Request) error {
	d, err := s.returned(r)
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.ReturnPrint(f.Titled(d.Client.Code), d, s.sheet(f, d.Client.Language)))
}

// whoIn is someone a form of the check speaks of; nobody is the family as a whole.
func whoIn(r *http.Request) casework.Someone { return someoneFrom(r, "person", "other-kin") }
