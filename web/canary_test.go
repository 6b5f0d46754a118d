package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"example.org/pana/house/housetest"
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

// instead is what a field is given that took no word, one after the other.
var instead = []string{"23.11.2026", "5", "12:00", "24.11.2027", "2026-11-24", "+7 701 555 04 04", ""}

// onlyRefused are forms that are never sent as they would be taken, and why.
var onlyRefused = map[string]string{
	"/lock/letter": "stops the house", "/house/close": "ends it", "/sign-in": "others would be signed in", "/recover": "needs sheets", "/setup": "there is a house",
	"/invitation": "there is none", "/clients/{code}/conflict": "closes the file that is looked at", "/clients/{code}/conflict/lift": "the same",
	"/clients/{code}/danger": "lends keys beyond the table of acts", "/clients/{code}/break-glass": "the same", "/clients/{code}/restriction": "then nothing is taken any more",
	"/clients/{code}/leaving/left": "the same", "/clients/{code}/unassign": "the same", "/settings/passphrase": "she would come in no more", "/settings/danger": "the same",
	"/settings/second-factor": "the same", "/settings/sessions": "ends the session", "/staff/{id}/end": "somebody would be gone", "/staff/{id}/grant": "roles would change",
	"/people/{id}/leaving/finish": "somebody would be gone", "/people/{id}/hand-over": "who is assigned would change",
	"/staff/{id}/revoke": "the same", "/staff/{id}/sessions": "ends sessions", "/staff/{id}/invite": "a passphrase would end",
}

// send fills in a form and sends it until it is taken or nothing else can be
// tried. Every answer is looked at.
func (k *canary) send(who, route string, f proof.Form) {
	k.t.Helper()
	never := onlyRefused[strings.TrimPrefix(route, "POST ")] != ""
	two := slices.ContainsFunc(f.Fields, func(in proof.Field) bool { return in.Name == "second" })
	if never && !slices.ContainsFunc(f.Fields, func(in proof.Field) bool { return in.Kind == "text" || in.Kind == "secret" }) {
		return
	}
	values, files := f.Hidden(), map[string]string{}
	fill := func(in proof.Field) {
		turn, n := k.turns[route+" "+in.Name], k.taken[route]
		switch {
		case in.Name == "second_step":
			values.Set("second_step", "off") // or the others could do nothing but set one up
		case two && !never && in.Name == "name" && turn > 0:
			values.Set("name", "Marat")
		case two && !never && (in.Name == "factor" || strings.HasPrefix(in.Name, "sheet_")) && turn > 0:
			values.Set(in.Name, "") // nobody is alone here, and he has no second factor
		case two && !never && in.Name == "second" && turn > 0:
			values.Set("second", housetest.Passphrase("marat"))
		case route == "POST /house/export" && in.Name == "keys" && turn > 0:
			values.Set("keys", k.key.Recipient().String())
		case route == "POST /house/export" && in.Name == "out":
			values.Set("out", k.out)
		case in.Kind == "text" && turn == 0:
			values.Set(in.Name, k.typed(k.many, who, route, in.Name))
		case in.Kind == "text" && turn == 1:
			values.Set(in.Name, k.typed(1, who, route, in.Name))
		case in.Kind == "text":
			values.Set(in.Name, append([]string{in.Value}, instead...)[(turn-2)%(len(instead)+1)])
		case in.Kind == "secret" && turn > 0 && !never:
			values.Set(in.Name, housetest.Passphrase(who))
		case in.Kind == "secret", in.Kind == "choice" && never:
			values.Set(in.Name, k.typed(1, who, route, in.Name))
		case in.Kind == "choice":
			choices := slices.DeleteFunc(slices.Clone(in.Choices), func(c string) bool { return c == "" })
			values.Del(in.Name)
			if at := turn + n; len(choices) > 0 && turn%4 != 3 {
				values.Set(in.Name, choices[at%len(choices)])
			}
		case in.Kind == "box":
			if (turn+n)%2 == 1 {
				values.Add(in.Name, in.Value)
			}
		case in.Kind == "file":
			files[in.Name] = k.typed(30, who, route, in.Name)
		}
	}
	for _, in := range f.Fields {
		fill(in)
	}
	proofs, again := 0, false
	for range 12 {
		r := form(f.To, values)
		if f.Files {
			r = k.carried(who, route, f.To, values, files)
		}
		w := k.as(who, r)
		k.asked++
		k.outside(who+" sends "+f.To, w)
		k.echo(who, route, w)
		if w.Code == http.StatusSeeOther && w.Header().Get("Location") == "/sign-in" {
			k.Clock.Advance(forgiven)
			clear(k.keys)
			return
		}
		if w.Code == http.StatusSeeOther || w.Code == http.StatusNoContent || w.Code == http.StatusOK {
			k.taken[route]++
			return
		}
		k.refused[route]++
		if strings.Contains(w.Body.String(), asksWho) {
			values.Set("prove_passphrase", k.typed(1, who, route, "prove_passphrase"))
			if proofs++; !never && proofs > 1 {
				values.Set("prove_passphrase", housetest.Passphrase(who))
			}
			if proofs > 2 {
				return
			}
			continue
		}
		if w.Code == http.StatusConflict && !again { // something of it has changed since its page was opened
			again = true
			for _, now := range proof.Forms(k.get(who, k.at[route+" "+who]).Body.Bytes()) {
				if now.To == f.To {
					maps.Copy(values, now.Hidden())
				}
			}
			continue
		}
		if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusForbidden {
			return
		}
		if two { // guesses slow the door
			k.Clock.Advance(forgiven)
			clear(k.keys)
		}
		ids, wrong := proof.Faults(w.Body.Bytes()), map[string]bool{}
		for _, in := range f.Fields {
			if in.Kind != "hidden" && in.At(ids) {
				wrong[in.Name] = true
			}
		}
		for _, in := range f.Fields {
			if len(ids) == 0 && (in.Kind == "choice" || in.Kind == "box" || in.Kind == "secret") {
				wrong[in.Name] = true
			}
		}
		pair := []string{"name", "second", "factor", "own", "sheet_one", "sheet_two"}
		if two && (len(ids) == 0 || slices.ContainsFunc(pair, func(name string) bool { return wrong[name] })) {
			for _, name := range pair {
				wrong[name] = true
			}
		}
		for name := range wrong {
			k.turns[route+" "+name]++
			values.Del(name)
		}
		for _, in := range f.Fields {
			if wrong[in.Name] {
				fill(in)
			}
		}
		if never && k.refused[route] > 3 {
			return
		}
	}
}

// carried is a form with a file in it whose name is a marked word too.
func (k *canary) carried(who, route, to string, values url.Values, files map[string]string) *http.Request {
	k.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, all := range values {
		for _, v := range all {
			w.WriteField(name, v)
		}
	}
	for name, text := range files {
		content, ending := []byte(strings.ReplaceAll(text, " ", "\n")+"\n"), ".txt"
		if strings.HasPrefix(to, "/forms") {
			rows := [][]string{{"type", "name", "label"}}
			for i, label := range strings.Fields(text) {
				rows = append(rows, []string{"text", fmt.Sprintf("f%d", i), label})
			}
			content, ending = xlsx(k.t, map[string][][]string{"survey": rows, "settings": {{"form_id", "form_title"}, {fmt.Sprintf("f%d", len(k.words)), strings.Fields(text)[0]}}}), ".xlsx"
		}
		part, err := w.CreateFormFile(name, k.typed(1, who, route, "the name of a file")+ending)
		if err != nil {
			k.t.Fatal(err)
		}
		part.Write(content)
	}
	w.Close()
	r := httptest.NewRequest("POST", to, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

// echo holds the answer to a form against the model: beside what she typed into
// it herself, it shows what she may read.
func (k *canary) echo(who, route string, w *httptest.ResponseRecorder) {
	for n := range found(w.Body.Bytes()) {
		if n < len(k.words) && (k.words[n].who != who) {
			k.words[n].kept = append(k.words[n].kept, kept{seenBy: who, at: "the answer to " + route})
		}
	}
}

// types has somebody fill in every form of every page that she can open about a
// client, each kind of form at most so many times.
func (k *canary) types(who string, s *stood, times int) {
	k.t.Helper()
	sent, opened := map[string]int{}, map[string]int{}
	var next []string
	for _, a := range k.web.Addresses() {
		if a.Method == "GET" && a.Path != "/calls/{id}" {
			next = append(next, strings.Replace(k.address(a.Path, s, k.actors[who], s.subject(who)), "{$}", "", 1))
		}
	}
	for ; len(next) > 0; next = next[1:] {
		path := next[0]
		_, pattern := k.posts.Handler(httptest.NewRequest("GET", path, nil))
		if opened[path]++; opened[path] > 1 || opened[pattern] >= 3*times {
			continue
		}
		opened[pattern]++
		w := k.get(who, path)
		k.outside(who+" opens "+path, w)
		for _, m := range linked.FindAllStringSubmatch(w.Body.String(), -1) {
			if to := html.UnescapeString(m[1]); !strings.HasPrefix(to, "/static") && !strings.HasPrefix(to, "/calls/") && (!strings.HasPrefix(to, "/clients/") || strings.Contains(to, s.code)) {
				k.pages[to] = true
				next = append(next, to)
			}
		}
		if w.Code != http.StatusOK {
			continue
		}
		for _, f := range proof.Forms(w.Body.Bytes()) {
			if !f.Post {
				for _, in := range f.Fields {
					if in.Kind == "text" {
						k.t.Errorf("%s: what is typed into %s goes into an address", path, in.Name)
					}
				}
				continue
			}
			if _, err := url.Parse(f.To); err != nil || !strings.HasPrefix(f.To, "/") {
				k.t.Errorf("%s: a form is sent to %q", path, f.To)
				continue
			}
			_, route := k.posts.Handler(httptest.NewRequest("POST", f.To, nil))
			key := who + route + fmt.Sprint(slices.Sorted(maps.Keys(f.Hidden())))
			if route == "" || sent[key] >= times || spared[strings.TrimPrefix(route, "POST ")] != "" {
				continue
			}
			sent[key]++
			k.at[route+" "+who] = path
			k.send(who, route, f)
		}
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
