package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/therapy"
	"example.org/pana/web/template"
)

func privateDraft(r *http.Request) string { return "private/" + r.PathValue("code") }

// getPrivate shows the reader's own private notes about a client.
func (s *Server) getPrivate(w http.ResponseWriter, r *http.Request) error {
	page, err := s.privatePage(r, s.withDraft(r, s.frame(r), privateDraft(r)))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) privatePage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.therapy.Private(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d := template.PrivateData{Private: p, Code: p.Client.Code, Mine: f.Actor.Staff, Draft: privateDraft(r), Zone: s.house.Zone()}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, c := range p.Childhood {
			add(c.By)
		}
		for _, n := range p.Passed {
			add(n.By)
		}
		for _, o := range p.Opened {
			add(o.First)
			add(o.Second)
		}
	})
	return template.PrivatePage(f.Titled(d.Code), d), err
}

func (s *Server) privately(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/therapy?done=saved", act(client)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.privatePage(r, f) })
	}
	return nil
}

func (s *Server) postPrivate(w http.ResponseWriter, r *http.Request) error {
	return s.privately(w, r, func(client pana.ClientID) error {
		n := casework.NewNote{Kind: "session", Text: value(r, "text"), Told: value(r, "told"), Source: pana.StaffSaw}
		var err error
		if n.On, err = dayOf(r, "on"); err != nil {
			return err
		}
		if _, err = s.therapy.Write(r.Context(), client, n); err == nil {
			s.dropDraft(r, privateDraft(r))
		}
		return err
	})
}

func (s *Server) postEarly(w http.ResponseWriter, r *http.Request) error {
	return s.privately(w, r, func(client pana.ClientID) error {
		_, err := s.therapy.Recall(r.Context(), client, readEarly(r, ""))
		return earlyFault(err)
	})
}

// earlyFault names the field as the page of two forms does.
func earlyFault(err error) error {
	if e, ok := errors.AsType[*pana.Error](err); ok && e.Field == "told" {
		named := *e
		named.Field = "early_told"
		return &named
	}
	return err
}

func readEarly(r *http.Request, supersedes string) therapy.NewChildhood {
	return therapy.NewChildhood{Told: value(r, "early_told"), Opinion: value(r, "opinion"), School: value(r, "school"), Supersedes: supersedes}
}

func (s *Server) getEarly(w http.ResponseWriter, r *http.Request) error {
	page, err := s.earlyPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) earlyPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.therapy.Private(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	for _, c := range p.Childhood {
		if c.ID == r.PathValue("id") && c.By == f.Actor.Staff && !p.Closed {
			return template.EarlyPage(f.Titled(p.Client.Code), p.Client.Code, c), nil
		}
	}
	return nil, casework.Gone("web.earlyPage")
}

// postCorrectEarly puts a new entry in the place of the old one, which stays kept.
func (s *Server) postCorrectEarly(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		_, err = s.therapy.Recall(r.Context(), client, readEarly(r, r.PathValue("id")))
		return "/clients/" + r.PathValue("code") + "/therapy?done=saved", earlyFault(err)
	})
	if err != nil {
		if e, ok := errors.AsType[*pana.Error](err); ok && e.Say == "note.superseded" {
			return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.privatePage(r, f) })
		}
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.earlyPage(r, f) })
	}
	return nil
}

// postTold says that the reader has seen that her notes were opened.
func (s *Server) postTold(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		return "/today?done=saved", s.therapy.Heed(r.Context(), r.PathValue("id"))
	})
}
