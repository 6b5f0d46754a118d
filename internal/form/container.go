package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// A container is the zip file that a workbook is, opened with suspicion: what
// it states about itself is checked first, what it unpacks to is counted while
// it is read. Only the parts that hold cells are ever unpacked.
type container struct {
	parts map[string]*zip.File
	read  int64 // bytes unpacked so far
}

var (
	compound = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1} // an old workbook, or one under a password
	zipped   = []byte("PK\x03\x04")
)

// openContainer refuses a file that is no workbook, is locked, carries a
// program or other files, or would unpack to more than it should.
func openContainer(file []byte) (*container, error) {
	whole := place{}
	switch {
	case len(file) > MostBytes:
		return nil, whole.refuse("form.file.large", "MB", MostBytes>>20)
	case bytes.HasPrefix(file, compound):
		return nil, whole.refuse("form.file.locked")
	case !bytes.HasPrefix(file, zipped):
		return nil, whole.refuse("form.file.kind")
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, whole.refuse("form.file.broken")
	}
	if len(z.File) > mostEntries {
		return nil, whole.refuse("form.file.bomb")
	}
	c := &container{parts: make(map[string]*zip.File, len(z.File))}
	var claimed uint64
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if f.Flags&1 != 0 {
			return nil, whole.refuse("form.file.locked")
		}
		if say := suspicious(name); say != "" {
			return nil, whole.refuse(say)
		}
		if _, twice := c.parts[name]; twice || strings.Contains(name, "..") || strings.HasPrefix(name, "/") || strings.Contains(name, `\`) {
			return nil, whole.refuse("form.file.broken")
		}
		if f.Method != zip.Store && f.Method != zip.Deflate {
			return nil, whole.refuse("form.file.broken")
		}
		size, packed := f.UncompressedSize64, f.CompressedSize64
		if claimed += size; size > mostClaimed || claimed > mostClaimed || size > ratioFloor && size/max(packed, 1) > mostRatio {
			return nil, whole.refuse("form.file.bomb")
		}
		c.parts[name] = f
	}
	if _, ok := c.parts["[content_types].xml"]; !ok {
		return nil, whole.refuse("form.file.kind")
	}
	return c, nil
}

// suspicious returns why a part of this name is not taken in, or nothing.
// Printer settings and pictures are left where they are, unread.
func suspicious(name string) string {
	base := path.Base(name)
	switch {
	case strings.Contains(name, "vba"), strings.Contains(name, "macrosheets/"), strings.Contains(name, "dialogsheets/"),
		strings.Contains(name, "customui/"), strings.Contains(name, "attachedtoolbars"):
		return "form.file.macro"
	case strings.Contains(name, "externallinks/"), strings.Contains(name, "querytables/"), strings.HasPrefix(name, "xl/model/"),
		base == "connections.xml", base == "volatiledependencies.xml":
		return "form.file.outside"
	case strings.Contains(name, "embeddings/"), strings.Contains(name, "activex/"), strings.Contains(name, "ctrlprops/"),
		strings.Contains(name, "oleobject"):
		return "form.file.embedded"
	}
	switch path.Ext(name) {
	case ".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".docx", ".jar", ".gz", ".7z", ".rar", ".exe", ".dll", ".js", ".vbs", ".hta", ".lnk":
		return "form.file.embedded"
	}
	return ""
}

// errBomb ends the reading of a part that unpacks to more than it may.
var errBomb = errors.New("unpacks to more than allowed")

// A bounded reader counts what is really unpacked, whatever was stated.
type bounded struct {
	c    *container
	from io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	b.left -= int64(n)
	b.c.read += int64(n)
	if b.left < 0 || b.c.read > mostParts {
		return 0, errBomb
	}
	return n, err
}

// has reports whether the part exists.
func (c *container) has(name string) bool { return c.parts[strings.ToLower(name)] != nil }

// each reads the part's XML and hands f every token. XML with a document type
// is refused whole: entities are declared there, and a workbook needs none.
func (c *container) each(name string, f func(d *xml.Decoder, t xml.Token) error) error {
	part := c.parts[strings.ToLower(name)]
	if part == nil {
		return place{}.refuse("form.file.broken")
	}
	r, err := part.Open()
	if err != nil {
		return place{}.refuse("form.file.broken")
	}
	defer r.Close()
	d := xml.NewDecoder(&bounded{c, r, mostPart})
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return unpacking(err)
		}
		if _, dtd := t.(xml.Directive); dtd {
			return place{}.refuse("form.file.entity")
		}
		if err := f(d, t); err != nil {
			return err
		}
	}
}

// contentTypes finds the part that is one of the kinds, and refuses a file that says of
// itself that it carries macros, or that has none of them.
func (c *container) contentTypes(kinds ...string) (main string, err error) {
	err = c.each("[Content_Types].xml", func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		kind := attribute(e, "ContentType")
		if strings.Contains(strings.ToLower(kind), "macroenabled") || strings.Contains(kind, "vbaProject") {
			return place{}.refuse("form.file.macro")
		}
		if e.Name.Local == "Override" && slices.Contains(kinds, kind) {
			main = strings.TrimPrefix(attribute(e, "PartName"), "/")
		}
		return nil
	})
	if err == nil && main == "" {
		err = place{}.refuse("form.file.kind")
	}
	return main, err
}

// relationsInside refuses any part that reaches outside the file, other than by
// relations of the spared kinds: a link that somebody would have to click is not
// followed and not kept.
func (c *container) relationsInside(spared ...string) error {
	for name := range c.parts {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		err := c.each(name, func(_ *xml.Decoder, t xml.Token) error {
			e, ok := t.(xml.StartElement)
			if ok && strings.EqualFold(attribute(e, "TargetMode"), "External") &&
				!slices.ContainsFunc(spared, func(kind string) bool { return strings.HasSuffix(attribute(e, "Type"), kind) }) {
				return place{}.refuse("form.file.outside")
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// unpacking tells apart why a part cannot be read on.
func unpacking(err error) error {
	if errors.Is(err, errBomb) {
		return place{}.refuse("form.file.bomb")
	}
	return place{}.refuse("form.file.broken")
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
