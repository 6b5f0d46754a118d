package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/web"
)

// The keys of a house are read from a copy of it by this process; then the real
// program serves the house, people come and go, and its memory is searched from
// outside: of a started house with nobody signed in it holds no key of a client,
// a circle or a member of staff, of a stopped one none at all.
func TestTheProgramsMemoryHoldsNoKeyThatItShouldNot(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	if w.Options().Dir == "" {
		t.Skip("this is about one process and its folder")
	}
	code := bringIn(t, w)
	paper := filePicture(t, w, code)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	dir, copied := t.TempDir(), t.TempDir()
	for _, to := range []string{dir, copied} {
		if err := os.CopyFS(to, os.DirFS(w.Options().Dir)); err != nil {
			t.Fatal(err)
		}
	}
	personal, page := keysOf(t, copied, code)
	if len(personal) < 12 {
		t.Fatalf("only %d keys were found in the copy", len(personal))
	}

	pana := serveFolder(t, dir)
	if pana.holds(t, map[string][]byte{"page": page}) != "" {
		t.Error("a house nobody has started has its page key in memory")
	}
	dina, saule := pana.comeIn(t, "dina"), pana.comeIn(t, "saule")
	for range 3 {
		for _, c := range []*http.Client{dina, saule} {
			pana.looks(t, c, "/today", "/clients", "/clients/"+code, "/clients/"+code+"/edit", "/beds")
		}
	}

	// While a request of hers is under way her keys are there: this is where to look.
	in, release := pana.hold(t, dina, "/clients/"+code+"/documents/"+paper+"/image")
	if in() == "" || pana.holds(t, personal) == "" {
		t.Error("no key is found while it is in use: this test looks in the wrong place")
	}
	release()

	for _, c := range []*http.Client{dina, saule} {
		a, err := c.PostForm(pana.url+"/sign-out", nil)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		c.CloseIdleConnections()
	}
	if pana.holds(t, map[string][]byte{"page": page}) == "" {
		t.Error("started, the page key is not found: this test looks in the wrong place")
	}
	if found := pana.holds(t, personal); found != "" {
		t.Errorf("nobody is signed in, and in memory is %s", found)
	}

	timur := pana.comeIn(t, "timur")
	a, err := timur.PostForm(pana.url+"/lock", nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	personal["the page key"] = page
	if found := pana.holds(t, personal); found != "" {
		t.Errorf("the house is stopped, and in memory is %s", found)
	}
}

// filePicture files a large picture in the client's care.
func filePicture(t *testing.T, w *housetest.World, code string) string {
	t.Helper()
	var id pana.ClientID
	as := w.As("dina")
	err := w.House.DB.View(as, func(tx *db.Tx) (err error) {
		id, err = db.Get[pana.ClientID](as, tx, `SELECT id FROM clients WHERE code = $1`, code)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	paper, err := casework.New(w.House).FileDocument(as, id, casework.NewDocument{Kind: "drawing", Compartment: pana.Care, File: bytes.NewReader(large())})
	if err != nil {
		t.Fatal(err)
	}
	return string(paper)
}

// bringIn makes a client of Dina's with words in every compartment.
func bringIn(t *testing.T, w *housetest.World) (code string) {
	t.Helper()
	files, saule := casework.New(w.House), w.As("saule")
	var a casework.Added
	err := w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		a, err = files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Gulbahor"}})
		return err
	})
	if err == nil {
		err = files.Assign(saule, a.Client, w.Staff("dina"), pana.SocialWorker)
	}
	for _, p := range []pana.Compartment{pana.Care, pana.Health, pana.Legal, pana.Safety} {
		if err == nil {
			_, err = files.WriteNote(saule, a.Client, casework.NewNote{Compartment: p, Text: "An ordinary day."})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return a.Code
}

// keysOf opens the house in dir and returns every key that Dina and Saule hold
// there, those of the client included, and the page key.
func keysOf(t *testing.T, dir, code string) (personal map[string][]byte, page []byte) {
	t.Helper()
	h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: web.Schema(), KDF: seal.Cheapest, Clock: housetest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	personal = map[string][]byte{}
	for _, name := range []string{"saule", "dina"} {
		cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: name, Passphrase: housetest.Passphrase(name), Address: "127.0.0.1"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, _, err := h.Resume(t.Context(), cookie)
		if err != nil {
			t.Fatal(err)
		}
		ring := seal.RingFrom(ctx)
		var client pana.ClientID
		var site pana.SiteID
		err = h.DB.View(ctx, func(tx *db.Tx) error {
			s, err := casework.ByCode(ctx, tx, h.Tonight(tx.Now), code)
			client, site = s.Client, s.Site
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety} {
			s, err := ring.Opener(ctx, seal.Owner(client), site, c)
			if err != nil {
				t.Fatal(err)
			}
			_, k := s.Key()
			personal["the client's key to "+string(c)] = bytes.Clone(k[:])
			if k, ok := ring.Circle(site, c); ok {
				personal["a key of the circle of "+string(c)] = bytes.Clone(k[:])
			}
		}
		for where, k := range keysIn(reflect.ValueOf(ring), "the ring of "+name) {
			personal[where] = k
		}
	}
	k := h.Vault.PageKey()
	return personal, bytes.Clone(k[:])
}

// keysIn returns every 32 bytes in a row that a ring holds, by where they are.
func keysIn(v reflect.Value, where string) map[string][]byte {
	keys := map[string][]byte{}
	add := func(v reflect.Value, part string) { maps.Copy(keys, keysIn(v, where+part)) }
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*seal.Vault]() {
			add(v.Elem(), "")
		}
	case reflect.Struct:
		for i := range v.NumField() {
			add(v.Field(i), "."+v.Type().Field(i).Name)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			add(v.MapIndex(k), fmt.Sprintf("[%v]", k))
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			for i := range v.Len() {
				add(v.Index(i), fmt.Sprintf("[%d]", i))
			}
			break
		}
		key := make([]byte, v.Len())
		for i := range key {
			key[i] = byte(v.Index(i).Uint())
		}
		if len(key) == 32 && !bytes.Equal(key, make([]byte, 32)) {
			keys[where] = key
		}
	}
	return keys
}

// A served is the real program while it serves a folder.
type served struct {
	url string
	pid int
	run *exec.Cmd
}

// kill ends the program at once, as a power cut would.
func (p served) kill() { p.run.Process.Kill() }

// end kills it and waits until it has let go of its folder. It is safe to repeat.
func (p served) end() {
	p.kill()
	p.run.Wait() // that it was killed is no news
}

func serveFolder(t *testing.T, dir string, set ...func(*exec.Cmd)) served {
	t.Helper()
	path, err := exec.LookPath("pana")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "serve", "--data", dir, "--listen", "127.0.0.1:0")
	for _, f := range set {
		f(c)
	}
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(served{run: c}.end)
	line := make([]byte, 4096)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	return served{url: strings.TrimSuffix(serving.FindString(string(line[:n])), "/"), pid: c.Process.Pid, run: c}
}

func (p served) comeIn(t *testing.T, name string) *http.Client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar, Transport: &http.Transport{}, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := c.PostForm(p.url+"/sign-in", url.Values{"name": {name}, "passphrase": {housetest.Passphrase(name)}})
	if err != nil || a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s signs in: %v, %v", name, a, err)
	}
	a.Body.Close()
	return c
}

func (p served) looks(t *testing.T, c *http.Client, paths ...string) {
	t.Helper()
	for _, path := range paths {
		a, err := c.Get(p.url + path)
		if err != nil || a.StatusCode != http.StatusOK {
			t.Fatalf("%s: %v, %v", path, a, err)
		}
		io.Copy(io.Discard, a.Body)
		a.Body.Close()
	}
}

// hold asks for a long answer and does not read it until release: the request is
// being served all the while. In returns once its first words are there.
func (p served) hold(t *testing.T, c *http.Client, path string) (in func() string, release func()) {
	t.Helper()
	at, err := url.Parse(p.url)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n", path, at.Host)
	for _, k := range c.Jar.Cookies(at) {
		fmt.Fprintf(conn, "Cookie: %s=%s\r\n", k.Name, k.Value)
	}
	fmt.Fprint(conn, "\r\n")
	in = func() string {
		head := make([]byte, 12)
		if _, err := io.ReadFull(conn, head); err != nil || string(head) != "HTTP/1.1 200" {
			return ""
		}
		return "held"
	}
	return in, func() { conn.Close() }
}

// large is a picture that no buffer between two programs holds.
func large() []byte {
	m := image.NewNRGBA(image.Rect(0, 0, 1800, 1800))
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range m.Pix {
		m.Pix[i] = byte(chance.Uint32())
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	var b bytes.Buffer
	png.Encode(&b, m)
	return b.Bytes()
}

// holds searches the memory of the program for keys and names those it found.
func (p served) holds(t *testing.T, keys map[string][]byte) string {
	t.Helper()
	regions, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", p.pid))
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", p.pid))
	if err != nil {
		t.Skip("the memory of another process may not be read here:", err)
	}
	defer mem.Close()
	pages, err := os.Open(fmt.Sprintf("/proc/%d/pagemap", p.pid))
	if err != nil {
		t.Fatal(err)
	}
	defer pages.Close()
	found := map[string]int{}
	const page = 4096
	var read int
	for line := range strings.Lines(string(regions)) {
		var from, to uint64
		var may string
		if n, _ := fmt.Sscanf(line, "%x-%x %s", &from, &to, &may); n != 3 || !strings.HasPrefix(may, "rw") {
			continue
		}
		var chunk []byte
		search := func() {
			for name, k := range keys {
				if n := bytes.Count(chunk, k); n > 0 {
					found[name] += n
				}
			}
			read += len(chunk)
			chunk = chunk[:0]
		}
		entries := make([]byte, 8*min((to-from)/page, 1<<16))
		for at := from; at < to; at += uint64(len(entries)/8) * page {
			n, _ := pages.ReadAt(entries, int64(at/page*8))
			for i := 0; i+8 <= n; i += 8 {
				addr := at + uint64(i/8)*page
				if addr >= to {
					break
				}
				if entry := binary.LittleEndian.Uint64(entries[i:]); entry>>62 == 0 { // neither in memory nor swapped out
					search()
					continue
				}
				room := len(chunk)
				chunk = append(chunk, make([]byte, page)...)
				if _, err := mem.ReadAt(chunk[room:], int64(addr)); err != nil {
					chunk = chunk[:room]
				}
			}
		}
		search()
	}
	if read < 4<<20 {
		t.Fatalf("only %d bytes of memory were read", read)
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(found)) {
		names = append(names, fmt.Sprintf("%s (%d times)", name, found[name]))
	}
	return strings.Join(names, ", ")
}
