package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/plan"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getClientTrust(w http.ResponseWriter, r *http.Request) error {
	c, err := s.trustPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) trustPage(r *http.Request, f template.Frame) (templ.Component, error) {
	v, err := s.plan.Trust(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	if v.Half.Funded, err = s.fundedUntil(r, v.Subject); err != nil {
		return nil, err
	}
	d := template.TrustData{TrustView: v}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, c := range v.Contacts {
			add(c.By)
		}
		for _, p := range v.Proposals {
			add(p.By)
		}
	})
	return template.TrustPage(f.Titled(v.Code), d), err
}

// fundedUntil is the last day that a payer has agreed to, as far as the reader
// may know of it.
func (s *Server) fundedUntil(r *http.Request, subject policy.Subject) (until pana.Date, err error) {
	if policy.Check(pana.ActorFrom(r.Context()), policy.SeeTerm, subject) != nil {
		return "", nil
	}
	terms, err := s.residence.Terms(r.Context(), r.PathValue("code"))
	for _, t := range terms.Standing {
		until = max(until, t.Until)
	}
	return until, err
}

// trustDo does one act to the trust of a file, once; refused, it shows the page again.
func (s *Server) trustDo(w http.ResponseWriter, r *http.Request, page func(*http.Request, template.Frame) (templ.Component, error), act func(pana.ClientID) error) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/trust?done=saved", act(client)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return page(r, f) })
	}
	return nil
}

func (s *Server) postContact(w http.ResponseWriter, r *http.Request) error {
	return s.trustDo(w, r, s.trustPage, func(client pana.ClientID) error { return s.noteContact(r, client, "") })
}

func (s *Server) noteContact(r *http.Request, client pana.ClientID, instead string) error {
	on, err := dayOf(r, "contact_on")
	if err != nil {
		return err
	}
	return renamed(s.plan.NoteContact(r.Context(), client, plan.NewContact{On: on, Signs: r.PostForm["signs"], Mood: value(r, "mood"), Text: value(r, "text"), Supersedes: instead}),
		map[string]string{"on": "contact_on"})
}

func (s *Server) getContact(w http.ResponseWriter, r *http.Request) error {
	c, err := s.contactPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) contactPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	c, err := s.plan.Contact(r.Context(), code, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return template.ContactForm(f.Titled(code), code, c), nil
}

// postEditContact puts a new contact in the place of the old one, which stays kept.
// One that was corrected meanwhile is no longer there to draw: all contacts are.
func (s *Server) postEditContact(w http.ResponseWriter, r *http.Request) error {
	page := func(r *http.Request, f template.Frame) (templ.Component, error) {
		c, err := s.contactPage(r, f)
		if err != nil && pana.KindOf(err) == pana.NotFound {
			return s.trustPage(r, f)
		}
		return c, err
	}
	return s.trustDo(w, r, page, func(client pana.ClientID) error { return s.noteContact(r, client, r.PathValue("id")) })
}

func (s *Server) postPropose(w http.ResponseWriter, r *http.Request) error {
	return s.trustDo(w, r, s.trustPage, func(client pana.ClientID) error {
		on, err := dayOf(r, "on")
		if err != nil {
			return err
		}
		return s.plan.ProposeTrust(r.Context(), client, plan.NewProposal{On: on, Sure: ticked(r, "sure")})
	})
}

func (s *Server) postWithdrawTrust(w http.ResponseWriter, r *http.Request) error {
	return s.trustDo(w, r, s.trustPage, func(client pana.ClientID) error { return s.plan.WithdrawTrust(r.Context(), client) })
}

func (s *Server) postTrustAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.trustDo(w, r, s.trustPage, func(client pana.ClientID) error {
		return s.plan.ConfirmTrust(r.Context(), client, plan.NewAnswer{Answer: value(r, "answer"), Told: value(r, "told"), Interpreted: ticked(r, "interpreted"), Sure: ticked(r, "sure")})
	})
}

func (s *Server) postTakeBack(w http.ResponseWriter, r *http.Request) error {
	return s.trustDo(w, r, s.trustPage, func(client pana.ClientID) error { return s.plan.TakeBackTrust(r.Context(), client, value(r, "why")) })
}

// getSpread shows how long it took in this house, to the heads and the psychologist.
func (s *Server) getSpread(w http.ResponseWriter, r *http.Request) error {
	spreads, err := s.plan.Spread(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.SpreadPage(f.Titled(f.R.T("spread.title")), spreads))
}
