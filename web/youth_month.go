package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/web/template"
)

func (s *Server) getYouthMonth(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youthMonthPage)
}

// youthMonthPage draws what the lessons of a centre come to in a month, with who pays.
func (s *Server) youthMonthPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := monthIn(r)
	if err != nil {
		return nil, err
	}
	today := s.house.Today(s.house.Now())
	if p.Since > today {
		return nil, missing("web.youthMonthPage")
	}
	d := template.YouthMonthData{Month: r.PathValue("month"), Before: string(p.Since.AddDays(-1)[:7])}
	if p.Until < today {
		d.After = string(p.Until.AddDays(1)[:7])
	}
	if d.Ledger, err = s.funding.Lessons(r.Context(), centreIn(r), p); err != nil {
		return nil, err
	}
	if d.Lessons, err = s.youth.Lessons(r.Context(), centreIn(r), p.Since, p.Until); err != nil {
		return nil, err
	}
	if d.Said, err = s.funding.LessonShares(r.Context(), centreIn(r), p); err != nil {
		return nil, err
	}
	d.Site, _ = s.house.Site(centreIn(r))
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, l := range d.Held {
			add(l.Worker)
		}
	})
	return template.YouthMonth(f.Titled(f.R.T("youth.months")), d), err
}
