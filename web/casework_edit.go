package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getEdit(w http.ResponseWriter, r *http.Request) error {
	file, err := s.casework.Open(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Edit(f.Titled(file.Client.Code), file, nil))
}

// postEdit changes the facts of a file. A page older than the record is refused
// and shows both values of every field that differs.
func (s *Server) postEdit(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	edit, err := readEdit(r)
	if err == nil {
		err = renamed(s.casework.Edit(r.Context(), client, edit), editFields)
	}
	if err != nil {
		return s.againFile(w, r, err, func(f template.Frame, file casework.File) (templ.Component, error) {
			fields := slices.Clone(differing(err))
			for i, field := range fields {
				fields[i] = cmp.Or(editFields[field], field)
			}
			return template.Edit(f, file, fields), nil
		})
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"?done=saved", http.StatusSeeOther)
	return nil
}

// editFields are the names that fields of casework have on the edit page.
var editFields = map[string]string{"name": "name-to-use", "full_name": "name", "alias": "aliases"}

// differing returns the fields in which a stale page and the record differ.
func differing(err error) []string {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != pana.Conflict {
		return nil
	}
	fields, _ := e.With["Fields"].([]string)
	return fields
}

func readEdit(r *http.Request) (casework.Edit, error) {
	version, _ := strconv.ParseInt(value(r, "version"), 10, 64)
	e := casework.Edit{Version: version, Coded: casework.Coded{Sex: value(r, "sex"), AgeBand: value(r, "age_band"), Language: value(r, "language"),
		Citizenship: value(r, "citizenship"), Undetermined: ticked(r, "undetermined"), OriginCountry: value(r, "origin_country"),
		OriginRegion: value(r, "origin_region"), Education: value(r, "education"), Marital: value(r, "marital")}}
	var err error
	if e.Coded.BirthYear, err = number(r, "birth_year", "edit.year"); err != nil {
		return e, err
	}
	if e.Coded.Children, err = number(r, "children", "edit.number"); err != nil {
		return e, err
	}
	for i, code := range r.PostForm["speaks"] {
		if code == "" {
			continue
		}
		l := casework.Language{Language: code, Speaks: true}
		if i < len(r.PostForm["literacy"]) {
			l.Literacy = r.PostForm["literacy"][i]
		}
		e.Coded.Languages = append(e.Coded.Languages, l)
	}
	if ticked(r, "names") {
		birth, err := pana.ParseDate(value(r, "birth"))
		if err != nil {
			if refused, ok := errors.AsType[*pana.Error](err); ok {
				refused.Field = "birth"
			}
			return e, err
		}
		e.Names = &casework.Names{ToUse: value(r, "name-to-use"), Full: value(r, "name"), Contact: value(r, "contact"), Birth: birth, Place: value(r, "place")}
		for line := range strings.Lines(r.PostFormValue("aliases")) {
			if line = strings.TrimSpace(line); line != "" {
				e.Names.Aliases = append(e.Names.Aliases, line)
			}
		}
	}
	return e, nil
}
