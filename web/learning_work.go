package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/learning"
	"example.org/pana/web/template"
)

// joined sets chosen codes beside each other as a chapter keeps them.
func joined(codes []string) string { return strings.Join(codes, " ") }

func newCourse(f template.Frame, d template.LearningData) (templ.Component, error) {
	return template.CourseForm(f, d, learning.Course{Service: "social-pedagogical", Payer: d.Payer}), nil
}

func coursePage(r *http.Request) learningPage {
	return openLearning(func(f learning.File) (learning.Course, bool) { return f.Course(learning.CourseID(r.PathValue("id"))) }, template.CourseForm)
}

func (s *Server) getNewCourse(w http.ResponseWriter, r *http.Request) error {
	return s.showLearning(w, r, newCourse)
}

func (s *Server) getCourse(w http.ResponseWriter, r *http.Request) error {
	return s.showLearning(w, r, coursePage(r))
}

func readWish(r *http.Request) (learning.Wish, error) {
	n := learning.Wish{Kind: value(r, "kind"), Organisation: pana.OrganisationID(value(r, "organisation")), Payer: value(r, "payer"), Service: value(r, "service"),
		Title: value(r, "title"), Told: value(r, "told"), Note: value(r, "note")}
	var err error
	n.Starts, err = fuzzyOf(r, "starts")
	return n, err
}

func (s *Server) postCourse(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=added", func(client pana.ClientID) error {
		n, err := readWish(r)
		if err == nil {
			_, err = s.learning.WishCourse(r.Context(), client, n)
		}
		return err
	}, newCourse)
}

func (s *Server) postEditCourse(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=saved", func(client pana.ClientID) error {
		n, err := readWish(r)
		if err == nil {
			err = s.learning.EditCourse(r.Context(), client, learning.CourseID(r.PathValue("id")), version(r), n)
		}
		return err
	}, coursePage(r))
}

func (s *Server) postCourseStep(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning/courses/"+r.PathValue("id")+"?done=saved", func(client pana.ClientID) error {
		n := learning.NewStep{Step: value(r, "step"), Why: value(r, "why"), Words: value(r, "words")}
		var err error
		if n.Minutes, err = number(r, "minutes", "people.number"); err != nil {
			return err
		}
		if n.When, err = fuzzyOf(r, "when"); err == nil {
			err = s.learning.Step(r.Context(), client, learning.CourseID(r.PathValue("id")), version(r), n)
		}
		return err
	}, coursePage(r))
}

func (s *Server) postCourseThree(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=saved", func(client pana.ClientID) error {
		return s.learning.AnswerCourse(r.Context(), client, learning.CourseID(r.PathValue("id")), version(r), value(r, "three_months"))
	}, coursePage(r))
}

func newJob(f template.Frame, d template.LearningData) (templ.Component, error) {
	return template.JobForm(f, d, learning.Job{}), nil
}

func jobPage(r *http.Request) learningPage {
	return openLearning(func(f learning.File) (learning.Job, bool) { return f.Job(learning.JobID(r.PathValue("id"))) }, template.JobForm)
}

func (s *Server) getNewJob(w http.ResponseWriter, r *http.Request) error {
	return s.showLearning(w, r, newJob)
}

func (s *Server) getJob(w http.ResponseWriter, r *http.Request) error {
	return s.showLearning(w, r, jobPage(r))
}

func readJob(r *http.Request) (learning.NewJob, error) {
	n := learning.NewJob{Course: learning.CourseID(value(r, "course")), Organisation: pana.OrganisationID(value(r, "organisation")),
		Employer: someoneFrom(r, "employer", "employer"), Contract: value(r, "contract"), Title: value(r, "title"), Told: value(r, "told"), Note: value(r, "note")}
	var err error
	n.Since, err = fuzzyOf(r, "since")
	return n, err
}

func (s *Server) postJob(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=added", func(client pana.ClientID) error {
		n, err := readJob(r)
		if err == nil {
			_, err = s.learning.AddJob(r.Context(), client, n)
		}
		return err
	}, newJob)
}

func (s *Server) postEditJob(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=saved", func(client pana.ClientID) error {
		n, err := readJob(r)
		if err == nil {
			err = s.learning.EditJob(r.Context(), client, learning.JobID(r.PathValue("id")), version(r), n)
		}
		return err
	}, jobPage(r))
}

func (s *Server) postEndJob(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=saved", func(client pana.ClientID) error {
		on, err := dayOf(r, "ended")
		if err == nil {
			err = s.learning.EndJob(r.Context(), client, learning.JobID(r.PathValue("id")), version(r), on, value(r, "why"), value(r, "words"))
		}
		return err
	}, jobPage(r))
}

func (s *Server) postJobThree(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=saved", func(client pana.ClientID) error {
		return s.learning.AnswerJob(r.Context(), client, learning.JobID(r.PathValue("id")), version(r), value(r, "three_months"))
	}, jobPage(r))
}
