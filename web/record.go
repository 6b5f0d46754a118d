package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

// recordRoutes are the pages that add to a file: notes, alerts, people,
// children, consents, papers, what happened; and the organisations of the house.
func (s *Server) recordRoutes() []route {
	return []route{
		page("GET /clients/{code}/notes/new", policy.NoteClient, s.getNewNote),
		page("POST /clients/{code}/notes/new", policy.NoteClient, s.postNewNote),
		page("GET /clients/{code}/notes/{id}/correct", policy.NoteClient, s.getCorrectNote),
		page("POST /clients/{code}/notes/{id}/correct", policy.NoteClient, s.postCorrectNote),
		page("GET /clients/{code}/alerts", policy.AlertClient, s.getAlerts),
		page("POST /clients/{code}/alerts", policy.AlertClient, s.postAlert),
		page("POST /clients/{code}/alerts/{id}/end", policy.AlertClient, s.postEndAlert),
		page("GET /clients/{code}/people", policy.RelateClient, s.getPeople),
		page("POST /clients/{code}/people", policy.RelateClient, s.postPerson),
		page("GET /clients/{code}/people/{id}", policy.RelateClient, s.getPerson),
		page("POST /clients/{code}/people/{id}", policy.RelateClient, s.postEditPerson),
		page("POST /clients/{code}/people/{id}/end", policy.RelateClient, s.postEndPerson),
		page("POST /clients/{code}/people/{id}/confirm", policy.RelateClient, s.postConfirmPerson),
		page("GET /clients/{code}/children/new", policy.AddChild, s.getNewChild),
		page("POST /clients/{code}/children/new", policy.AddChild, s.postNewChild),
		page("GET /clients/{code}/consents", policy.RecordConsent, s.getConsents),
		page("POST /clients/{code}/consents", policy.RecordConsent, s.postConsent),
		page("POST /clients/{code}/consents/{id}/withdraw", policy.WithdrawConsent, s.postWithdrawConsent),
		page("GET /clients/{code}/documents", policy.FileDocument, s.getDocuments),
		upload("POST /clients/{code}/documents", policy.FileDocument, s.postDocument),
		page("GET /clients/{code}/documents/{id}", policy.ViewDocument, s.getDocument),
		page("GET /clients/{code}/documents/{id}/image", policy.ViewDocument, s.getDocumentImage),
		page("GET /clients/{code}/documents/{id}/file", policy.ViewDocument, s.getDocumentFile),
		page("GET /clients/{code}/trafficking", policy.RecordFacts, s.getTrafficking),
		page("POST /clients/{code}/trafficking", policy.RecordFacts, s.postTrafficking),
		page("GET /organisations", policy.SeePartners, s.getOrganisations),
		page("POST /organisations", policy.KeepPartners, s.postOrganisation),
		page("GET /organisations/{id}", policy.SeePartners, s.getOrganisation),
		page("POST /organisations/{id}", policy.KeepPartners, s.postEditOrganisation),
		page("POST /organisations/{id}/end", policy.KeepPartners, s.postEndOrganisation),
	}
}

// showFile draws a page of one file.
func (s *Server) showFile(w http.ResponseWriter, r *http.Request, page func(template.Frame, casework.File) (templ.Component, error)) error {
	return s.showFileWith(w, r, s.frame(r), page)
}

func (s *Server) showFileWith(w http.ResponseWriter, r *http.Request, f template.Frame, page func(template.Frame, casework.File) (templ.Component, error)) error {
	file, err := s.casework.Open(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	c, err := page(f.Titled(file.Client.Code), file)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// record does one act to the client of the address, once, and leads on to a
// part of her file; refused, it shows the page again.
func (s *Server) record(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, page func(template.Frame, casework.File) (templ.Component, error)) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + to, act(client)
	})
	if err != nil {
		return s.againFile(w, r, err, page)
	}
	return nil
}

// provenance reads what SourceQuestion sent.
func provenance(r *http.Request) (pana.Source, bool) {
	return pana.Source(value(r, "source")), ticked(r, "interpreted")
}

// dayOf reads a day that a form sent.
func dayOf(r *http.Request, field string) (pana.Date, error) {
	d, err := pana.ParseDate(value(r, field))
	if e, ok := errors.AsType[*pana.Error](err); ok {
		e.Field = field
	}
	return d, err
}

// figure reads a number that may not be known: -1 when nothing was written.
func figure(r *http.Request, field, say string) (int, error) {
	if value(r, field) == "" {
		return -1, nil
	}
	return number(r, field, say)
}

func version(r *http.Request) int64 {
	n, _ := strconv.ParseInt(value(r, "version"), 10, 64)
	return n
}

// fuzzyOf reads a remembered moment that a form sent.
func fuzzyOf(r *http.Request, field string) (pana.Fuzzy, error) {
	return look.ReadFuzzy(func(name string) string { return value(r, name) }, field)
}
