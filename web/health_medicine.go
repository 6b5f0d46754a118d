package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/health"
	"example.org/pana/web/template"
)

func newMedicine(f template.Frame, d template.HealthData) (templ.Component, error) {
	return template.MedicineForm(f, d, health.Medicine{}), nil
}

func medicinePage(r *http.Request) healthPage {
	return openHealth(func(f health.File) (health.Medicine, bool) { return f.Medicine(health.MedicineID(r.PathValue("id"))) }, template.MedicineForm)
}

func (s *Server) getNewMedicine(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, newMedicine)
}

func (s *Server) getMedicine(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, medicinePage(r))
}

// readPrescription reads a medicine. Times of day stand in one field with commas
// or spaces between, as people write them.
func readPrescription(r *http.Request) (health.Prescription, error) {
	p := health.Prescription{Name: value(r, "name"), Dose: value(r, "dose"), How: value(r, "how"), AsNeeded: ticked(r, "as_needed"), AtNight: ticked(r, "at_night"),
		Organisation: pana.OrganisationID(value(r, "organisation")), Prescriber: someoneFrom(r, "prescriber", "doctor"), Twice: ticked(r, "twice")}
	p.Times = strings.FieldsFunc(value(r, "times"), func(c rune) bool { return c == ',' || c == ';' || c == ' ' || c == '\n' })
	var err error
	if p.From, err = dayOf(r, "from"); err != nil {
		return p, err
	}
	p.Until, err = dayOf(r, "until")
	return p, err
}

func (s *Server) postMedicine(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "added", func(client pana.ClientID) error {
		p, err := readPrescription(r)
		if err == nil {
			_, err = s.health.Prescribe(r.Context(), client, p)
		}
		return err
	}, newMedicine)
}

func (s *Server) postChangeMedicine(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		p, err := readPrescription(r)
		if err == nil {
			err = s.health.ChangeMedicine(r.Context(), client, health.MedicineID(r.PathValue("id")), version(r), p)
		}
		return err
	}, medicinePage(r))
}

func (s *Server) postStopMedicine(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		return s.health.StopMedicine(r.Context(), client, health.MedicineID(r.PathValue("id")), version(r), value(r, "why"), value(r, "words"))
	}, medicinePage(r))
}
