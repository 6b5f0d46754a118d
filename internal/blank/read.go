package blank

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/jpeg"
	"image/png"
	"path"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"example.org/pana/internal/form"
)

// Read judges a letter whole. It refuses what internal/form refuses of a container
// (macros, parts of other files, links, bombs), fields that say something else
// another day or fetch something, changes and remarks of whoever wrote it, pictures
// other than PNG and JPEG, a gap that known does not have with the one most like it,
// and a letter without any.
func Read(file []byte, known []string) (*Blank, error) {
	d, err := form.OpenDocument(file)
	if err != nil {
		return nil, ours(err)
	}
	b := &Blank{file: file}
	paras := 0
	for _, part := range d.Parts() {
		switch path.Ext(part) {
		case ".png", ".jpg", ".jpeg":
			if _, err := redrawn(d, part); err != nil {
				return nil, err
			}
			continue
		case ".xml":
		case ".rels":
			continue
		default:
			if strings.HasPrefix(part, "word/media/") {
				return nil, refuse("blank.picture", nil)
			}
			continue
		}
		if err := judge(d, part); err != nil {
			return nil, err
		}
		if !bears(d, part) {
			continue
		}
		doc, err := parse(d, part)
		if err != nil {
			return nil, err
		}
		all := paragraphs(doc.Root())
		if paras += len(all); paras > mostParas {
			return nil, refuse("blank.long", nil)
		}
		for _, p := range all {
			if err := b.find(textOf(texts(p)), known); err != nil {
				return nil, err
			}
		}
	}
	if len(b.gaps) == 0 {
		return nil, refuse("blank.gaps.none", map[string]any{"Gap": "{{" + form.Nearest("text", slices.Values(known)) + "}}"})
	}
	slices.Sort(b.gaps)
	b.gaps = slices.Compact(b.gaps)
	return b, nil
}

func (b *Blank) find(text string, known []string) error {
	for _, m := range gap.FindAllStringSubmatch(text, -1) {
		name := nameOf(m[1])
		if !slices.Contains(known, name) {
			return refuse("blank.gap.unknown", map[string]any{"Name": m[1], "Like": form.Nearest(name, slices.Values(known))})
		}
		if len(b.gaps) == mostGaps {
			return refuse("blank.gaps.many", map[string]any{"Most": mostGaps})
		}
		b.gaps = append(b.gaps, name)
	}
	if rest := gap.ReplaceAllString(text, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		return refuse("blank.gap.open", nil)
	}
	return nil
}

// bears reports whether a part holds text that is printed.
func bears(d *form.Document, part string) bool {
	if strings.EqualFold(part, d.Main()) {
		return true
	}
	base := path.Base(part)
	return path.Dir(part) == path.Dir(strings.ToLower(d.Main())) &&
		(strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer") || base == "footnotes.xml" || base == "endnotes.xml")
}

// fields that a letter may have: all others fetch something, or say something else
// another day.
var fields = []string{"PAGE", "NUMPAGES", "SECTIONPAGES"}

// judge looks at every element of a part that could fetch, change or tell.
func judge(d *form.Document, part string) error {
	var instruction strings.Builder
	inside := false
	depth := 0
	// A field says what it is in pieces; whole it is before its next mark.
	whole := func() error {
		text := instruction.String()
		instruction.Reset()
		if strings.TrimSpace(text) != "" && !plain(text) {
			return refuse("blank.field", map[string]any{"Name": first(text)})
		}
		return nil
	}
	err := d.Each(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > mostDepth {
				return refuse("blank.file.broken", nil)
			}
			switch t.Name.Local {
			case "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange":
				return refuse("blank.changes", nil)
			case "comment", "commentReference":
				return refuse("blank.remarks", nil)
			case "OLEObject", "object", "control", "altChunk", "subDoc", "attachedTemplate", "mailMerge", "dataBinding":
				return refuse("blank.file.outside", nil)
			case "fldSimple":
				for _, a := range t.Attr {
					if a.Name.Local == "instr" {
						instruction.WriteString(a.Value)
					}
				}
				return whole()
			case "fldChar":
				return whole()
			case "instrText":
				inside = true
			}
		case xml.CharData:
			if inside {
				instruction.Write(t)
			}
		case xml.EndElement:
			depth--
			if t.Name.Local == "instrText" {
				inside = false
			}
		}
		return nil
	})
	if err == nil {
		err = whole()
	}
	return ours(err)
}

func first(instruction string) string {
	words := strings.Fields(instruction)
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0])
}

func plain(instruction string) bool { return slices.Contains(fields, first(instruction)) }

// parse reads a part as a tree.
func parse(d *form.Document, part string) (*etree.Document, error) {
	b, err := d.Bytes(part)
	if err != nil {
		return nil, ours(err)
	}
	doc := etree.NewDocument()
	doc.ReadSettings.MaxDepth = mostDepth
	if err := doc.ReadFromBytes(b); err != nil || doc.Root() == nil {
		return nil, refuse("blank.file.broken", nil)
	}
	return doc, nil
}

// redrawn draws a picture anew, so that nothing of where it was taken stays in it.
func redrawn(d *form.Document, part string) ([]byte, error) {
	b, err := d.Bytes(part)
	if err != nil {
		return nil, ours(err)
	}
	size, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || size.Width*size.Height > mostPixels || kind != "png" && kind != "jpeg" {
		return nil, refuse("blank.picture", nil)
	}
	picture, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, refuse("blank.picture", nil)
	}
	var w bytes.Buffer
	if kind == "png" {
		err = png.Encode(&w, picture)
	} else {
		err = jpeg.Encode(&w, picture, &jpeg.Options{Quality: 90})
	}
	if err != nil {
		return nil, refuse("blank.picture", nil)
	}
	return w.Bytes(), nil
}
