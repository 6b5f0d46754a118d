package demo

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/web"
)

var (
	linkedTo  = regexp.MustCompile(`<a [^>]*href="(/[^"#]*)`)
	whichOne  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2,3}-\d\d-\d+|\d{4}-\d\d(-\d\d)?|=[^&]*`)
	alikeOnes = 8 // of pages that differ only in whom or what they are about
)

// Whoever lives in the invented house meets no link that ends nowhere or is not hers
// to follow. From Today on every link is gone along, of pages that are alike the first
// ones, by one of each role.
func TestNoLinkOfAnyPageLeadsNowhere(t *testing.T) {
	v := theWorld(t)
	pages := web.New(v.House, web.Options{Demo: true}).Handler()
	for _, p := range OneOfEach(v.People) {
		in := ask(pages, "POST", "/sign-in", "", url.Values{"name": {p.Name}, "passphrase": {p.Passphrase}}).Cookies()
		if len(in) == 0 {
			t.Fatalf("%s does not come in", p.Role)
		}
		cookie := in[len(in)-1].Name + "=" + in[len(in)-1].Value
		next, from, alike := []string{"/today"}, map[string]string{"/today": "the door"}, map[string]int{}
		for ; len(next) > 0; next = next[1:] {
			path := next[0]
			shape := whichOne.ReplaceAllString(path, "…")
			if alike[shape]++; alike[shape] > alikeOnes {
				continue
			}
			w := ask(pages, "GET", path, cookie, nil)
			if w.StatusCode != http.StatusOK && w.StatusCode != http.StatusSeeOther {
				t.Errorf("%s: from %s to %s: status %d", p.Role, from[path], path, w.StatusCode)
				continue
			}
			page, err := io.ReadAll(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range linkedTo.FindAllSubmatch(page, -1) {
				to := html.UnescapeString(string(m[1]))
				if from[to] == "" && !strings.HasPrefix(to, "/static") {
					from[to] = path
					next = append(next, to)
				}
			}
		}
		if len(alike) < 3 {
			t.Errorf("%s: only %d kinds of pages were walked", p.Role, len(alike))
		}
	}
}
