package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/plan"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// planRoutes are the pages of trust, of the plan, of the seven outcomes and of
// life skills.
func (s *Server) planRoutes() []route {
	return []route{
		page("GET /clients/{code}/trust", policy.SeeTrust, s.getClientTrust),
		page("POST /clients/{code}/trust/contacts", policy.NoteTrust, s.postContact),
		page("GET /clients/{code}/trust/contacts/{id}", policy.NoteTrust, s.getContact),
		page("POST /clients/{code}/trust/contacts/{id}", policy.NoteTrust, s.postEditContact),
		page("POST /clients/{code}/trust/propose", policy.ProposeTrust, s.postPropose),
		page("POST /clients/{code}/trust/withdraw", policy.ProposeTrust, s.postWithdrawTrust),
		page("POST /clients/{code}/trust/answer", policy.ConfirmTrust, s.postTrustAnswer),
		page("POST /clients/{code}/trust/take-back", policy.TakeBackTrust, s.postTakeBack),
		page("GET /trust/spread", policy.SpreadTrust, s.getSpread),

		page("GET /clients/{code}/plan", policy.SeePlan, s.getGoals),
		page("POST /clients/{code}/plan/destination", policy.WritePlan, s.postDestination),
		page("POST /clients/{code}/plan/lines", policy.WritePlan, s.postLine),
		page("POST /clients/{code}/plan/take", policy.WritePlan, s.postTake),
		page("GET /clients/{code}/plan/lines/{id}", policy.SeePlan, s.getLine),
		page("POST /clients/{code}/plan/lines/{id}", policy.WritePlan, s.postEditLine),
		page("POST /clients/{code}/plan/lines/{id}/end", policy.WritePlan, s.postEndLine),
		page("POST /clients/{code}/plan/lines/{id}/steps", policy.StepPlan, s.postPlanStep),
		page("GET /clients/{code}/plan/steps/{id}", policy.StepPlan, s.getPlanStep),
		page("POST /clients/{code}/plan/steps/{id}", policy.StepPlan, s.postEditPlanStep),
		page("POST /clients/{code}/plan/steps/{id}/done", policy.StepPlan, s.postPlanStepDone),
		page("POST /clients/{code}/plan/hopes", policy.WritePlan, s.postHope),
		page("GET /clients/{code}/plan/hopes/{id}", policy.WritePlan, s.getHope),
		page("POST /clients/{code}/plan/hopes/{id}", policy.WritePlan, s.postHopeAnswer),
		page("GET /clients/{code}/plan/review", policy.ReviewPlan, s.getReview),
		page("POST /clients/{code}/plan/review", policy.ReviewPlan, s.postReview),
		page("GET /clients/{code}/plan/print", policy.SeePlan, s.getPlanPrint),

		page("GET /clients/{code}/outcomes", policy.SeeOutcomes, s.getOutcomes),
		page("GET /clients/{code}/outcomes/together", policy.RateOutcomes, s.getOutcomesTogether),
		page("POST /clients/{code}/outcomes/together", policy.RateOutcomes, s.postOutcomes),
		page("GET /clients/{code}/outcomes/seen", policy.SeeOutcomes, s.getOutcomesSeen),

		page("GET /clients/{code}/skills", policy.SeeSkills, s.getSkills),
		page("POST /clients/{code}/skills", policy.RateSkills, s.postSkill),
		page("GET /clients/{code}/skills/together", policy.RateSkills, s.getSkillsTogether),
		page("POST /clients/{code}/skills/together", policy.RateSkills, s.postSkillsTogether),
		page("GET /skills", policy.RateSkillGroup, s.getSkillGroup),
		page("POST /skills", policy.RateSkillGroup, s.postSkillGroup),
		page("GET /skills/used", policy.KeepSkills, s.getSkillsUsed),
		page("POST /skills/used", policy.KeepSkills, s.postSkillsUsed),
	}
}

// planData gathers the plan of the file of the address, with the names that its
// page speaks of.
func (s *Server) planData(r *http.Request) (template.GoalsData, error) {
	ctx := r.Context()
	v, err := s.plan.See(ctx, r.PathValue("code"))
	if err != nil {
		return template.GoalsData{}, err
	}
	d := template.GoalsData{View: v}
	err = s.house.DB.View(ctx, func(tx *db.Tx) (err error) {
		if d.Workers, err = s.plan.Workers(ctx, tx, v.Subject.Client); err != nil {
			return err
		}
		d.Partners, err = s.casework.Partners(ctx, tx)
		return err
	})
	if err != nil {
		return d, err
	}
	if me := pana.ActorFrom(ctx).Staff; !slices.Contains(d.Workers, me) {
		d.Workers = append(d.Workers, me)
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, id := range d.Workers {
			add(id)
		}
		for _, t := range d.Turns {
			add(t.By)
		}
		for _, n := range d.Reviews {
			add(n.By)
		}
		for _, l := range d.Lines {
			for _, step := range l.Steps {
				add(step.Staff)
			}
		}
	})
	return d, err
}

// planShow draws a page of the plan.
func (s *Server) planShow(w http.ResponseWriter, r *http.Request, page planPage) error {
	c, err := s.planDraw(r, s.frame(r), nil, page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// A planPage draws one page from a plan; it may find nothing to draw.
type planPage func(template.Frame, template.GoalsData) (templ.Component, error)

func (s *Server) planDraw(r *http.Request, f template.Frame, stale []string, page planPage) (templ.Component, error) {
	d, err := s.planData(r)
	if err != nil {
		return nil, err
	}
	d.Stale = stale
	return page(f.Titled(d.Code), d)
}

// planDo does one act to the plan, once, and leads on; refused, it shows page again.
func (s *Server) planDo(w http.ResponseWriter, r *http.Request, to string, page planPage, act func(pana.ClientID) error) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + to, act(client)
	})
	if err == nil {
		return nil
	}
	err = renamed(err, planFields)
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.planDraw(r, f, differing(err), page) })
}

// planFields are the names that fields of casework and plan have on these pages.
var planFields = map[string]string{"name": "person_name", "role": "person_role", "contact": "person_contact", "who": "staff"}

func planPageOf(f template.Frame, d template.GoalsData) (templ.Component, error) {
	return template.IndividualPlan(f, d), nil
}

func (s *Server) getGoals(w http.ResponseWriter, r *http.Request) error {
	return s.planShow(w, r, planPageOf)
}

func (s *Server) postDestination(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=saved", planPageOf, func(client pana.ClientID) error {
		review, err := dayOf(r, "review_on")
		if err != nil {
			return err
		}
		return s.plan.SetDestination(r.Context(), client, value(r, "destination"), review, version(r))
	})
}

func readLine(r *http.Request) plan.NewLine {
	n := plan.NewLine{Area: value(r, "area"), Goal: value(r, "goal"), Target: value(r, "target"), Urgent: ticked(r, "urgent"), OpenEnd: ticked(r, "open_end")}
	if level := value(r, "baseline"); level != "" {
		var err error
		if n.Baseline, err = strconv.Atoi(level); err != nil {
			n.Baseline = -1 // which the plan refuses
		}
	}
	n.Source, n.Interpreted = provenance(r)
	return n
}

func (s *Server) postLine(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=added", planPageOf, func(client pana.ClientID) error {
		_, err := s.plan.AddLine(r.Context(), client, readLine(r))
		return err
	})
}

// postTake puts areas of the assessment into the plan.
func (s *Server) postTake(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=added", planPageOf, func(client pana.ClientID) error {
		return s.plan.Take(r.Context(), client, r.PostForm["areas"])
	})
}

// linePage draws the line of the address.
func (s *Server) planLinePage(r *http.Request) planPage {
	return func(f template.Frame, d template.GoalsData) (templ.Component, error) {
		l, ok := d.Line(r.PathValue("id"))
		if !ok {
			return nil, casework.Gone("web.planLinePage")
		}
		return template.LinePage(f, d, l), nil
	}
}

func (s *Server) getLine(w http.ResponseWriter, r *http.Request) error {
	return s.planShow(w, r, s.planLinePage(r))
}

func (s *Server) postEditLine(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return s.planDo(w, r, "/plan/lines/"+id+"?done=saved", s.planLinePage(r), func(client pana.ClientID) error {
		return s.plan.EditLine(r.Context(), client, id, version(r), readLine(r))
	})
}

func (s *Server) postEndLine(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return s.planDo(w, r, "/plan/lines/"+id+"?done=saved", s.planLinePage(r), func(client pana.ClientID) error {
		return s.plan.EndLine(r.Context(), client, id, plan.Ending{State: value(r, "state"), ClientSays: value(r, "client_says"), Text: value(r, "ending"), Version: version(r)})
	})
}

func hopePage(r *http.Request) planPage {
	return func(f template.Frame, d template.GoalsData) (templ.Component, error) {
		for _, h := range d.Hopes {
			if h.ID == r.PathValue("id") {
				return template.HopePage(f, d, h), nil
			}
		}
		return nil, casework.Gone("web.hopePage")
	}
}

func (s *Server) postHope(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=added", planPageOf, func(client pana.ClientID) error {
		when, err := fuzzyOf(r, "hope_when")
		if err != nil {
			return err
		}
		return s.plan.Hope(r.Context(), client, value(r, "hope"), when)
	})
}

func (s *Server) getHope(w http.ResponseWriter, r *http.Request) error {
	return s.planShow(w, r, hopePage(r))
}

func (s *Server) postHopeAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=saved", hopePage(r), func(client pana.ClientID) error {
		return s.plan.AnswerHope(r.Context(), client, r.PathValue("id"), value(r, "closing"), value(r, "ending"), version(r))
	})
}

func reviewPage(f template.Frame, d template.GoalsData) (templ.Component, error) {
	return template.ReviewPage(f, d), nil
}

func (s *Server) getReview(w http.ResponseWriter, r *http.Request) error {
	return s.planShow(w, r, reviewPage)
}

func (s *Server) postReview(w http.ResponseWriter, r *http.Request) error {
	return s.planDo(w, r, "/plan?done=saved", reviewPage, func(client pana.ClientID) error {
		n := plan.NewReview{LookedAt: r.PostForm["looked_at"], Present: ticked(r, "present"), ReadAloud: ticked(r, "read_aloud"),
			Interpreted: ticked(r, "interpreted"), Agreed: value(r, "agreed"), Text: value(r, "text"), Told: value(r, "told")}
		var err error
		if n.On, err = dayOf(r, "on"); err != nil {
			return err
		}
		if n.Next, err = dayOf(r, "next"); err != nil {
			return err
		}
		return s.plan.ReviewPlan(r.Context(), client, n)
	})
}

// getPlanPrint draws the plan for her hand and for a signature.
func (s *Server) getPlanPrint(w http.ResponseWriter, r *http.Request) error {
	return s.planShow(w, r, func(f template.Frame, d template.GoalsData) (templ.Component, error) {
		return template.IndividualPrint(f, template.IndividualSheet{GoalsData: d, Sheet: s.sheet(f, d.Language)}), nil
	})
}
