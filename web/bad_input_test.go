package web_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/residence"
)

// looks are the tables in which a look leaves a line, and nothing else.
var looks = []string{"trail", "trail_tree", "trail_heads", "sessions"}

// A desk is the served house with one client of Dina's, a bed, and a partner.
type desk struct {
	*served
	client casework.Added
	bed    pana.BedID
}

func openDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{served: serveHouse(t)}
	d.signIn("saule")
	saule := d.As("saule")
	_, err := d.beds.AddRoom(saule, d.Shelter.ID, residence.NewRoom{Name: "Garden", Children: true, Beds: 4})
	if err == nil {
		var m residence.Map
		if m, err = d.beds.Tonight(saule, d.Shelter.ID); err == nil {
			d.bed = m.Rooms[0].Beds[0].ID
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	d.client = d.come(d.Shelter.ID, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female", AgeBand: "24-26"})
	if err := d.files.Assign(saule, d.client.Client, d.Staff("dina"), pana.SocialWorker); err != nil {
		t.Fatal(err)
	}
	return d
}

// file is an address of the client's file.
func (d *desk) file(part string) string { return "/clients/" + d.client.Code + part }

// edit is what the edit page sends for a client nobody has changed.
func (d *desk) edit(version int64, more url.Values) url.Values {
	f := url.Values{"version": {strconv.FormatInt(version, 10)}, "sex": {"female"}, "age_band": {"24-26"}, "names": {"1"}, "name-to-use": {"Gulbahor"}}
	for k, v := range more {
		f[k] = v
	}
	return f
}

// Whatever no page of ours would send, and whatever a tired hand does, is
// answered with a sentence in the reader's language and a fitting status, and
// nothing of it is kept.
func TestBadInputIsRefusedWithASentenceAndNothingIsKept(t *testing.T) {
	d := openDesk(t)
	long := strings.Repeat("ы", 10_000)
	program := append([]byte("MZ\x90\x00"), make([]byte, 4000)...)
	paper := func(content []byte) *http.Request {
		return sheet(d.file("/documents"), map[string]string{"kind": "other"}, "holiday.jpg", bytes.NewReader(content))
	}
	type row struct {
		name   string
		ask    func() *http.Request
		status int
		say    string
		with   []any
	}
	tests := []row{
		{"a NUL in a name", func() *http.Request { return form("/arrivals", url.Values{"name": {"Gul\x00bahor"}}) }, 422, "error.characters", nil},
		{"bytes that are no text", func() *http.Request { return form("/arrivals", url.Values{"name": {"\xff\xfe"}}) }, 422, "error.characters", nil},
		{"a right-to-left override in a name", func() *http.Request {
			return form("/arrivals", url.Values{"name": {"Gul\u202erohab"}, "consent": {"yes"}})
		}, 422, "name.controls", nil},
		{"a right-to-left override in an alias", func() *http.Request {
			return form(d.file("/edit"), d.edit(1, url.Values{"aliases": {"Gul\u202erohab"}}))
		}, 422, "name.controls", nil},
		{"an alias of 10,000 characters", func() *http.Request { return form(d.file("/edit"), d.edit(1, url.Values{"aliases": {long}})) }, 422, "name.long", []any{"Max", 200}},
		{"a name of 10,000 characters at night", func() *http.Request { return form("/arrivals", url.Values{"name": {long}, "consent": {"yes"}}) }, 422, "name.long", []any{"Max", 200}},
		{"an executable renamed .jpg", func() *http.Request { return paper(program) }, 422, "document.program", nil},
		{"a script renamed .jpg", func() *http.Request { return paper([]byte("#!/bin/sh\nrm -rf /\n")) }, 422, "document.program", nil},
		{"a page renamed .jpg", func() *http.Request { return paper([]byte("<html><script>1</script>")) }, 422, "document.kind", nil},
		{"a picture cut off", func() *http.Request { return paper(drawing()[:60]) }, 422, "document.damaged", nil},
		{"a picture bomb", func() *http.Request { return paper(bomb(60_000, 60_000)) }, 422, "document.large", []any{"MP", 40}},
		{"no file at all", func() *http.Request { return form(d.file("/documents"), url.Values{"kind": {"other"}}) }, 422, "document.empty", nil},
		{"an upload of 100 MB", func() *http.Request {
			return sheet(d.file("/documents"), map[string]string{"kind": "other"}, "film.jpg", io.LimitReader(noise{}, 100<<20))
		}, 413, "error.too-large", []any{"MB", 21}},
		{"a form of 100 MB", func() *http.Request {
			r := httptest.NewRequest("POST", "/arrivals", io.MultiReader(strings.NewReader("name="), io.LimitReader(noise{}, 100<<20)))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			return r
		}, 413, "error.too-large", []any{"MB", 1}},
		{"a form cut in the middle", brokenForm, 422, "error.form", nil},
		{"a stale page", func() *http.Request {
			return form(d.file("/edit"), d.edit(77, url.Values{"name-to-use": {"Mehribon"}}))
		}, 409, "db.stale", nil},
		{"a bed nobody has", func() *http.Request { return form("/arrivals", url.Values{"bed": {"no-such-bed"}}) }, 422, "residence.bed.absent", nil},
	}
	first, last := pana.FirstYear, pana.LastYear
	for _, day := range []string{"1850-03-01", "01.03.2150"} {
		year := func(name, path string, f url.Values) {
			tests = append(tests, row{name + " on " + day, func() *http.Request { return form(path, f) }, 422, "date.year", []any{"First", first, "Last", last}})
		}
		year("born", d.file("/edit"), d.edit(1, url.Values{"birth": {day}}))
		year("a child born", d.file("/children/new"), url.Values{"birth": {day}})
		year("a note", d.file("/notes/new"), url.Values{"text": {"She slept."}, "on": {day}})
		year("an alert ending", d.file("/alerts"), url.Values{"text": {"She slept."}, "until": {day}})
		year("a consent ending", d.file("/consents"), url.Values{"purpose": {"file"}, "answer": {"yes"}, "until": {day}})
		year("a stage begun", d.file("/stage"), url.Values{"stage": {"settling"}, "since": {day}, "version": {"1"}})
		year("a request received", "/requests", url.Values{"received": {day}, "beds": {"1"}})
		year("a partner since", "/organisations", url.Values{"name": {"River fund"}, "kind": {"ngo"}, "since": {day}})
	}
	for _, lang := range locale.Langs() {
		if err := d.House.SetLanguage(d.As("dina"), lang); err != nil {
			t.Fatal(err)
		}
		reader := locale.For(lang, d.House.Settings().Word)
		counted := append(slices.Clone(looks), "brought") // how many files she brought, kept or not
		for _, c := range tests {
			what := c.name + " in " + string(lang)
			before := d.rows(counted...)
			read, allocated := &counting{}, allocatedSoFar()
			r := c.ask()
			read.ReadCloser, r.Body = r.Body, read
			w := d.as("dina", r)
			if w.Code != c.status {
				t.Errorf("%s: status %d, want %d", what, w.Code, c.status)
			}
			fitting(t, what, w)
			if want := reader.T(c.say, c.with...); !strings.Contains(html.UnescapeString(w.Body.String()), want) {
				t.Errorf("%s: the page does not say %q", what, want)
			}
			if diff := cmp.Diff(before, d.rows(counted...)); diff != "" {
				t.Errorf("%s: something was kept:\n%s", what, diff)
			}
			if read.n > 22<<20 {
				t.Errorf("%s: %d MB were read", what, read.n>>20)
			}
			if grown := allocatedSoFar() - allocated; grown > 160<<20 {
				t.Errorf("%s: %d MB of memory were taken", what, grown>>20)
			}
		}
	}
	if n := len(tests); n < 30 {
		t.Errorf("only %d kinds of bad input", n)
	}
	for _, secret := range []string{"Gulbahor", "Mehribon", "Gul", "holiday.jpg", "film.jpg"} {
		if strings.Contains(d.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	// And what was there before is untouched, and the house goes on.
	file, err := d.files.Open(d.As("dina"), d.client.Code)
	if err != nil || file.Names.ToUse != "Gulbahor" || file.Client.Version != 1 || len(file.Papers) != 0 {
		t.Errorf("her file was changed: %v, version %d", err, file.Client.Version)
	}
}

func TestAStaleFormShowsBothValuesAndKeepsTheFirst(t *testing.T) {
	d := openDesk(t)
	first := d.edit(1, url.Values{"name-to-use": {"Mehribon"}, "age_band": {"27-29"}})
	status(t, d.post("saule", d.file("/edit"), first), http.StatusSeeOther)
	late := d.post("dina", d.file("/edit"), d.edit(1, url.Values{"name-to-use": {"Zulfiya"}, "age_band": {"30-38"}}))
	status(t, late, http.StatusConflict)
	says(t, late, "Mehribon", "Zulfiya")
	file, err := d.files.Open(d.As("dina"), d.client.Code)
	if err != nil || file.Names.ToUse != "Mehribon" || file.Client.AgeBand != "27-29" {
		t.Errorf("what came first was not kept: %v", err)
	}
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(late.Body.String())
	if version == nil || version[1] != strconv.FormatInt(file.Client.Version, 10) {
		t.Fatalf("the page shown again does not carry the version it shows: %v", version)
	}
	n, _ := strconv.ParseInt(version[1], 10, 64)
	status(t, d.post("dina", d.file("/edit"), d.edit(n, url.Values{"name-to-use": {"Zulfiya"}, "age_band": {"30-38"}})), http.StatusSeeOther)
}

func TestAFormSentTwiceOrManyTimesAtOnceWritesOnce(t *testing.T) {
	d := openDesk(t)
	d.signIn("timur")
	d.signIn("dina")
	for _, c := range []struct {
		who, path, table string
		form             url.Values
	}{
		{"timur", "/arrivals", "clients", url.Values{"name": {"Nilufar"}, "consent": {"yes"}, "bed": {string(d.bed)}}},
		{"dina", d.file("/notes/new"), "notes", url.Values{"text": {"She slept."}, "compartment": {"care"}}},
		{"dina", d.file("/people"), "persons", url.Values{"role": {"mother"}, "name": {"Oysha"}}},
		{"dina", d.file("/children/new"), "clients", url.Values{"name": {"Temur"}}},
		{"dina", "/requests", "requests", url.Values{"beds": {"1"}}},
		{"dina", "/organisations", "organisations", url.Values{"name": {"River fund"}, "kind": {"ngo"}}},
	} {
		before := d.rows()[c.table]
		c.form.Set("once", "the-form-"+c.path)
		led := make([]string, 8)
		var all sync.WaitGroup
		for i := range led {
			all.Go(func() {
				w := d.post(c.who, c.path, c.form)
				led[i] = fmt.Sprint(w.Code, " ", w.Header().Get("Location"))
			})
		}
		all.Wait()
		for _, to := range led {
			if to != led[0] || !strings.HasPrefix(to, "303 /") {
				t.Errorf("%s: one post led to %s, another to %s", c.path, led[0], to)
			}
		}
		if n := d.rows()[c.table] - before; n != 1 {
			t.Errorf("%s sent eight times wrote %d rows", c.path, n)
		}
	}
}

// Without a yes nothing of what was typed at night is kept, nor in a draft.
func TestANightFormThatIsSentLeavesNoDraft(t *testing.T) {
	d := openDesk(t)
	status(t, d.post("timur", "/drafts", url.Values{"draft": {"arrival"}, "name": {"Nilufar"}}), http.StatusNoContent)
	says(t, d.get("timur", "/arrivals/new"), "Nilufar")
	status(t, d.post("timur", "/arrivals", url.Values{"name": {"Nilufar"}, "consent": {"no"}}), http.StatusSeeOther)
	if strings.Contains(d.get("timur", "/arrivals/new").Body.String(), "Nilufar") {
		t.Error("what was typed comes back")
	}
	if n := d.count(`SELECT COUNT(*) FROM drafts`); n != 0 {
		t.Errorf("%d drafts are left", n)
	}
}

func TestACookieCutAnywhereOpensNothing(t *testing.T) {
	d := openDesk(t)
	good := d.signIn("dina")
	for n := range len(good.Value) {
		c := *good
		c.Value = good.Value[:n]
		if w := d.send(&c, httptest.NewRequest("GET", "/today", nil)); w.Header().Get("Location") != "/sign-in" {
			t.Fatalf("cut to %d characters: status %d", n, w.Code)
		}
	}
	changed := *good
	changed.Value = good.Value[:len(good.Value)-2] + "AA"
	if w := d.send(&changed, httptest.NewRequest("GET", "/today", nil)); w.Code == 200 && changed.Value != good.Value {
		t.Error("a cookie with another secret opens the session")
	}
	status(t, d.send(good, httptest.NewRequest("GET", "/today", nil)), 200)
}

// sheet is a form with a file.
func sheet(path string, fields map[string]string, name string, content io.Reader) *http.Request {
	body, into := io.Pipe()
	form := multipart.NewWriter(into)
	go func() {
		for k, v := range fields {
			form.WriteField(k, v)
		}
		part, err := form.CreateFormFile("file", name)
		if err == nil {
			_, err = io.Copy(part, content)
		}
		if err == nil {
			err = form.Close()
		}
		into.CloseWithError(err)
	}()
	r := httptest.NewRequest("POST", path, body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return r
}

// bomb is a PNG whose header promises a picture of that size.
func bomb(width, height uint32) []byte {
	head := []byte("IHDR")
	head = binary.BigEndian.AppendUint32(head, width)
	head = binary.BigEndian.AppendUint32(head, height)
	head = append(head, 8, 6, 0, 0, 0)
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b = append(b, head...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
	return append(b, drawing()[33:]...)
}

// noise never ends.
type noise struct{}

func (noise) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// counting counts what is read of a body.
type counting struct {
	io.ReadCloser
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n += int64(n)
	return n, err
}

func allocatedSoFar() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
