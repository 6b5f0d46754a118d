package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/funding"
	"example.org/pana/web/template"
)

func (s *Server) getPayLesson(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.payLessonPage)
}

// payLessonPage asks who pays for one lesson alone. Nobody who was there stands on it.
func (s *Server) payLessonPage(r *http.Request, f template.Frame) (templ.Component, error) {
	sheet, err := s.youth.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	d := template.PayLessonData{Site: sheet.Site, Key: sheet.Meeting.Key(), Name: sheet.Group.Name, On: sheet.Meeting.On}
	said, err := s.funding.LessonShares(r.Context(), d.Site, funding.Period{Since: d.On, Until: d.On})
	if err != nil {
		return nil, err
	}
	d.Shares = said[string(sheet.Lesson.ID)]
	d.Agreements, err = s.funding.Agreements(r.Context())
	return template.PayLesson(f.Titled(f.R.T("funding.pay")), d), err
}

func (s *Server) postPayLesson(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		sheet, err := s.youth.Sheet(r.Context(), r.PathValue("id"))
		if err != nil {
			return "", err
		}
		var shares []funding.Share
		if !ticked(r, "usual") {
			if shares, err = s.sharesOf(r); err == nil {
				err = funding.CheckShares("web.postPayLesson", "shares", shares)
			}
			if err != nil {
				return "", err
			}
		}
		on := sheet.Meeting.On
		return funding.LessonsPage(sheet.Site, string(on[:7])) + "?done=saved", s.funding.PayLesson(r.Context(), sheet.Site, string(sheet.Lesson.ID), on, shares)
	}, s.payLessonPage)
}
