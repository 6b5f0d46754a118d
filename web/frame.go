package web

import (
	"net/http"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

// frame returns the frame of a page for the reader of r.
func (s *Server) frame(r *http.Request) template.Frame {
	session := sessionFrom(r)
	reader := s.reader(r, session)
	f := template.Frame{R: reader, Actor: pana.ActorFrom(r.Context())}
	f.PageData = look.PageData{R: reader, Lang: string(reader.Lang())}
	if s.opt.Demo {
		f.Note = reader.T("common.invented")
	}
	if done := r.URL.Query().Get("done"); done != "" && reader.Has("done."+done) {
		f.Done = reader.T("done." + done)
	}
	if session == nil {
		return f
	}
	f.Theme = look.Theme(session.Theme)
	f.Who = s.who(reader, session)
	f.MayPanic = policy.May(f.Actor, policy.LockHouse)
	f.Settings = "/settings"
	f.Once = pana.NewID(s.house.Now())
	f.LockAfter = s.house.Settings().IdleMinutes * 60
	f.Nav = s.nav(r, reader, f.Actor)
	return f
}

// nav is the way around the house. Whoever leads the house comes to a youth centre
// from her first screen; to those who work there it is the house.
func (s *Server) nav(r *http.Request, reader *locale.Reader, actor pana.Actor) []look.Link {
	links := nav(reader, actor, r.URL.Path)
	if !actor.Is(pana.Director) && !actor.Is(pana.Deputy) && len(s.youth.Centres(r.Context(), policy.SeeCentre)) > 0 {
		links = append(links, look.Link{Text: reader.T("youth.nav"), URL: "/youth", Here: strings.HasPrefix(r.URL.Path, "/youth")})
	}
	return links
}

// nav is the way around the house: only what the reader could enter.
func nav(r *locale.Reader, actor pana.Actor, path string) []look.Link {
	var links []look.Link
	for _, l := range []struct {
		key, to string
		act     policy.Act
	}{
		{"nav.today", "/today", policy.SeeToday},
		{"nav.clients", "/clients", policy.ListClients},
		{"nav.calendar", "/calendar", policy.SeeCalendar},
		{"nav.beds", "/beds", policy.SeeBeds},
		{"nav.night", "/night", policy.SeeNight},
		{"nav.calls", "/calls", policy.TakeCall},
		{"nav.requests", "/requests", policy.SeeRequests},
		{"nav.sessions", "/sessions", policy.HoldSession},
		{"nav.partners", "/organisations", policy.SeePartners},
		{"nav.visits", "/visits", policy.SeeOutsiders},
		{"nav.people", "/people", policy.SeePeople},
		{"nav.collections", "/collections", policy.SeeCollections},
		{"nav.things", "/things", policy.SeeThings},
		{"nav.funding", "/funding", policy.SeeFunding},
		{"nav.own-funding", "/funding/own", policy.SeeOwnFunding},
		{"nav.staff", "/staff", policy.SeeStaff},
	} {
		// Whoever sees on what terms people work goes on to their access and to what
		// supporters gave from there, and whoever keeps that book to what lies where.
		if from := map[policy.Act]policy.Act{policy.SeeStaff: policy.SeePeople, policy.SeeCollections: policy.SeePeople, policy.SeeThings: policy.SeeCollections}[l.act]; from != "" && policy.May(actor, from) {
			continue
		}
		if policy.May(actor, l.act) {
			links = append(links, look.Link{Text: r.T(l.key), URL: l.to, Here: path == l.to || strings.HasPrefix(path, l.to+"/")})
		}
	}
	return links
}

// who names the reader by her roles, never by her name: the line stands on a
// screen that others can see.
func (s *Server) who(r *locale.Reader, session *house.Session) string {
	var roles []string
	for _, g := range session.Grants {
		role := r.T("role." + string(g.Role))
		if len(roles) == 0 || roles[len(roles)-1] != role {
			roles = append(roles, role)
		}
	}
	return strings.Join(roles, ", ")
}

// reader chooses the language: the person's own, the one asked for on the way
// in, the browser's, the house's.
func (s *Server) reader(r *http.Request, session *house.Session) *locale.Reader {
	words := s.house.Settings().Word
	if session != nil {
		return locale.For(session.Language, words)
	}
	if asked := locale.Lang(r.FormValue("language")); asked.Known() {
		return locale.For(asked, words)
	}
	if accept := r.Header.Get("Accept-Language"); accept != "" {
		return locale.For(locale.Negotiate(accept), words)
	}
	return locale.For(s.house.Greeting(), words)
}

// Cookie names. The prefix binds the cookie to this host and to TLS; on the
// machine itself there is no TLS to bind to.
const (
	cookieName       = "pana"
	secureCookieName = "__Host-pana"
)

func (s *Server) cookieName() string {
	if s.opt.Secure {
		return secureCookieName
	}
	return cookieName
}

func (s *Server) cookie(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

func (s *Server) setCookie(w http.ResponseWriter, value string) {
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Value: value, Path: "/", HttpOnly: true,
		Secure: s.opt.Secure, SameSite: http.SameSiteStrictMode})
}

func (s *Server) dropCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Path: "/", HttpOnly: true, MaxAge: -1,
		Expires: time.Unix(1, 0), Secure: s.opt.Secure, SameSite: http.SameSiteStrictMode})
}
