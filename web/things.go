package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// thingRoutes are the pages of things and of suggestions: where something lies, how
// often it was used, what somebody proposed. Volunteers and youth workers meet these
// and no client on them.
func (s *Server) thingRoutes() []route {
	return []route{
		page("GET /things", policy.SeeThings, s.getThings),
		page("GET /things/{id}", policy.SeeThings, s.getThing),
		page("POST /things/{id}/use", policy.UseThings, s.postUse),
		page("POST /things/{id}/unuse", policy.UseThings, s.postUnuse),
		page("GET /things/{id}/move", policy.MoveThings, s.getMove),
		page("POST /things/{id}/move", policy.MoveThings, s.postMove),
		page("GET /things/{id}/gone", policy.MoveThings, s.getGone),
		page("POST /things/{id}/gone", policy.MoveThings, s.postGone),
		page("POST /things/{id}/undo", policy.MoveThings, s.postUndo),
		page("GET /suggestions", policy.Suggest, s.getSuggestions),
		page("POST /suggestions", policy.Suggest, s.postSuggestion),
		page("POST /suggestions/{id}/taken", policy.KeepCollections, s.postTakeUp),
	}
}

func known(lang string) bool { return locale.Lang(lang).Known() }

// letterReader speaks the language of a letter.
func (s *Server) letterReader(lang string) *locale.Reader {
	return locale.For(locale.Lang(lang), s.house.Settings().Word)
}

func spotOf(r *http.Request) collections.Spot {
	return collections.Spot{Site: pana.SiteID(value(r, "site")), State: value(r, "state"), Where: value(r, "where")}
}

func thingIn(r *http.Request) collections.ThingID { return collections.ThingID(r.PathValue("id")) }

func (s *Server) getThings(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		list, err := s.gifts.Things(r.Context())
		return template.Things(f.Titled(f.R.T("things.title")), list, s.house.SiteList()), err
	})
}

// drawThing draws a page of one thing.
func (s *Server) drawThing(page func(template.Frame, template.ThingData) templ.Component) drawPage {
	return func(r *http.Request, f template.Frame) (templ.Component, error) {
		d := template.ThingData{Names: s.house.SiteList()}
		var err error
		if d.ThingPage, err = s.gifts.Thing(r.Context(), thingIn(r)); err != nil {
			return nil, err
		}
		d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
			for _, u := range d.ThingPage.Uses {
				add(u.By)
			}
			for _, m := range d.Moves {
				add(m.By)
			}
		})
		return page(f.Titled(f.R.T("things.title")), d), err
	}
}

func (s *Server) onThing(w http.ResponseWriter, r *http.Request, page func(template.Frame, template.ThingData) templ.Component, act func(collections.ThingID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/things/" + r.PathValue("id") + "?done=saved", act(thingIn(r))
	}, s.drawThing(page))
}

func (s *Server) getThing(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawThing(template.ThingPage))
}

func (s *Server) postUse(w http.ResponseWriter, r *http.Request) error {
	return s.onThing(w, r, template.ThingPage, func(id collections.ThingID) error {
		u := collections.Used{Thing: id, Site: pana.SiteID(value(r, "site")), Activity: value(r, "activity"), Note: value(r, "note")}
		var err error
		if u.Times, err = number(r, "times", "things.quantity.number"); err != nil {
			return err
		}
		if u.On, err = dayOf(r, "on"); err == nil {
			_, err = s.gifts.Use(r.Context(), u)
		}
		return err
	})
}

func (s *Server) postUnuse(w http.ResponseWriter, r *http.Request) error {
	return s.onThing(w, r, template.ThingPage, func(id collections.ThingID) error {
		return lineOf(s.gifts.TakeBackUse(r.Context(), id, collections.UseID(value(r, "line"))))
	})
}

func (s *Server) postUndo(w http.ResponseWriter, r *http.Request) error {
	return s.onThing(w, r, template.ThingPage, func(id collections.ThingID) error {
		return lineOf(s.gifts.TakeBackMove(r.Context(), id, collections.MoveID(value(r, "line"))))
	})
}

// lineOf says of a line that is not there what is said of one that stands: the page
// it was pressed on is there, and may be old.
func lineOf(err error) error {
	if pana.KindOf(err) == pana.NotFound {
		return &pana.Error{Op: "web.lineOf", Kind: pana.Conflict, Say: "things.line.stands"}
	}
	return err
}

func (s *Server) getMove(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawThing(template.MoveForm))
}

func (s *Server) postMove(w http.ResponseWriter, r *http.Request) error {
	return s.onThing(w, r, template.MoveForm, func(id collections.ThingID) error {
		n, err := number(r, "quantity", "things.quantity.number")
		if err == nil {
			err = s.gifts.MoveThing(r.Context(), id, collections.PlaceID(value(r, "from")), n, spotOf(r))
		}
		return err
	})
}

func (s *Server) getGone(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawThing(template.GoneForm))
}

func (s *Server) postGone(w http.ResponseWriter, r *http.Request) error {
	return s.onThing(w, r, template.GoneForm, func(id collections.ThingID) error {
		n, err := number(r, "quantity", "things.quantity.number")
		if err == nil {
			err = s.gifts.LoseThing(r.Context(), id, collections.PlaceID(value(r, "from")), n, value(r, "why"))
		}
		return err
	})
}

func (s *Server) getSuggestions(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.suggestionsPage)
}

func (s *Server) suggestionsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.SuggestionData{}
	var err error
	if d.All, err = s.gifts.Suggestions(r.Context()); err != nil {
		return nil, err
	}
	if policy.May(f.Actor, policy.SeeCollections) {
		if d.Collections, err = s.gifts.All(r.Context()); err != nil {
			return nil, err
		}
		if d.Supporters, err = s.gifts.Supporters(r.Context()); err != nil {
			return nil, err
		}
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, x := range d.All {
			add(x.By)
		}
	})
	return template.Suggestions(f.Titled(f.R.T("suggestions.title")), d), err
}

func (s *Server) postSuggestion(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/suggestions?done=saved", s.gifts.Suggest(r.Context(), collections.NewSuggestion{What: value(r, "what"), Credit: value(r, "credit"), Supporter: collections.SupporterID(value(r, "supporter"))})
	}, s.suggestionsPage)
}

func (s *Server) postTakeUp(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/suggestions?done=saved", s.gifts.TakeUp(r.Context(), r.PathValue("id"), collections.ID(value(r, "collection-"+r.PathValue("id"))), version(r))
	}, s.suggestionsPage)
}
