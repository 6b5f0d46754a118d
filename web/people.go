package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// peopleRoutes are the pages of the people of the house: on what terms they work,
// and what each sees of herself.
func (s *Server) peopleRoutes() []route {
	return []route{
		page("GET /people", policy.SeePeople, s.getCrew),
		page("GET /people/{id}", policy.SeePeople, s.getCrewMember),
		page("POST /people/{id}/terms", policy.KeepPeople, s.postCrewTerms),
		page("POST /people/{id}/records", policy.KeepPeople, s.postStaffRecord),
		page("POST /people/{id}/strike", policy.KeepPeople, s.postStrikeRecord),
		page("GET /people/{id}/leaving", policy.PlanLeaving, s.getDeparture),
		page("POST /people/{id}/leaving", policy.PlanLeaving, s.postDeparture),
		page("POST /people/{id}/hand-over", policy.HandOver, s.postHandOver),
		page("POST /people/{id}/leaving/finish", policy.FinishLeaving, s.postFinish),
		page("GET /people/own", policy.SeeOwnTerms, s.getOwnTerms),
		page("POST /people/own/records", policy.NoteOwnTerms, s.postOwnRecord),
		page("GET /house/people", policy.SetHouse, s.getPeopleSettings),
		page("POST /house/people", policy.SetHouse, s.postPeopleSettings),
	}
}

// A drawPage draws a page from what is kept.
type drawPage func(*http.Request, template.Frame) (templ.Component, error)

func (s *Server) showDrawn(w http.ResponseWriter, r *http.Request, draw drawPage) error {
	page, err := draw(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// onDrawn does one act, once, and leads to where it says; refused, it draws the
// page again.
func (s *Server) onDrawn(w http.ResponseWriter, r *http.Request, act func() (to string, err error), draw drawPage) error {
	if err := s.send(w, r, act); err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return draw(r, f) })
	}
	return nil
}

func (s *Server) getCrew(w http.ResponseWriter, r *http.Request) error {
	all, err := s.people.All(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.HousePeople(f.Titled(f.R.T("people.title")), all))
}

func staffIn(r *http.Request) pana.StaffID { return pana.StaffID(r.PathValue("id")) }

func (s *Server) getCrewMember(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.termsPage)
}

func (s *Server) termsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	one, err := s.people.Person(r.Context(), staffIn(r))
	return template.PersonTerms(f.Titled(f.R.T("people.title")), one, s.house.SiteList()), err
}

// onCrew does one act to somebody who works here, once, and shows her page.
func (s *Server) onCrew(w http.ResponseWriter, r *http.Request, act func(pana.StaffID) error) error {
	return s.onDrawn(w, r, func() (string, error) { return "/people/" + r.PathValue("id") + "?done=saved", act(staffIn(r)) }, s.termsPage)
}

func (s *Server) postCrewTerms(w http.ResponseWriter, r *http.Request) error {
	return s.onCrew(w, r, func(staff pana.StaffID) error {
		t := people.Terms{Engaged: value(r, "engaged"), Title: value(r, "title")}
		var err error
		if t.Began, err = fuzzyOf(r, "began"); err != nil {
			return err
		}
		if t.Ends, err = fuzzyOf(r, "ends"); err != nil {
			return err
		}
		return s.people.SetTerms(r.Context(), staff, t, version(r))
	})
}

func readRecord(r *http.Request) (people.Record, error) {
	n := people.Record{Kind: value(r, "kind"), What: value(r, "what"), Place: value(r, "place")}
	var err error
	if n.When, err = fuzzyOf(r, "when"); err != nil {
		return n, err
	}
	if n.Hours, err = number(r, "hours", "people.number"); err != nil {
		return n, err
	}
	n.Expires, err = dayOf(r, "expires")
	return n, err
}

func (s *Server) postStaffRecord(w http.ResponseWriter, r *http.Request) error {
	return s.onCrew(w, r, func(staff pana.StaffID) error {
		n, err := readRecord(r)
		if err == nil {
			_, err = s.people.AddRecord(r.Context(), staff, n)
		}
		return err
	})
}

func (s *Server) postStrikeRecord(w http.ResponseWriter, r *http.Request) error {
	return s.onCrew(w, r, func(staff pana.StaffID) error {
		return s.people.StrikeRecord(r.Context(), staff, people.RecordID(value(r, "record")))
	})
}

func (s *Server) getOwnTerms(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.ownTermsPage)
}

func (s *Server) ownTermsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	one, err := s.people.Own(r.Context())
	if err != nil {
		return nil, err
	}
	own, err := s.people.OwnHelp(r.Context())
	return template.OwnTerms(f.Titled(f.R.T("people.own")), one, s.house.SiteList(), own), err
}

func (s *Server) postOwnRecord(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n, err := readRecord(r)
		if err == nil {
			_, err = s.people.NoteOwn(r.Context(), n)
		}
		return "/people/own?done=saved", err
	}, s.ownTermsPage)
}

func (s *Server) getPeopleSettings(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.peopleSettingsPage)
}

func (s *Server) peopleSettingsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	set, err := s.people.Settings(r.Context())
	return template.PeopleSettings(f.Titled(f.R.T("people.settings")), set, s.house.SiteList()), err
}

// postPeopleSettings changes what the house chose. A stale page is refused and
// shown again with what is kept now.
func (s *Server) postPeopleSettings(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		set := people.Settings{Guide: map[pana.Role]int{}, Visits: map[pana.SiteID]bool{}}
		var err error
		if set.Warn, err = number(r, "warn", "people.number"); err != nil {
			return "", err
		}
		if set.Supervision, err = number(r, "supervision", "people.number"); err != nil {
			return "", err
		}
		if set.Interpret, err = number(r, "interpret", "people.number"); err != nil {
			return "", err
		}
		if set.Break, err = number(r, "break", "people.number"); err != nil {
			return "", err
		}
		for _, role := range people.Guided() {
			if set.Guide[role], err = number(r, "guide_"+string(role), "people.number"); err != nil {
				return "", err
			}
		}
		for _, site := range s.house.SiteList() {
			set.Visits[site.ID] = ticked(r, "visits_"+string(site.ID))
		}
		return "/house/people?done=saved", s.people.SetSettings(r.Context(), set, version(r))
	}, s.peopleSettingsPage)
}
