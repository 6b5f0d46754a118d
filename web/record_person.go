package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getPeople(w http.ResponseWriter, r *http.Request) error {
	page, err := s.peoplePage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) peoplePage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	people, err := s.casework.Persons(r.Context(), code)
	if err != nil {
		return nil, err
	}
	return template.People(f.Titled(code), code, people), nil
}

func (s *Server) postPerson(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		_, err = s.casework.AddPerson(r.Context(), client, readPerson(r))
		return "/clients/" + r.PathValue("code") + "/people?done=added", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.peoplePage(r, f) })
	}
	return nil
}

func readPerson(r *http.Request) casework.NewPerson {
	n := someoneFrom(r, "", "").New
	n.Knows, n.Note = value(r, "knows"), value(r, "note")
	return n
}

func (s *Server) getPerson(w http.ResponseWriter, r *http.Request) error {
	page, err := s.personPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) personPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	code := r.PathValue("code")
	p, err := s.casework.Person(r.Context(), code, pana.PersonID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	return template.PersonPage(f.Titled(code), code, p, stale), nil
}

// postEditPerson changes what is known of someone. A stale page is refused and
// shows both values.
func (s *Server) postEditPerson(w http.ResponseWriter, r *http.Request) error {
	return s.onPerson(w, r, "saved", func(client pana.ClientID, id pana.PersonID) error {
		return s.casework.EditPerson(r.Context(), client, id, readPerson(r), version(r))
	})
}

func (s *Server) postEndPerson(w http.ResponseWriter, r *http.Request) error {
	return s.onPerson(w, r, "saved", func(client pana.ClientID, id pana.PersonID) error {
		return s.casework.EndPerson(r.Context(), client, id, version(r))
	})
}

func (s *Server) postConfirmPerson(w http.ResponseWriter, r *http.Request) error {
	return s.onPerson(w, r, "saved", func(client pana.ClientID, id pana.PersonID) error {
		return s.casework.ConfirmPerson(r.Context(), client, id)
	})
}

func (s *Server) onPerson(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID, pana.PersonID) error) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/people?done=" + done, act(client, pana.PersonID(r.PathValue("id")))
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.personPage(r, f, differing(err)) })
	}
	return nil
}
