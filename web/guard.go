package web

import (
	"net"
	"net/http"
	"strings"

	"example.org/pana/house"
)

// What a browser may do with a page of ours, and with a file that is no page. What
// it would not load or run it tells us (postNotOfAPage).
const (
	ofAPage = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; report-uri " + notOfAPage
	ofAFile    = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; report-uri " + notOfAPage
	notOfAPage = "/not-of-a-page"
)

// guard wraps every answer: who we are asked as, what the browser may do with
// the page, and no request from another site.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.vain.note("", house.ForeignSite, 1)
		s.plain(w, r, http.StatusForbidden, "error.cross-origin")
	}))
	inner := cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", ofAPage)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
		h.Set("Cache-Control", "no-store")
		if s.opt.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if !s.hostIsOurs(r.Host) {
			s.vain.note("", house.ForeignName, 1)
			s.plain(w, r, http.StatusMisdirectedRequest, "error.host")
			return
		}
		inner.ServeHTTP(w, r)
	})
}

// hostIsOurs refuses every name but the house's own and the machine's, so that
// a foreign name pointed at this machine (DNS rebinding) reaches nothing.
func (s *Server) hostIsOurs(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if host == "localhost" || s.house.HostName() != "" && host == s.house.HostName() {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
