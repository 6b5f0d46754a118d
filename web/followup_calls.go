package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// getCalls is the desk of whoever is on duty: find who calls, see what is due,
// and go back to a call that goes on.
func (s *Server) getCalls(w http.ResponseWriter, r *http.Request) error {
	c, err := s.callsPage(r, s.frame(r), nil, false)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) callsPage(r *http.Request, f template.Frame, found []followup.Found, sought bool) (templ.Component, error) {
	d := template.CallsData{Found: found, Sought: sought, MayLetIn: policy.May(f.Actor, policy.ReopenClient)}
	var err error
	if d.Due, err = s.followup.Due(r.Context()); err != nil {
		return nil, err
	}
	if d.Going, err = s.followup.GoingOn(r.Context()); err != nil {
		return nil, err
	}
	d.Zone = s.house.Zone()
	return template.Calls(f.Titled(f.R.T("call.title")), d), nil
}

// postFindCall looks for who calls by what she said first. A word never stands in
// an address, so the answer is this page itself.
func (s *Server) postFindCall(w http.ResponseWriter, r *http.Request) error {
	found, err := s.followup.Find(r.Context(), value(r, "find"))
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.callsPage(r, f, nil, false) })
	}
	c, err := s.callsPage(r, s.frame(r), found, true)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// postCall begins a call, in or out, and leads to its page.
func (s *Server) postCall(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client := pana.ClientID(value(r, "client"))
		if client == "" {
			return "", pana.Refuse("web.postCall", "find", "call.find.empty")
		}
		id, err := s.followup.Start(r.Context(), followup.NewCall{Client: client, Direction: value(r, "direction"), By: value(r, "by"), Anyway: ticked(r, "anyway")})
		return "/calls/" + id, err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.callsPage(r, f, nil, false) })
	}
	return nil
}

// postCallAgain lets in somebody who said her word at the door.
func (s *Server) postCallAgain(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client := pana.ClientID(value(r, "client"))
		if client == "" {
			return "", pana.Refuse("web.postCallAgain", "find", "call.find.empty")
		}
		children, err := number(r, "children", "residence.children.unreadable")
		if err != nil {
			return "", err
		}
		code, err := s.followup.ComeBack(r.Context(), client, children)
		return "/clients/" + code + "?done=arrived", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.callsPage(r, f, nil, false) })
	}
	return nil
}

func (s *Server) getClientCalls(w http.ResponseWriter, r *http.Request) error {
	c, err := s.clientCallsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) clientCallsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.followup.Calls(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d := template.ClientCallsData{CallsPage: p, Zone: s.house.Zone()}
	if d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, c := range p.Calls {
			add(c.By)
		}
		for _, x := range p.Extensions {
			add(x.By)
		}
	}); err != nil {
		return nil, err
	}
	return template.ClientCalls(f.Titled(p.Code), d), nil
}

func (s *Server) onClientCalls(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error) error {
	return s.does(w, r, "/calls?done="+done, act, func(f template.Frame, _ error) (templ.Component, error) { return s.clientCallsPage(r, f) })
}

func (s *Server) postMoreCalls(w http.ResponseWriter, r *http.Request) error {
	return s.onClientCalls(w, r, "asked", func(client pana.ClientID) error {
		more, err := number(r, "more", "call.number")
		if err != nil {
			return err
		}
		_, err = s.followup.AskMore(r.Context(), followup.NewExtension{Client: client, What: value(r, "what"), More: more, Reason: value(r, "reason")})
		return err
	})
}

func (s *Server) postCloseCalls(w http.ResponseWriter, r *http.Request) error {
	return s.onClientCalls(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "on")
		if err != nil {
			return err
		}
		return s.followup.CloseFollowUp(r.Context(), client, value(r, "why"), on)
	})
}

// getLetter is the letter at the end of the follow-up.
func (s *Server) getLetter(w http.ResponseWriter, r *http.Request) error {
	p, err := s.followup.Calls(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.EndLetter(f.Titled(p.Code), template.EndLetterData{CallsPage: p, Sheet: s.sheet(f, p.Language)}))
}

func (s *Server) getExtension(w http.ResponseWriter, r *http.Request) error {
	c, err := s.extensionPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) extensionPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.followup.Calls(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	for _, x := range p.Extensions {
		if x.ID == r.PathValue("id") {
			names, err := s.namesOf(r, func(add func(pana.StaffID)) { add(x.By) })
			return template.ExtensionPage(f.Titled(p.Code), p, x, names[x.By]), err
		}
	}
	return nil, &pana.Error{Op: "web.extension", Kind: pana.NotFound, Say: "record.absent"}
}

func (s *Server) postExtension(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/calls?done=answered", func(client pana.ClientID) error {
		answer := value(r, "decision")
		if answer != "yes" && answer != "no" {
			return pana.Refuse("web.postExtension", "decision", "exit.decision.missing")
		}
		return s.followup.AnswerMore(r.Context(), client, r.PathValue("id"), answer == "yes", value(r, "because"), version(r))
	}, func(f template.Frame, _ error) (templ.Component, error) { return s.extensionPage(r, f) })
}

func (s *Server) getAgain(w http.ResponseWriter, r *http.Request) error {
	c, err := s.againPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) againPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.followup.Again(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	return template.Again(f.Titled(p.Code), p), nil
}

func (s *Server) postAgain(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "?done=arrived", func(client pana.ClientID) error {
		children, err := number(r, "children", "residence.children.unreadable")
		if err != nil {
			return err
		}
		_, err = s.followup.ComeBack(r.Context(), client, children)
		return err
	}, func(f template.Frame, _ error) (templ.Component, error) { return s.againPage(r, f) })
}

// callMoment writes when a call began, for its page.
func (s *Server) callMoment(c followup.Call, f template.Frame) string {
	return f.R.Clock(db.FromMicros(c.Started).In(s.house.Zone()))
}
