package web

import (
	"net/http"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/web/template"
)

// getClientTrail shows who changed a file and who looked at it.
func (s *Server) getClientTrail(w http.ResponseWriter, r *http.Request) error {
	history, err := s.casework.Trail(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.FileTrail(f.Titled(r.PathValue("code")), r.PathValue("code"), history.Young,
		traceLines(history.Changed), traceLines(history.Looked), s.house.Zone()))
}

// getWhoSaw draws the list of who saw a client's file, for her hand.
func (s *Server) getWhoSaw(w http.ResponseWriter, r *http.Request) error {
	client, sights, err := s.casework.WhoSaw(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.WhoSaw(f.Titled(client.Code), template.WhoSawData{Sheet: s.sheet(f, client.Language),
		Code: client.Code, Today: s.house.Today(s.house.Now()), Sights: sights}))
}

func traceLines(traces []casework.Trace) []template.TrailLine {
	var lines []template.TrailLine
	for _, t := range traces {
		l := template.TrailLine{At: db.FromMicros(t.At), Who: t.StaffName, Act: string(t.Act), Opened: partsOf(t.Opened)}
		lines = append(lines, l)
	}
	return lines
}

// partsOf writes compartments as the trail keeps them.
func partsOf(cs []pana.Compartment) string {
	words := make([]string, len(cs))
	for i, c := range cs {
		words[i] = string(c)
	}
	return strings.Join(words, " ")
}
