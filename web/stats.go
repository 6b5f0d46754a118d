package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/stats"
	"example.org/pana/web/template"
)

// statsRoutes are the pages of what the house sees of its years.
func (s *Server) statsRoutes() []route {
	return []route{
		page("GET /seasons", policy.SeeStats, s.getStats(stats.ChartSeasons)),
		page("GET /seasons/origins", policy.SeeStats, s.getStats(stats.ChartOrigins)),
		page("GET /seasons/ages", policy.SeeStats, s.getStats(stats.ChartAges)),
		page("GET /seasons/beds", policy.SeeStats, s.getStats(stats.ChartBeds)),
		page("GET /seasons/requests", policy.SeeStats, s.getStats(stats.ChartRequests)),
		page("POST /seasons/readings", policy.NoteStats, s.postReading),
	}
}

// statsFilter reads what is asked for: years and codes. What is no number asks for the
// years that are shown anyway.
func statsFilter(r *http.Request) stats.Filter {
	year := func(field string) int { n, _ := strconv.Atoi(asked(r, field)); return n }
	return stats.Filter{Site: pana.SiteID(asked(r, "site")), From: year("from"), Until: year("until"), Kind: asked(r, "kind"), Age: asked(r, "age"), Sex: asked(r, "sex")}
}

// getStats shows one table. Years and codes that cannot be are said on their field,
// above the years that are shown anyway.
func (s *Server) getStats(chart string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		page, err := s.statsPage(r, s.frame(r), chart, statsFilter(r))
		if err == nil {
			return s.show(w, r, page)
		}
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) {
			return s.statsPage(r, f, chart, stats.Filter{Site: pana.SiteID(asked(r, "site"))})
		})
	}
}

func (s *Server) statsPage(r *http.Request, f template.Frame, chart string, of stats.Filter) (templ.Component, error) {
	ctx := r.Context()
	d := template.StatsData{Chart: chart, Today: s.house.Today(s.house.Now()), Shelters: s.stats.Shelters(ctx)}
	var err error
	switch chart {
	case stats.ChartSeasons:
		d.Season, err = s.stats.Seasons(ctx, of)
		d.Filter = d.Season.Filter
	case stats.ChartOrigins:
		d.Origin, err = s.stats.Origins(ctx, of)
		d.Filter = d.Origin.Filter
	case stats.ChartAges:
		d.Ages, err = s.stats.Ages(ctx, of)
		d.Filter = d.Ages.Filter
	case stats.ChartBeds:
		d.Beds, err = s.stats.Beds(ctx, of)
		d.Filter = d.Beds.Filter
	default:
		d.Requests, err = s.stats.Requests(ctx, of)
		d.Filter = d.Requests.Filter
	}
	if err != nil {
		return nil, err
	}
	if d.Readings, err = s.stats.Readings(ctx, chart, d.Filter); err != nil {
		return nil, err
	}
	hinted := r.URL.Query().Get("hint")
	for _, n := range d.Readings {
		if n.ID == asked(r, "correct") {
			d.Correct = n
		}
		if n.ID == hinted {
			d.Hints, d.Hinted = s.hints(casework.Client{}, n.Text), n.ID
		}
	}
	d.Names, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, n := range d.Readings {
			add(n.By)
		}
	})
	return template.Stats(f.Titled(f.R.T("stats."+chart)), d), err
}

// postReading keeps what somebody thinks of a table and leads back to it.
func (s *Server) postReading(w http.ResponseWriter, r *http.Request) error {
	chart, f := value(r, "chart"), statsFilter(r)
	shown := chart
	if template.StatsPaths[chart] == "" {
		shown = stats.ChartSeasons // what no form of ours sends is refused above some table
	}
	return s.onDrawn(w, r, func() (string, error) {
		id, err := s.stats.Write(r.Context(), f, stats.Reading{Chart: chart, Label: value(r, "label"), Text: value(r, "text"), After: value(r, "correct")})
		return template.StatsPaths[shown] + template.StatsQuery(f) + "&done=saved&hint=" + id + "#readings", err
	}, func(r *http.Request, frame template.Frame) (templ.Component, error) {
		page, err := s.statsPage(r, frame, shown, f)
		if pana.KindOf(err) == pana.Invalid && err != nil { // years that no form of ours sends
			return s.statsPage(r, frame, shown, stats.Filter{})
		}
		return page, err
	})
}
