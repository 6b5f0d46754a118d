package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getTrafficking(w http.ResponseWriter, r *http.Request) error {
	f := s.withDraft(r, s.frame(r), factsDraft(r))
	page, err := s.traffickingPage(r, f, nil)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func factsDraft(r *http.Request) string { return "trafficking/" + r.PathValue("code") }

func (s *Server) traffickingPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	code := r.PathValue("code")
	t, err := s.casework.Facts(r.Context(), code)
	if err != nil {
		return nil, err
	}
	return template.TraffickingForm(f.Titled(code), template.TraffickingData{Code: code, Trafficking: t, Draft: factsDraft(r), Stale: stale}), nil
}

// postTrafficking records what happened, in codes. Nothing is required.
func (s *Server) postTrafficking(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		t, err := readFacts(r)
		if err != nil {
			return "", err
		}
		if _, err = s.casework.RecordFacts(r.Context(), client, t, version(r)); err == nil {
			s.dropDraft(r, factsDraft(r))
		}
		return "/clients/" + r.PathValue("code") + "?done=saved", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.traffickingPage(r, f, differing(err)) })
	}
	return nil
}

func readFacts(r *http.Request) (casework.Trafficking, error) {
	t := casework.NoFacts()
	t.Status, t.DecidedBy = value(r, "status"), value(r, "decided_by")
	t.Recruiter, t.ExitMode, t.Told = value(r, "recruiter"), value(r, "exit_mode"), value(r, "told")
	t.Source, t.Interpreted = provenance(r)
	var err error
	if t.DecidedOn, err = dayOf(r, "decided_on"); err != nil {
		return t, err
	}
	if t.Held.From, err = fuzzyOf(r, "held_from"); err != nil {
		return t, err
	}
	if t.Held.Until, err = fuzzyOf(r, "held_until"); err != nil {
		return t, err
	}
	if t.MonthsLeast, err = figure(r, "months_least", "trafficking.number"); err != nil {
		return t, err
	}
	if t.MonthsMost, err = figure(r, "months_most", "trafficking.number"); err != nil {
		return t, err
	}
	if t.AgeWhen, err = figure(r, "age_when", "trafficking.number"); err != nil {
		return t, err
	}
	for _, list := range casework.TraffickingLists() {
		t.Codes[list] = r.PostForm[casework.FieldOfList(list)]
	}
	for i := range template.MostPlaces {
		name := "place_" + strconv.Itoa(i)
		if _, sent := r.PostForm[name+"_kind"]; !sent {
			break
		}
		p := casework.Place{Kind: value(r, name+"_kind"), Country: value(r, name+"_country"), Region: value(r, name+"_region"), Words: value(r, name+"_words")}
		if p.When, err = fuzzyOf(r, name+"_when"); err != nil {
			return t, err
		}
		t.Places = append(t.Places, p)
	}
	return t, nil
}
