package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/web/template"
)

func (s *Server) getCorrections(w http.ResponseWriter, r *http.Request) error {
	page, err := s.correctionsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) correctionsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	list, err := s.rights.Corrections(r.Context(), code)
	if err != nil {
		return nil, err
	}
	return template.Corrections(f.Titled(code), code, list), nil
}

func (s *Server) getCorrecting(w http.ResponseWriter, r *http.Request) error {
	page, err := s.correctingPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) correctingPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	list, err := s.rights.Correctable(r.Context(), code, f.R.Lang())
	if err != nil {
		return nil, err
	}
	return template.Correcting(f.Titled(code), code, list), nil
}

// postCorrection writes down what a client says is wrong.
func (s *Server) postCorrection(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err == nil {
		_, err = s.rights.AskCorrect(r.Context(), client, r.PathValue("code"), value(r, "record"), value(r, "wrong"))
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.correctingPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/corrections?done=said-wrong", http.StatusSeeOther)
	return nil
}

// postAnswerCorrection answers it.
func (s *Server) postAnswerCorrection(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err == nil {
		err = s.rights.Answer(r.Context(), client, r.PathValue("id"), version(r), value(r, "state"), value(r, "statement"), value(r, "reason"))
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.correctionsPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/corrections?done=said-answered", http.StatusSeeOther)
	return nil
}
