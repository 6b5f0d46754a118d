package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
)

// marked is a word that nobody else types: one search finds any of them.
var marked = regexp.MustCompile(`(?i)zhqvyxwu(\d{5})`)

// A canary types marked words into everything that the pages show, and knows of
// each who typed it where, and where the house keeps it.
type canary struct {
	*crowd
	words   []markedWord
	turns   map[string]int    // by route and field: how often it was said to be wrong, and so what is tried next
	taken   map[string]int    // by route: forms that were taken
	at      map[string]string // by route and who: a page with its form
	many    int               // words in a field at once
	refused map[string]int
	asked   int
	usual   map[string][]kept   // by route and field: where what is typed there is kept
	key     *age.X25519Identity // to whom the house is exported
	out     string              // and where
	posts   *http.ServeMux      // says which route an address is of
	pages   map[string]bool     // addresses that somebody was led to
}

type markedWord struct {
	who, route, field string
	kept              []kept
}

// typed are several new marked words.
func (k *canary) typed(n int, who, route, field string) string {
	var all []string
	for range n {
		all = append(all, fmt.Sprintf("Zhqvyxwu%05d", len(k.words)))
		k.words = append(k.words, markedWord{who: who, route: route, field: field})
	}
	return strings.Join(all, " ")
}

// found are the numbers of the marked words in b, packed or not.
func found(b []byte) map[int]bool {
	all := map[int]bool{}
	for _, m := range marked.FindAllSubmatch(b, -1) {
		n := 0
		fmt.Sscanf(string(m[1]), "%d", &n)
		all[n] = true
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err == nil {
			for _, f := range z.File {
				if r, err := f.Open(); err == nil {
					inside, _ := io.ReadAll(r)
					maps.Copy(all, found(inside))
				}
			}
		}
	}
	return all
}

// nowhere are the places of an answer in which no marked word of any class may
// stand: what a browser, a proxy, a printer or a history keeps of it.
var nowhere = map[string]*regexp.Regexp{
	"the title":    regexp.MustCompile(`(?s)<title>.*?</title>`),
	"an address":   regexp.MustCompile(`(?:href|src|srcset|action|formaction|poster|ping)="[^"]*"`),
	"the head":     regexp.MustCompile(`<(?:meta|link)[^>]*>`),
	"a footer":     regexp.MustCompile(`(?s)<footer.*?</footer>`),
	"what scripts": regexp.MustCompile(`(?s)<script.*?</script>`),
}

// outside says where an answer shows a marked word beside its page.
func (k *canary) outside(what string, w *httptest.ResponseRecorder) {
	k.t.Helper()
	for name, values := range w.Header() {
		text := name + strings.Join(values, " ")
		plain, _ := url.QueryUnescape(text)
		if marked.MatchString(text) || marked.MatchString(plain) {
			k.t.Errorf("%s: the header %s holds a marked word", what, name)
		}
	}
	body := w.Body.Bytes()
	if !marked.Match(body) {
		return
	}
	for where, form := range nowhere {
		for _, part := range form.FindAll(body, -1) {
			if marked.Match(part) {
				k.t.Errorf("%s: %s holds a marked word: %.120q", what, where, part)
			}
		}
	}
	switch w.Code {
	case http.StatusOK, http.StatusUnprocessableEntity, http.StatusConflict:
	case http.StatusUnauthorized: // a sign-in that failed shows the name that was typed
		if !strings.HasSuffix(what, "/sign-in") {
			k.t.Errorf("%s: status 401, and it holds a marked word", what)
		}
	case http.StatusForbidden: // her own form, waiting for proof that it is she
		if !strings.Contains(string(body), asksWho) {
			k.t.Errorf("%s: the refusal holds a marked word", what)
		}
	default:
		k.t.Errorf("%s: status %d, and it holds a marked word", what, w.Code)
	}
}

// fills sends the forms that keep words of a class of which there are too few,
// until there are enough.
func (k *canary) fills() {
	k.t.Helper()
	k.many = 12
	for range 40 {
		have := k.byClass()
		for _, key := range slices.Sorted(maps.Keys(k.at)) {
			method, rest, _ := strings.Cut(key, " ")
			route, who, _ := strings.Cut(rest, " ")
			if route = method + " " + route; !k.helps(route, have) {
				continue
			}
			for _, f := range proof.Forms(k.get(who, k.at[key]).Body.Bytes()) {
				if !f.Post || f.To == "" {
					continue
				}
				if _, to := k.posts.Handler(httptest.NewRequest("POST", f.To, nil)); to == route {
					k.send(who, route, f)
					break
				}
			}
		}
		if k.finds(); !slices.ContainsFunc(classes, func(c db.Class) bool { return k.byClass()[c] < most() }) {
			return
		}
	}
}

// Marked words are typed into every form of every page, as the pages show them,
// until a thousand of every class are kept, and into wrong addresses. The class of
// a word is that of the column which keeps it. Each is then looked for in whatever
// leaves: it stands on the pages and in the exports of those who may read the part
// that keeps it, and in no title, address, header, footer, name of a file, error,
// log, file of the house or backup. A dump made with the page key has words of
// class C alone: what the house calls its rooms and sites.
func TestCanaryWhoReadsWhatIsTyped(t *testing.T) {
	k := &canary{crowd: gather(t), turns: map[string]int{}, taken: map[string]int{}, at: map[string]string{}, many: 2, usual: map[string][]kept{}, refused: map[string]int{}, pages: map[string]bool{}}
	var err error
	if k.key, err = age.GenerateX25519Identity(); err != nil {
		t.Fatal(err)
	}
	k.out = filepath.Join(t.TempDir(), "house.age")
	k.posts = http.NewServeMux()
	for _, a := range k.web.Addresses() {
		if a.Path != "/{$}" {
			k.posts.HandleFunc(a.Method+" "+a.Path, func(http.ResponseWriter, *http.Request) {})
		}
	}
	mine, ours := k.clients[0], k.clients[1]
	for _, who := range []string{"dina", "saule", "gulnar", "raushan", "bolat", "timur", "oleg"} {
		k.types(who, mine, 2)
	}
	k.types("saule", ours, 1)
	k.finds()
	k.fills()
	byClass := k.byClass()
	pages, seen := k.reads(mine, ours)
	k.wrongAddresses()
	exported := k.export()
	cells, files := k.elsewhere()
	t.Logf("never taken: %v", k.neverTaken())
	if len(k.taken) < 120 {
		t.Errorf("only at %d addresses was anything taken", len(k.taken))
	}
	for _, c := range classes {
		if byClass[c] < most() {
			t.Errorf("only %d words of class %s are kept", byClass[c], c)
		}
	}
	proof.Say(t, "marked words of every class in every form", len(k.words), 0, "kept %v; %d forms sent, taken at %d addresses; on %d pages and exports seen %d times, each by one who may; %d in the export of the whole house; none in %d cells but of the house's own settings, in %d files, the log, a title, an address, a header, a name of a file",
		byClass, k.asked, len(k.taken), pages, seen, exported, cells, files)
}

// most is how many words of each class are to be kept.
func most() int { return proof.N(1000, 5000) }

// wrongAddresses asks for what is not there, with words in the address, the
// questions and the headers of the request: no answer and no log repeats them.
func (k *canary) wrongAddresses() {
	k.t.Helper()
	for _, a := range k.web.Addresses() {
		for _, who := range []string{"saule", ""} {
			word := k.typed(1, who, a.Method+" "+a.Path, "the address")
			path := regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(strings.Replace(a.Path, "{$}", "", 1), word)
			r := httptest.NewRequest(a.Method, path+"?done="+word+"&site="+word+"&page="+word+"&list="+word+"&language="+word+"&find="+word, nil)
			r.Header.Set("User-Agent", word)
			r.Header.Set("Referer", "http://localhost/"+word)
			r.Header.Set("Accept-Language", word)
			if a.Method == "POST" && (onlyRefused[a.Path] != "" || spared[a.Path] != "") {
				continue
			}
			w := k.as(who, r)
			if strings.HasPrefix(a.Path, "/static") {
				continue
			}
			k.outside(a.Method+" "+a.Path+" with words in its address", w)
			if hits := found(w.Body.Bytes()); hits[len(k.words)-1] {
				k.t.Errorf("%s %s repeats what stood in its address", a.Method, a.Path)
			}
		}
	}
}

func (k *canary) neverTaken() (all []string) {
	for route := range k.refused {
		if k.taken[route] == 0 {
			all = append(all, route)
		}
	}
	slices.Sort(all)
	return all
}
