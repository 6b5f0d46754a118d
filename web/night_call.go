package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/night"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getHouseCalls(w http.ResponseWriter, r *http.Request) error {
	return s.showNight(w, r, s.houseCallsPage)
}

// houseCallsPage holds what is said on the telephone, in the three languages of the
// house beside each other, because nobody chooses the language of who calls.
func (s *Server) houseCallsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.atNight(r, policy.SeeNight, func(here house.Site, n template.NightFrame) (templ.Component, error) {
		calls, err := s.night.Calls(r.Context(), here.ID)
		if err != nil {
			return nil, err
		}
		d := template.NightData{NightFrame: n}
		if d.Names, err = s.namesOf(r, func(add func(pana.StaffID)) {
			for _, c := range calls {
				add(c.By)
			}
		}); err != nil {
			return nil, err
		}
		var scripts []*locale.Reader
		for _, lang := range locale.Langs() {
			scripts = append(scripts, locale.For(lang, s.house.Settings().Word))
		}
		return template.HouseCalls(f.Titled(f.R.T("night.calls")), d, calls, scripts), nil
	})
}

func (s *Server) postHouseCall(w http.ResponseWriter, r *http.Request) error {
	return s.onNight(w, r, "/night/calls?done=saved&", func(site pana.SiteID) error {
		_, err := s.night.LogCall(r.Context(), site, night.NewCall{Kind: value(r, "kind"), Language: value(r, "language"), Named: value(r, "named"), Said: value(r, "said")})
		return err
	}, s.houseCallsPage)
}
