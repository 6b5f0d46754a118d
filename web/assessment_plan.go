package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/web/template"
)

// planPaths are the addresses of the two plans below a file.
var planPaths = map[assessment.PlanKind]string{assessment.SafetyPlan: "/safety-plan", assessment.CrisisPlan: "/crisis-plan"}

func planDraft(k assessment.PlanKind, r *http.Request) string {
	if k == assessment.CrisisPlan {
		return "crisisplan/" + r.PathValue("code")
	}
	return "safeplan/" + r.PathValue("code")
}

func (s *Server) getPlan(k assessment.PlanKind) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := s.planPage(k, r, s.withDraft(r, s.frame(r), planDraft(k, r)), nil)
		if err != nil {
			return err
		}
		return s.show(w, r, c)
	}
}

func (s *Server) planPage(k assessment.PlanKind, r *http.Request, f template.Frame, err error) (templ.Component, error) {
	sheet, fault := s.needs.SeePlan(r.Context(), r.PathValue("code"), k)
	if fault != nil {
		return nil, fault
	}
	return template.PlanPage(f.Titled(sheet.Code), template.PlanData{PlanSheet: sheet, Stale: differing(err)}), nil
}

// postPlan keeps a plan as it was agreed with the client.
func (s *Server) postPlan(k assessment.PlanKind) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return s.does(w, r, planPaths[k]+"?done=saved", func(client pana.ClientID) error {
			on, err := dayOf(r, "agreed_on")
			if err != nil {
				return err
			}
			n := assessment.NewPlan{Language: value(r, "language"), Agreed: value(r, "agreed"), AgreedOn: on, Interpreted: ticked(r, "interpreted"),
				Calls: r.PostForm["calls"], Words: map[string]string{}}
			n.Number, _ = strconv.Atoi(value(r, "number"))
			for _, p := range r.PostForm["persons"] {
				n.Persons = append(n.Persons, pana.PersonID(p))
			}
			for _, field := range k.Fields() {
				n.Words[field.Name] = value(r, field.Name)
			}
			if err = s.needs.Agree(r.Context(), client, k, n); err == nil {
				s.dropDraft(r, planDraft(k, r))
			}
			return err
		}, func(f template.Frame, err error) (templ.Component, error) { return s.planPage(k, r, f, err) })
	}
}

// printPlan draws a plan for the client's hand, in her language beside the house's.
func (s *Server) printPlan(k assessment.PlanKind) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sheet, err := s.needs.SeePlan(r.Context(), r.PathValue("code"), k)
		if err != nil {
			return err
		}
		f := s.frame(r)
		language := sheet.Plan.Language
		if language == "" {
			language = sheet.Language
		}
		return s.show(w, r, template.PlanPrint(f.Titled(sheet.Code), template.PlanData{PlanSheet: sheet}, s.sheet(f, language), s.house.Today(s.house.Now())))
	}
}
