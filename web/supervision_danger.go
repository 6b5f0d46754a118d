package web

import (
	"net"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/web/template"
)

func (s *Server) getDanger(w http.ResponseWriter, r *http.Request) error {
	page, err := s.dangerPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) dangerPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.casework.DangerOf(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, o := range p.Openings {
			add(o.Reader)
			add(o.By)
			add(o.Second)
		}
	})
	return template.Danger(f.Titled(p.Client.Code), p, names, s.house.Zone(), s.house.Now()), err
}

// postDanger opens parts of a file. A wrong passphrase is for those at this page
// to mend, so it is said here and not at the door.
func (s *Server) postDanger(w http.ResponseWriter, r *http.Request) error {
	d := casework.Danger{Reason: value(r, "reason"), Passphrase: r.PostFormValue("passphrase"), For: pana.StaffID(value(r, "for"))}
	for _, p := range r.PostForm["parts"] {
		d.Parts = append(d.Parts, pana.Compartment(p))
	}
	if d.For != "" || value(r, "name") != "" {
		d.Second = secondOf(r)
	}
	err := s.send(w, r, func() (string, error) {
		to := "/clients/" + r.PathValue("code")
		if d.For != "" {
			to += "/danger"
		}
		return to + "?done=danger", s.casework.OpenInDanger(r.Context(), r.PathValue("code"), d)
	})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.dangerPage(r, f) })
	}
	return nil
}

// secondOf is the sign-in of the second person at a page for two.
func secondOf(r *http.Request) house.Entry {
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	return house.Entry{Name: value(r, "name"), Passphrase: r.PostFormValue("second"), Code: value(r, "factor"), Address: address}
}

func (s *Server) postEndDanger(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/danger?done=saved", s.casework.EndDanger(r.Context(), client, r.PathValue("id"))
	})
}
