package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/health"
	"example.org/pana/internal/locale"
	"example.org/pana/web/template"
)

// newVisit offers what she wished last time, so that nobody has to say twice by
// whom she does not want to be touched.
func newVisit(f template.Frame, d template.HealthData) (templ.Component, error) {
	a := health.Appointment{Service: "social-medical", Payer: d.Payer}
	for _, before := range d.Visits {
		if before.DoctorSex != "" {
			a.DoctorSex = before.DoctorSex
		}
	}
	return template.VisitForm(f, d, a), nil
}

func visitPage(r *http.Request) healthPage {
	return openHealth(func(f health.File) (health.Appointment, bool) {
		return f.Visit(health.AppointmentID(r.PathValue("id")))
	}, template.VisitForm)
}

func (s *Server) getNewVisit(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, newVisit)
}

func (s *Server) getVisit(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, visitPage(r))
}

func readPlan(r *http.Request) (health.Plan, error) {
	p := health.Plan{Kind: value(r, "kind"), At: value(r, "at"), Organisation: pana.OrganisationID(value(r, "organisation")), Doctor: someoneFrom(r, "doctor", "doctor"),
		Escort: pana.StaffID(value(r, "escort")), DoctorSex: value(r, "doctor_sex"), Interpreting: value(r, "interpreter"), Transport: value(r, "transport"),
		Payer: value(r, "payer"), Service: value(r, "service"), Reason: value(r, "reason"), Prepare: value(r, "prepare")}
	var err error
	p.On, err = dayOf(r, "on")
	return p, err
}

func (s *Server) postVisit(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "added", func(client pana.ClientID) error {
		p, err := readPlan(r)
		if err == nil {
			_, err = s.health.PlanAppointment(r.Context(), client, p)
		}
		return err
	}, newVisit)
}

func (s *Server) postChangeVisit(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		p, err := readPlan(r)
		if err == nil {
			err = s.health.ChangeAppointment(r.Context(), client, health.AppointmentID(r.PathValue("id")), version(r), p)
		}
		return err
	}, visitPage(r))
}

func (s *Server) postOutcome(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		held := value(r, "held")
		if held != "yes" && held != "no" {
			return pana.Refuse("web.postOutcome", "held", "health.visit.held.missing")
		}
		minutes, err := number(r, "minutes", "edit.number")
		if err != nil {
			return err
		}
		return s.health.HoldAppointment(r.Context(), client, health.AppointmentID(r.PathValue("id")), version(r),
			health.Outcome{Held: held == "yes", WhyNot: value(r, "why_not"), Minutes: minutes, Result: value(r, "result")})
	}, visitPage(r))
}

// getSlip prints the referral slip, in Kazakh and Russian, as far as she agreed.
func (s *Server) getSlip(w http.ResponseWriter, r *http.Request) error {
	slip, err := s.health.PrintSlip(r.Context(), r.PathValue("code"), health.AppointmentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	words := s.house.Settings().Word
	d := template.SlipData{Slip: slip, KK: locale.For(locale.KK, words), RU: locale.For(locale.RU, words)}
	if err := s.slipHanded(r, slip); err != nil {
		return err
	}
	if slip.Allowed && slip.Organisation != "" {
		names, err := s.placesOf(r)
		if err != nil {
			return err
		}
		d.Where = names[slip.Organisation]
	}
	f := s.frame(r)
	return s.show(w, r, template.Slip(f.Titled(slip.Code), d))
}

// getCard prints a visit for the client, in her own language where we speak it.
func (s *Server) getCard(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, func(f template.Frame, d template.HealthData) (templ.Component, error) {
		a, ok := d.Visit(health.AppointmentID(r.PathValue("id")))
		if !ok {
			return nil, missing("web.getCard")
		}
		lang := locale.Lang(d.Client.Language)
		if !lang.Known() {
			lang = f.R.Lang()
		}
		return template.CardForClient(f, d.Client.Code, a, d.Staff[a.Escort], locale.For(lang, s.house.Settings().Word)), nil
	})
}
