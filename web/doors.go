package web

import (
	"net/http"

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
		door("GET /static/", policy.ReadStatic, s.getStatic),
	}
}

func (s *Server) getRoot(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/today", http.StatusSeeOther)
	return nil
}

func (s *Server) getStatic(w http.ResponseWriter, r *http.Request) error {
	w.Header().Del("Cache-Control")
	static.Handler().ServeHTTP(w, r)
	return nil
}
