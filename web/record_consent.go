package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/web/template"
)

func (s *Server) getConsents(w http.ResponseWriter, r *http.Request) error {
	return s.showFile(w, r, s.consentsPage(r))
}

func (s *Server) consentsPage(r *http.Request) func(template.Frame, casework.File) (templ.Component, error) {
	return func(f template.Frame, file casework.File) (templ.Component, error) {
		d := template.ConsentData{File: file, Zone: s.house.Zone(), Today: s.house.Today(s.house.Now())}
		err := s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
			if d.Partners, err = s.casework.Partners(r.Context(), tx); err != nil {
				return err
			}
			d.Harms, err = casework.GuardianHarms(r.Context(), tx, file.Client.ID, d.Today)
			return err
		})
		return template.Consents(f, d), err
	}
}

func (s *Server) postConsent(w http.ResponseWriter, r *http.Request) error {
	return s.record(w, r, "/consents?done=saved", func(client pana.ClientID) error {
		until, err := dayOf(r, "until")
		if err != nil {
			return err
		}
		if value(r, "answer") == "" {
			return pana.Refuse("web.postConsent", "answer", "consent.answer.missing")
		}
		if value(r, "giver") == "" {
			return pana.Refuse("web.postConsent", "giver", "consent.giver.missing")
		}
		_, err = s.casework.RecordConsent(r.Context(), client, casework.NewConsent{
			Purpose: pana.Purpose(value(r, "purpose")), Recipient: value(r, "recipient"), Fields: r.PostForm["fields"],
			Language: value(r, "language"), Method: value(r, "method"), Interpreted: ticked(r, "interpreted"),
			Until: until, Refused: value(r, "answer") == "no", Note: value(r, "note"), Given: readGiven(r),
		})
		return err
	}, s.consentsPage(r))
}

// readGiven reads who gave an answer.
func readGiven(r *http.Request) casework.Given {
	return casework.Given{By: value(r, "giver"), Right: value(r, "giver_right"), Assent: value(r, "assent"), Safe: ticked(r, "giver_safe")}
}

func (s *Server) postWithdrawConsent(w http.ResponseWriter, r *http.Request) error {
	return s.record(w, r, "/consents?done=withdrawn", func(client pana.ClientID) error {
		return s.casework.WithdrawConsent(r.Context(), client, pana.ConsentID(r.PathValue("id")))
	}, s.consentsPage(r))
}
