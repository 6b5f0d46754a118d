package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/web/template"
)

func (s *Server) getAgreement(w http.ResponseWriter, r *http.Request) error {
	c, err := s.agreementPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) agreementPage(r *http.Request, f template.Frame, refused error) (templ.Component, error) {
	p, err := s.followup.Agreed(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	return template.Agreement(f.Titled(p.Code), template.AgreementData{AgreementPage: p, Stale: stale(refused)}), nil
}

func (s *Server) onAgreement(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	return s.does(w, r, "/agreement?done=saved", act, func(f template.Frame, err error) (templ.Component, error) { return s.agreementPage(r, f, err) })
}

func (s *Server) postAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.onAgreement(w, r, func(client pana.ClientID) error {
		n := followup.NewAgreement{Channel: value(r, "channel"), Message: value(r, "message"), Parts: r.PostForm["parts"], Weekdays: r.PostForm["weekdays"],
			Contact: someoneFrom(r, "contact", "local-contact"), Consent: value(r, "consent"), Language: value(r, "language"), Replaces: value(r, "replaces"),
			Words: followup.CallWords{Number: value(r, "number"), Safe: value(r, "safe"), Danger: value(r, "danger"), Greeting: value(r, "say")}}
		var err error
		for _, d := range []struct {
			field string
			into  *pana.Date
		}{{"since", &n.Since}, {"reached", &n.Reached}, {"hand_over", &n.HandOver}} {
			if *d.into, err = dayOf(r, d.field); err != nil {
				return err
			}
		}
		for _, d := range []struct {
			field string
			into  *int
		}{{"minutes", &n.Minutes}, {"calls", &n.Calls}, {"months", &n.Months}} {
			if *d.into, err = number(r, d.field, "call.number"); err != nil {
				return err
			}
		}
		_, err = s.followup.Agree(r.Context(), client, n)
		return err
	})
}

func (s *Server) postEndAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.onAgreement(w, r, func(client pana.ClientID) error {
		return s.followup.EndAgreement(r.Context(), client, value(r, "replaces"))
	})
}
