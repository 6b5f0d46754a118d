package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/therapy"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

func (s *Server) getMeasures(w http.ResponseWriter, r *http.Request) error {
	all, err := s.therapy.Measures(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.MeasuresPage(f.Titled(all.Client.Code), template.MeasuresData{Measures: all, Code: all.Client.Code}))
}

func (s *Server) getNewMeasure(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	page, err := s.newMeasurePage(r, s.frame(r), q.Get("instrument"), q.Get("language"), q.Get("instead"))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// newMeasurePage asks a questionnaire item by item where the wording is held, and
// for the total of a paper form where it is not. One it does not know leads to
// the list of those it does.
func (s *Server) newMeasurePage(r *http.Request, f template.Frame, name, language, instead string) (templ.Component, error) {
	all, err := s.therapy.Measures(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d := template.MeasureForm{Code: all.Client.Code, Early: all.Early}
	if instead != "" {
		_, m, ok := all.Of(instead)
		if !ok {
			return nil, casework.Gone("web.newMeasurePage")
		}
		d.Instead, name = m, m.Instrument
		if language = m.Language; m.Way == therapy.ByTotal {
			language = ""
		}
	}
	f = f.Titled(d.Code)
	known := false
	if d.Instrument, known = therapy.InstrumentNamed(name); !known {
		return template.MeasuresPage(f, template.MeasuresData{Measures: all, Code: d.Code}), nil
	}
	if language == "" && instead == "" {
		language = all.Client.Language
	}
	d.Wording, d.Items = d.Instrument.In(language)
	return template.MeasureNew(f, d), nil
}

// postMeasure writes down what she answered. It leads to the page that says what
// to do now, if an answer asks for safety.
func (s *Server) postMeasure(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		n, err := s.readMeasure(r)
		if err != nil {
			return "", err
		}
		id, _, err := s.therapy.Ask(r.Context(), client, n)
		return "/clients/" + r.PathValue("code") + "/instruments/" + id, err
	})
	if err != nil {
		language := template.PaperForm
		if ticked(r, "items") {
			language = value(r, "language")
		}
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) {
			return s.newMeasurePage(r, f, value(r, "instrument"), language, s.standing(r, value(r, "instead")))
		})
	}
	return nil
}

// standing is the measure to be corrected, if it still stands.
func (s *Server) standing(r *http.Request, id string) string {
	all, err := s.therapy.Measures(r.Context(), r.PathValue("code"))
	if _, _, ok := all.Of(id); err != nil || !ok {
		return ""
	}
	return id
}

func (s *Server) readMeasure(r *http.Request) (therapy.NewMeasure, error) {
	n := therapy.NewMeasure{Instrument: value(r, "instrument"), Language: value(r, "language"), Total: value(r, "total"), Thoughts: value(r, "thoughts"),
		Early: value(r, "early"), Supersedes: value(r, "instead"), Alert: s.frame(r).R.T("instrument.safety.alert")}
	var err error
	if n.On, err = dayOf(r, "on"); err != nil {
		return n, err
	}
	in, known := therapy.InstrumentNamed(n.Instrument)
	if !known || !ticked(r, "items") {
		return n, nil
	}
	for i := range in.Items {
		field := "item_" + strconv.Itoa(i+1)
		a, err := figure(r, field, "codes.unknown")
		if err != nil || a < therapy.Skipped || a >= in.Answers {
			return n, pana.Refuse("web.readMeasure", field, "codes.unknown")
		}
		n.Answers = append(n.Answers, a)
	}
	return n, nil
}

func (s *Server) getMeasure(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	d, _, err := s.measureData(r, f)
	if err != nil {
		return err
	}
	return s.show(w, r, template.MeasurePage(f.Titled(d.Code), d))
}

// measureData is the measure of the address.
func (s *Server) measureData(r *http.Request, f template.Frame) (template.MeasureData, casework.Client, error) {
	all, err := s.therapy.Measures(r.Context(), r.PathValue("code"))
	if err != nil {
		return template.MeasureData{}, all.Client, err
	}
	series, m, ok := all.Of(r.PathValue("id"))
	if !ok {
		return template.MeasureData{}, all.Client, casework.Gone("web.measureData")
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) { add(m.By) })
	d := template.MeasureData{Code: all.Client.Code, Series: series, Measure: m, By: names[m.By]}
	d.Crisis, d.Safety = template.PartOfFile(d.Code, "/crisis-plan"), template.PartOfFile(d.Code, "/safety-plan")
	return d, all.Client, err
}

// getShow is what she is shown: in her language, or in the one she asks for.
func (s *Server) getShow(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	m, client, err := s.measureData(r, f)
	if err != nil {
		return err
	}
	d := template.ShowData{MeasureData: m}
	d.Then, d.Compared = m.Series.Before(m.Measure)
	lang := locale.Lang(r.URL.Query().Get("language"))
	if !lang.Known() {
		lang = locale.Lang(client.Language)
	}
	if !lang.Known() {
		lang = f.R.Lang()
	}
	words := s.house.Settings().Word
	d.Client = locale.For(lang, words)
	for _, l := range locale.ClientLangs() {
		d.Languages = append(d.Languages, look.Link{Text: f.R.T("language.self." + string(l)), Here: l == lang,
			URL: "/clients/" + m.Code + "/instruments/" + m.Measure.ID + "/show?language=" + string(l)})
	}
	return s.show(w, r, template.ShowHer(f.Titled(m.Code), d))
}

func (s *Server) postShown(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		id := r.PathValue("id")
		return "/clients/" + r.PathValue("code") + "/instruments/" + id + "?done=saved", s.therapy.ShowedHer(r.Context(), client, id)
	})
}
