package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/plan"
	"example.org/pana/web/template"
)

func readPlanStep(r *http.Request) (plan.NewStep, error) {
	n := plan.NewStep{What: value(r, "what"), Doer: value(r, "doer"), Staff: pana.StaffID(value(r, "staff")), Place: pana.OrganisationID(value(r, "place")),
		Out: ticked(r, "out"), Payer: value(r, "payer"), Service: value(r, "service"), State: value(r, "state")}
	if n.Doer == plan.ByPerson {
		n.Person = someoneFrom(r, "person", "other")
	}
	var err error
	if n.Minutes, err = number(r, "minutes", "people.number"); err != nil {
		return n, err
	}
	n.When, err = fuzzyOf(r, "when")
	return n, err
}

// postPlanStep puts a step under the line of the address.
func (s *Server) postPlanStep(w http.ResponseWriter, r *http.Request) error {
	line := r.PathValue("id")
	return s.planDo(w, r, "/plan/lines/"+line+"?done=added", s.planLinePage(r), func(client pana.ClientID) error {
		n, err := readPlanStep(r)
		if err != nil {
			return err
		}
		_, err = s.plan.AddStep(r.Context(), client, line, n)
		return err
	})
}

// planStepOf finds the step of the address and its line.
func planStepOf(r *http.Request, d template.GoalsData) (plan.Line, plan.Step, bool) {
	for _, l := range d.Lines {
		for _, step := range l.Steps {
			if step.ID == r.PathValue("id") {
				return l, step, true
			}
		}
	}
	return plan.Line{}, plan.Step{}, false
}

func planStepPage(r *http.Request) planPage {
	return func(f template.Frame, d template.GoalsData) (templ.Component, error) {
		l, step, ok := planStepOf(r, d)
		if !ok {
			return nil, casework.Gone("web.planStepPage")
		}
		return template.StepPage(f, d, l, step), nil
	}
}

func (s *Server) getPlanStep(w http.ResponseWriter, r *http.Request) error {
	return s.planShow(w, r, planStepPage(r))
}

// postEditPlanStep changes a step. A stale page is refused and shows both.
func (s *Server) postEditPlanStep(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=saved", planStepPage(r), func(client pana.ClientID) error {
		n, err := readPlanStep(r)
		if err != nil {
			return err
		}
		return s.plan.EditStep(r.Context(), client, r.PathValue("id"), version(r), n)
	})
}

// postPlanStepDone marks a step at one press and leads back to its line.
func (s *Server) postPlanStepDone(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=saved", planStepPage(r), func(client pana.ClientID) error {
		return s.plan.MarkStep(r.Context(), client, r.PathValue("id"), version(r), value(r, "state"))
	})
}
