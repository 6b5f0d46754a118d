package web

import (
	"net/http"
	"net/url"

	"example.org/pana"
	"example.org/pana/web/template"
)

// postDraft keeps what is being typed, sealed under the session's own key.
func (s *Server) postDraft(w http.ResponseWriter, r *http.Request) error {
	form := url.Values{}
	for name, values := range r.PostForm {
		if name != "draft" && name != "once" {
			form[name] = values
		}
	}
	name := value(r, "draft")
	if name == "" || len(name) > 200 {
		return pana.Refuse("web.postDraft", "draft", "error.form")
	}
	if err := s.house.SaveDraft(r.Context(), name, []byte(form.Encode())); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// withDraft fills the frame of a form with what was typed and not yet sent.
func (s *Server) withDraft(r *http.Request, f template.Frame, name string) template.Frame {
	text, _, err := s.house.Draft(r.Context(), name)
	if err != nil || text == nil {
		return f // a draft that cannot be read is no reason to refuse the form
	}
	if typed, err := url.ParseQuery(string(text)); err == nil {
		f.Typed = typed
		f.Done = f.R.T("draft.back")
	}
	return f
}

// dropDraft forgets a draft whose form has been sent.
func (s *Server) dropDraft(r *http.Request, name string) {
	if err := s.house.DropDraft(r.Context(), name); err != nil {
		s.log.Warn("draft not dropped", "error", err.Error())
	}
}
