package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getAlerts(w http.ResponseWriter, r *http.Request) error {
	return s.showFile(w, r, alertsPage)
}

func alertsPage(f template.Frame, file casework.File) (templ.Component, error) {
	return template.AlertsPage(f, file), nil
}

func (s *Server) postAlert(w http.ResponseWriter, r *http.Request) error {
	return s.record(w, r, "/alerts?done=added", func(client pana.ClientID) error {
		until, err := dayOf(r, "until")
		if err != nil {
			return err
		}
		_, err = s.casework.RaiseAlert(r.Context(), client, casework.NewAlert{Kind: value(r, "kind"), Text: value(r, "text"), Until: until})
		return err
	}, alertsPage)
}

func (s *Server) postEndAlert(w http.ResponseWriter, r *http.Request) error {
	return s.record(w, r, "/alerts?done=removed", func(client pana.ClientID) error {
		return s.casework.EndAlert(r.Context(), client, r.PathValue("id"), version(r))
	}, alertsPage)
}
