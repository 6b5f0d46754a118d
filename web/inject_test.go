package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana/internal/proof"
)

// planted are what people who mean harm type, by what it is meant for. Whatever
// would be markup, a header or a name of a file says pwn.
var planted = map[string][]string{
	"a database": {`'; DROP TABLE clients; --`, `" OR 1=1 --`, `1); DELETE FROM notes; --`, `' UNION SELECT id FROM staff --`, `$1`, `%' ESCAPE '\`, `\x27`, `x' || (SELECT code FROM clients) || '`},
	"a page":     {`<script>pwn()</script>`, `"><img src=x onerror=pwn()>`, `' onfocus=pwn() autofocus='`, `</textarea><svg/onload=pwn()>`, `<!--<b id=pwn>-->`, `{{.pwn}}`, `javascript:pwn()`, `&lt;b id=pwn&gt;<b id=pwn>`, "</title><iframe pwn>"},
	"a sheet":    {`=HYPERLINK("http://pwn.example","x")`, `+cmd|'/c pwn'!A0`, `-2+3`, `@SUM(A1:A9)`, "\t=1+1"},
	"a header":   {"x\r\nX-Pwn: yes", "x\nSet-Cookie: pwn=1", "x\r\n\r\n<b id=pwn>", "x%0d%0aX-Pwn: yes"},
	"a path":     {"../../../../pwn", `..\..\pwn`, "/etc/passwd", "%2e%2e%2fpwn", "file:///etc/passwd", "//pwn.example/", "CON", "pwn\x00.png"},
	"an eye":     {"abc\u202ecba", "\u2066x\u2069", "a\u200bb", "\ufeffx", "\ufffe", "ﷺ", strings.Repeat("é", 300), "\x00", "\xff\xfe", "İ", "K", "🏴\U000e0067", "\u0085", "\u2028"},
}

// loose are the marks by which something planted is seen to have come alive.
var loose = regexp.MustCompile(`(?i)<(?:script|img|svg|b|iframe)[^>&]*pwn|['"] onfocus=pwn|href="(?:javascript:|//pwn)|src="[^"]*pwn`)

// alive says what of a planted word came alive in an answer, and "" if nothing. In a
// file that is handed out shut, to be saved and never shown, nothing can.
func alive(w *httptest.ResponseRecorder) string {
	shut := strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") && strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox") &&
		!strings.Contains(w.Header().Get("Content-Type"), "html")
	if m := loose.FindString(w.Body.String()); m != "" && !shut {
		return "the page holds " + m
	}
	for name, values := range w.Header() {
		if text := strings.ToLower(name + strings.Join(values, "")); strings.Contains(text, "pwn") || strings.ContainsAny(text, "\r\n\x00") {
			return fmt.Sprintf("the header %s is %q", name, values)
		}
	}
	if w.Code >= 500 {
		return fmt.Sprintf("status %d", w.Code)
	}
	return ""
}

// spared are posts that are not asked, and why.
var spared = map[string]string{
	"/lock":                        "stops the house for everyone",
	"/sign-out":                    "ends her session",
	"/clients/{code}/conflict":     "closes the file that is looked at",
	"/clients/{code}/conflict/end": "the same",
}

// Whatever is typed into any field of any form stays text: no fall, no markup, no
// header, no file, no table more or less, and nothing of another client's changes.
func TestMatrixOfWhatIsTyped(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine, asked := c.clients[0], 0
	tables, others := c.tables(), c.ofOthers()
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(planted)) {
		kinds = append(kinds, planted[kind]...)
	}
	every := 12 // each field gets some of them, each of them many fields
	if proof.Long() {
		every = 1
	}
	try := func(who, what, to string, f url.Values) {
		w := c.post(who, to, f)
		if asked++; w.Code == http.StatusSeeOther && w.Header().Get("Location") == "/sign-in" {
			c.Clock.Advance(forgiven) // an act ended her session, and guesses slowed the door
			clear(c.keys)
		}
		if wrong := alive(w); wrong != "" {
			t.Errorf("%s sends %s to %s: %s", who, what, to, wrong)
		}
	}
	reached := http.NewServeMux()
	routes := map[string]bool{}
	for _, a := range c.web.Addresses() {
		if a.Method == "POST" {
			reached.HandleFunc("POST "+a.Path, func(http.ResponseWriter, *http.Request) {})
			routes["POST "+a.Path] = spared[a.Path] != ""
		}
	}
	for _, who := range []string{"saule", "gulnar"} {
		for i, b := range c.blanksOn(who, mine, func(string) bool { return true }) {
			_, pattern := reached.Handler(httptest.NewRequest("POST", b.to, nil))
			if spared[strings.TrimPrefix(pattern, "POST ")] != "" || who == "gulnar" && routes[pattern] {
				continue
			}
			routes[pattern] = true
			for j, field := range b.fields {
				for k, word := range kinds {
					if (i+j+k)%every != 0 {
						continue
					}
					f := anything()
					maps.Copy(f, b.hidden)
					f.Set(field, word)
					try(who, fmt.Sprintf("%s = %q", field, word), b.to, f)
				}
			}
		}
	}
	for _, a := range c.web.Addresses() { // and what no page offers her
		if a.Method != "POST" || spared[a.Path] != "" {
			continue
		}
		to := c.address(a.Path, mine, c.actors["saule"], mine.subject("saule"))
		for k, word := range kinds {
			if routes["POST "+a.Path] && k%(4*every) != 0 {
				continue
			}
			f := anything()
			for field := range f {
				if field != "version" && field != "number" {
					f.Set(field, word)
				}
			}
			try("saule", fmt.Sprintf("%q in every field", word), to, f)
		}
		routes["POST "+a.Path] = true
	}
	for _, a := range c.web.Addresses() { // in addresses, questions and headers
		for k, word := range kinds {
			if k%every != 0 || a.Method != "GET" || a.Path == "/{$}" {
				continue
			}
			path := regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllLiteralString(a.Path, url.PathEscape(word))
			r := httptest.NewRequest("GET", "/", nil)
			r.URL = &url.URL{Path: path, RawQuery: url.Values{"site": {word}, "list": {word}, "language": {word}, "page": {word}, "done": {word}}.Encode()}
			if unescaped, err := url.PathUnescape(path); err == nil {
				r.URL.Path, r.URL.RawPath = unescaped, path
			}
			r.Header.Set("User-Agent", word)
			r.Header.Set("Accept-Language", word)
			asked++
			if wrong := alive(c.as("saule", r)); wrong != "" {
				t.Errorf("GET %s: %s", path, wrong)
			}
		}
	}
	for path, page := range c.everything("saule", mine) {
		if strings.HasSuffix(path, "csv") { // handed out shut: see alive
			continue
		}
		if m := loose.FindString(page); m != "" || strings.Contains(page, "\u202e") {
			t.Errorf("%s keeps something alive: %q", path, m)
		}
	}
	if diff := cmp.Diff(tables, c.tables()); diff != "" {
		t.Errorf("other tables than before:\n%s", diff)
	}
	if diff := cmp.Diff(others, c.ofOthers()); diff != "" {
		t.Errorf("something of other clients changed:\n%s", diff)
	}
	for _, folder := range []string{".", "..", "../..", "/tmp", c.Options().Dir} {
		entries, _ := os.ReadDir(folder) // on PostgreSQL there is no folder of the house
		for _, e := range entries {
			if strings.Contains(e.Name(), "pwn") || e.Name() == "CON" {
				t.Errorf("somebody made %s in %s", e.Name(), folder)
			}
		}
	}
	for route, was := range routes {
		if !was {
			t.Errorf("nothing was sent to %s", route)
		}
	}
	proof.Say(t, "planted words typed into every field of every form", asked, 0, "%d words, %d routes: all stayed text, nothing of others changed", len(kinds), len(routes))
	if asked < 3000 {
		t.Errorf("only %d requests", asked)
	}
}

// ofOthers counts, table by table, the rows that belong to the clients whom
// nobody touches.
func (c *crowd) ofOthers() map[string]int {
	c.t.Helper()
	counts := map[string]int{}
	for _, table := range c.tables() {
		if columns := c.columns(table); !slices.Contains(columns, "client_id") {
			continue
		}
		for _, s := range c.clients[1:5] {
			if table != "trail" {
				counts[s.name+" in "+table] = c.count(`SELECT COUNT(*) FROM `+table+` WHERE client_id = $1`, string(c.id(s)))
			}
		}
	}
	return counts
}

// A field that stands twice in a form counts once, and one in the address of a
// post counts as nothing.
func TestAFieldSentTwiceOrInTheAddressCountsOnce(t *testing.T) {
	d := openDesk(t)
	status(t, d.post("dina", d.file("/notes/new"), url.Values{"compartment": {"care", "legal"}, "text": {"A quiet day.", "Another."}}), http.StatusSeeOther)
	says(t, d.get("dina", d.file("")), "A quiet day.")
	if strings.Contains(d.get("dina", d.file("")).Body.String(), "Another.") {
		t.Error("both were taken")
	}
	before := d.rows(looks...)
	status(t, d.post("dina", d.file("/notes/new?compartment=care&text=Hidden"), nil), http.StatusUnprocessableEntity)
	if diff := cmp.Diff(before, d.rows(looks...)); diff != "" {
		t.Errorf("what stood in the address was taken:\n%s", diff)
	}
}

// sheets are pages to be printed, for her hand or for who gave.
var sheets = []string{"/book/{id}/thanks", "/collections/{id}/letter", "/calls/letter", "/court/hearings/{id}/plan", "/summary", "/print", "/trail/sheet"}

// The way out of a session stands on every page of whoever is signed in.
func TestTheWayOutStandsOnEveryPage(t *testing.T) {
	t.Parallel()
	c := gather(t)
	pages := 0
	for path, page := range c.everything("saule", c.clients[0]) {
		if !strings.Contains(page, `<html`) {
			continue
		}
		if pages++; !strings.Contains(page, `action="/sign-out"`) && !slices.ContainsFunc(sheets, func(end string) bool { return strings.HasSuffix(path, end) }) {
			t.Errorf("%s has no way out", path)
		}
	}
	if pages < 60 {
		t.Errorf("only %d pages", pages)
	}
}
