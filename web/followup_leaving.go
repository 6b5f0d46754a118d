package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/web/template"
)

func (s *Server) getLeaving(w http.ResponseWriter, r *http.Request) error {
	c, err := s.leavingPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) leavingPage(r *http.Request, f template.Frame, refused error) (templ.Component, error) {
	p, err := s.followup.Leaving(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d := template.LeavingData{LeavingPage: p, Stale: stale(refused)}
	if d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) { add(p.Exit.By); add(p.Exit.DecidedBy) }); err != nil {
		return nil, err
	}
	return template.Leaving(f.Titled(p.Code), d), nil
}

// onLeaving does something about leaving and leads back to the page.
func (s *Server) onLeaving(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error) error {
	return s.does(w, r, "/leaving?done="+done, act, func(f template.Frame, err error) (templ.Component, error) { return s.leavingPage(r, f, err) })
}

func (s *Server) postLeaving(w http.ResponseWriter, r *http.Request) error {
	return s.onLeaving(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "on")
		if err != nil {
			return err
		}
		p := followup.Plan{Kind: value(r, "kind"), Country: value(r, "country"), Region: value(r, "region"), On: on, Place: value(r, "place"),
			Points: map[string]string{}, Told: map[string]string{}, Version: version(r)}
		for _, point := range codesOf("exit-point") {
			p.Points[point] = value(r, "point_"+point)
			if r.PostForm.Has("told_" + point) {
				p.Told[point] = value(r, "told_"+point)
			}
		}
		_, err = s.followup.PrepareExit(r.Context(), client, p)
		return err
	})
}

func (s *Server) postProposeExit(w http.ResponseWriter, r *http.Request) error {
	return s.onLeaving(w, r, "asked", func(client pana.ClientID) error { return s.followup.ProposeExit(r.Context(), client, version(r)) })
}

func (s *Server) postLeaveExit(w http.ResponseWriter, r *http.Request) error {
	return s.onLeaving(w, r, "saved", func(client pana.ClientID) error { return s.followup.LeaveExit(r.Context(), client, version(r)) })
}

func (s *Server) postDecideExit(w http.ResponseWriter, r *http.Request) error {
	return s.onLeaving(w, r, "answered", func(client pana.ClientID) error {
		answer := value(r, "decision")
		if answer != "yes" && answer != "no" {
			return pana.Refuse("web.postDecideExit", "decision", "exit.decision.missing")
		}
		return s.followup.DecideExit(r.Context(), client, followup.Decision{Yes: answer == "yes", Because: value(r, "because"), Version: version(r)})
	})
}

// getLeavingPrint is the sheet she takes with her: what was agreed and whom to
// call, in her language and the house's, with her code and no name.
func (s *Server) getLeavingPrint(w http.ResponseWriter, r *http.Request) error {
	p, err := s.followup.Leaving(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.LeavingSheet(f.Titled(p.Code), template.LeavingSheetData{LeavingPage: p, Sheet: s.sheet(f, p.Language)}))
}
