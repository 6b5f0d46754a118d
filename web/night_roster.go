package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/night"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// rosterRoutes are the roster of a shelter: who is planned when, and what the site asks
// of that.
func (s *Server) rosterRoutes() []route {
	return []route{
		page("GET /night/roster", policy.SeeNight, s.getRoster),
		page("POST /night/roster", policy.KeepRoster, s.postDuty),
		page("POST /night/roster/strike", policy.KeepRoster, s.postStrikeDuty),
		page("POST /night/roster/offer", policy.SwapDuty, s.postOfferDuty),
		page("POST /night/roster/answer", policy.SwapDuty, s.postAnswerDuty),
		page("POST /night/roster/undo", policy.KeepRoster, s.postUndoSwap),
		page("POST /night/roster/rules", policy.KeepRoster, s.postRosterRules),
	}
}

func (s *Server) getRoster(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.rosterPage)
}

func (s *Server) rosterPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.SeeNight, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		from, err := pana.ParseDate(r.FormValue("from"))
		if err != nil {
			from = "" // an address nobody wrote: from today on
		}
		d, err := s.night.Roster(r.Context(), here.ID, from)
		return template.NightRoster(f.Titled(f.R.T("roster.title")), template.RosterData{NightData: template.NightData{NightFrame: n}, Roster: d}), err
	})
}

// onRoster does one act to the roster, once, and shows it.
func (s *Server) onRoster(w http.ResponseWriter, r *http.Request, act func(pana.SiteID) error) error {
	return s.onNight(w, r, "/night/roster?done=saved&", act, s.rosterPage)
}

func (s *Server) postDuty(w http.ResponseWriter, r *http.Request) error {
	return s.onRoster(w, r, func(site pana.SiteID) error {
		d := night.NewDuty{Staff: pana.StaffID(value(r, "staff")), Starts: value(r, "starts"), Until: value(r, "until"), Asleep: ticked(r, "asleep")}
		var err error
		if d.On, err = dayOf(r, "on"); err != nil {
			return err
		}
		if d.Weeks, err = number(r, "weeks", "people.number"); err != nil {
			return err
		}
		return s.night.PlanDuty(r.Context(), site, d)
	})
}

func (s *Server) postStrikeDuty(w http.ResponseWriter, r *http.Request) error {
	return s.onRoster(w, r, func(site pana.SiteID) error { return s.night.StrikeDuty(r.Context(), site, value(r, "id")) })
}

// postOfferDuty offers a turn of the reader's own to a colleague, alone or for one of
// hers.
func (s *Server) postOfferDuty(w http.ResponseWriter, r *http.Request) error {
	return s.onRoster(w, r, func(site pana.SiteID) error {
		duty := value(r, "duty")
		to, back, _ := strings.Cut(value(r, "to_"+duty), "~")
		return atForm(s.night.OfferDuty(r.Context(), site, duty, pana.StaffID(to), back), "_"+duty)
	})
}

func (s *Server) postAnswerDuty(w http.ResponseWriter, r *http.Request) error {
	return s.onRoster(w, r, func(site pana.SiteID) error {
		if value(r, "answer") == "yes" {
			return s.night.AcceptDuty(r.Context(), site, value(r, "id"))
		}
		return s.night.DeclineDuty(r.Context(), site, value(r, "id"))
	})
}

func (s *Server) postUndoSwap(w http.ResponseWriter, r *http.Request) error {
	return s.onRoster(w, r, func(site pana.SiteID) error { return s.night.UndoSwap(r.Context(), site, value(r, "id")) })
}

func (s *Server) postRosterRules(w http.ResponseWriter, r *http.Request) error {
	return s.onRoster(w, r, func(site pana.SiteID) error {
		n := night.RosterRules{Pair: ticked(r, "pair"), Begins: value(r, "begins"), Ends: value(r, "ends")}
		hours, err := number(r, "longest", "people.number")
		if err != nil {
			return err
		}
		n.Longest = 60 * hours
		if n.Awake, err = number(r, "awake", "people.number"); err != nil {
			return err
		}
		return s.night.SetRosterRules(r.Context(), site, n, version(r))
	})
}
