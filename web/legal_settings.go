package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/legal"
	"example.org/pana/web/template"
)

func (s *Server) getLegalSettings(w http.ResponseWriter, r *http.Request) error {
	c, err := s.legalSettingsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) legalSettingsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	set, err := s.legal.Settings(r.Context())
	return template.LegalSettings(f.Titled(f.R.T("legal.settings.title")), set), err
}

// postLegalSettings changes what the house chose. A stale page is refused and
// shown again with what is kept now.
func (s *Server) postLegalSettings(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		set, err := readLegalSettings(r)
		if err != nil {
			return "", err
		}
		return "/house/legal?done=saved", s.legal.SetSettings(r.Context(), set, version(r))
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.legalSettingsPage(r, f) })
	}
	return nil
}

func readLegalSettings(r *http.Request) (legal.Settings, error) {
	set := legal.Settings{Phone: ticked(r, "phone"), Waits: map[string]int{}}
	var err error
	if set.Warn, err = number(r, "warn", "legal.number"); err != nil {
		return set, err
	}
	if set.Reflection, err = number(r, "reflection", "legal.number"); err != nil {
		return set, err
	}
	for _, t := range legal.Templates() {
		for _, step := range t.Steps {
			key := t.Code + "/" + step.Code
			if set.Waits[key], err = number(r, "wait_"+key, "legal.number"); err != nil {
				return set, err
			}
		}
	}
	return set, nil
}
