package web_test

import (
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/pana/policy"
	"example.org/pana/web"
)

// Every answer of every address, whoever asks and whatever comes of it, carries
// the headers of the house and a kind that fits it.
func TestEveryAnswerCarriesTheHeadersOfTheHouse(t *testing.T) {
	t.Parallel()
	c := gather(t)
	over := web.New(c.House, web.Options{Secure: true}).Handler()
	mine := c.clients[0]
	answers := map[string]*httptest.ResponseRecorder{}
	for _, a := range c.web.Addresses() {
		if a.Path == "/lock" || a.Path == "/sign-out" || a.Path == "/static/" {
			continue
		}
		for _, name := range []string{"saule", "lena", ""} {
			path := strings.Replace(c.address(a.Path, mine, c.actors[name], mine.subject(name)), "{$}", "", 1)
			r := httptest.NewRequest(a.Method, path, nil)
			if a.Method == "POST" {
				r = form(path, c.sends(a.Path, c.actors[name], policy.Subject{}))
			}
			answers[a.Method+" "+a.Path+" as "+name] = c.as(name, r)
		}
	}
	for what, r := range map[string]*http.Request{
		"no such address":  httptest.NewRequest("GET", "/nowhere", nil),
		"another method":   httptest.NewRequest("DELETE", "/today", nil),
		"trace":            httptest.NewRequest("TRACE", "/today", nil),
		"a foreign name":   httptest.NewRequest("GET", "http://elsewhere.example/today", nil),
		"a broken form":    brokenForm(),
		"too much":         form("/sign-in", url.Values{"name": {strings.Repeat("a", 2<<20)}}),
		"another site":     crossSite(form("/sign-in", nil)),
		"a cut escape":     httptest.NewRequest("GET", "/clients/%2e%2e%2f", nil),
		"a file of style":  httptest.NewRequest("GET", "/static/pana.css", nil),
		"no file of style": httptest.NewRequest("GET", "/static/none.css", nil),
		"a folder":         httptest.NewRequest("GET", "/static/", nil),
		"a folder in it":   httptest.NewRequest("GET", "/static/vendor/", nil),
		"out of the tree":  httptest.NewRequest("GET", "/static/..%2f..%2fgo.mod", nil),
		"version control":  httptest.NewRequest("GET", "/.git/config", nil),
		"a debugger":       httptest.NewRequest("GET", "/debug/pprof/", nil),
	} {
		answers[what] = c.send(nil, r)
	}
	for what, w := range answers {
		h := w.Header()
		if cached := h.Get("Cache-Control"); !strings.HasPrefix(what, "a file of style") && cached != "no-store" && w.Code != http.StatusNotFound {
			t.Errorf("%s: may be kept: %q", what, cached)
		}
		for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if h.Get(header) != want {
				t.Errorf("%s: %s is %q", what, header, h.Get(header))
			}
		}
		for header := range h {
			if strings.HasPrefix(header, "Access-Control") || header == "Server" || header == "X-Powered-By" {
				t.Errorf("%s: has %s", what, header)
			}
		}
		policed := h.Get("Content-Security-Policy")
		if strings.HasPrefix(policed, "default-src 'none'") { // a file says no to everything
			policed += " object-src 'none'; form-action '"
		}
		for _, part := range []string{"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action '", "report-uri /not-of-a-page"} {
			if !strings.Contains(policed, part) {
				t.Errorf("%s: the policy of the page lacks %s", what, part)
			}
		}
		// A stream of events is UTF-8 by its standard and says no letters.
		media, with, err := mime.ParseMediaType(h.Get("Content-Type"))
		if w.Body.Len() > 0 && (err != nil || strings.HasPrefix(media, "text/") && media != "text/event-stream" && with["charset"] != "utf-8") {
			t.Errorf("%s: says it is %q", what, h.Get("Content-Type"))
		}
		if to := h.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
			t.Errorf("%s: leads out of the house: %q", what, to)
		}
		for _, cookie := range w.Result().Cookies() {
			if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" || cookie.Domain != "" {
				t.Errorf("%s: cookie %+v", what, cookie)
			}
		}
	}
	for what, want := range map[string][]int{"trace": {405}, "a folder": {404}, "a folder in it": {404}, "out of the tree": {404, 400},
		"version control": {404}, "a debugger": {404}, "another site": {403}, "a foreign name": {421}} {
		if got := answers[what].Code; !slices.Contains(want, got) {
			t.Errorf("%s: status %d", what, got)
		}
	}
	if len(answers) < 900 {
		t.Errorf("only %d answers", len(answers))
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/sign-in", nil)
	r.Host = "localhost"
	over.ServeHTTP(w, r)
	if got := w.Header().Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
		t.Errorf("over TLS: %q", got)
	}
}

func crossSite(r *http.Request) *http.Request {
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	return r
}
