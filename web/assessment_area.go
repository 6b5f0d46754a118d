package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/web/template"
)

// areaOf is the area of the address; an unknown one is nobody's page.
func areaOf(r *http.Request) (string, error) {
	area := r.PathValue("id")
	if !slices.Contains(assessment.Areas(), area) {
		return "", &pana.Error{Op: "web.areaOf", Kind: pana.NotFound, Say: "record.absent"}
	}
	return area, nil
}

func areaDraft(r *http.Request) string {
	return "area/" + r.PathValue("code") + "/" + r.PathValue("id")
}

func (s *Server) getArea(w http.ResponseWriter, r *http.Request) error {
	f := s.withDraft(r, s.frame(r), areaDraft(r))
	c, err := s.areaPage(r, f, nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) areaPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	area, err := areaOf(r)
	if err != nil {
		return nil, err
	}
	sheet, err := s.needs.See(r.Context(), r.PathValue("code"), 0)
	if err != nil {
		return nil, err
	}
	d := template.AreaData{Code: sheet.Code, Area: assessment.Area{Area: area}, Stale: stale}
	if a, ok := sheet.Round.Area(area); ok {
		d.Area = a
	}
	if a, ok := sheet.Before.Area(area); ok {
		d.Before = a.Level
	}
	areas := assessment.Areas()
	if i := slices.Index(areas, area); i+1 < len(areas) {
		d.Next = areas[i+1]
	}
	return template.AreaPage(f.Titled(sheet.Code), d), nil
}

// postArea writes one area and leads to the next, or back to the whole: every area
// saved is a place to stop.
func (s *Server) postArea(w http.ResponseWriter, r *http.Request) error {
	to := "/assessment?done=saved" + s.hintQuery(value(r, "text"), r.PathValue("id"))
	if next := value(r, "next"); slices.Contains(assessment.Areas(), next) {
		to = "/assessment/areas/" + next + "?done=saved"
	}
	return s.does(w, r, to, func(client pana.ClientID) error {
		n, err := readSitting(r)
		if err != nil {
			return err
		}
		if err = s.needs.Sit(r.Context(), client, n); err == nil {
			s.dropDraft(r, areaDraft(r))
		}
		return err
	}, func(f template.Frame, err error) (templ.Component, error) { return s.areaPage(r, f, differing(err)) })
}

func readSitting(r *http.Request) (assessment.Sitting, error) {
	n := assessment.Sitting{Urgency: value(r, "urgency"), Text: value(r, "text"), Told: value(r, "told")}
	n.Source, n.Interpreted = provenance(r)
	n.Number, _ = strconv.Atoi(value(r, "number"))
	var err error
	if n.Area, err = areaOf(r); err != nil {
		return n, err
	}
	n.Level, err = number(r, "level", "codes.unknown")
	return n, err
}
