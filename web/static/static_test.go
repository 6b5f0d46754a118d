package static

import (
	"io/fs"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestTheFirstPageIsLight adds up what a reader of each language fetches: the
// stylesheet and script packed, and the letters she needs. 16 KB are left for
// the page itself.
func TestTheFirstPageIsLight(t *testing.T) {
	const budget = 100<<10 - 16<<10
	for lang, fonts := range map[string][]string{
		"en": {"latin"}, "ru": {"latin", "cyrillic"}, "kk": {"latin", "cyrillic", "cyrillic-ext"},
	} {
		sum := len(assets()["pana.css"].gzip) + len(assets()["pana.js"].gzip) + len(assets()["mark.svg"].gzip)
		for _, f := range fonts {
			font, ok := assets()["vendor/source-sans-3-"+f+".woff2"]
			if !ok {
				t.Fatalf("no letters %s", f)
			}
			sum += len(font.plain)
		}
		if sum > budget {
			t.Errorf("%s fetches %d bytes, more than %d", lang, sum, budget)
		}
	}
}

func TestTheStylesheetAsksForNothingButOurLetters(t *testing.T) {
	css := string(assets()["pana.css"].plain)
	for _, m := range regexp.MustCompile(`url\(([^)]*)\)`).FindAllStringSubmatch(css, -1) {
		if name, ok := strings.CutPrefix(m[1], Prefix); !ok || assets()[name].plain == nil {
			t.Errorf("the stylesheet asks for %s", m[1])
		}
	}
	for _, word := range []string{"@import", "data:", "//www", "GDS Transport", "crown"} {
		if strings.Contains(css, word) {
			t.Errorf("the stylesheet says %s", word)
		}
	}
	if open, shut := strings.Count(css, "{"), strings.Count(css, "}"); open != shut {
		t.Errorf("%d braces open, %d close", open, shut)
	}
}

func TestNothingIsKeptInTheBrowser(t *testing.T) {
	for _, name := range []string{"pana.js", "vendor/htmx.min.js"} {
		js := string(assets()[name].plain)
		for _, word := range []string{"localStorage", "sessionStorage", "indexedDB", "document.cookie", "serviceWorker", "caches."} {
			if strings.Contains(js, word) {
				t.Errorf("%s uses %s", name, word)
			}
		}
	}
}

func TestNightIsTheSameWhetherChosenOrFollowed(t *testing.T) {
	b, err := fs.ReadFile(files, "css/2-colour.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := func(theme string) string {
		m := regexp.MustCompile(`\[data-theme=` + theme + `\]\{([^}]*)\}`).FindSubmatch(b)
		if m == nil {
			t.Fatalf("no theme %s", theme)
		}
		return strings.Join(strings.Fields(string(m[1])), " ")
	}
	if night, auto := colours("night"), colours("auto"); night != auto {
		t.Errorf("night %s\nauto %s", night, auto)
	}
}

func TestFilesAreServedByVersion(t *testing.T) {
	for _, tt := range []struct {
		name, method, url, encoding, tag string
		status                           int
		cache                            string
	}{
		{"a versioned file may be kept", "GET", URL("pana.css"), "gzip", "", 200, "private, max-age=31536000, immutable"},
		{"a file without version is asked for again", "GET", "/static/pana.css", "", "", 200, "no-cache"},
		{"a file with an old version is asked for again", "GET", "/static/pana.css?v=0", "", "", 200, "no-cache"},
		{"a file that has not changed is not sent again", "GET", "/static/pana.js", "", `"` + assets()["pana.js"].hash + `"`, 304, "no-cache"},
		{"an unknown file is not found", "GET", URL("nobody.css"), "", "", 404, ""},
		{"a folder is not listed", "GET", "/static/vendor/", "", "", 404, ""},
		{"a way out of the folder is not found", "GET", "/static/../static.go", "", "", 404, ""},
		{"our source parts are not served", "GET", "/static/js/1-leave.js", "", "", 404, ""},
		{"nothing can be posted", "POST", "/static/pana.css", "", "", 405, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := httptest.NewRequest(tt.method, tt.url, nil)
			q.Header.Set("Accept-Encoding", tt.encoding)
			q.Header.Set("If-None-Match", tt.tag)
			w := httptest.NewRecorder()
			Handler().ServeHTTP(w, q)
			if w.Code != tt.status || tt.cache != "" && w.Header().Get("Cache-Control") != tt.cache {
				t.Errorf("%d %q", w.Code, w.Header().Get("Cache-Control"))
			}
			if got := w.Header().Get("Content-Encoding"); tt.status == 200 && got != tt.encoding {
				t.Errorf("packed as %q", got)
			}
		})
	}
}

// On a sheet for printing a heading below another is smaller than it.
func TestHeadingsOnPaperGrowSmallerByTheirOrder(t *testing.T) {
	css := string(assets()["pana.css"].plain)
	size := func(h string) (pt float64) {
		if m := regexp.MustCompile(`\.pana \.a4 ` + h + `\{font-size:([0-9.]+)pt`).FindStringSubmatch(css); m != nil {
			pt, _ = strconv.ParseFloat(m[1], 64)
		}
		return pt
	}
	if h1, h2, h3 := size("h1"), size("h2"), size("h3"); h3 < 8 || h2 <= h3 || h1 <= h2 {
		t.Errorf("h1 %v, h2 %v, h3 %v", h1, h2, h3)
	}
}
