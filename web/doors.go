package web

import (
	"net/http"

	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/static"
)

// doorRoutes are the addresses that need no sign-in. None shows a record.
func (s *Server) doorRoutes() []route {
	return []route{
		door("GET /{$}", policy.SignIn, s.getRoot),
		door("GET /sign-in", policy.SignIn, s.getSignIn),
		door("POST /sign-in", policy.SignIn, s.postSignIn),
		door("POST /sign-out", policy.SignOut, s.postSignOut),
		door("GET /out", policy.LeavePage, s.getOut),
		door("GET /setup", policy.FoundHouse, s.getSetup),
		door("POST /setup", policy.FoundHouse, s.postSetup),
		door("GET /invitation", policy.AcceptInvite, s.getInvitation),
		door("POST /invitation", policy.AcceptInvite, s.postInvitation),
		door("GET /trust", policy.TrustHouse, s.getTrust),
		{pattern: "GET /over", act: policy.WaitForEnd, handle: s.getOver, open: true, early: true, still: true},
		{pattern: "POST " + notOfAPage, act: policy.TellOfPage, handle: s.postNotOfAPage, open: true, early: true, still: true, limit: 64 << 10},
		door("GET /static/", policy.ReadStatic, s.getStatic),
	}
}

func (s *Server) getRoot(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/today", http.StatusSeeOther)
	return nil
}

// postNotOfAPage counts that a browser met something on a page that no page of
// ours has: a script put in by somebody, or by an addition to the browser. What
// it tells is not read, for it names the address of the page and who was on it;
// that it happened, and how often, stands among what was asked in vain.
func (s *Server) postNotOfAPage(w http.ResponseWriter, _ *http.Request) error {
	s.vain.note("", house.NotOfAPage, 1)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *Server) getStatic(w http.ResponseWriter, r *http.Request) error {
	w.Header().Del("Cache-Control")
	static.Handler().ServeHTTP(w, r)
	return nil
}
