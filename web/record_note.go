package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getNewNote(w http.ResponseWriter, r *http.Request) error {
	f := s.withDraft(r, s.frame(r), noteDraft(r))
	return s.showFileWith(w, r, f, newNotePage(r))
}

func newNotePage(r *http.Request) func(template.Frame, casework.File) (templ.Component, error) {
	kind := r.URL.Query().Get("kind")
	return func(f template.Frame, file casework.File) (templ.Component, error) {
		return template.NoteForm(f, template.NoteData{Code: file.Client.Code, Action: "/notes/new", Draft: noteDraft(r),
			Write: file.May.Write, Note: casework.Note{Kind: kind, Compartment: pana.Care}}), nil
	}
}

// noteDraft names the draft of a note or of its correction.
func noteDraft(r *http.Request) string {
	return "note/" + r.PathValue("code") + "/" + r.PathValue("id")
}

func (s *Server) postNewNote(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		n, err := readNote(r)
		if err != nil {
			return "", err
		}
		id, err := s.casework.WriteNote(r.Context(), client, n)
		if err == nil {
			s.dropDraft(r, noteDraft(r))
		}
		return "/clients/" + r.PathValue("code") + "?done=saved" + s.hintQuery(n.Text, string(id)), err
	})
	if err != nil {
		return s.againFile(w, r, err, newNotePage(r))
	}
	return nil
}

func readNote(r *http.Request) (casework.NewNote, error) {
	n := casework.NewNote{Kind: value(r, "kind"), Compartment: pana.Compartment(value(r, "compartment")), Text: value(r, "text"), Told: value(r, "told")}
	n.Source, n.Interpreted = provenance(r)
	var err error
	n.On, err = dayOf(r, "on")
	return n, err
}

func (s *Server) getCorrectNote(w http.ResponseWriter, r *http.Request) error {
	f := s.withDraft(r, s.frame(r), noteDraft(r))
	page, err := s.correctPage(r, f)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) correctPage(r *http.Request, f template.Frame) (templ.Component, error) {
	id := pana.NoteID(r.PathValue("id"))
	n, err := s.casework.Note(r.Context(), r.PathValue("code"), id)
	if err != nil {
		return nil, err
	}
	code := r.PathValue("code")
	return template.NoteForm(f.Titled(code), template.NoteData{Code: code, Action: "/notes/" + string(id) + "/correct",
		Draft: noteDraft(r), Note: n, Correcting: true}), nil
}

// postCorrectNote puts a new note in the place of the old one, which stays kept.
func (s *Server) postCorrectNote(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		n, err := readNote(r)
		if err != nil {
			return "", err
		}
		corrected, err := s.casework.CorrectNote(r.Context(), client, pana.NoteID(r.PathValue("id")), n)
		if err == nil {
			s.dropDraft(r, noteDraft(r))
		}
		return "/clients/" + r.PathValue("code") + "?done=saved" + s.hintQuery(n.Text, string(corrected)), err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.correctPage(r, f) })
	}
	return nil
}
