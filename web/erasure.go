package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// erasureRoutes are the pages on which a house forgets a client, or keeps a file
// from being forgotten.
func (s *Server) erasureRoutes() []route {
	return []route{
		page("GET /house/erasure", policy.SeeErasures, s.getErasures),
		page("GET /house/erasure/requests", policy.EraseClient, s.getEraseRequests),
		{pattern: "POST /house/erasure/requests", act: policy.EraseClient, handle: s.postEraseRequests, own: "own"},
		page("GET /house/erasure/notes", policy.EraseNotes, s.getEraseNotes),
		{pattern: "POST /house/erasure/notes", act: policy.EraseNotes, handle: s.postEraseNotes, own: "own"},
		page("GET /clients/{code}/erasure", policy.EraseClient, s.getErasure),
		{pattern: "POST /clients/{code}/erasure", act: policy.EraseClient, handle: s.postErasure, own: "own"},
		page("GET /clients/{code}/hold", policy.HoldFile, s.getHold),
		page("POST /clients/{code}/hold", policy.HoldFile, s.postHold),
		page("POST /clients/{code}/hold/lift", policy.LiftHold, s.postLift),
	}
}

func (s *Server) getErasures(w http.ResponseWriter, r *http.Request) error {
	list, more, err := s.erasure.List(r.Context())
	if err != nil {
		return err
	}
	requests, err := s.erasure.RequestsDue(r.Context())
	if err != nil {
		return err
	}
	notes, err := s.erasure.NotesDue(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Erasures(f.Titled(f.R.T("erasure.title")), list, more, s.erasure.Months(), requests, notes))
}

func (s *Server) getEraseNotes(w http.ResponseWriter, r *http.Request) error {
	page, err := s.eraseNotesPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) eraseNotesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	due, err := s.erasure.NotesDue(r.Context())
	if err != nil {
		return nil, err
	}
	desk, err := s.desk(r, s.erasure.NotesDeed(r.Context()), "/house/erasure/notes/ask")
	return template.EraseNotes(f.Titled(f.R.T("erasure.notes")), due, desk), err
}

func (s *Server) postEraseNotes(w http.ResponseWriter, r *http.Request) error {
	_, err := s.erasure.EraseNotes(r.Context(), erasure.Asking{Sheet: value(r, "sheet"), Pair: pairOf(r)})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.eraseNotesPage(r, f) })
	}
	http.Redirect(w, r, "/house/erasure?done=notes-erased", http.StatusSeeOther)
	return nil
}

func (s *Server) getEraseRequests(w http.ResponseWriter, r *http.Request) error {
	page, err := s.eraseRequestsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) eraseRequestsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	due, err := s.erasure.RequestsDue(r.Context())
	if err != nil {
		return nil, err
	}
	desk, err := s.desk(r, s.erasure.RequestsDeed(r.Context()), "/house/erasure/requests/ask")
	return template.EraseRequests(f.Titled(f.R.T("erasure.requests")), due, desk), err
}

func (s *Server) postEraseRequests(w http.ResponseWriter, r *http.Request) error {
	_, err := s.erasure.EraseRequests(r.Context(), erasure.Asking{Sheet: value(r, "sheet"), Pair: pairOf(r)})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.eraseRequestsPage(r, f) })
	}
	http.Redirect(w, r, "/house/erasure?done=requests-erased", http.StatusSeeOther)
	return nil
}

func (s *Server) getErasure(w http.ResponseWriter, r *http.Request) error {
	page, err := s.erasurePage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) erasurePage(r *http.Request, f template.Frame) (templ.Component, error) {
	client, err := s.clientOf(r)
	if err != nil {
		return nil, err
	}
	p, err := s.erasure.Preview(r.Context(), client)
	if err != nil {
		return nil, err
	}
	desk, err := s.desk(r, erasure.Deed(client, ""), "/clients/"+p.Code+"/erasure/ask")
	return template.Erasure(f.Titled(p.Code), p, desk), err
}

// postErasure erases a file. A wrong passphrase is for the two people at this
// page to mend, so it is said here and not at the door.
func (s *Server) postErasure(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	err = s.erasure.Erase(r.Context(), client, erasure.Asking{Code: value(r, "code"), Reason: value(r, "reason"), Sheet: value(r, "sheet"), Pair: pairOf(r)})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.erasurePage(r, f) })
	}
	http.Redirect(w, r, "/house/erasure?done=erased", http.StatusSeeOther)
	return nil
}

// here makes of a wrong passphrase at a page for two a refusal of that page's
// form; what policy refuses stays refused.
func here(err error) (status int, _ error) {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != pana.Forbidden || e.Say == "policy.refused" {
		return statusOf(err), err
	}
	mend := *e
	mend.Kind = pana.Invalid
	return http.StatusUnprocessableEntity, &mend
}

func (s *Server) getHold(w http.ResponseWriter, r *http.Request) error {
	page, err := s.holdPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) holdPage(r *http.Request, f template.Frame) (templ.Component, error) {
	client, err := s.clientOf(r)
	if err != nil {
		return nil, err
	}
	k, err := s.erasure.HoldOf(r.Context(), client)
	if err != nil {
		return nil, err
	}
	return template.Hold(f.Titled(k.Code), k), nil
}

func (s *Server) postHold(w http.ResponseWriter, r *http.Request) error {
	return s.holding(w, r, "held", func(client pana.ClientID) error {
		return s.erasure.HoldFile(r.Context(), client, value(r, "basis"))
	})
}

func (s *Server) postLift(w http.ResponseWriter, r *http.Request) error {
	return s.holding(w, r, "lifted", func(client pana.ClientID) error { return s.erasure.LiftHold(r.Context(), client) })
}

func (s *Server) holding(w http.ResponseWriter, r *http.Request, done string, do func(pana.ClientID) error) error {
	client, err := s.clientOf(r)
	if err == nil {
		err = do(client)
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.holdPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/hold?done="+done, http.StatusSeeOther)
	return nil
}
