package web

import (
	"net/http"

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
	return s.show(w, r, template.FileTrail(f.Titled(r.PathValue("code")), r.PathValue("code"),
		traceLines(history.Changed), traceLines(history.Looked), s.house.Zone()))
}

func traceLines(traces []casework.Trace) []template.TrailLine {
	var lines []template.TrailLine
	for _, t := range traces {
		l := template.TrailLine{At: db.FromMicros(t.At), Who: t.StaffName, Act: string(t.Act)}
		for i, c := range t.Opened {
			if i > 0 {
				l.Opened += " "
			}
			l.Opened += string(c)
		}
		lines = append(lines, l)
	}
	return lines
}
