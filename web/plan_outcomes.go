package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/plan"
	"example.org/pana/web/template"
)

// inHand is the frame of a page that the client holds: in her language if there
// are texts in it, else in that of whoever sits beside her.
func (s *Server) inHand(f template.Frame, language string) template.Frame {
	if !knownToClients(locale.Lang(language)) {
		return template.ClientFrame(f, f.R)
	}
	return template.ClientFrame(f, locale.For(locale.Lang(language), s.house.Settings().Word))
}

func (s *Server) outcomes(r *http.Request) (template.OutcomeData, error) {
	v, err := s.plan.Outcomes(r.Context(), r.PathValue("code"))
	if err != nil {
		return template.OutcomeData{}, err
	}
	d := template.OutcomeData{OutcomeView: v}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, n := range v.Ratings {
			add(n.By)
		}
	})
	return d, err
}

func (s *Server) getOutcomes(w http.ResponseWriter, r *http.Request) error {
	d, err := s.outcomes(r)
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.OutcomesPage(f.Titled(d.Code), d))
}

func (s *Server) getOutcomesTogether(w http.ResponseWriter, r *http.Request) error {
	c, err := s.outcomesTogether(r, s.frame(r), r.URL.Query().Get("instead"))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) outcomesTogether(r *http.Request, f template.Frame, instead string) (templ.Component, error) {
	d, err := s.outcomes(r)
	if err != nil {
		return nil, err
	}
	return template.OutcomesTogether(s.inHand(f, d.Language).Titled(d.Code), d, instead), nil
}

// postOutcomes keeps what the client answered, and shows it to her first.
func (s *Server) postOutcomes(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		n := plan.NewRating{Occasion: value(r, "occasion"), Alone: true, Steps: map[string]int{}, Supersedes: value(r, "instead")}
		for _, o := range plan.Outcomes() {
			text := value(r, "outcome_"+o)
			if text == "" {
				continue
			}
			step, err := strconv.Atoi(text)
			if err != nil {
				step = -1 // which the plan refuses
			}
			n.Steps[o] = step
		}
		_, err = s.plan.RateOutcomes(r.Context(), client, n)
		return "/clients/" + r.PathValue("code") + "/outcomes/seen", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.outcomesTogether(r, f, value(r, "instead")) })
	}
	return nil
}

func (s *Server) getOutcomesSeen(w http.ResponseWriter, r *http.Request) error {
	d, err := s.outcomes(r)
	if err != nil {
		return err
	}
	return s.show(w, r, template.OutcomesSeen(s.inHand(s.frame(r), d.Language).Titled(d.Code), d))
}
