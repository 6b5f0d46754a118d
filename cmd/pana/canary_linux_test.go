package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

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

// paper files a text with a marked word in it, under a marked name.
func (m *marker) paper(c *http.Client, file string) {
	m.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range map[string]string{"kind": "passport", "title": m.word("S"), "number": m.word("S")} {
		w.WriteField(k, v)
	}
	part, _ := w.CreateFormFile("file", m.word("S")+".txt")
	fmt.Fprint(part, strings.Repeat(m.word("S")+"\n", 40))
	w.Close()
	a, err := c.Post(m.p.url+file+"/documents", w.FormDataContentType(), &body)
	m.answered(file+"/documents", a, err)
}

// A thousand marked words of clients (class S) and a hundred of people who work
// there (class A) are typed into the running program: into forms that are kept,
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
	dina, volunteer := string(w.Staff("dina")), pana.Volunteer
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
	for range 30 {
		a := func() string { return m.word("A") }
		m.post(director, "/staff", url.Values{"name": {a()}, "title": {a()}, "role": {string(volunteer)}, "site": {site}, "language": {"en"}})
		m.post(director, "/organisations", url.Values{"name": {"River fund"}, "kind": {"ngo"}, "contact": {a()}})
	}
	for _, path := range []string{"/today", "/clients", file, file + "/timeline", file + "/edit", file + "/summary", file + "/trail", "/requests", "/staff", "/staff/" + dina,
		"/organisations", "/house/trail", "/house/proof", "/calendar", file + "/safety-plan/print", file + "/plan/print"} {
		a, err := director.Get(p.url + path)
		m.answered(path, a, err)
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
	time.Sleep(time.Second)
	left := p.holds(t, needles)
	files += lookThrough(t, dir, look)
	p.end(t, dir)
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
	proof.Say(t, "marked words through the running program", m.n["S"]+m.n["A"], 0, "%d of clients, %d of people who work there; answers %v; none in headers, titles, the log, %d files, %d cells of %d tables dumped with the page key, or the memory after the stop",
		m.n["S"], m.n["A"], m.status, files, cells, tables)
}
