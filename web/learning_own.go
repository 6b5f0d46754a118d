package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/web/template"
)

func (s *Server) getPortfolio(w http.ResponseWriter, r *http.Request) error {
	c, err := s.drawPortfolio(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) drawPortfolio(r *http.Request, f template.Frame, _ []string) (templ.Component, error) {
	var d template.PortfolioData
	var err error
	if d.Gallery, err = s.learning.Portfolio(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		d.Partners, err = s.casework.Partners(r.Context(), tx)
		return err
	})
	return template.Portfolio(f.Titled(d.Client.Code), d), err
}

func (s *Server) onPortfolio(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	return s.onPart(w, r, "/portfolio?done=saved", act, func(f template.Frame, stale []string) (templ.Component, error) { return s.drawPortfolio(r, f, stale) })
}

// ofWork is a field of the form of one work: the page has one for each.
func ofWork(r *http.Request, field string) string { return field + "-" + r.PathValue("id") }

// dayOfWork reads a day of such a field; a refusal is told on the plain field.
func dayOfWork(r *http.Request, field string) (pana.Date, error) {
	d, err := dayOf(r, ofWork(r, field))
	return d, renamed(err, map[string]string{ofWork(r, field): field})
}

func (s *Server) postGiveBack(w http.ResponseWriter, r *http.Request) error {
	return s.onPortfolio(w, r, func(client pana.ClientID) error {
		on, err := dayOfWork(r, "on")
		if err == nil {
			err = s.learning.GiveBack(r.Context(), client, pana.DocumentID(r.PathValue("id")), version(r), on)
		}
		return err
	})
}

func (s *Server) postShowWork(w http.ResponseWriter, r *http.Request) error {
	return s.onPortfolio(w, r, func(client pana.ClientID) error {
		until, err := dayOfWork(r, "until")
		if err == nil {
			n := learning.NewShowing{Organisation: pana.OrganisationID(value(r, ofWork(r, "organisation"))), Until: until, Where: value(r, ofWork(r, "where"))}
			var id learning.ShowingID
			if id, err = s.learning.ShowWork(r.Context(), client, pana.DocumentID(r.PathValue("id")), n); err == nil {
				err = s.showingHanded(r, client, id, n)
			}
		}
		return err
	})
}

func (s *Server) postTakeDown(w http.ResponseWriter, r *http.Request) error {
	return s.onPortfolio(w, r, func(client pana.ClientID) error {
		return s.learning.TakeDown(r.Context(), client, learning.ShowingID(r.PathValue("id")), version(r))
	})
}

// An ownPage draws a page from a child's own part of its file.
type ownPage func(template.Frame, template.ChildData) (templ.Component, error)

func childOwnPage(f template.Frame, d template.ChildData) (templ.Component, error) {
	return template.ChildPage(f, d), nil
}

func (s *Server) showChild(w http.ResponseWriter, r *http.Request, page ownPage) error {
	c, err := s.drawChild(r, s.frame(r), nil, page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) drawChild(r *http.Request, f template.Frame, stale []string, page ownPage) (templ.Component, error) {
	d := template.ChildData{Stale: stale}
	var err error
	if d.Child, err = s.learning.ReadChild(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	if d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, c := range append(d.Children, d.Child) {
			for _, step := range c.Steps {
				add(step.With)
			}
			for _, t := range c.Rights {
				add(t.By)
			}
		}
	}); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		if d.Partners, err = s.casework.Partners(r.Context(), tx); err != nil {
			return err
		}
		d.Members, err = s.house.Roster(r.Context(), tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	d.Members = present(d.Members)
	return page(f.Titled(d.Client.Code), d)
}

func (s *Server) onChild(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error, page ownPage) error {
	return s.onPart(w, r, "/child?done="+done, act, func(f template.Frame, stale []string) (templ.Component, error) { return s.drawChild(r, f, stale, page) })
}

func (s *Server) getChild(w http.ResponseWriter, r *http.Request) error {
	return s.showChild(w, r, childOwnPage)
}

func newPlace(f template.Frame, d template.ChildData) (templ.Component, error) {
	return template.PlaceForm(f, d, learning.Place{}), nil
}

func schoolPlacePage(r *http.Request) ownPage {
	return func(f template.Frame, d template.ChildData) (templ.Component, error) {
		p, ok := d.Place(learning.PlaceID(r.PathValue("id")))
		if !ok {
			return nil, missing("web.schoolPlacePage")
		}
		return template.PlaceForm(f, d, p), nil
	}
}

func (s *Server) getNewPlace(w http.ResponseWriter, r *http.Request) error {
	return s.showChild(w, r, newPlace)
}

func (s *Server) getSchoolPlace(w http.ResponseWriter, r *http.Request) error {
	return s.showChild(w, r, schoolPlacePage(r))
}

func readSchoolPlace(r *http.Request) (learning.NewPlace, error) {
	n := learning.NewPlace{Kind: value(r, "kind"), State: value(r, "state"), Organisation: pana.OrganisationID(value(r, "organisation")),
		Class: value(r, "class"), Told: value(r, "told"), Note: value(r, "note")}
	var err error
	n.Since, err = fuzzyOf(r, "since")
	return n, err
}

func (s *Server) postNewPlace(w http.ResponseWriter, r *http.Request) error {
	return s.onChild(w, r, "added", func(client pana.ClientID) error {
		n, err := readSchoolPlace(r)
		if err == nil {
			_, err = s.learning.AddPlace(r.Context(), client, n)
		}
		return err
	}, newPlace)
}

func (s *Server) postSchoolPlace(w http.ResponseWriter, r *http.Request) error {
	return s.onChild(w, r, "saved", func(client pana.ClientID) error {
		n, err := readSchoolPlace(r)
		if err == nil {
			err = s.learning.EditPlace(r.Context(), client, learning.PlaceID(r.PathValue("id")), version(r), n)
		}
		return err
	}, schoolPlacePage(r))
}

func (s *Server) postChildStep(w http.ResponseWriter, r *http.Request) error {
	return s.onChild(w, r, "added", func(client pana.ClientID) error {
		n := learning.NewOwnStep{Text: value(r, "text"), With: pana.StaffID(value(r, "with"))}
		var err error
		if n.When, err = fuzzyOf(r, "when"); err == nil {
			_, err = s.learning.AddOwnStep(r.Context(), client, n)
		}
		return err
	}, childOwnPage)
}

func (s *Server) postSettleChildStep(w http.ResponseWriter, r *http.Request) error {
	return s.onChild(w, r, "saved", func(client pana.ClientID) error {
		return s.learning.SettleOwnStep(r.Context(), client, learning.StepID(r.PathValue("id")), version(r), value(r, "state"))
	}, childOwnPage)
}

func (s *Server) postRights(w http.ResponseWriter, r *http.Request) error {
	return s.onChild(w, r, "added", func(client pana.ClientID) error {
		n := learning.Rights{Way: value(r, "way"), Language: value(r, "language"), Interpreted: ticked(r, "interpreted"), Said: value(r, "said")}
		var err error
		if n.On, err = dayOf(r, "on"); err == nil {
			err = s.learning.TellRights(r.Context(), client, n)
		}
		return err
	}, childOwnPage)
}
