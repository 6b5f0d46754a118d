package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// outsideRoutes are the pages of people from outside: volunteers, and guests and
// their visits.
func (s *Server) outsideRoutes() []route {
	return []route{
		page("GET /volunteers", policy.SeeOutsiders, s.getVolunteers),
		page("POST /volunteers", policy.KeepOutsiders, s.postVolunteer),
		page("GET /volunteers/{id}", policy.SeeOutsiders, s.getVolunteer),
		page("POST /volunteers/{id}", policy.KeepOutsiders, s.postVolunteerTerms),
		page("POST /volunteers/{id}/hours", policy.KeepOutsiders, s.postVolunteerHours),
		page("POST /volunteers/{id}/correct", policy.KeepOutsiders, s.postCorrectVolunteer),
		page("POST /volunteers/{id}/strike", policy.KeepOutsiders, s.postStrikeLine),
		page("POST /volunteers/{id}/end", policy.KeepOutsiders, s.postEndVolunteer),
		page("POST /volunteers/{id}/confirm", policy.ConfirmOutsider, s.postConfirmVolunteer),
		page("POST /volunteers/{id}/clear", policy.ClearOutsider, s.postClearVolunteer),
		page("GET /visits", policy.SeeOutsiders, s.getVisits),
		page("POST /visits", policy.InviteGuests, s.postGuestVisit),
		page("POST /visits/came", policy.NoteVisitor, s.postCaller),
		page("GET /visits/{id}", policy.SeeOutsiders, s.getGuestVisit),
		page("POST /visits/{id}/guests", policy.InviteGuests, s.postGuest),
		page("POST /visits/{id}/confirm", policy.ConfirmOutsider, s.postConfirmGuest),
		page("POST /visits/{id}/clear", policy.ClearOutsider, s.postClearGuest),
		page("POST /visits/{id}/meetings", policy.AskMeeting, s.postMeeting),
		page("POST /visits/{id}/correct", policy.KeepOutsiders, s.postCorrectGuest),
		page("POST /visits/{id}/end", policy.InviteGuests, s.postEndVisit),
		page("POST /visits/{id}/told", policy.InviteGuests, s.postTellVisit),
	}
}

func (s *Server) getVolunteers(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.volunteersPage)
}

func (s *Server) volunteersPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.people.Volunteers(r.Context())
	sites := slices.DeleteFunc(slices.Clone(s.house.SiteList()), func(site house.Site) bool { return site.Kind == house.YouthCentre })
	return template.Volunteers(f.Titled(f.R.T("volunteer.title")), all, sites), err
}

func readOutsider(r *http.Request) people.NewOutsider {
	return people.NewOutsider{Site: pana.SiteID(value(r, "site")), Sex: value(r, "sex"), Minor: ticked(r, "minor"), Name: value(r, "name"), Contact: value(r, "contact")}
}

func (s *Server) postVolunteer(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := readOutsider(r)
		if site, _ := s.house.Site(n.Site); site.Kind == house.YouthCentre {
			return "", pana.Refuse("web.postVolunteer", "site", "staff.site.missing") // kept on its own pages
		}
		id, err := s.people.AddVolunteer(r.Context(), n)
		return "/volunteers/" + string(id) + "?done=saved", err
	}, s.volunteersPage)
}

func (s *Server) getVolunteer(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.volunteerPage)
}

func (s *Server) volunteerPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.VolunteerData{}
	var err error
	if d.VolunteerFile, err = s.people.OneVolunteer(r.Context(), people.OutsiderID(r.PathValue("id"))); err != nil {
		return nil, err
	}
	d.Accounts = map[pana.StaffID]string{}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		all, err := s.house.Roster(r.Context(), tx)
		for _, m := range all {
			if m.Ended == "" || m.ID == d.Terms.Staff {
				d.Accounts[m.ID] = m.Name
			}
		}
		return err
	})
	return template.VolunteerPage(f.Titled(f.R.T("volunteer.title")), d), err
}

// onVolunteer does one act to a volunteer, once, and shows her page.
func (s *Server) onVolunteer(w http.ResponseWriter, r *http.Request, act func(people.OutsiderID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		one, err := s.people.OneVolunteer(r.Context(), people.OutsiderID(r.PathValue("id")))
		if err != nil {
			return "", err
		}
		return "/volunteers/" + string(one.ID) + "?done=saved", act(one.ID)
	}, s.volunteerPage)
}

func (s *Server) postVolunteerTerms(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error { return s.setVolunteer(r, id) })
}

// setVolunteer says what is agreed with a volunteer, as the form has it.
func (s *Server) setVolunteer(r *http.Request, id people.OutsiderID) error {
	t := people.VolunteerTerms{Staff: pana.StaffID(value(r, "staff")), Days: r.PostForm["days"]}
	for _, d := range []struct {
		field string
		into  *pana.Date
	}{{"agreed", &t.Agreed}, {"vetted", &t.Vetted}, {"vetted_until", &t.VettedUntil}, {"from", &t.From}, {"until", &t.Until}} {
		var err error
		if *d.into, err = dayOf(r, d.field); err != nil {
			return err
		}
	}
	return s.people.SetVolunteer(r.Context(), id, t, version(r))
}

func (s *Server) postVolunteerHours(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error { return s.addHours(r, id) })
}

// addHours writes down that she helped or was thanked, as the form has it.
func (s *Server) addHours(r *http.Request, id people.OutsiderID) error {
	l := people.VolunteerLine{Kind: value(r, "kind"), What: value(r, "what")}
	var err error
	if l.On, err = dayOf(r, "on"); err != nil {
		return err
	}
	if l.Minutes, err = number(r, "minutes", "people.number"); err != nil {
		return err
	}
	return s.people.AddHours(r.Context(), id, l)
}

func (s *Server) postCorrectVolunteer(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error { return s.correct(r, id, template.Right) })
}

// correct writes down what is right of somebody from outside; key tells the fields of
// several on one page apart.
func (s *Server) correct(r *http.Request, id people.OutsiderID, key string) error {
	n := people.NewOutsider{Sex: value(r, "sex"+key), Minor: ticked(r, "minor"+key), Name: value(r, "name"+key), Contact: value(r, "contact"+key)}
	return atForm(s.people.CorrectOutsider(r.Context(), id, n, version(r)), key)
}

func (s *Server) postStrikeLine(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error { return s.people.StrikeLine(r.Context(), id, value(r, "line")) })
}

func (s *Server) postCorrectGuest(w http.ResponseWriter, r *http.Request) error {
	return s.onVisit(w, r, func(people.VisitID) error {
		guest, err := guestIn(r)
		if err != nil {
			return err
		}
		return s.correct(r, guest, string(guest))
	})
}

func (s *Server) postEndVolunteer(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error { return s.people.EndOutsider(r.Context(), id) })
}

func (s *Server) postConfirmVolunteer(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error { return s.people.Confirm(r.Context(), id) })
}

func (s *Server) postClearVolunteer(w http.ResponseWriter, r *http.Request) error {
	return s.onVolunteer(w, r, func(id people.OutsiderID) error {
		return s.people.ClearOutsider(r.Context(), id, value(r, "why"))
	})
}

func (s *Server) getVisits(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.visitsPage)
}

func (s *Server) visitsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.people.Visits(r.Context())
	if err != nil {
		return nil, err
	}
	untold, err := s.people.VisitsUntold(r.Context())
	if err != nil {
		return nil, err
	}
	set, err := s.people.Settings(r.Context())
	return template.Visits(f.Titled(f.R.T("visit.title")), all, untold, s.house.SiteList(), set), err
}

func (s *Server) postGuestVisit(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := people.NewVisit{Site: pana.SiteID(value(r, "site")), Place: value(r, "place"), At: value(r, "at"), Purpose: value(r, "purpose")}
		var err error
		if n.On, err = dayOf(r, "on"); err != nil {
			return "", err
		}
		id, err := s.people.PlanVisit(r.Context(), n)
		return "/visits/" + string(id) + "?done=saved", err
	}, s.visitsPage)
}

// postCaller writes down who came unannounced.
func (s *Server) postCaller(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := people.NewCaller{NewOutsider: people.NewOutsider{Site: pana.SiteID(value(r, "site_came")), Sex: value(r, "sex_came"), Minor: ticked(r, "minor_came"), Name: value(r, "name_came"), Contact: value(r, "contact_came")},
			At: value(r, "at_came"), Purpose: value(r, "purpose_came"), End: value(r, "end_came"),
			Met: strings.FieldsFunc(value(r, "met_came"), func(c rune) bool { return c == ' ' || c == ',' || c == ';' || c == '\n' })}
		var err error
		if n.On, err = dayOf(r, "on_came"); err != nil {
			return "", err
		}
		_, err = s.people.NoteCaller(r.Context(), n)
		return "/visits?done=saved", atForm(err, "_came")
	}, s.visitsPage)
}

func (s *Server) getGuestVisit(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.visitPage)
}

func (s *Server) visitPage(r *http.Request, f template.Frame) (templ.Component, error) {
	v, err := s.people.OneVisit(r.Context(), people.VisitID(r.PathValue("id")))
	return template.VisitPage(f.Titled(f.R.T("visit.title")), v), err
}

// onVisit does one act to a visit, once, and shows its page.
func (s *Server) onVisit(w http.ResponseWriter, r *http.Request, act func(people.VisitID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/visits/" + r.PathValue("id") + "?done=saved", act(people.VisitID(r.PathValue("id")))
	}, s.visitPage)
}

func (s *Server) postGuest(w http.ResponseWriter, r *http.Request) error {
	return s.onVisit(w, r, func(id people.VisitID) error { return s.people.AddGuest(r.Context(), id, readOutsider(r)) })
}

// guestIn is which guest a form of a visit means.
func guestIn(r *http.Request) (people.OutsiderID, error) {
	id := people.OutsiderID(value(r, "guest"))
	if id == "" {
		return "", pana.Refuse("web.guestIn", "guest", "visit.guest")
	}
	return id, nil
}

func (s *Server) postConfirmGuest(w http.ResponseWriter, r *http.Request) error {
	return s.onVisit(w, r, func(people.VisitID) error {
		guest, err := guestIn(r)
		if err != nil {
			return err
		}
		return s.people.Confirm(r.Context(), guest)
	})
}

func (s *Server) postClearGuest(w http.ResponseWriter, r *http.Request) error {
	return s.onVisit(w, r, func(people.VisitID) error {
		guest, err := guestIn(r)
		if err != nil {
			return err
		}
		return atForm(s.people.ClearOutsider(r.Context(), guest, value(r, "why"+string(guest))), string(guest))
	})
}

func (s *Server) postMeeting(w http.ResponseWriter, r *http.Request) error {
	return s.onVisit(w, r, func(id people.VisitID) error {
		return s.people.AskMeeting(r.Context(), id, people.Meeting{Code: value(r, "client"), Answer: value(r, "answer"), Language: value(r, "language")})
	})
}

func (s *Server) postEndVisit(w http.ResponseWriter, r *http.Request) error {
	return s.onVisit(w, r, func(id people.VisitID) error {
		return s.people.EndVisit(r.Context(), id, value(r, "state"), ticked(r, "rules"), ticked(r, "anyway"), version(r))
	})
}

// postTellVisit says with one press whether a visit that is over took place, on the
// first screen or among the visits.
func (s *Server) postTellVisit(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		to := "/visits?done=saved"
		if value(r, "from") == "today" {
			to = "/today?done=saved"
		}
		took := value(r, "took")
		if took != "yes" && took != "no" {
			return "", pana.Refuse("web.postTellVisit", "state", "visit.answer")
		}
		return to, s.people.TellVisit(r.Context(), people.VisitID(r.PathValue("id")), took == "yes", version(r))
	}, s.visitsPage)
}
