package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/web"
)

// Every marked word begins with these letters, which stand nowhere else: one
// search finds any of them, in whatever writing.
const mark = "Zhqvyxwu"

// spellings are the ways in which the beginning of a marked word can stand somewhere.
func spellings() map[string][]byte {
	all := map[string][]byte{"as typed": []byte(mark), "in small letters": []byte(strings.ToLower(mark)), "in capitals": []byte(strings.ToUpper(mark)),
		"in hexadecimal": []byte(hex.EncodeToString([]byte(mark)))}
	var little, big []byte
	for _, u := range utf16.Encode([]rune(mark)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	all["in UTF-16"], all["in UTF-16, the other way round"] = little, big
	for shift := range 3 {
		coded := strings.TrimRight(base64.StdEncoding.EncodeToString(append(make([]byte, shift), mark...)), "=")
		all[fmt.Sprint("in base64 ", shift)] = []byte(coded[4 : len(coded)-1])
	}
	return all
}

// A marker types words that nobody else types.
type marker struct {
	t      *testing.T
	p      served
	n      map[string]int // marked words by class
	status map[int]int
}

// words are several new marked words of a class, apart by sep.
func (m *marker) words(class string, n int, sep string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = m.word(class)
	}
	return strings.Join(all, sep)
}

// follow opens every page that links lead to from somewhere, and looks at what
// their answers show beside them.
func (m *marker) follow(c *http.Client, from string, most int) (pages, shown int) {
	m.t.Helper()
	seen := map[string]bool{from: true}
	for next := []string{from}; len(next) > 0 && pages < most; next = next[1:] {
		a, err := c.Get(m.p.url + next[0])
		page := m.answered(next[0], a, err)
		pages++
		shown += strings.Count(page, mark)
		for _, l := range links.FindAllStringSubmatch(page, -1) {
			if to := html.UnescapeString(l[1]); !seen[to] && !strings.HasPrefix(to, "/static") {
				seen[to] = true
				next = append(next, to)
			}
		}
	}
	return pages, shown
}

var links = regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)

// word is a new marked word of a class.
func (m *marker) word(class string) string {
	m.n[class]++
	return fmt.Sprintf("%s%s%d", mark, class, m.n[class])
}

// post sends a form and looks at what an answer shows beside its page.
func (m *marker) post(c *http.Client, path string, form url.Values) {
	m.t.Helper()
	a, err := c.PostForm(m.p.url+path, form)
	m.answered(path, a, err)
}

func (m *marker) answered(path string, a *http.Response, err error) string {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
	defer a.Body.Close()
	m.status[a.StatusCode]++
	for name, values := range a.Header {
		if strings.Contains(strings.Join(values, " "), mark) {
			m.t.Errorf("%s: a marked word stands in the header %s", path, name)
		}
	}
	b, err := io.ReadAll(a.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	_, title, _ := strings.Cut(string(b), "<title>")
	if title, _, _ = strings.Cut(title, "</title>"); strings.Contains(title, mark) {
		m.t.Errorf("%s: a marked word stands in the title", path)
	}
	return string(b)
}

// paper files a text of marked words of class A, under a marked name.
func (m *marker) paper(c *http.Client, file string) {
	m.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range map[string]string{"kind": "passport", "title": m.word("S"), "number": m.word("S")} {
		w.WriteField(k, v)
	}
	part, _ := w.CreateFormFile("file", m.word("S")+".txt")
	fmt.Fprint(part, m.words("A", 60, "\n"))
	w.Close()
	a, err := c.Post(m.p.url+file+"/documents", w.FormDataContentType(), &body)
	m.answered(file+"/documents", a, err)
}

// A thousand marked words of each class, as the columns that keep them are classed
// (S: words of clients; A: their papers and the names of colleagues; B: titles of
// colleagues and contacts of partners; C: names of partners), are typed into the running program: into forms that are kept,
// forms that are refused, searches and drafts; then everything is read again. None
// stands in a header, a title, the log, a temporary file, the files of the house
// while it runs, a backup set, a dump made with the page key, or the memory of
// the program once the house has been stopped.
func TestCanaryAThousandMarkedWords(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	dir := w.Options().Dir
	if dir == "" {
		t.Skip("this is about one process and its folder")
	}
	code := bringIn(t, w)
	volunteer := pana.Volunteer
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	log, temp := &said{}, t.TempDir()
	p := serveFolder(t, dir, func(c *exec.Cmd) {
		c.Stderr, c.Env = log, append(os.Environ(), "TMPDIR="+temp, "GODEBUG=clobberfree=1")
	})
	m := &marker{t, p, map[string]int{}, map[int]int{}}
	worker, director := p.comeIn(t, "dina"), p.comeIn(t, "saule")
	file := "/clients/" + code
	most := proof.N(1000, 1000)
	parts := []string{"care", "safety", "legal", "identity", "health"}
	for n := 0; m.n["S"] < most; n++ {
		s := func() string { return m.word("S") }
		m.post(worker, file+"/notes/new", url.Values{"compartment": {parts[n%len(parts)]}, "text": {s()}, "told": {s()}})
		m.post(worker, "/clients/find", url.Values{"find": {s()}})
		switch n % 8 {
		case 0:
			m.paper(worker, file)
		case 1:
			m.post(worker, file+"/people", url.Values{"role": {"mother"}, "name": {s()}, "contact": {s()}, "note": {s()}})
		case 2:
			m.post(worker, file+"/alerts", url.Values{"text": {s()}})
		case 3:
			m.post(worker, "/requests", url.Values{"beds": {"1"}, "name": {s()}, "contact": {s()}, "told": {s()}})
		case 4: // refused, and shown once more with what was typed
			m.post(worker, file+"/notes/new", url.Values{"compartment": {s()}, "text": {s()}})
			m.post(worker, file+"/people", url.Values{"role": {s()}, "name": {s()}})
			m.post(worker, "/sign-in", url.Values{"name": {s()}, "passphrase": {s()}})
		case 5:
			m.post(worker, "/drafts", url.Values{"draft": {"arrival"}, "name": {s()}})
			m.post(worker, file+"/consents", url.Values{"purpose": {"service-file"}, "answer": {"yes"}, "note": {s()}})
		case 6:
			m.post(worker, file+"/trafficking", url.Values{"told": {s()}, "place_0_kind": {"exploitation"}, "place_0_country": {"KZ"}, "place_0_words": {s()}})
		case 7:
			m.post(worker, file+"/assessment/areas/household", url.Values{"level": {"2"}, "text": {s()}, "told": {s()}})
			m.post(worker, file+"/safety-plan", url.Values{"number": {"0"}, "steps": {s()}})
		}
	}
	site := string(w.Shelter.ID)
	for n := 0; n < 30 || m.n["A"] < most; n++ {
		m.post(director, "/staff", url.Values{"name": {m.words("A", 3, " ")}, "title": {m.words("B", 3, " ")}, "role": {string(volunteer)}, "site": {site}, "language": {"en"}})
	}
	for m.n["B"] < most || m.n["C"] < most {
		m.post(director, "/organisations", url.Values{"name": {m.words("C", 6, " ")}, "kind": {"ngo"}, "contact": {m.words("B", 8, " ")}})
	}
	pages, shown := m.follow(director, file, 150)
	more, again := m.follow(director, "/today", 100)
	if pages, shown = pages+more, shown+again; shown < most {
		t.Errorf("only %d marked words on %d pages: this proves little", shown, pages)
	}
	out, copied := t.TempDir(), t.TempDir()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // the guesses at the door have slowed it
		m.post(director, "/house/export", url.Values{"keys": {key.Recipient().String()}, "out": {filepath.Join(out, "house.age")}, "own": {housetest.Passphrase("saule")},
			"name": {"marat"}, "second": {housetest.Passphrase("marat")}})
		if _, err := os.Stat(filepath.Join(out, "house.age")); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	if !command(t, "saule saule saule saule seven words\n", time.Minute, "export", "client", code, "--data", dir, "--as", "saule", "--passphrase-fd", "0", "--out", filepath.Join(copied, "copy.html")) {
		t.Error("no copy of a client's own file")
	}
	a, err := director.Get(p.url + file)
	if page := m.answered(file, a, err); !strings.Contains(page, mark) {
		t.Fatal("no page shows a marked word: this proves nothing")
	}
	a, err = worker.Get(p.url + "/" + m.word("S")) // an address that is no page
	m.answered("an address", a, err)

	needles, files := spellings(), 0
	look := func(where string, b []byte) {
		for how, n := range needles {
			if bytes.Contains(b, n) {
				t.Errorf("%s holds a marked word %s", where, how)
			}
		}
	}
	files += lookThrough(t, dir, look)
	lookThrough(t, temp, look)
	for what, folder := range map[string]string{"export of the whole house": out, "copy of her own file": copied} {
		n := lookThrough(t, folder, look)
		if files += n; n == 0 {
			t.Errorf("there is no %s", what)
		}
	}
	if p.holds(t, needles) == "" {
		t.Error("nothing is found in the memory of the house at work: this looks in the wrong place")
	}
	stick := t.TempDir()
	if !command(t, "saule saule saule saule seven words\n", time.Minute, "backup", stick, "--data", dir, "--as", "saule", "--passphrase-fd", "0") {
		t.Fatal("no backup")
	}
	files += lookThrough(t, stick, look)
	m.post(director, "/lock", nil)
	worker.CloseIdleConnections()
	director.CloseIdleConnections()
	left := "" // on a busy machine the last answers end later
	for range 20 {
		time.Sleep(time.Second / 2)
		if left = p.holds(t, needles); left == "" {
			break
		}
	}
	files += lookThrough(t, dir, look)
	p.end()
	files += lookThrough(t, dir, look)
	look("the log", []byte(log.String()))
	h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: web.Schema(), KDF: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	cells, tables := dump(t, h.DB, look)
	as, _, err := h.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	f, err := casework.New(h).Open(as, code)
	if err != nil || !slices.ContainsFunc(f.Timeline, func(n casework.Note) bool { return strings.HasPrefix(n.Text, mark) }) {
		t.Errorf("what was typed is not in the file: %v", err)
	}
	if left != "" {
		t.Errorf("the house is stopped, and marked words are in its memory: %s", left)
	}
	proof.Say(t, "marked words through the running program", m.n["S"]+m.n["A"]+m.n["B"]+m.n["C"], 0, "by class %v; answers %v; on %d pages %d times; none in headers, titles, the log, %d files (a backup set, an export of the house and of a client among them), %d cells of %d tables dumped with the page key, or the memory after the stop",
		m.n, m.status, pages, shown, files, cells, tables)
}
