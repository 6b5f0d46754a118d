package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getMonth(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.monthPage)
}

// monthIn is the month of an address.
func monthIn(r *http.Request) (funding.Period, error) {
	p, ok := funding.PeriodOf(r.PathValue("month"))
	if !ok {
		return p, missing("web.monthIn")
	}
	return p, nil
}

func (s *Server) monthPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := monthIn(r)
	if err != nil {
		return nil, err
	}
	d := template.MonthData{Month: r.PathValue("month"), Over: p.Until < s.house.Today(s.house.Now())}
	if d.Ledger, err = s.funding.Ledger(r.Context(), p); err != nil {
		return nil, err
	}
	if d.Closings, err = s.funding.Closings(r.Context(), d.Month); err != nil {
		return nil, err
	}
	d.Centres = s.youth.Centres(r.Context(), policy.SeeLessons)
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, c := range d.Closings {
			add(c.By)
		}
	})
	return template.Month(f.Titled(f.R.Month(p.Since)), d), err
}

func (s *Server) onMonth(w http.ResponseWriter, r *http.Request, act func(month string) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/funding/months/" + r.PathValue("month") + "?done=saved", act(r.PathValue("month"))
	}, s.monthPage)
}

func (s *Server) postCloseMonth(w http.ResponseWriter, r *http.Request) error {
	return s.onMonth(w, r, func(month string) error { return s.funding.CloseMonth(r.Context(), month) })
}

func (s *Server) postReopenMonth(w http.ResponseWriter, r *http.Request) error {
	return s.onMonth(w, r, func(month string) error {
		return s.funding.ReopenMonth(r.Context(), month, value(r, "why"))
	})
}

// linesOnPage is how many lines of a month one page holds.
const linesOnPage = 200

func (s *Server) getMonthLines(w http.ResponseWriter, r *http.Request) error {
	p, err := monthIn(r)
	if err != nil {
		return err
	}
	l, err := s.funding.Ledger(r.Context(), p)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	d := template.LinesData{Month: r.PathValue("month"), Payer: funding.AgreementID(q.Get("payer")), ByPayer: q.Has("payer"), What: q.Get("what"), Ledger: l}
	d.Unpaid = unpaidIn(q.Get("unpaid"))
	for _, one := range l.Lines {
		if d.What != "" && one.What != d.What || d.Unpaid != "" && one.Unpaid != d.Unpaid || d.ByPayer && !slices.ContainsFunc(one.Paid, func(p funding.Paid) bool { return p.Agreement == d.Payer }) {
			continue
		}
		d.Count++
		if d.Count <= linesOnPage {
			d.Lines = append(d.Lines, one)
		}
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, one := range d.Lines {
			add(one.Staff)
		}
	})
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.MonthLines(f.Titled(f.R.Month(p.Since)), d))
}

func (s *Server) getTick(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.tickPage)
}

// asked is a value of the form that was sent, or of the address.
func asked(r *http.Request, field string) string {
	if r.Method == http.MethodPost {
		return value(r, field)
	}
	return r.URL.Query().Get(field)
}

// tickPage draws one house on one day for one kind: the first that the reader may
// tick in, today, meals, unless the address says otherwise.
func (s *Server) tickPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.TickData{}
	for _, site := range s.house.SiteList() {
		if site.Kind == house.Shelter && policy.Check(f.Actor, policy.TickServices, policy.Subject{Site: site.ID, Present: true, Assigned: true}) == nil {
			d.Sites = append(d.Sites, site)
		}
	}
	if len(d.Sites) == 0 {
		return nil, policy.Refusal(f.Actor, policy.TickServices)
	}
	site := pana.SiteID(asked(r, "site"))
	if site == "" {
		site = d.Sites[0].ID
	}
	on, _ := pana.ParseDate(asked(r, "on"))
	if on > s.house.Today(s.house.Now()) {
		on = ""
	}
	kind := asked(r, "kind")
	var err error
	d.Table, err = s.funding.Table(r.Context(), site, on, kind)
	if pana.KindOf(err) == pana.Invalid && err != nil {
		d.Table, err = s.funding.Table(r.Context(), site, "", "")
	}
	return template.Tick(f.Titled(f.R.T("tick.title")), d), err
}

func (s *Server) postTick(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		on, err := dayOf(r, "on")
		if err != nil {
			return "", err
		}
		if value(r, "site") == "" {
			return "", pana.Refuse("web.postTick", "who", "staff.site.missing")
		}
		var who []pana.ClientID
		for _, c := range r.PostForm["who"] {
			who = append(who, pana.ClientID(c))
		}
		err = s.funding.Tick(r.Context(), pana.SiteID(value(r, "site")), on, value(r, "kind"), who)
		return template.TickLink(pana.SiteID(value(r, "site")), on, value(r, "kind")) + "&done=saved", err
	}, s.tickPage)
}

func (s *Server) getDays(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.daysPage)
}

func (s *Server) daysPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.funding.DaysOf(r.Context(), r.PathValue("code"))
	return template.Days(f.Titled(d.Client.Code), d), err
}

func (s *Server) postAbsence(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/days?done=saved", func(client pana.ClientID) error {
		a := funding.Absence{Reason: value(r, "reason")}
		var err error
		if a.Went, a.Back, err = daysOf(r, "went", "back"); err == nil {
			err = s.funding.NoteAbsence(r.Context(), client, a)
		}
		return err
	}, func(f template.Frame, _ error) (templ.Component, error) { return s.daysPage(r, f) })
}

func (s *Server) postBackAgain(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/days?done=saved", func(client pana.ClientID) error {
		absence, err := picked(r, "absence")
		if err != nil {
			return err
		}
		back, err := dayOf(r, "returned")
		if err == nil {
			err = renamed(s.funding.EndAbsence(r.Context(), client, absence, back), map[string]string{"back": "returned"})
		}
		return err
	}, func(f template.Frame, _ error) (templ.Component, error) { return s.daysPage(r, f) })
}

func (s *Server) getPayLine(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.payLinePage)
}

// payLinePage asks who pays for one line alone.
func (s *Server) payLinePage(r *http.Request, f template.Frame) (templ.Component, error) {
	on, _ := pana.ParseDate(asked(r, "on"))
	if on == "" {
		on = s.house.Today(s.house.Now())
	}
	d := template.PayData{Single: funding.Single{Source: asked(r, "source"), Row: asked(r, "row"), On: on}, Back: foundIn(r)}
	days, err := s.funding.DaysOf(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d.Code = days.Client.Code
	d.Agreements, err = s.funding.Agreements(r.Context())
	return template.PayLine(f.Titled(d.Code), d), err
}

// postPayLine leads back to where the line was found: among those of its month, or
// among the days of the client.
func (s *Server) postPayLine(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		one := funding.Single{Source: value(r, "source"), Row: value(r, "row")}
		if one.On, err = dayOf(r, "on"); err != nil {
			return "", err
		}
		var shares []funding.Share
		if !ticked(r, "usual") {
			if shares, err = s.sharesOf(r); err == nil {
				err = funding.CheckShares("web.postPayLine", "shares", shares)
			}
			if err != nil {
				return "", err
			}
		}
		to := "/clients/" + r.PathValue("code") + "/days?done=saved"
		if back := foundIn(r); back != nil {
			back.Set("done", "saved")
			to = funding.LinesPage(string(one.On[:7]), back)
		}
		return to, s.funding.PayLine(r.Context(), client, one, shares)
	}, s.payLinePage)
}

// foundIn says among which lines of a month the line was found that is being paid for;
// nil if it was found elsewhere.
func foundIn(r *http.Request) url.Values {
	if asked(r, "from") != "month" {
		return nil
	}
	return url.Values{"unpaid": {unpaidIn(asked(r, "unpaid"))}, "what": {asked(r, "what")}}
}

// unpaidIn is a reason why nobody pays, or nothing.
func unpaidIn(why string) string {
	if why == funding.GapPayer || why == funding.GapOutside {
		return why
	}
	return ""
}
