package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/rights"
	"example.org/pana/stories"
	"example.org/pana/web/template"
)

// storyRoutes are the pages of a client's stories that might leave the house.
func (s *Server) storyRoutes() []route {
	return []route{
		page("GET /clients/{code}/stories", policy.SeeStories, s.getStories),
		page("GET /clients/{code}/stories/new", policy.WriteStory, s.getNewStory),
		page("POST /clients/{code}/stories/new", policy.WriteStory, s.postNewStory),
		page("GET /clients/{code}/stories/{id}", policy.SeeStories, s.getStory),
		page("GET /clients/{code}/stories/{id}/text", policy.WriteStory, s.getStoryText),
		page("POST /clients/{code}/stories/{id}/text", policy.WriteStory, s.postStoryText),
		page("GET /clients/{code}/stories/{id}/check", policy.WriteStory, s.getStoryCheck),
		page("POST /clients/{code}/stories/{id}/check", policy.WriteStory, s.postStoryCheck),
		page("GET /clients/{code}/stories/{id}/answer", policy.AskStory, s.getStoryAnswer),
		page("POST /clients/{code}/stories/{id}/answer", policy.AskStory, s.postStoryAnswer),
		page("GET /clients/{code}/stories/{id}/reading", policy.AskStory, s.getStoryReading),
		page("POST /clients/{code}/stories/{id}/reading", policy.AskStory, s.postStoryReading),
		page("POST /clients/{code}/stories/{id}/withdraw", policy.WithdrawStory, s.postStoryWithdraw),
		page("POST /clients/{code}/stories/{id}/sign", policy.SignStory, s.postStorySign),
		page("POST /clients/{code}/stories/{id}/out", policy.GiveOutStory, s.postStoryOut),
		page("GET /clients/{code}/stories/{id}/place", policy.GiveOutStory, s.getStoryPlace),
		page("POST /clients/{code}/stories/{id}/place", policy.GiveOutStory, s.postStoryPlace),
		page("POST /clients/{code}/story-places/{id}/asked", policy.TakeDownStory, s.postStoryAsked),
		page("POST /clients/{code}/story-places/{id}/down", policy.TakeDownStory, s.postStoryDown),
		page("GET /house/stories", policy.SetHouse, s.getStorySettings),
		page("POST /house/stories", policy.SetHouse, s.postStorySettings),
	}
}

// A storiesPage draws a page from the stories of a client.
type storiesPage func(template.Frame, template.StoriesData) (templ.Component, error)

func (s *Server) drawStories(r *http.Request, f template.Frame, stale []string, page storiesPage) (templ.Component, error) {
	d := template.StoriesData{Stale: stale}
	var err error
	if d.Page, err = s.stories.Read(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, x := range d.Stories {
			add(x.By)
			for _, g := range x.Signatures {
				add(g.By)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return page(f.Titled(d.Client.Code), d)
}

func (s *Server) showStories(w http.ResponseWriter, r *http.Request, page storiesPage) error {
	c, err := s.drawStories(r, s.frame(r), nil, page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) onStories(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, page storiesPage) error {
	return s.onPart(w, r, "/stories"+to, act, func(f template.Frame, stale []string) (templ.Component, error) {
		return s.drawStories(r, f, stale, page)
	})
}

func storyIn(r *http.Request) stories.ID { return stories.ID(r.PathValue("id")) }

// oneStory draws a page of the story that the address names.
func oneStory(r *http.Request, page func(template.Frame, template.StoriesData, stories.Story) templ.Component) storiesPage {
	return func(f template.Frame, d template.StoriesData) (templ.Component, error) {
		x, ok := d.Of(storyIn(r))
		if !ok {
			return nil, missing("web.oneStory")
		}
		return page(f, d, x), nil
	}
}

func storyList(f template.Frame, d template.StoriesData) (templ.Component, error) {
	return template.Stories(f, d), nil
}

func storyNew(f template.Frame, d template.StoriesData) (templ.Component, error) {
	return template.StoryText(f, d, stories.Story{}), nil
}

func (s *Server) getStories(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, storyList)
}

func (s *Server) getNewStory(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, storyNew)
}

func (s *Server) postNewStory(w http.ResponseWriter, r *http.Request) error {
	return s.onStories(w, r, "?done=saved", func(client pana.ClientID) error {
		_, err := s.stories.Write(r.Context(), client, "", 0, value(r, "language"), value(r, "text"))
		return err
	}, storyNew)
}

func (s *Server) getStory(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, oneStory(r, template.StoryPage))
}

// onStory does one act to a story, once, and leads to its page.
func (s *Server) onStory(w http.ResponseWriter, r *http.Request, page func(template.Frame, template.StoriesData, stories.Story) templ.Component, act func(pana.ClientID, stories.ID) error) error {
	return s.onStories(w, r, "/"+r.PathValue("id")+"?done=saved", func(client pana.ClientID) error { return act(client, storyIn(r)) }, oneStory(r, page))
}

func (s *Server) getStoryText(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, oneStory(r, template.StoryText))
}

func (s *Server) postStoryText(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryText, func(client pana.ClientID, id stories.ID) error {
		_, err := s.stories.Write(r.Context(), client, id, int(version(r)), value(r, "language"), value(r, "text"))
		return err
	})
}

func (s *Server) getStoryCheck(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, oneStory(r, template.StoryCheck))
}

func (s *Server) postStoryCheck(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryCheck, func(client pana.ClientID, id stories.ID) error {
		said := map[string]stories.Check{}
		for _, p := range stories.Points() {
			said[p] = stories.Check{Answer: value(r, "point-"+p), Note: value(r, "note-"+p)}
		}
		return s.stories.Check(r.Context(), client, id, int(version(r)), said)
	})
}

func (s *Server) getStoryAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, oneStory(r, template.StoryAnswer))
}

func (s *Server) postStoryAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryAnswer, func(client pana.ClientID, id stories.ID) error {
		n := stories.NewAnswer{Yes: value(r, "yes") == "yes", Uses: r.PostForm["uses"], Language: value(r, "language"), Method: value(r, "method"),
			Interpreted: ticked(r, "interpreted"), Own: ticked(r, "own"), Told: value(r, "told")}
		if a := value(r, "yes"); a != "yes" && a != "no" {
			return pana.Refuse("web.postStoryAnswer", "yes", "stories.answer.missing")
		}
		var err error
		if n.Until, err = dayOf(r, "until"); err != nil {
			return err
		}
		return s.stories.Ask(r.Context(), client, id, n)
	})
}

func (s *Server) getStoryReading(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, oneStory(r, template.StoryReading))
}

func (s *Server) postStoryReading(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryReading, func(client pana.ClientID, id stories.ID) error {
		return s.stories.Heard(r.Context(), client, id, int(version(r)), stories.NewReading{Answer: value(r, "answer"), Way: value(r, "way"), Told: value(r, "words")})
	})
}

func (s *Server) postStoryWithdraw(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryPage, func(client pana.ClientID, id stories.ID) error {
		return s.stories.Withdraw(r.Context(), client, id)
	})
}

func (s *Server) postStorySign(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryPage, func(client pana.ClientID, id stories.ID) error {
		return s.stories.Sign(r.Context(), client, id, int(version(r)))
	})
}

// postStoryOut hands out the text alone, under a neutral name, and writes the line of
// the register.
func (s *Server) postStoryOut(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	use := value(r, "use")
	text, err := s.stories.GiveOut(r.Context(), client, storyIn(r), use)
	if err == nil {
		err = s.rights.Handed(r.Context(), policy.GiveOutStory, client, rights.NewDisclosure{Way: "story", Basis: "consent", Recipient: "other", Object: r.PathValue("id"), Parts: []pana.Compartment{pana.Care}, Told: rights.Told})
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) {
			return s.drawStories(r, f, differing(err), oneStory(r, template.StoryPage))
		})
	}
	b := bytes.NewBufferString(text + "\n")
	return streamFile(w, "text/plain", "txt", int64(b.Len()), "attachment", func() error {
		_, err := b.WriteTo(w)
		return err
	})
}

func (s *Server) getStoryPlace(w http.ResponseWriter, r *http.Request) error {
	return s.showStories(w, r, oneStory(r, template.StoryPlace))
}

func (s *Server) postStoryPlace(w http.ResponseWriter, r *http.Request) error {
	return s.onStory(w, r, template.StoryPlace, func(client pana.ClientID, id stories.ID) error {
		n := stories.NewPlace{Use: value(r, "use"), Where: value(r, "where"), Link: value(r, "link"), Whom: value(r, "ask")}
		var err error
		if n.On, err = dayOf(r, "on"); err != nil {
			return err
		}
		place, err := s.stories.Publish(r.Context(), client, id, n)
		if err != nil {
			return renamed(err, map[string]string{"whom": "ask"})
		}
		return s.rights.Handed(r.Context(), policy.GiveOutStory, client, rights.NewDisclosure{Way: "story", Basis: "consent", Recipient: "other", Object: string(place), Parts: []pana.Compartment{pana.Care}, Told: rights.Told})
	})
}

func (s *Server) postStoryAsked(w http.ResponseWriter, r *http.Request) error {
	return s.onStories(w, r, "?done=saved", func(client pana.ClientID) error {
		return s.stories.AskDown(r.Context(), client, stories.PlaceID(r.PathValue("id")))
	}, storyList)
}

func (s *Server) postStoryDown(w http.ResponseWriter, r *http.Request) error {
	return s.onStories(w, r, "?done=saved", func(client pana.ClientID) error {
		return s.stories.TakenDown(r.Context(), client, stories.PlaceID(r.PathValue("id")))
	}, storyList)
}

func (s *Server) getStorySettings(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.storySettingsPage)
}

func (s *Server) storySettingsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	set, err := s.stories.Settings(r.Context())
	return template.StorySettings(f.Titled(f.R.T("stories.settings")), set), err
}

func (s *Server) postStorySettings(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n, err := number(r, "days", "people.number")
		if err == nil {
			err = s.stories.SetSettings(r.Context(), stories.Settings{Days: n}, version(r))
		}
		return "/house/stories?done=saved", err
	}, s.storySettingsPage)
}
