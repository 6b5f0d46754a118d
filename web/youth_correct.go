package web

import (
	"cmp"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/web/template"
	"example.org/pana/youth"
)

func (s *Server) getCorrectYoung(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) { return s.correctYoungPage(r, f, nil) })
}

// correctYoungPage asks what is right of somebody's name, birth and sex; stale names
// the fields in which somebody else's change differs from what was typed.
func (s *Server) correctYoungPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	d, err := s.youth.Correcting(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	by, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, x := range d.Earlier {
			add(x.By)
		}
	})
	return template.CorrectYoung(f.Titled(d.Client.Code), d, by, stale), err
}

// postCorrectYoung puts it right. A page older than the record is refused and shows
// both values of every field that differs.
func (s *Server) postCorrectYoung(w http.ResponseWriter, r *http.Request) error {
	var stale []string
	return s.youngAct(w, r, "", func(c pana.ClientID) error {
		n := youth.Correction{Version: version(r), Name: value(r, "name"), AgeBand: value(r, "age_band"), Sex: value(r, "sex"), Why: value(r, "why")}
		var err error
		if n.Birth, err = dayOf(r, "birth"); err != nil {
			return err
		}
		if n.Year, err = number(r, "birth_year", "edit.year"); err != nil {
			return err
		}
		err = renamed(s.youth.Correct(r.Context(), c, n), correctFields)
		for _, field := range differing(err) {
			stale = append(stale, cmp.Or(correctFields[field], field))
		}
		return err
	}, func(r *http.Request, f template.Frame) (templ.Component, error) {
		return s.correctYoungPage(r, f, stale)
	})
}

// correctFields are the names that fields of a file have on this page.
var correctFields = map[string]string{"full_name": "name"}
