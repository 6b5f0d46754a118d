package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// healthRoutes are the pages of a client's health.
func (s *Server) healthRoutes() []route {
	return []route{
		page("GET /clients/{code}/health", policy.SeeHealth, s.getHealth),
		page("GET /clients/{code}/health/complaints/new", policy.WriteHealth, s.getNewComplaint),
		page("POST /clients/{code}/health/complaints/new", policy.WriteHealth, s.postComplaint),
		page("GET /clients/{code}/health/complaints/{id}", policy.WriteHealth, s.getComplaint),
		page("POST /clients/{code}/health/complaints/{id}", policy.WriteHealth, s.postCorrectComplaint),
		page("POST /clients/{code}/health/complaints/{id}/over", policy.WriteHealth, s.postComplaintOver),
		page("GET /clients/{code}/health/pregnancy", policy.WriteHealth, s.getPregnancy),
		page("POST /clients/{code}/health/pregnancy", policy.WriteHealth, s.postPregnancy),
		page("GET /clients/{code}/health/allergies/new", policy.WriteHealth, s.getNewAllergy),
		page("POST /clients/{code}/health/allergies/new", policy.WriteHealth, s.postAllergy),
		page("GET /clients/{code}/health/allergies/{id}", policy.WriteHealth, s.getAllergy),
		page("POST /clients/{code}/health/allergies/{id}", policy.WriteHealth, s.postCorrectAllergy),
		page("POST /clients/{code}/health/allergies/{id}/end", policy.WriteHealth, s.postEndAllergy),
		page("GET /clients/{code}/health/appointments/new", policy.PlanVisit, s.getNewVisit),
		page("POST /clients/{code}/health/appointments/new", policy.PlanVisit, s.postVisit),
		page("GET /clients/{code}/health/appointments/{id}", policy.PlanVisit, s.getVisit),
		page("POST /clients/{code}/health/appointments/{id}", policy.PlanVisit, s.postChangeVisit),
		page("POST /clients/{code}/health/appointments/{id}/outcome", policy.PlanVisit, s.postOutcome),
		page("GET /clients/{code}/health/appointments/{id}/slip", policy.PrintSlip, s.getSlip),
		page("GET /clients/{code}/health/appointments/{id}/card", policy.SeeHealth, s.getCard),
		page("GET /clients/{code}/doses", policy.GiveMedicine, s.getDoses),
		page("POST /clients/{code}/doses", policy.GiveMedicine, s.postDose),
		page("POST /clients/{code}/doses/box", policy.CountBox, s.postBox),
		page("GET /clients/{code}/health/medicines/new", policy.PlanMedicine, s.getNewMedicine),
		page("POST /clients/{code}/health/medicines/new", policy.PlanMedicine, s.postMedicine),
		page("GET /clients/{code}/health/medicines/{id}", policy.PlanMedicine, s.getMedicine),
		page("POST /clients/{code}/health/medicines/{id}", policy.PlanMedicine, s.postChangeMedicine),
		page("POST /clients/{code}/health/medicines/{id}/stop", policy.PlanMedicine, s.postStopMedicine),
	}
}

func (s *Server) getHealth(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, func(f template.Frame, d template.HealthData) (templ.Component, error) {
		return template.Health(f, d), nil
	})
}

// A healthPage draws a page from a client's health.
type healthPage func(template.Frame, template.HealthData) (templ.Component, error)

func (s *Server) showHealth(w http.ResponseWriter, r *http.Request, page healthPage) error {
	c, err := s.drawHealth(r, s.frame(r), nil, page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// drawHealth reads a client's health and draws a page from it. Stale are the
// fields that somebody else has changed since the page was shown.
func (s *Server) drawHealth(r *http.Request, f template.Frame, stale []string, page healthPage) (templ.Component, error) {
	d := template.HealthData{Stale: stale}
	var err error
	if d.File, err = s.health.Read(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	if d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, a := range d.Visits {
			add(a.Escort)
		}
	}); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		if d.Partners, err = s.casework.Partners(r.Context(), tx); err != nil {
			return err
		}
		d.Members, err = s.house.Roster(r.Context(), tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	d.Members = present(d.Members)
	return page(f.Titled(d.Client.Code), d)
}

// onHealth does one act to the client of the address, once, and leads back to her
// health; refused, it draws the page again, with both values when it was stale.
func (s *Server) onHealth(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error, page healthPage) error {
	return s.onPart(w, r, "/health?done="+done, act, func(f template.Frame, stale []string) (templ.Component, error) {
		return s.drawHealth(r, f, stale, page)
	})
}

// missing is the answer for an address whose record is not there.
func missing(op string) error { return casework.Gone(op) }

// healthToday gathers what the first screen shows of health.
func (s *Server) healthToday(r *http.Request, atNight bool) (template.HealthPlan, error) {
	ctx := r.Context()
	var d template.HealthPlan
	var err error
	actor := pana.ActorFrom(ctx)
	if actor.Is(pana.NightDuty) || atNight && actor.Is(pana.Nurse) {
		if d.Tonight, err = s.health.Tonight(ctx); err != nil {
			return d, err
		}
	}
	if actor.Is(pana.Nurse) {
		if d.Rounds, err = s.health.Rounds(ctx); err != nil {
			return d, err
		}
	}
	if policy.May(actor, policy.GiveMedicine) {
		if d.Missed, err = s.health.Missed(ctx); err != nil {
			return d, err
		}
	}
	return d, nil
}

// placesOf returns the names of the organisations of the house.
func (s *Server) placesOf(r *http.Request) (map[pana.OrganisationID]string, error) {
	names := map[pana.OrganisationID]string{}
	err := s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		partners, err := s.casework.Partners(r.Context(), tx)
		for _, p := range partners {
			names[p.ID] = p.Name
		}
		return err
	})
	return names, err
}

// openHealth is a page of one record of a client's health; absent, it is not found.
func openHealth[T any](find func(health.File) (T, bool), draw func(template.Frame, template.HealthData, T) templ.Component) healthPage {
	return func(f template.Frame, d template.HealthData) (templ.Component, error) {
		record, ok := find(d.File)
		if !ok {
			return nil, missing("web.openHealth")
		}
		return draw(f, d, record), nil
	}
}
