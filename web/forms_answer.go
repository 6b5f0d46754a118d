package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/forms"
	"example.org/pana/web/template"
)

func (s *Server) getClientForms(w http.ResponseWriter, r *http.Request) error {
	c, err := s.clientFormsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) clientFormsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	v, err := s.forms.Filled(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	return template.ClientForms(f.Titled(v.Code), v, s.house.Zone()), nil
}

func (s *Server) postClientForm(w http.ResponseWriter, r *http.Request) error {
	err := s.toForm(w, r, func(client pana.ClientID) (forms.AnsweredID, string, error) {
		id, err := s.forms.Start(r.Context(), client, forms.FormID(value(r, "form")))
		return id, "", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.clientFormsPage(r, f) })
	}
	return nil
}

// toForm does one act on a form in the file of the address, once, and leads on
// to it; with nowhere to go, to the list of forms.
func (s *Server) toForm(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) (id forms.AnsweredID, rest string, err error)) error {
	return s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		id, rest, err := act(client)
		to := "/clients/" + r.PathValue("code") + "/forms"
		if id != "" {
			to += "/" + string(id)
		}
		return to + rest, err
	})
}

func (s *Server) getAnswered(w http.ResponseWriter, r *http.Request) error {
	c, err := s.answeredPage(r, s.frame(r), template.AnsweredData{})
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) answeredPage(r *http.Request, f template.Frame, d template.AnsweredData) (templ.Component, error) {
	one, err := s.forms.Read(r.Context(), r.PathValue("code"), forms.AnsweredID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) { add(one.By) })
	if err != nil {
		return nil, err
	}
	d.One, d.By, d.Zone = one, names[one.By], s.house.Zone()
	d.Show(&f)
	return template.Answered(f.Titled(one.Code), d), nil
}

// postAnswered takes a page of a form: what was typed is kept, and the button
// pressed says how to go on.
func (s *Server) postAnswered(w http.ResponseWriter, r *http.Request) error {
	id := forms.AnsweredID(r.PathValue("id"))
	do, at, _ := strings.Cut(value(r, "do"), ":")
	judged := false
	var typed map[string][]string
	err := s.toForm(w, r, func(client pana.ClientID) (forms.AnsweredID, string, error) {
		t, err := readTurn(r)
		typed = t.Values
		if err != nil {
			return "", "", err
		}
		switch do {
		case "add":
			t.Add = at
		case "remove":
			t.Remove = at
		case "finish":
			t.Finish = true
		}
		faults, err := s.forms.Turn(r.Context(), client, id, t)
		switch {
		case err != nil:
			return "", "", err
		case len(faults) > 0:
			judged = true
			return "", "", pana.Refuse("web.postAnswered", "", "forms.faults")
		case do == "keep":
			return "", "?done=saved", nil
		case do == "finish":
			return id, "?done=saved", nil
		}
		return id, template.FormAnchor(at), nil
	})
	if err == nil {
		return nil
	}
	d := template.AnsweredData{Judged: judged, Differs: differing(err)}
	if !judged {
		d.Typed = typed // nothing was kept: what was typed is laid over what stands there
	}
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.answeredPage(r, f, d) })
}

func readTurn(r *http.Request) (forms.Turn, error) {
	t := forms.Turn{Version: version(r), Values: map[string][]string{}}
	for name, values := range r.PostForm {
		if path, ok := strings.CutPrefix(name, template.AnswerPrefix); ok {
			t.Values[path] = values
		}
	}
	t.Source, t.Interpreted = provenance(r)
	var err error
	t.On, err = dayOf(r, "on")
	return t, err
}

func (s *Server) postCorrectAnswered(w http.ResponseWriter, r *http.Request) error {
	err := s.toForm(w, r, func(client pana.ClientID) (forms.AnsweredID, string, error) {
		id, err := s.forms.Correct(r.Context(), client, forms.AnsweredID(r.PathValue("id")))
		return id, "", err
	})
	return s.againAnswered(w, r, err)
}

func (s *Server) postDiscardAnswered(w http.ResponseWriter, r *http.Request) error {
	err := s.toForm(w, r, func(client pana.ClientID) (forms.AnsweredID, string, error) {
		return "", "?done=removed", s.forms.Discard(r.Context(), client, forms.AnsweredID(r.PathValue("id")), version(r))
	})
	return s.againAnswered(w, r, err)
}

func (s *Server) againAnswered(w http.ResponseWriter, r *http.Request, err error) error {
	if _, ours := errors.AsType[*pana.Error](err); !ours {
		return err
	}
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) {
		return s.answeredPage(r, f, template.AnsweredData{})
	})
}
