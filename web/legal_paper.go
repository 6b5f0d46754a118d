package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/legal"
	"example.org/pana/web/template"
)

func (s *Server) getPapers(w http.ResponseWriter, r *http.Request) error {
	c, err := s.papersPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) papersPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.paperData(r)
	if err != nil {
		return nil, err
	}
	return template.Papers(f.Titled(d.Code), d), nil
}

func (s *Server) paperData(r *http.Request) (d template.PaperData, err error) {
	if d.Papers, err = s.legal.Papers(r.Context(), r.PathValue("code")); err != nil {
		return d, err
	}
	if d.Set, err = s.legal.Settings(r.Context()); err != nil {
		return d, err
	}
	d.Zone = s.house.Zone()
	d.Around, err = s.around(r)
	return d, err
}

func (s *Server) postPaper(w http.ResponseWriter, r *http.Request) error {
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		n, err := readPaper(r)
		if err != nil {
			return "", err
		}
		id, err := s.legal.AddPaper(r.Context(), client, n)
		return "/papers/" + string(id) + "?done=added", err
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.papersPage(r, f) })
}

func readPaper(r *http.Request) (legal.NewPaper, error) {
	n := legal.NewPaper{Kind: value(r, "kind"), State: value(r, "state"), Country: value(r, "country"), Needed: ticked(r, "needed"),
		Place: value(r, "place"), Document: pana.DocumentID(value(r, "document")), Number: value(r, "number"), Note: value(r, "note")}
	n.Source, n.Interpreted = provenance(r)
	var err error
	if n.Issued, err = fuzzyOf(r, "issued"); err != nil {
		return n, err
	}
	n.Expires, err = dayOf(r, "expires")
	return n, err
}

func (s *Server) getPaper(w http.ResponseWriter, r *http.Request) error {
	c, err := s.paperPage(r, s.frame(r), legal.PaperID(r.PathValue("id")), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) paperPage(r *http.Request, f template.Frame, id legal.PaperID, stale []string) (templ.Component, error) {
	d, err := s.paperData(r)
	if err != nil {
		return nil, err
	}
	p, err := d.Papers.Paper(id)
	if err != nil {
		return nil, err
	}
	return template.PaperPage(f.Titled(d.Code), d, p, stale), nil
}

func (s *Server) postEditPaper(w http.ResponseWriter, r *http.Request) error {
	id := legal.PaperID(r.PathValue("id"))
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		n, err := readPaper(r)
		if err != nil {
			return "", err
		}
		return "/papers/" + string(id) + "?done=saved", s.legal.EditPaper(r.Context(), client, id, n, version(r))
	}, func(f template.Frame, stale []string) (templ.Component, error) { return s.paperPage(r, f, id, stale) })
}

func (s *Server) postRestore(w http.ResponseWriter, r *http.Request) error {
	id := legal.PaperID(r.PathValue("id"))
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		_, err := s.legal.Restore(r.Context(), client, id, value(r, "template"))
		return "/papers/" + string(id) + "?done=saved", err
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.paperPage(r, f, id, nil) })
}

// paperOfWay is the paper that a restoration belongs to, for the page to go back to.
func (s *Server) paperOfWay(r *http.Request) (legal.PaperID, error) {
	v, err := s.legal.Papers(r.Context(), r.PathValue("code"))
	if err != nil {
		return "", err
	}
	return v.PaperOf(legal.RestorationID(r.PathValue("id")))
}

func (s *Server) postEndRestoration(w http.ResponseWriter, r *http.Request) error {
	paper, err := s.paperOfWay(r)
	if err != nil {
		return err
	}
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		n := legal.Ending{Outcome: value(r, "end_outcome"), Number: value(r, "end_number"), Place: value(r, "end_place"), Note: value(r, "end_note")}
		var err error
		if n.On, err = dayOf(r, "end_on"); err != nil {
			return "", err
		}
		if n.Expires, err = dayOf(r, "end_expires"); err != nil {
			return "", err
		}
		return "/papers/" + string(paper) + "?done=saved", under("end_", s.legal.EndRestoration(r.Context(), client, legal.RestorationID(r.PathValue("id")), n, version(r)))
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.paperPage(r, f, paper, nil) })
}

func (s *Server) postOwnStep(w http.ResponseWriter, r *http.Request) error {
	paper, err := s.paperOfWay(r)
	if err != nil {
		return err
	}
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		_, err := s.legal.AddStep(r.Context(), client, legal.RestorationID(r.PathValue("id")), value(r, "title"), pana.Purpose(value(r, "needs")))
		return "/papers/" + string(paper) + "?done=added", err
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.paperPage(r, f, paper, nil) })
}

func (s *Server) getPaperStep(w http.ResponseWriter, r *http.Request) error {
	c, err := s.stepPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) stepPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	d, err := s.paperData(r)
	if err != nil {
		return nil, err
	}
	_, _, step, err := d.Papers.Step(legal.StepID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	return template.PaperStep(f.Titled(d.Code), d, step, stale), nil
}

// postPaperStep writes down where a step stands. What needs consent and has none
// comes back as a page that says so.
func (s *Server) postPaperStep(w http.ResponseWriter, r *http.Request) error {
	id := legal.StepID(r.PathValue("id"))
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		n, err := readStep(r)
		if err != nil {
			return "", err
		}
		if err = s.legal.TakeStep(r.Context(), client, id, n, version(r)); err == nil {
			err = s.stepHanded(r, client, id, n)
		}
		return "/paper-steps/" + string(id) + "?done=saved", err
	}, func(f template.Frame, stale []string) (templ.Component, error) { return s.stepPage(r, f, stale) })
}

func readStep(r *http.Request) (legal.StepFacts, error) {
	n := legal.StepFacts{Title: value(r, "title"), Skipped: ticked(r, "skipped"), Clock: value(r, "clock"), Office: pana.OrganisationID(value(r, "office")),
		Where: value(r, "where"), Escort: pana.StaffID(value(r, "escort")), Currency: value(r, "currency"), Payer: value(r, "payer"), Note: value(r, "note")}
	for _, d := range []struct {
		field string
		into  *pana.Date
	}{{"planned", &n.Planned}, {"asked", &n.Asked}, {"done", &n.Done}} {
		var err error
		if *d.into, err = dayOf(r, d.field); err != nil {
			return n, err
		}
	}
	var err error
	if n.Minutes, err = number(r, "minutes", "legal.number"); err != nil {
		return n, err
	}
	n.Cost, err = amount(r, "cost")
	return n, err
}

// amount reads a sum in whole units, with or without spaces between thousands.
func amount(r *http.Request, field string) (int64, error) {
	var digits []rune
	for _, c := range value(r, field) {
		if c != ' ' && c != '\u00a0' && c != '\u202f' {
			digits = append(digits, c)
		}
	}
	if len(digits) == 0 {
		return 0, nil
	}
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return 0, pana.Refuse("web.amount", field, "legal.number")
	}
	return n, nil
}
