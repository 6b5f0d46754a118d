package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/web/template"
)

// overBudget leads somebody who has opened as many files today as the house
// thinks usual to the page that asks why, and back to where she wanted to go. A
// form that was sent is not gone on with: it is opened anew.
func (s *Server) overBudget(w http.ResponseWriter, r *http.Request, err error) bool {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Say != "budget.reason" && e.Say != "budget.head" {
		return false
	}
	http.Redirect(w, r, "/looks?to="+url.QueryEscape(r.URL.Path), http.StatusSeeOther)
	return true
}

func (s *Server) getGoOn(w http.ResponseWriter, r *http.Request) error {
	page, err := s.goOnPage(r, s.frame(r), r.URL.Query().Get("to"))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) goOnPage(r *http.Request, f template.Frame, to string) (templ.Component, error) {
	day, budget, err := s.casework.MyLooks(r.Context())
	if err != nil {
		return nil, err
	}
	return template.GoOn(f.Titled(f.R.T("looks.go-on.title")), day, budget, fileOnly(to)), nil
}

// fileOnly lets through the address of a file and nothing else.
func fileOnly(to string) string {
	if (strings.HasPrefix(to, "/clients/") || strings.HasPrefix(to, "/youth/files/")) && !strings.ContainsAny(to, "\\?#\r\n") {
		return to
	}
	return "/today"
}

func (s *Server) postGoOn(w http.ResponseWriter, r *http.Request) error {
	to := fileOnly(value(r, "to"))
	err := s.send(w, r, func() (string, error) {
		return to, s.casework.GoOnLooking(r.Context(), value(r, "reason"))
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.goOnPage(r, f, to) })
	}
	return nil
}

func (s *Server) getLooks(w http.ResponseWriter, r *http.Request) error {
	days, budget, err := s.casework.Looks(r.Context())
	if err != nil {
		return err
	}
	vain, err := s.house.Vain(r.Context())
	if err != nil {
		return err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, v := range vain {
			add(v.Staff)
		}
		for _, d := range days {
			add(d.Staff)
			add(d.LetBy)
		}
	})
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Looks(f.Titled(f.R.T("looks.title")), template.LooksData{Days: days, Budget: budget, Vain: vain, Names: names, Zone: s.house.Zone()}))
}

func (s *Server) postLetLook(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		return "/house/looks?done=saved", s.casework.LetLook(r.Context(), pana.StaffID(r.PathValue("id")))
	})
}
