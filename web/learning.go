package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// learningRoutes are the pages of learning and work, of what a client makes, and
// of a child's own next steps.
func (s *Server) learningRoutes() []route {
	return []route{
		page("GET /clients/{code}/learning", policy.SeeLearning, s.getLearning),
		page("GET /clients/{code}/learning/school", policy.WriteLearning, s.getSchooling),
		page("POST /clients/{code}/learning/school", policy.WriteLearning, s.postSchooling),
		page("GET /clients/{code}/learning/courses/new", policy.WriteLearning, s.getNewCourse),
		page("POST /clients/{code}/learning/courses/new", policy.WriteLearning, s.postCourse),
		page("GET /clients/{code}/learning/courses/{id}", policy.SeeLearning, s.getCourse),
		page("POST /clients/{code}/learning/courses/{id}", policy.WriteLearning, s.postEditCourse),
		page("POST /clients/{code}/learning/courses/{id}/step", policy.WriteLearning, s.postCourseStep),
		page("POST /clients/{code}/learning/courses/{id}/three", policy.WriteLearning, s.postCourseThree),
		page("GET /clients/{code}/learning/jobs/new", policy.WriteLearning, s.getNewJob),
		page("POST /clients/{code}/learning/jobs/new", policy.WriteLearning, s.postJob),
		page("GET /clients/{code}/learning/jobs/{id}", policy.SeeLearning, s.getJob),
		page("POST /clients/{code}/learning/jobs/{id}", policy.WriteLearning, s.postEditJob),
		page("POST /clients/{code}/learning/jobs/{id}/end", policy.WriteLearning, s.postEndJob),
		page("POST /clients/{code}/learning/jobs/{id}/three", policy.WriteLearning, s.postJobThree),
		page("GET /clients/{code}/portfolio", policy.SeeLearning, s.getPortfolio),
		page("POST /clients/{code}/portfolio/works/{id}/back", policy.ShowWork, s.postGiveBack),
		page("POST /clients/{code}/portfolio/works/{id}/show", policy.ShowWork, s.postShowWork),
		page("POST /clients/{code}/portfolio/showings/{id}/down", policy.ShowWork, s.postTakeDown),
		page("GET /clients/{code}/child", policy.SeeLearning, s.getChild),
		page("GET /clients/{code}/child/school/new", policy.CareForChild, s.getNewPlace),
		page("POST /clients/{code}/child/school/new", policy.CareForChild, s.postNewPlace),
		page("GET /clients/{code}/child/school/{id}", policy.CareForChild, s.getSchoolPlace),
		page("POST /clients/{code}/child/school/{id}", policy.CareForChild, s.postSchoolPlace),
		page("POST /clients/{code}/child/own-steps", policy.CareForChild, s.postChildStep),
		page("POST /clients/{code}/child/own-steps/{id}", policy.CareForChild, s.postSettleChildStep),
		page("POST /clients/{code}/child/rights", policy.CareForChild, s.postRights),
	}
}

// A learningPage draws a page from a client's learning.
type learningPage func(template.Frame, template.LearningData) (templ.Component, error)

func (s *Server) showLearning(w http.ResponseWriter, r *http.Request, page learningPage) error {
	c, err := s.drawLearning(r, s.frame(r), nil, page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) drawLearning(r *http.Request, f template.Frame, stale []string, page learningPage) (templ.Component, error) {
	d := template.LearningData{Stale: stale}
	var err error
	if d.File, err = s.learning.Read(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		d.Partners, err = s.casework.Partners(r.Context(), tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return page(f.Titled(d.Client.Code), d)
}

// onLearning does one act to the client of the address, once, and leads to a part
// of her file; refused, it draws the page again, with both values when it was stale.
func (s *Server) onLearning(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, page learningPage) error {
	return s.onPart(w, r, to, act, func(f template.Frame, stale []string) (templ.Component, error) {
		return s.drawLearning(r, f, stale, page)
	})
}

// onPart does one act to the client of the address, once, and leads to a part of
// her file; refused, it draws a page again, which is told what was stale.
func (s *Server) onPart(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, draw func(template.Frame, []string) (templ.Component, error)) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + to, act(client)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return draw(f, differing(err)) })
	}
	return nil
}

func (s *Server) getLearning(w http.ResponseWriter, r *http.Request) error {
	return s.showLearning(w, r, func(f template.Frame, d template.LearningData) (templ.Component, error) {
		return template.Learning(f, d), nil
	})
}

func schoolPage(f template.Frame, d template.LearningData) (templ.Component, error) {
	return template.SchoolForm(f, d), nil
}

func (s *Server) getSchooling(w http.ResponseWriter, r *http.Request) error {
	return s.showLearning(w, r, schoolPage)
}

func (s *Server) postSchooling(w http.ResponseWriter, r *http.Request) error {
	return s.onLearning(w, r, "/learning?done=saved", func(client pana.ClientID) error {
		n := learning.Schooling{ID: value(r, "seen"), Attendance: value(r, "attendance"), Followed: value(r, "followed"), Helps: joined(r.PostForm["helps"]),
			Coins: value(r, "coins"), Prices: value(r, "prices"), Saving: value(r, "saving"), Told: value(r, "told"), Why: value(r, "why"), HelpsWords: value(r, "helps_words")}
		n.Source, n.Interpreted = provenance(r)
		for _, f := range []struct {
			field string
			into  *int
		}{{"years_least", &n.YearsLeast}, {"years_most", &n.YearsMost}, {"last_class", &n.LastClass}} {
			var err error
			if *f.into, err = figure(r, f.field, "edit.number"); err != nil {
				return err
			}
		}
		return s.learning.TellSchooling(r.Context(), client, n)
	}, schoolPage)
}

// openLearning is a page of one record of learning; absent, it is not found.
func openLearning[T any](find func(learning.File) (T, bool), draw func(template.Frame, template.LearningData, T) templ.Component) learningPage {
	return func(f template.Frame, d template.LearningData) (templ.Component, error) {
		record, ok := find(d.File)
		if !ok {
			return nil, missing("web.openLearning")
		}
		return draw(f, d, record), nil
	}
}
