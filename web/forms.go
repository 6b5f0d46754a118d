package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/forms"
	"example.org/pana/internal/form"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// formRoutes are the pages of the shelf of forms, and of forms in a file.
func (s *Server) formRoutes() []route {
	return []route{
		page("GET /forms", policy.SeeForms, s.getForms),
		page("GET /forms/new", policy.KeepForms, s.getNewForm),
		upload("POST /forms/new", policy.KeepForms, s.postNewForm),
		page("GET /forms/{id}", policy.SeeForms, s.getForm),
		page("GET /forms/{id}/file", policy.SeeForms, s.getFormFile),
		page("POST /forms/{id}/retire", policy.KeepForms, s.postRetireForm),
		page("GET /clients/{code}/forms", policy.AnswerForm, s.getClientForms),
		page("POST /clients/{code}/forms", policy.AnswerForm, s.postClientForm),
		page("GET /clients/{code}/forms/{id}", policy.AnswerForm, s.getAnswered),
		page("POST /clients/{code}/forms/{id}", policy.AnswerForm, s.postAnswered),
		page("POST /clients/{code}/forms/{id}/correct", policy.AnswerForm, s.postCorrectAnswered),
		page("POST /clients/{code}/forms/{id}/discard", policy.AnswerForm, s.postDiscardAnswered),
	}
}

func (s *Server) getForms(w http.ResponseWriter, r *http.Request) error {
	shelf, err := s.forms.Shelf(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Forms(f.Titled(f.R.T("forms.title")), shelf))
}

func newFormPage(f template.Frame) (templ.Component, error) {
	return template.NewForm(f.Titled(f.R.T("forms.new")), form.MostBytes>>20), nil
}

func (s *Server) getNewForm(w http.ResponseWriter, r *http.Request) error {
	c, err := newFormPage(s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// postNewForm takes a workbook. Its name is not read: it may speak.
func (s *Server) postNewForm(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		file, err := uploaded(r)
		if err != nil {
			return "", err
		}
		if file == nil {
			return "", pana.Refuse("web.postNewForm", "file", "forms.file.missing")
		}
		defer file.Close()
		id, _, err := s.forms.Keep(r.Context(), file, pana.Compartment(value(r, "compartment")))
		return "/forms/" + string(id) + "?done=added", err
	})
	if err != nil {
		return s.again(w, r, err, newFormPage)
	}
	return nil
}

func (s *Server) getForm(w http.ResponseWriter, r *http.Request) error {
	c, err := s.formPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) formPage(r *http.Request, f template.Frame) (templ.Component, error) {
	k, err := s.forms.Look(r.Context(), forms.FormID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	return template.FormPage(f.Titled(f.R.T("forms.title")), k, s.house.Now().In(s.house.Zone())), nil
}

// getFormFile hands out the workbook under a neutral name.
func (s *Server) getFormFile(w http.ResponseWriter, r *http.Request) error {
	file, err := s.forms.Workbook(r.Context(), forms.FormID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return handOut(w, workbookKind, "form.xlsx", file)
}

func (s *Server) postRetireForm(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		return "/forms?done=saved", s.forms.Retire(r.Context(), forms.FormID(r.PathValue("id")), value(r, "retire") == "yes", version(r))
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.formPage(r, f) })
	}
	return nil
}
