package blank

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"github.com/beevik/etree"

	"example.org/pana"
	"example.org/pana/internal/form"
)

// Fill writes the values into the gaps and returns the letter. A line break in a
// value is one in the letter. Who made the letter and when, remarks, settings,
// previews and whatever else is not printed does not leave with it.
func (b *Blank) Fill(value func(name string) string) ([]byte, error) {
	d, err := form.OpenDocument(b.file)
	if err != nil {
		return nil, ours(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range d.Parts() {
		if !leaves(d, part) {
			continue
		}
		content, err := b.part(d, part, value)
		if err != nil {
			return nil, err
		}
		w, err := z.Create(d.Name(part))
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			return nil, &pana.Error{Op: "blank.Fill", Kind: pana.Internal, Err: err}
		}
	}
	if err := z.Close(); err != nil {
		return nil, &pana.Error{Op: "blank.Fill", Kind: pana.Internal, Err: err}
	}
	return out.Bytes(), nil
}

// part is what becomes of one part.
func (b *Blank) part(d *form.Document, part string, value func(string) string) ([]byte, error) {
	switch {
	case strings.HasPrefix(path.Dir(part), path.Dir(strings.ToLower(d.Main()))+"/media"):
		return redrawn(d, part)
	case part == "[content_types].xml":
		return rewritten(d, part, func(e *etree.Element) bool {
			return e.Tag != "Override" || leaves(d, strings.ToLower(strings.TrimPrefix(e.SelectAttrValue("PartName", ""), "/")))
		})
	case path.Ext(part) == ".rels":
		from := path.Dir(path.Dir(part))
		return rewritten(d, part, func(e *etree.Element) bool {
			target := strings.ToLower(e.SelectAttrValue("Target", ""))
			if rest, absolute := strings.CutPrefix(target, "/"); absolute {
				target = rest
			} else {
				target = path.Join(from, target)
			}
			return leaves(d, target)
		})
	case bears(d, part):
		doc, err := parse(d, part)
		if err != nil {
			return nil, err
		}
		for _, p := range paragraphs(doc.Root()) {
			fill(p, value)
		}
		unsaid(doc.Root())
		return doc.WriteToBytes()
	}
	return d.Bytes(part)
}

// leaves reports whether a part goes along: the text, its looks, its pictures and
// what binds them.
func leaves(d *form.Document, part string) bool {
	dir := path.Dir(strings.ToLower(d.Main()))
	base := path.Base(part)
	switch {
	case part == "[content_types].xml", part == "_rels/.rels":
		return true
	case bears(d, part):
		return true
	case path.Dir(part) == dir:
		return base == "styles.xml" || base == "numbering.xml"
	case path.Dir(part) == path.Join(dir, "theme"):
		return path.Ext(part) == ".xml"
	case path.Dir(part) == path.Join(dir, "media"):
		switch path.Ext(part) {
		case ".png", ".jpg", ".jpeg":
			return true
		}
	case path.Dir(part) == path.Join(dir, "_rels"):
		of := strings.TrimSuffix(base, ".rels")
		return path.Join(dir, of) == strings.ToLower(d.Main()) || bears(d, path.Join(dir, of))
	}
	return false
}

// rewritten keeps those children of a part's root that name something which goes
// along.
func rewritten(d *form.Document, part string, keep func(*etree.Element) bool) ([]byte, error) {
	doc, err := parse(d, part)
	if err != nil {
		return nil, err
	}
	for _, e := range doc.Root().ChildElements() {
		if !keep(e) {
			doc.Root().RemoveChild(e)
		}
	}
	return doc.WriteToBytes()
}

// unsaid takes out the numbers by which programs tell when and by which hand each
// word was typed.
func unsaid(e *etree.Element) {
	for _, a := range append([]etree.Attr{}, e.Attr...) {
		if strings.HasPrefix(a.Key, "rsid") || a.Key == "paraId" || a.Key == "textId" {
			e.RemoveAttr(a.FullKey())
		}
	}
	for _, c := range e.ChildElements() {
		unsaid(c)
	}
}

// Text is the text of a document as a stranger would read it, for tests and for
// what looks through files that leave.
func Text(file []byte) (string, error) {
	d, err := form.OpenDocument(file)
	if err != nil {
		return "", ours(err)
	}
	var b strings.Builder
	for _, part := range d.Parts() {
		if path.Ext(part) != ".xml" {
			continue
		}
		if err := d.Each(part, func(t xml.Token) error {
			switch t := t.(type) {
			case xml.CharData:
				b.Write(t)
			case xml.StartElement:
				switch t.Name.Local {
				case "br", "tab":
					b.WriteByte('\n')
				}
			case xml.EndElement:
				if t.Name.Local == "p" {
					b.WriteByte('\n')
				}
			}
			return nil
		}); err != nil {
			return "", ours(err)
		}
	}
	return b.String(), nil
}
