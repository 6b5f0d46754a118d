package web_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web"
)

var (
	keyInBrackets = regexp.MustCompile(`\[[a-z0-9]+(\.[a-z0-9-]+)+\]`)
	titleOf       = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	inline        = regexp.MustCompile(`(?i)<style|<script(?:\s[^>]*)?>[^<]|\sstyle=|\son[a-z]+=|javascript:`)
)

// wholePage fails unless a page has everything that every page must have: headers
// that keep it in this house, a title, no text without a translation, nothing
// inline that the policy of the page would block.
func wholePage(t *testing.T, what string, lang locale.Lang, w *httptest.ResponseRecorder) {
	t.Helper()
	fitting(t, what, w)
	if w.Code != http.StatusOK {
		t.Errorf("%s: status %d", what, w.Code)
		return
	}
	body := w.Body.String()
	if m := keyInBrackets.FindString(body); m != "" {
		t.Errorf("%s: shows the key %s", what, m)
	}
	if !strings.Contains(body, `<html lang="`+string(lang)+`"`) {
		t.Errorf("%s: is not marked as written in %s", what, lang)
	}
	if m := titleOf.FindStringSubmatch(body); m == nil || strings.TrimSpace(m[1]) == "" {
		t.Errorf("%s: has no title", what)
	}
	if m := inline.FindString(body); m != "" {
		t.Errorf("%s: holds %q, which the browser would block", what, m)
	}
}

// fitting fails unless an answer carries the headers of every answer.
func fitting(t *testing.T, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	h := w.Header()
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
		if got := h.Values(name); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %s is %q, want %q", what, name, got, want)
		}
	}
	policy := h.Get("Content-Security-Policy")
	for _, part := range []string{"default-src '", "frame-ancestors 'none'", "base-uri 'none'", "form-action '"} {
		if !strings.Contains(policy, part) {
			t.Errorf("%s: the policy of the page lacks %q: %q", what, part, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("%s: the policy of the page lets in %q", what, policy)
	}
}

// files are addresses that answer with a file.
var files = []string{"/image", "/file", "/receipts/{id}", ".csv", "/csv"}

// Every page, for the director and for whoever else has a first screen, in every
// language.
func TestEveryPageIsWholeInEveryLanguage(t *testing.T) {
	t.Parallel()
	c := gather(t)
	saule, mine := c.actors["saule"], c.clients[0]
	pages := 0
	for _, lang := range locale.Langs() {
		for name := range c.actors {
			if err := c.House.SetLanguage(c.As(name), lang); err != nil {
				t.Fatal(err)
			}
			wholePage(t, "Today of "+name+" in "+string(lang), lang, c.get(name, "/today"))
			wholePage(t, "settings of "+name+" in "+string(lang), lang, c.get(name, "/settings"))
		}
		for _, a := range c.web.Addresses() {
			if a.Method != "GET" || a.Open || slices.ContainsFunc(files, func(end string) bool { return strings.HasSuffix(a.Path, end) }) {
				continue
			}
			if narrower["GET "+a.Path] != "" {
				continue
			}
			if pages++; policy.Check(saule, a.Act, mine.subject("saule")) == nil {
				wholePage(t, a.Path+" in "+string(lang), lang, c.get("saule", c.address(a.Path, mine, saule, mine.subject("saule"))))
			}
			if policy.May(c.actors["gulnar"], a.Act) {
				wholePage(t, a.Path+" for gulnar in "+string(lang), lang, c.get("gulnar", c.address(a.Path, mine, c.actors["gulnar"], mine.subject("gulnar"))))
			}
		}
		found := c.post("saule", "/clients/find", url.Values{"find": {"Gulbahor"}})
		wholePage(t, "what was found in "+string(lang), lang, found)
		if !strings.Contains(found.Body.String(), mine.code) {
			t.Errorf("she is not found by her name in %s", lang)
		}
		for _, door := range []string{"/sign-in", "/out", "/invitation", "/trust"} {
			wholePage(t, door+" in "+string(lang), lang, c.get("", door+"?language="+string(lang)))
		}
	}
	if pages < 60 {
		t.Errorf("only %d pages were looked at", pages)
	}
}

func TestARefusalAndAnAbsentPageAreWholeTooInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	c := gather(t)
	for _, lang := range locale.Langs() {
		for _, name := range []string{"lena", "dina"} {
			if err := c.House.SetLanguage(c.As(name), lang); err != nil {
				t.Fatal(err)
			}
		}
		for what, w := range map[string]*httptest.ResponseRecorder{
			"refused":          c.get("lena", "/clients"),
			"absent":           c.get("dina", "/clients/KZ-19-417"),
			"no such address":  c.get("dina", "/nowhere"),
			"a cut form":       c.as("dina", brokenForm()),
			"too much":         c.post("dina", "/drafts", url.Values{"text": {strings.Repeat("a", 2<<20)}}),
			"wrong passphrase": c.as("", inLanguage(lang, form("/sign-in", url.Values{"name": {"Dina"}, "passphrase": {"wrong"}}))),
		} {
			what += " in " + string(lang)
			fitting(t, what, w)
			body := w.Body.String()
			if w.Code < 400 || w.Code >= 500 {
				t.Errorf("%s: status %d", what, w.Code)
			}
			if m := keyInBrackets.FindString(body); m != "" || !strings.Contains(body, `lang="`+string(lang)+`"`) {
				t.Errorf("%s: shows the key %q, or is not in %s", what, m, lang)
			}
		}
	}
}

func brokenForm() *http.Request {
	r := httptest.NewRequest("POST", "/drafts", strings.NewReader("name=%zz"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func inLanguage(lang locale.Lang, r *http.Request) *http.Request {
	r.Header.Set("Accept-Language", string(lang))
	return r
}

// No name of a client stands in a title, an address to go to, a header, a log
// line or the page of an error, whatever is done with her file.
func TestNoNameStandsWhereOthersCouldReadIt(t *testing.T) {
	t.Parallel()
	c := gather(t)
	names := []string{"Gulbahor", "Oysha", "Гульбахор", "Mehribon", "gulbahor", "mehribon"}
	check := func(what string, w *httptest.ResponseRecorder) {
		t.Helper()
		var open []string
		for header, values := range w.Header() {
			open = append(open, header+": "+strings.Join(values, ", "))
		}
		if m := titleOf.FindStringSubmatch(w.Body.String()); m != nil {
			open = append(open, "title: "+html.UnescapeString(m[1]))
		}
		if w.Code >= 400 && w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusConflict {
			open = append(open, "error: "+html.UnescapeString(w.Body.String()))
		}
		for _, text := range open {
			for _, name := range names {
				plain, err := url.QueryUnescape(text)
				if strings.Contains(text, name) || err == nil && strings.Contains(plain, name) {
					t.Errorf("%s: %q holds %s", what, text[:min(len(text), 200)], name)
				}
			}
		}
	}
	for _, a := range c.web.Addresses() {
		if a.Path == "/lock" || a.Path == "/sign-out" {
			continue
		}
		for _, name := range []string{"saule", "dina", "timur", "lena", ""} {
			for _, s := range c.clients {
				if !strings.Contains(a.Path, "{code}") && s != c.clients[0] {
					continue
				}
				path := strings.Replace(c.address(a.Path, s, c.actors[name], s.subject(name)), "{$}", "", 1)
				if a.Method == "GET" {
					check(path+" as "+name, c.get(name, path))
					continue
				}
				// The name is typed into every field there is, also where it does not belong.
				typed := url.Values{}
				for _, field := range []string{"name", "text", "find", "alias", "aliases", "told", "note", "contact", "title", "kind", "code", "sex", "language",
					"bed", "reason", "status", "role", "other", "purpose", "names", "name-to-use", "place", "draft", "page", "stage", "staff", "since", "until", "on", "source"} {
					typed[field] = []string{"Mehribon"}
				}
				if a.Path == "/sign-in" || a.Path == "/setup" || a.Path == "/invitation" || strings.HasPrefix(a.Path, "/staff") {
					continue // of these none speaks of a client
				}
				check("POST "+path+" as "+name, c.post(name, path, typed))
			}
		}
	}
	for _, name := range names {
		if strings.Contains(c.log.String(), name) {
			t.Errorf("the log holds %s", name)
		}
	}
}

// Of the sign-in only two things may be learnt: it worked, or it did not.
func TestAWrongPassphraseAnUnknownNameAndAnInvitedOneLookTheSame(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	try := func(name, passphrase string) *httptest.ResponseRecorder {
		s.Clock.Advance(forgiven) // tries of before are forgiven
		return s.post("", "/sign-in", url.Values{"name": {name}, "passphrase": {passphrase}})
	}
	s.signIn("saule") // the house is started
	known := try("Dina", "not her passphrase at all")
	status(t, known, http.StatusUnauthorized)
	for what, w := range map[string]*httptest.ResponseRecorder{
		"unknown":                  try("Dana", "not her passphrase at all"),
		"another's passphrase":     try("Dina", housetest.Passphrase("timur")),
		"nothing typed but a name": try("Dina", ""),
	} {
		got := strings.ReplaceAll(w.Body.String(), "Dana", "Dina") // what she typed stays in its field
		if w.Code != known.Code || got != known.Body.String() || len(w.Header()) != len(known.Header()) {
			t.Errorf("%s: can be told apart: status %d and %d", what, w.Code, known.Code)
		}
		if len(w.Result().Cookies()) != 0 {
			t.Errorf("%s: was given a cookie", what)
		}
	}
	if in := try("Dina", housetest.Passphrase("dina")); in.Code != http.StatusSeeOther {
		t.Errorf("then the right one: status %d", in.Code)
	}
}

func TestTheCookieIsOutOfReachOfPagesAndOtherSites(t *testing.T) {
	s := serveHouse(t)
	for _, secure := range []bool{false, true} {
		server := web.New(s.House, web.Options{Secure: secure}).Handler()
		w := httptest.NewRecorder()
		r := form("/sign-in", url.Values{"name": {"Saule"}, "passphrase": {housetest.Passphrase("saule")}})
		r.Host = "localhost"
		server.ServeHTTP(w, r)
		cookies := w.Result().Cookies()
		if len(cookies) != 1 {
			t.Fatalf("%d cookies", len(cookies))
		}
		c := cookies[0]
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.Secure != secure || !c.Expires.IsZero() || c.MaxAge != 0 {
			t.Errorf("over TLS %v the cookie is %+v", secure, c)
		}
		if secure != strings.HasPrefix(c.Name, "__Host-") {
			t.Errorf("over TLS %v the cookie is called %s", secure, c.Name)
		}
		if secure != (w.Header().Get("Strict-Transport-Security") != "") {
			t.Errorf("over TLS %v: Strict-Transport-Security is %q", secure, w.Header().Get("Strict-Transport-Security"))
		}
	}
}

func TestAfterSigningOutNothingIsLeft(t *testing.T) {
	s := serveHouse(t)
	cookie := s.signIn("dina")
	status(t, s.send(cookie, httptest.NewRequest("GET", "/today", nil)), 200)
	out := s.send(cookie, form("/sign-out", nil))
	status(t, out, http.StatusSeeOther)
	if !strings.Contains(out.Header().Get("Clear-Site-Data"), "storage") {
		t.Error("the browser is not asked to forget")
	}
	if !slices.ContainsFunc(out.Result().Cookies(), func(c *http.Cookie) bool { return c.Name == "pana" && c.MaxAge < 0 && c.Value == "" }) {
		t.Error("the cookie stays")
	}
	again := s.send(cookie, httptest.NewRequest("GET", "/today", nil))
	if again.Code != http.StatusSeeOther || again.Header().Get("Location") != "/sign-in" {
		t.Errorf("the cookie of before still opens: %d", again.Code)
	}
	if n := s.count(`SELECT COUNT(*) FROM sessions WHERE staff_id = $1`, string(s.Staff("dina"))); n != 0 {
		t.Errorf("%d sessions of hers are left", n)
	}
	status(t, s.send(cookie, form("/sign-out", nil)), http.StatusSeeOther) // safe to repeat
}

func TestOnePressStopsTheHouseForEveryone(t *testing.T) {
	s := serveHouse(t)
	saule, lena := s.signIn("saule"), s.signIn("lena")
	w := s.send(lena, form("/lock", nil))
	status(t, w, http.StatusSeeOther)
	for who, c := range map[string]*http.Cookie{"saule": saule, "lena": lena} {
		if w := s.send(c, httptest.NewRequest("GET", "/today", nil)); w.Header().Get("Location") != "/sign-in" {
			t.Errorf("%s is still in: %d", who, w.Code)
		}
	}
	wholePage(t, "the door of a stopped house", locale.EN, s.get("", "/sign-in?language=en"))
	clear(s.keys)
	status(t, s.get("timur", "/today"), 200) // the night worker starts it alone
}
