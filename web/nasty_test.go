package web_test

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

var (
	formForm   = regexp.MustCompile(`(?s)<form([^>]*)>(.*?)</form>`)
	actionForm = regexp.MustCompile(`action="([^"]+)"`)
	hiddenForm = regexp.MustCompile(`<input[^>]* type="hidden"[^>]*>`)
	nameForm   = regexp.MustCompile(` name="([^"]+)"`)
	valueForm  = regexp.MustCompile(` value="([^"]*)"`)
	unsaidKey  = regexp.MustCompile(`\[[a-z]+(\.[a-z0-9-]+)+\]`)
)

// A blank is a form of some page: where it is sent to, what it carries along, and
// which fields it has.
type blank struct {
	to     string
	hidden url.Values
	fields []string
}

// blanks are the forms on every page that shows one client to a reader.
func (c *crowd) blanks(name string, s *stood) []blank {
	return c.blanksOn(name, s, func(path string) bool {
		return strings.HasPrefix(path, "/clients/{code}") || path == "/skills" || path == "/organisations" || strings.HasPrefix(path, "/calls")
	})
}

// blanksOn are the forms on the pages of some addresses.
func (c *crowd) blanksOn(name string, s *stood, on func(path string) bool) []blank {
	found := map[string]blank{}
	for _, a := range c.web.Addresses() {
		subject := s.subject(name)
		if a.Method != "GET" || !on(a.Path) ||
			policy.Check(c.actors[name], a.Act, subject) != nil {
			continue
		}
		for _, m := range formForm.FindAllStringSubmatch(c.ask(name, a, s, subject).Body.String(), -1) {
			to := actionForm.FindStringSubmatch(m[1])
			if to == nil || !strings.Contains(m[1], `method="post"`) {
				continue
			}
			b := blank{to: html.UnescapeString(to[1]), hidden: url.Values{}}
			for _, in := range hiddenForm.FindAllString(m[2], -1) {
				if n, v := nameForm.FindStringSubmatch(in), valueForm.FindStringSubmatch(in); n != nil && v != nil && n[1] != "once" {
					b.hidden.Set(n[1], html.UnescapeString(v[1]))
				}
			}
			for _, n := range nameForm.FindAllStringSubmatch(m[2], -1) {
				if n[1] != "once" && !slices.Contains(b.fields, n[1]) {
					b.fields = append(b.fields, n[1])
				}
			}
			found[b.to+" "+b.hidden.Encode()] = b
		}
	}
	var all []blank
	for _, key := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[key])
	}
	return all
}

// Every field of every form about a client takes whatever can be typed or forged:
// it is an answer or a sentence, never a fall, and what was refused left nothing.
func TestEveryFieldOfEveryFormBearsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine, asked, refused := c.clients[0], 0, 0
	forged := []string{"a\x00b", "abc\u202ecba", strings.Repeat("ы", 10_000), "-1", "99999999999999999999", "31.12.2150", "2026-02-30", "../no-such-code"}
	for _, name := range []string{"saule", "gulnar"} {
		blanks := c.blanks(name, mine)
		if len(blanks) < 20 {
			t.Errorf("%s finds only %d forms", name, len(blanks))
		}
		for i, b := range blanks {
			if strings.Contains(b.to, "/conflict") || strings.HasSuffix(b.to, "/again") {
				continue
			}
			lang := locale.Langs()[i%len(locale.Langs())]
			if err := c.House.SetLanguage(c.As(name), lang); err != nil {
				t.Fatal(err)
			}
			for j, field := range b.fields {
				for k, bad := range forged {
					if k > 0 && (i+j+k)%3 != 0 { // each field gets some of them, each of them many fields
						continue
					}
					f := anything()
					maps.Copy(f, b.hidden)
					f.Set(field, bad)
					before := c.rows(looks...)
					w := c.post(name, b.to, f)
					asked++
					what := name + " sends " + b.to + ", " + field + " = " + strings.ToValidUTF8(bad[:min(len(bad), 12)], "?") + " in " + string(lang)
					switch {
					case w.Code >= 500:
						t.Errorf("%s: status %d", what, w.Code)
					case w.Code == http.StatusForbidden: // gone it may be: an answer before may have taken its place
						t.Errorf("%s, which a page offers her: status %d", what, w.Code)
					case w.Code >= 400 || bad == forged[0]: // of what no field is read for, nothing is kept either
						refused++
						if diff := cmp.Diff(before, c.rows(looks...)); diff != "" {
							t.Errorf("%s: refused, and something was kept:\n%s", what, diff)
						}
					}
					if key := unsaidKey.FindString(w.Body.String()); key != "" {
						t.Errorf("%s: the page shows the key %s", what, key)
					}
				}
			}
		}
	}
	for _, name := range []string{"saule", "gulnar"} {
		for path, page := range c.everything(name, mine) {
			if strings.Contains(page, "\u202e") {
				t.Errorf("%s: %s writes backwards", name, path)
			}
		}
	}
	t.Logf("%d asked, %d refused", asked, refused)
	if refused < 3000 {
		t.Errorf("only %d of %d were refused", refused, asked)
	}
}
