package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

// getWay shows the stages and tags of a file, to be moved at the client's pace.
func (s *Server) getWay(w http.ResponseWriter, r *http.Request) error {
	file, err := s.casework.Open(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Way(f.Titled(file.Client.Code), file))
}

func (s *Server) postStage(w http.ResponseWriter, r *http.Request) error {
	return s.onClient(w, r, "", wayPage, func(client pana.ClientID) error {
		since, err := pana.ParseDate(value(r, "since"))
		if err != nil {
			return inField(err, "since")
		}
		if value(r, "stage") == "closed" {
			return s.casework.CloseEpisode(r.Context(), client, since)
		}
		version, _ := strconv.ParseInt(value(r, "version"), 10, 64)
		return s.casework.SetStage(r.Context(), client, value(r, "stage"), since, version)
	})
}

func (s *Server) postTags(w http.ResponseWriter, r *http.Request) error {
	return s.onClient(w, r, "", wayPage, func(client pana.ClientID) error {
		return s.casework.SetTags(r.Context(), client, r.PostForm["tags"])
	})
}

func wayPage(f template.Frame, file casework.File) (templ.Component, error) {
	return template.Way(f, file), nil
}

// onClient does act to the client of the address and leads back to the file, or
// to the part of it named; a refusal shows page again.
func (s *Server) onClient(w http.ResponseWriter, r *http.Request, part string,
	page func(template.Frame, casework.File) (templ.Component, error), act func(pana.ClientID) error) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	if err := act(client); err != nil {
		return s.againFile(w, r, err, page)
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+part+"?done=saved", http.StatusSeeOther)
	return nil
}

// inField names the field of a refusal that has none yet.
func inField(err error, field string) error {
	if e, ok := err.(*pana.Error); ok && e.Field == "" {
		named := *e
		named.Field = field
		return &named
	}
	return err
}
