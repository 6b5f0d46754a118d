package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// assessmentRoutes are the pages of needs, of what was before, of risk and of the
// plans for bad moments.
func (s *Server) assessmentRoutes() []route {
	return []route{
		page("GET /assessments", policy.ListAssessments, s.getAssessments),
		page("GET /clients/{code}/assessment", policy.SeeAssessment, s.getAssessment),
		page("POST /clients/{code}/assessment/strengths", policy.SitAssessment, s.postStrength),
		page("GET /clients/{code}/assessment/areas/{id}", policy.SitAssessment, s.getArea),
		page("POST /clients/{code}/assessment/areas/{id}", policy.SitAssessment, s.postArea),
		page("POST /clients/{code}/assessment/begin", policy.BeginAssessment, s.postBeginAssessment),
		page("POST /clients/{code}/assessment/finish", policy.FinishAssessment, s.postFinishAssessment),
		page("POST /clients/{code}/assessment/override", policy.OverrideAssessment, s.postOverrideAssessment),
		page("POST /clients/{code}/assessment/take", policy.TakeAssessment, s.postTakeAssessment),
		page("POST /clients/{code}/assessment/plan", policy.WritePlan, s.postNeedsToPlan),
		page("GET /clients/{code}/before", policy.SeeBefore, s.getBefore),
		page("POST /clients/{code}/before/harms", policy.RecordBefore, s.postHarm),
		page("POST /clients/{code}/before/household", policy.RecordBefore, s.postHousehold),
		page("POST /clients/{code}/before/chances", policy.RecordBefore, s.postChance),
		page("POST /clients/{code}/before/marks", policy.RecordBefore, s.postMarks),
		page("POST /clients/{code}/before/remove", policy.RecordBefore, s.postRemoveBefore),
		page("GET /clients/{code}/risk", policy.SeeRisk, s.getRisk),
		page("POST /clients/{code}/risk", policy.ReviewRisk, s.postRisk),
		page("GET /clients/{code}/risk/reviews/{id}", policy.SeeRisk, s.getRiskReview),
		page("GET /clients/{code}/risk/contact", policy.ReportContact, s.getContactReport),
		page("POST /clients/{code}/risk/contact", policy.ReportContact, s.postContactReport),
		page("GET /clients/{code}/risk/rules", policy.SetRules, s.getRules),
		page("POST /clients/{code}/risk/rules", policy.SetRules, s.postRules),
		page("GET /clients/{code}/risk/bond", policy.SeeBond, s.getBond),
		page("POST /clients/{code}/risk/bond", policy.RecordBond, s.postBond),
		page("GET /clients/{code}/safety-plan", policy.SeeSafetyPlan, s.getPlan(assessment.SafetyPlan)),
		page("POST /clients/{code}/safety-plan", policy.AgreeSafetyPlan, s.postPlan(assessment.SafetyPlan)),
		page("GET /clients/{code}/safety-plan/print", policy.SeeSafetyPlan, s.printPlan(assessment.SafetyPlan)),
		page("GET /clients/{code}/crisis-plan", policy.SeeCrisisPlan, s.getPlan(assessment.CrisisPlan)),
		page("POST /clients/{code}/crisis-plan", policy.AgreeCrisisPlan, s.postPlan(assessment.CrisisPlan)),
		page("GET /clients/{code}/crisis-plan/print", policy.SeeCrisisPlan, s.printPlan(assessment.CrisisPlan)),
		page("POST /hints", policy.SaveDraft, s.postHints),
	}
}

// does carries out one act to the client of the address, once, and leads on to a
// part of her file; refused, it shows the page again.
func (s *Server) does(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, page func(template.Frame, error) (templ.Component, error)) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + to, act(client)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return page(f, err) })
	}
	return nil
}

func (s *Server) getAssessments(w http.ResponseWriter, r *http.Request) error {
	desk, err := s.needs.List(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.AssessmentList(f.Titled(f.R.T("assessment.list")), desk))
}

// getAssessment shows an assessment; ?number=1 one from before, ?hint=health what
// could be said otherwise in an area just written.
func (s *Server) getAssessment(w http.ResponseWriter, r *http.Request) error {
	c, err := s.assessmentPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) assessmentPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	number, _ := strconv.Atoi(r.URL.Query().Get("number"))
	file, err := s.casework.Open(r.Context(), code)
	if err != nil {
		return nil, err
	}
	sheet, err := s.needs.See(r.Context(), code, number)
	if err != nil {
		return nil, err
	}
	d := template.AssessmentData{Sheet: sheet, Strength: file.Strength,
		Newest: len(sheet.Rounds) == 0 || sheet.Round.Number == sheet.Rounds[0].Number}
	if d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, a := range sheet.Round.Areas {
			add(a.By)
		}
	}); err != nil {
		return nil, err
	}
	d.ToPlan = d.Newest && policy.Check(f.Actor, policy.WritePlan, file.Subject) == nil &&
		slices.ContainsFunc(sheet.Round.Areas, func(a assessment.Area) bool { return !a.Hidden && a.Needs() })
	if a, ok := sheet.Round.Area(r.URL.Query().Get("hint")); ok && d.Newest && sheet.May.Sit {
		d.Hints, d.Hinted = s.hints(file.Client, a.Text), a.Area
	}
	return template.AssessmentPage(f.Titled(file.Client.Code), d), nil
}

// hints are what could be said otherwise in a worker's own words, if the house wants
// any. Of a child "girl" is the right word.
func (s *Server) hints(c casework.Client, texts ...string) []locale.Hint {
	if s.house.Settings().NoHints {
		return nil
	}
	hints := locale.Hints(texts...)
	if c.AgeBand == "0-8" || c.AgeBand == "9-17" {
		hints = slices.DeleteFunc(hints, func(h locale.Hint) bool { return h.Code == "girl" })
	}
	return hints
}

// postHints answers, while one writes, which words of a text could be said
// otherwise: a part of a page, or nothing. The text is not kept.
func (s *Server) postHints(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	hints := s.hints(casework.Client{}, value(r, "text"))
	if len(hints) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return s.show(w, r, template.HintLines(f, hints))
}

func (s *Server) onAssessment(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error) error {
	return s.does(w, r, "/assessment?done="+done, act, func(f template.Frame, _ error) (templ.Component, error) { return s.assessmentPage(r, f) })
}

func (s *Server) postStrength(w http.ResponseWriter, r *http.Request) error {
	return s.onAssessment(w, r, "saved", func(client pana.ClientID) error {
		n := casework.NewNote{Text: value(r, "text"), Told: value(r, "told")}
		n.Source, n.Interpreted = provenance(r)
		err := s.needs.Strength(r.Context(), client, n)
		if err == nil {
			s.dropDraft(r, "strength/"+r.PathValue("code"))
		}
		return err
	})
}

func (s *Server) postBeginAssessment(w http.ResponseWriter, r *http.Request) error {
	return s.onAssessment(w, r, "added", func(client pana.ClientID) error { return s.needs.Begin(r.Context(), client) })
}

func (s *Server) postFinishAssessment(w http.ResponseWriter, r *http.Request) error {
	return s.onAssessment(w, r, "saved", func(client pana.ClientID) error { return s.needs.Finish(r.Context(), client) })
}

func (s *Server) postOverrideAssessment(w http.ResponseWriter, r *http.Request) error {
	return s.onAssessment(w, r, "saved", func(client pana.ClientID) error {
		return s.needs.Override(r.Context(), client, value(r, "reason"))
	})
}

func (s *Server) postTakeAssessment(w http.ResponseWriter, r *http.Request) error {
	return s.onAssessment(w, r, "saved", func(client pana.ClientID) error { return s.needs.Take(r.Context(), client) })
}

// postNeedsToPlan makes a line of the plan of each area in need.
func (s *Server) postNeedsToPlan(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/plan?done=added", func(client pana.ClientID) error { return s.plan.TakeNeeds(r.Context(), client) },
		func(f template.Frame, _ error) (templ.Component, error) { return s.assessmentPage(r, f) })
}

// hintQuery leads to a page with a hint about what was just written under id, if
// the worker's words there need one.
func (s *Server) hintQuery(text, id string) string {
	if s.house.Settings().NoHints || len(locale.Hints(text)) == 0 {
		return ""
	}
	return "&hint=" + url.QueryEscape(id)
}
