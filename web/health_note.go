package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/health"
	"example.org/pana/web/template"
)

func newComplaint(f template.Frame, d template.HealthData) (templ.Component, error) {
	return template.ComplaintForm(f, d, health.Complaint{}), nil
}

func complaintPage(r *http.Request) healthPage {
	return openHealth(func(f health.File) (health.Complaint, bool) {
		return f.Complaint(health.ComplaintID(r.PathValue("id")))
	}, template.ComplaintForm)
}

func (s *Server) getNewComplaint(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, newComplaint)
}

func (s *Server) getComplaint(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, complaintPage(r))
}

func readComplaint(r *http.Request) (health.NewComplaint, error) {
	n := health.NewComplaint{Kind: value(r, "kind"), Told: value(r, "told"), Text: value(r, "text")}
	n.Source, n.Interpreted = provenance(r)
	var err error
	n.Since, err = fuzzyOf(r, "since")
	return n, err
}

func (s *Server) postComplaint(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "added", func(client pana.ClientID) error {
		n, err := readComplaint(r)
		if err == nil {
			_, err = s.health.Complain(r.Context(), client, n)
		}
		return err
	}, newComplaint)
}

func (s *Server) postCorrectComplaint(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		n, err := readComplaint(r)
		if err == nil {
			err = s.health.CorrectComplaint(r.Context(), client, health.ComplaintID(r.PathValue("id")), version(r), n)
		}
		return err
	}, complaintPage(r))
}

func (s *Server) postComplaintOver(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "resolved")
		if err == nil {
			err = s.health.ResolveComplaint(r.Context(), client, health.ComplaintID(r.PathValue("id")), version(r), on)
		}
		return err
	}, complaintPage(r))
}

func pregnancyPage(f template.Frame, d template.HealthData) (templ.Component, error) {
	return template.PregnancyForm(f, d), nil
}

func (s *Server) getPregnancy(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, pregnancyPage)
}

func (s *Server) postPregnancy(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		n := health.NewPregnancy{Seen: value(r, "seen"), Answer: value(r, "answer"), Text: value(r, "text")}
		n.Source, n.Interpreted = provenance(r)
		var err error
		if n.Due, err = fuzzyOf(r, "due"); err == nil {
			err = s.health.TellPregnancy(r.Context(), client, n)
		}
		return err
	}, pregnancyPage)
}

func newAllergy(f template.Frame, d template.HealthData) (templ.Component, error) {
	return template.AllergyForm(f, d, health.Allergy{}), nil
}

func allergyPage(r *http.Request) healthPage {
	return openHealth(func(f health.File) (health.Allergy, bool) { return f.Allergy(health.AllergyID(r.PathValue("id"))) }, template.AllergyForm)
}

func (s *Server) getNewAllergy(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, newAllergy)
}

func (s *Server) getAllergy(w http.ResponseWriter, r *http.Request) error {
	return s.showHealth(w, r, allergyPage(r))
}

func readAllergy(r *http.Request) health.NewAllergy {
	n := health.NewAllergy{Kind: value(r, "kind"), Severe: value(r, "severe"), What: value(r, "what"), Happens: value(r, "happens"), Do: value(r, "do")}
	n.Source, n.Interpreted = provenance(r)
	return n
}

func (s *Server) postAllergy(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "added", func(client pana.ClientID) error {
		_, err := s.health.NoteAllergy(r.Context(), client, readAllergy(r))
		return err
	}, newAllergy)
}

func (s *Server) postCorrectAllergy(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		return s.health.CorrectAllergy(r.Context(), client, health.AllergyID(r.PathValue("id")), version(r), readAllergy(r))
	}, allergyPage(r))
}

func (s *Server) postEndAllergy(w http.ResponseWriter, r *http.Request) error {
	return s.onHealth(w, r, "saved", func(client pana.ClientID) error {
		return s.health.EndAllergy(r.Context(), client, health.AllergyID(r.PathValue("id")), version(r))
	}, allergyPage(r))
}
