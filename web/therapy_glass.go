package web

import (
	"errors"
	"net"
	"net/http"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/therapy"
	"example.org/pana/web/template"
)

func (s *Server) getGlass(w http.ResponseWriter, r *http.Request) error {
	return s.glassPage(w, r, s.frame(r), http.StatusOK)
}

func (s *Server) glassPage(w http.ResponseWriter, r *http.Request, f template.Frame, status int) error {
	client, mine, two, err := s.therapy.CouldBreak(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	return s.showAs(w, r, status, template.Glass(f.Titled(client.Code), template.GlassData{Code: client.Code, Mine: mine, Two: two}))
}

// postGlass opens private notes to two people together, and shows them on the
// page that answers: no address leads to them, and nothing can be loaded again
// without both passphrases.
func (s *Server) postGlass(w http.ResponseWriter, r *http.Request) error {
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	got, err := s.therapy.Break(r.Context(), r.PathValue("code"), therapy.Breaking{Reason: value(r, "reason"),
		Pair: house.Pair{Passphrase: r.PostFormValue("passphrase"), Second: house.Entry{Name: value(r, "name"),
			Passphrase: r.PostFormValue("second"), Code: value(r, "code"), Address: address}}})
	if err == nil {
		staff, err := s.namesOf(r, func(add func(pana.StaffID)) {
			for _, n := range got.Notes {
				add(n.By)
			}
		})
		if err != nil {
			return err
		}
		f := s.frame(r)
		return s.show(w, r, template.Behind(f.Titled(got.Client.Code), got.Client.Code, got.Notes, staff))
	}
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind == pana.Internal || e.Kind == pana.NotFound || e.Say == "policy.refused" {
		return err
	}
	f := s.frame(r)
	f.Typed = r.PostForm
	f.Faults = faults(f.R, err)
	status := statusOf(err)
	if e.Kind == pana.Forbidden { // a wrong passphrase is for the two to mend here
		status = http.StatusUnprocessableEntity
	}
	return s.glassPage(w, r, f, status)
}
