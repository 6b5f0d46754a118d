package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/night"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// livingRoutes are the pages of living together: what those who live here agree on,
// and whose turn it is.
func (s *Server) livingRoutes() []route {
	return []route{
		page("GET /night/agreement", policy.SeeNight, s.getTogether),
		page("GET /night/agreement/print", policy.SeeNight, s.getAgreementSheet),
		page("GET /night/agreement/edit", policy.WritePages, s.getEditTogether),
		page("POST /night/agreement", policy.WritePages, s.postTogether),
		page("GET /clients/{code}/together", policy.SayAgreed, s.getAgreed),
		page("POST /clients/{code}/together", policy.SayAgreed, s.postAgreed),
		page("GET /night/chores", policy.SeeNight, s.getChores),
		page("POST /night/chores", policy.KeepChores, s.postChores),
	}
}

func (s *Server) getTogether(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.togetherPage)
}

func (s *Server) agreementData(r *http.Request, act policy.Act, draw func(template.TogetherData) templ.Component) (templ.Component, error) {
	return s.atNight(r, act, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		a, err := s.night.Agreement(r.Context(), here.ID)
		return draw(template.TogetherData{NightData: template.NightData{NightFrame: n}, Agreement: a}), err
	})
}

func (s *Server) togetherPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.agreementData(r, policy.SeeNight, func(d template.TogetherData) templ.Component {
		return template.HouseAgreement(f.Titled(f.R.T("together.title")), d)
	})
}

// getAgreementSheet prints it in one language, for a wall.
func (s *Server) getAgreementSheet(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		lang := locale.Lang(r.URL.Query().Get("language"))
		if !lang.Known() {
			lang = f.R.Lang()
		}
		return s.agreementData(r, policy.SeeNight, func(d template.TogetherData) templ.Component {
			return template.AgreementSheet(f.Titled(f.R.T("together.title")), d, locale.For(lang, s.house.Settings().Word))
		})
	})
}

func (s *Server) getEditTogether(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.editAgreementPage)
}

func (s *Server) editAgreementPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.agreementData(r, policy.WritePages, func(d template.TogetherData) templ.Component {
		return template.EditAgreement(f.Titled(f.R.T("together.title")), d)
	})
}

// numberOf is the number of the version that a page was drawn from.
func numberOf(r *http.Request) int {
	n, _ := strconv.Atoi(value(r, "number"))
	return n
}

func (s *Server) postTogether(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/agreement?done=saved&", func(site pana.SiteID) error {
		words := map[string]string{}
		for _, lang := range night.AgreementLangs() {
			words[lang] = value(r, "words_"+lang)
		}
		return s.night.WriteAgreement(r.Context(), site, numberOf(r), words)
	}, s.editAgreementPage)
}

func (s *Server) getAgreed(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.agreedPage)
}

func (s *Server) agreedPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.AgreedData{}
	var err error
	if d.Client, d.Now, d.Said, err = s.night.AgreedOf(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	return template.AgreedPage(f.Titled(d.Client.Code), d), nil
}

func (s *Server) postAgreed(w http.ResponseWriter, r *http.Request) error {
	return s.onPart(w, r, "/together?done=saved", func(client pana.ClientID) error {
		return s.night.SayAgreed(r.Context(), client, numberOf(r), night.Agreed{Answer: value(r, "answer"), Way: value(r, "way"), Language: value(r, "language")})
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.agreedPage(r, f) })
}

func (s *Server) getChores(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.choresPage)
}

func (s *Server) choresPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.SeeNight, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		d := template.ChoresData{NightData: template.NightData{NightFrame: n}, Today: s.house.Today(s.house.Now())}
		var err error
		if d.Chores, d.Turns, err = s.night.Chores(r.Context(), here.ID); err != nil {
			return nil, err
		}
		d.Map, err = s.residence.Tonight(r.Context(), here.ID)
		return template.Chores(f.Titled(f.R.T("chore.title")), d), err
	})
}

// postChores does what the pressed button of the page of chores says.
func (s *Server) postChores(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/chores?done=saved&", func(site pana.SiteID) error {
		ctx := r.Context()
		switch {
		case value(r, "tick") != "":
			return s.night.TickTurn(ctx, site, value(r, "tick"), true)
		case value(r, "untick") != "":
			return s.night.TickTurn(ctx, site, value(r, "untick"), false)
		case value(r, "drop") != "":
			return s.night.DropTurn(ctx, site, value(r, "drop"))
		case value(r, "end") != "":
			return s.night.EndChore(ctx, site, value(r, "end"))
		}
		switch value(r, "do") {
		case "swap":
			return s.night.SwapTurns(ctx, site, value(r, "turn"), value(r, "with"))
		case "turn":
			on, err := dayOf(r, "on")
			if err != nil {
				return err
			}
			return s.night.GiveTurn(ctx, site, night.NewTurn{Chore: value(r, "chore"), On: on, Room: pana.RoomID(value(r, "room")), Code: value(r, "code")})
		}
		return s.night.AddChore(ctx, site, value(r, "what"))
	}, s.choresPage)
}
