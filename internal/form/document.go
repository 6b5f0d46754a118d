package form

import (
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strings"
)

const (
	mainText         = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	mainTextTemplate = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
)

// A Document is a text document (DOCX) opened with the suspicion that forms are
// opened with, for the package that fills in letters.
type Document struct {
	c    *container
	main string
}

// OpenDocument refuses a file that is locked or no text document, carries macros,
// other files or parts of other machines, or would unpack to more than it should.
// Here a link to click is a part of another machine too. Its refusals are those of a
// workbook, form.file.*, in field "file".
func OpenDocument(file []byte) (*Document, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	d := &Document{c: c}
	if d.main, err = c.contentTypes(mainText, mainTextTemplate); err != nil {
		return nil, err
	}
	if !c.has(d.main) {
		return nil, place{}.refuse("form.file.kind")
	}
	return d, c.relationsInside()
}

// Main is the name of the part that holds the text.
func (d *Document) Main() string { return d.main }

// Parts returns the names of the parts of its container, in small letters and in
// order.
func (d *Document) Parts() []string { return slices.Sorted(maps.Keys(d.c.parts)) }

// Name is how the file itself writes the name of a part.
func (d *Document) Name(part string) string {
	if f := d.c.parts[strings.ToLower(part)]; f != nil {
		return f.Name
	}
	return part
}

// Each hands f every token of a part's XML, within the limits of a form.
func (d *Document) Each(part string, f func(xml.Token) error) error {
	return d.c.each(part, func(_ *xml.Decoder, t xml.Token) error { return f(t) })
}

// Bytes unpacks a part, within the limits of a form.
func (d *Document) Bytes(part string) ([]byte, error) {
	f := d.c.parts[strings.ToLower(part)]
	if f == nil {
		return nil, place{}.refuse("form.file.broken")
	}
	r, err := f.Open()
	if err != nil {
		return nil, place{}.refuse("form.file.broken")
	}
	defer r.Close()
	b, err := io.ReadAll(&bounded{d.c, r, mostPart})
	if err != nil {
		return nil, unpacking(err)
	}
	return b, nil
}
