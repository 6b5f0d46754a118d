package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getBefore(w http.ResponseWriter, r *http.Request) error {
	c, err := s.beforePage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// beforePage draws what was before. ?correct=ID opens the form of one line.
func (s *Server) beforePage(r *http.Request, f template.Frame, err error) (templ.Component, error) {
	code := r.PathValue("code")
	file, fault := s.casework.Open(r.Context(), code)
	if fault != nil {
		return nil, fault
	}
	b, fault := s.needs.SeeBefore(r.Context(), code)
	if fault != nil {
		return nil, fault
	}
	d := template.BeforeData{Before: b, Correct: r.URL.Query().Get("correct"), Stale: differing(err),
		AddChild: policy.Check(f.Actor, policy.AddChild, file.Subject) == nil && file.Client.ChildOf == ""}
	if id := value(r, "id"); id != "" && r.Method == http.MethodPost {
		d.Correct = id
	}
	for _, c := range file.Children {
		if c.ID != file.Client.ChildOf {
			d.Children = append(d.Children, c.Code)
		}
	}
	d.Safeguard = b.Marks.Safeguard(max(file.Client.Children, len(d.Children)))
	return template.BeforePage(f.Titled(file.Client.Code), d), nil
}

// onBefore writes one line; faults stand on the fields of its form, which carry a
// prefix because several forms share the page.
func (s *Server) onBefore(w http.ResponseWriter, r *http.Request, prefix, done string, act func(pana.ClientID) error) error {
	return s.does(w, r, "/before?done="+done, func(client pana.ClientID) error { return prefixed(act(client), prefix) },
		func(f template.Frame, err error) (templ.Component, error) { return s.beforePage(r, f, err) })
}

// prefixed puts a prefix before the field of a refusal.
func prefixed(err error, prefix string) error {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Field == "" {
		return err
	}
	at := *e
	at.Field = prefix + e.Field
	return &at
}

func (s *Server) traceOf(r *http.Request, prefix string) assessment.Trace {
	return assessment.Trace{ID: value(r, "id"), Source: pana.Source(value(r, prefix+"source")), Interpreted: ticked(r, prefix+"interpreted"),
		Text: value(r, prefix+"text"), Told: value(r, prefix+"told")}
}

// roughly reads a remembered moment, with a fault on the field without its prefix.
func roughly(r *http.Request, prefix, field string) (pana.Fuzzy, error) {
	m, err := fuzzyOf(r, prefix+field)
	if e, ok := errors.AsType[*pana.Error](err); ok {
		at := *e
		at.Field = field
		return m, &at
	}
	return m, err
}

func (s *Server) postHarm(w http.ResponseWriter, r *http.Request) error {
	return s.onBefore(w, r, "harm_", "saved", func(client pana.ClientID) (err error) {
		h := assessment.Harm{Trace: s.traceOf(r, "harm_"), Kind: value(r, "harm_kind")}
		if h.When.From, err = roughly(r, "harm_", "from"); err != nil {
			return err
		}
		if h.When.Until, err = roughly(r, "harm_", "until"); err != nil {
			return err
		}
		return s.needs.RecordHarm(r.Context(), client, h)
	})
}

func (s *Server) postHousehold(w http.ResponseWriter, r *http.Request) error {
	return s.onBefore(w, r, "home_", "saved", func(client pana.ClientID) error {
		return s.needs.RecordHousehold(r.Context(), client, assessment.Household{Trace: s.traceOf(r, "home_"), Kind: value(r, "home_kind"), Whose: value(r, "home_whose")})
	})
}

func (s *Server) postChance(w http.ResponseWriter, r *http.Request) error {
	return s.onBefore(w, r, "chance_", "saved", func(client pana.ClientID) (err error) {
		c := assessment.Chance{Trace: s.traceOf(r, "chance_"), Kind: value(r, "chance_kind")}
		if c.When, err = roughly(r, "chance_", "when"); err != nil {
			return err
		}
		return s.needs.RecordChance(r.Context(), client, c)
	})
}

func (s *Server) postMarks(w http.ResponseWriter, r *http.Request) error {
	return s.onBefore(w, r, "", "saved", func(client pana.ClientID) error {
		n, _ := strconv.Atoi(value(r, "number"))
		return s.needs.Mark(r.Context(), client, assessment.Marks{Number: n, Domestic: value(r, "domestic"), Parents: value(r, "parents"),
			Children: value(r, "children"), Source: pana.Source(value(r, "marks_source")), Interpreted: ticked(r, "marks_interpreted")})
	})
}

func (s *Server) postRemoveBefore(w http.ResponseWriter, r *http.Request) error {
	return s.onBefore(w, r, "", "removed", func(client pana.ClientID) error {
		return s.needs.RemoveBefore(r.Context(), client, value(r, "table"), value(r, "id"))
	})
}
