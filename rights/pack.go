package rights

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"html"
	"io"
	"strings"
	"sync"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
)

// A file for a client's hand is an age file under a passphrase that is read out
// to her: in it a page to read and the same as data.

// workFactor is how hard it is to try a passphrase: 64 MB of memory each time. A
// passphrase of seven words of ours is beyond trying anyway, and the laptop of the
// house has to bear it.
const workFactor = 16

// one file at a time: each takes 64 MB for a moment.
var packing sync.Mutex

// NewPassphrase returns a passphrase for a file, to be read out and written down
// by whom it is for. The house keeps it nowhere.
func NewPassphrase(l locale.Lang) string { return seal.NewPassphrase(string(l)) }

// A packed thing is a page to read and the same as data.
type packed interface {
	HTML(*locale.Reader) string
}

// pack writes c as a file that only the passphrase opens.
func (g *Rights) pack(c packed, language locale.Lang, passphrase string) ([]byte, error) {
	data, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return nil, err
	}
	var box bytes.Buffer
	z := zip.NewWriter(&box)
	for _, f := range []struct {
		name string
		text []byte
	}{{"read.html", []byte(c.HTML(locale.For(language, g.h.Settings().Word)))}, {"data.json", data}} {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write(f.text)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	packing.Lock()
	defer packing.Unlock()
	return sealed(box.Bytes(), passphrase)
}

func sealed(plain []byte, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(workFactor)
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}

// HTML writes the copy as a page that stands alone.
func (c Copy) HTML(r *locale.Reader) string {
	return page(r, r.T("client-copy.title"), c.Code, c.Made, r.T("client-copy.intro"), c.Records, r.T("client-copy.left"), c.LeftOut)
}

// page writes records, part by part, with nothing in it that a browser would do.
func page(r *locale.Reader, title, code string, made pana.Date, intro string, records []Record, last string, lines []string) string {
	var b strings.Builder
	put := func(texts ...string) {
		for _, t := range texts {
			io.WriteString(&b, t)
		}
	}
	esc := html.EscapeString
	put(`<!DOCTYPE html><html lang="`, esc(string(r.Lang())), `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>`,
		esc(code), `</title></head><body><h1>`, esc(title), `</h1><p>`, esc(code), `, `, esc(r.Date(made)), `</p><p>`, esc(intro), `</p>`)
	var part pana.Compartment
	for _, rec := range records {
		if rec.Part != part {
			part = rec.Part
			put(`<h2>`, esc(r.T("client-copy.part."+string(part))), `</h2>`)
		}
		put(`<h3>`, esc(rec.Title), `</h3><dl>`)
		for _, v := range rec.Values {
			put(`<dt>`, esc(v.Label), `</dt><dd>`, strings.ReplaceAll(esc(v.Text), "\n", "<br>"), `</dd>`)
		}
		put(`</dl>`)
	}
	put(`<h2>`, esc(last), `</h2><ul>`)
	for _, l := range lines {
		put(`<li>`, esc(l), `</li>`)
	}
	put(`</ul></body></html>`)
	return b.String()
}
