package web

import (
	"net"
	"net/http"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

func (s *Server) getSignIn(w http.ResponseWriter, r *http.Request) error {
	switch {
	case s.house.State() == house.Empty:
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return nil
	case sessionFrom(r) != nil:
		http.Redirect(w, r, "/today", http.StatusSeeOther)
		return nil
	}
	f := s.frame(r)
	return s.show(w, r, template.SignIn(f.Titled(f.R.T("door.title")), s.languageLinks(f, "/sign-in"), ""))
}

// postSignIn opens a session, and a stopped house with it if she may. Wrong
// name, wrong passphrase and wrong second factor get one answer.
func (s *Server) postSignIn(w http.ResponseWriter, r *http.Request) error {
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	cookie, _, err := s.house.SignIn(r.Context(), house.Entry{Name: value(r, "name"), Passphrase: r.PostFormValue("passphrase"),
		Code: value(r, "code"), Shown: shownIn(r, "passkey"), Address: address, Device: deviceOf(r)})
	if err != nil {
		if pana.KindOf(err) == pana.Internal {
			return err
		}
		f := s.frame(r)
		f.Faults = faults(f.R, err)
		page := template.SignIn(f.Titled(f.R.T("door.title")), s.languageLinks(f, "/sign-in"), value(r, "name"))
		return s.showAs(w, r, statusOf(err), page)
	}
	// What this browser was signed in as before ends here: nobody goes on with it.
	if old := s.cookie(r); old != "" {
		if err := s.house.SignOut(r.Context(), old); err != nil {
			s.log.Error("end the session before", "error", err.Error())
		}
	}
	s.setCookie(w, cookie)
	http.Redirect(w, r, "/today", http.StatusSeeOther)
	return nil
}

// postSignOut ends the session and asks the browser to forget whatever of it
// it may have kept. It is safe to repeat and asks for no session.
func (s *Server) postSignOut(w http.ResponseWriter, r *http.Request) error {
	if cookie := s.cookie(r); cookie != "" {
		if err := s.house.SignOut(r.Context(), cookie); err != nil && pana.KindOf(err) == pana.Internal {
			return err
		}
	}
	s.dropCookie(w)
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	to := "/sign-in"
	if value(r, "to") == "out" {
		to = "/out"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// getOut is the page that says nothing: where "leave quickly" leads.
func (s *Server) getOut(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, template.Out(s.reader(r, nil)))
}

// languageLinks lets someone who cannot read this page ask for another tongue.
func (s *Server) languageLinks(f template.Frame, to string) []look.Link {
	var links []look.Link
	for _, l := range locale.Langs() {
		links = append(links, look.Link{Text: locale.For(l, locale.Words{}).T("language.self." + string(l)), URL: to + "?language=" + string(l), Here: l == f.R.Lang()})
	}
	return links
}
