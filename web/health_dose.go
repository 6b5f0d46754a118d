package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/health"
	"example.org/pana/web/template"
)

func (s *Server) getDoses(w http.ResponseWriter, r *http.Request) error {
	c, err := s.dosesPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) dosesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	round, err := s.health.RoundOf(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, d := range round.Dues {
			add(d.Mark.By)
		}
		for _, d := range round.Given {
			add(d.By)
		}
		for _, b := range round.Box {
			add(b.Last.By)
		}
	})
	n := template.NightFrame{Zone: s.house.Zone(), Now: s.house.Now()}
	return template.Doses(f.Titled(round.Client.Code), n, round, names), err
}

func (s *Server) postDose(w http.ResponseWriter, r *http.Request) error {
	return s.onPart(w, r, "/doses?done=saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "on")
		if err != nil {
			return err
		}
		pieces, err := figure(r, "pieces", "edit.number")
		if err != nil {
			return err
		}
		if pieces < 0 {
			pieces = 1 // one press, one piece
		}
		_, err = s.health.GiveDose(r.Context(), client, health.NewDose{Medicine: health.MedicineID(value(r, "medicine")), On: on, Clock: value(r, "clock"),
			State: value(r, "state"), Pieces: pieces, Note: value(r, "note"), Seen: health.DoseID(value(r, "seen"))})
		return err
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.dosesPage(r, f) })
}

func (s *Server) postBox(w http.ResponseWriter, r *http.Request) error {
	return s.onPart(w, r, "/doses?done=saved", func(client pana.ClientID) error {
		counted, err := figure(r, "counted", "edit.number")
		if err != nil {
			return err
		}
		brought, err := figure(r, "brought", "edit.number")
		if err != nil {
			return err
		}
		return s.health.CountBox(r.Context(), client, health.NewCount{Medicine: health.MedicineID(value(r, "medicine")), Counted: counted, Brought: max(brought, 0), Note: value(r, "note")})
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.dosesPage(r, f) })
}
