package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/web/template"
)

func (s *Server) getOwnSessions(w http.ResponseWriter, r *http.Request) error {
	return s.showSignedIn(w, r, sessionFrom(r).Staff)
}

func (s *Server) getSessionsOf(w http.ResponseWriter, r *http.Request) error {
	return s.showSignedIn(w, r, pana.StaffID(r.PathValue("id")))
}

func (s *Server) showSignedIn(w http.ResponseWriter, r *http.Request, staff pana.StaffID) error {
	page, err := s.signedInPage(r, s.frame(r), staff)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// signedInPage lists where staff is signed in, and when somebody was refused who
// had typed her name.
func (s *Server) signedInPage(r *http.Request, f template.Frame, staff pana.StaffID) (templ.Component, error) {
	m, err := s.house.Someone(r.Context(), staff)
	if err != nil {
		return nil, err
	}
	open, err := s.house.Sessions(r.Context(), staff)
	if err != nil {
		return nil, err
	}
	refused, err := s.house.Refusals(r.Context(), staff)
	if err != nil {
		return nil, err
	}
	return template.SignedIn(f.Titled(f.R.T("sessions.title")), m, open, refused, s.house.Zone()), nil
}

func (s *Server) postOwnSessions(w http.ResponseWriter, r *http.Request) error {
	return s.endSessions(w, r, sessionFrom(r).Staff, "/settings/sessions")
}

func (s *Server) postSessionsOf(w http.ResponseWriter, r *http.Request) error {
	staff := pana.StaffID(r.PathValue("id"))
	return s.endSessions(w, r, staff, "/staff/"+string(staff)+"/sessions")
}

// endSessions ends the session that the form names, or every one but the
// reader's own.
func (s *Server) endSessions(w http.ResponseWriter, r *http.Request, staff pana.StaffID, back string) error {
	var err error
	if id := value(r, "session"); id != "" {
		err = s.house.EndSession(r.Context(), staff, id)
	} else {
		err = s.house.EndSessions(r.Context(), staff)
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.signedInPage(r, f, staff) })
	}
	http.Redirect(w, r, back+"?done=sessions-ended", http.StatusSeeOther)
	return nil
}

// deviceOf says what kind of machine a browser says it runs on: one of
// house.Devices, or nothing.
func deviceOf(r *http.Request) string {
	agent := strings.ToLower(r.UserAgent())
	for _, kind := range []struct{ sign, device string }{
		{"android", "android"}, {"iphone", "iphone"}, {"ipad", "iphone"},
		{"windows", "windows"}, {"macintosh", "mac"}, {"linux", "linux"},
	} {
		if strings.Contains(agent, kind.sign) {
			return kind.device
		}
	}
	return ""
}
