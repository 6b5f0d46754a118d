package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// studentRoutes are the volunteers of a youth centre. Their forms are those of a
// shelter's volunteers; no address of the one finds somebody of the other.
func (s *Server) studentRoutes() []route {
	return []route{
		page("GET /youth/centres/{id}/students", policy.SeeStudents, s.getStudents),
		page("POST /youth/centres/{id}/students", policy.KeepStudents, s.postStudent),
		page("GET /youth/students/{id}", policy.SeeStudents, s.getStudent),
		page("POST /youth/students/{id}", policy.KeepStudents, s.postStudentTerms),
		page("POST /youth/students/{id}/hours", policy.KeepStudents, s.postStudentHours),
		page("POST /youth/students/{id}/end", policy.KeepStudents, s.postEndStudent),
		page("POST /youth/students/{id}/confirm", policy.KeepStudents, s.postConfirmStudent),
		page("POST /youth/students/{id}/clear", policy.ClearOutsider, s.postClearStudent),
	}
}

func (s *Server) getStudents(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.studentsPage)
}

func (s *Server) studentsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	g, err := s.people.Students(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	return template.Students(f.Titled(f.R.T("volunteer.title")), g), nil
}

func (s *Server) postStudent(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		if _, err := s.people.Students(r.Context(), centreIn(r)); err != nil {
			return "", err // no centre, or none of hers
		}
		n := readOutsider(r)
		n.Site = centreIn(r)
		id, err := s.people.AddVolunteer(r.Context(), n)
		return "/youth/students/" + string(id) + "?done=saved", err
	}, s.studentsPage)
}

func (s *Server) getStudent(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.studentPage)
}

func (s *Server) studentPage(r *http.Request, f template.Frame) (templ.Component, error) {
	one, err := s.people.OneStudent(r.Context(), people.OutsiderID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	return template.VolunteerPage(f.Titled(f.R.T("volunteer.title")), template.VolunteerData{VolunteerFile: one.VolunteerFile, Accounts: one.Accounts}), nil
}

// onStudent does one act to a volunteer of a centre, once, and shows her page.
func (s *Server) onStudent(w http.ResponseWriter, r *http.Request, act func(people.OutsiderID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		one, err := s.people.OneStudent(r.Context(), people.OutsiderID(r.PathValue("id")))
		if err != nil {
			return "", err
		}
		return "/youth/students/" + string(one.ID) + "?done=saved", act(one.ID)
	}, s.studentPage)
}

func (s *Server) postStudentTerms(w http.ResponseWriter, r *http.Request) error {
	return s.onStudent(w, r, func(id people.OutsiderID) error { return s.setVolunteer(r, id) })
}

func (s *Server) postStudentHours(w http.ResponseWriter, r *http.Request) error {
	return s.onStudent(w, r, func(id people.OutsiderID) error { return s.addHours(r, id) })
}

func (s *Server) postEndStudent(w http.ResponseWriter, r *http.Request) error {
	return s.onStudent(w, r, func(id people.OutsiderID) error { return s.people.EndOutsider(r.Context(), id) })
}

func (s *Server) postConfirmStudent(w http.ResponseWriter, r *http.Request) error {
	return s.onStudent(w, r, func(id people.OutsiderID) error { return s.people.Confirm(r.Context(), id) })
}

func (s *Server) postClearStudent(w http.ResponseWriter, r *http.Request) error {
	return s.onStudent(w, r, func(id people.OutsiderID) error {
		return s.people.ClearOutsider(r.Context(), id, value(r, "why"))
	})
}
