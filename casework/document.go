package casework

import (
	"bytes"
	"io"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

// MostDocument is how many bytes a file can have.
const MostDocument = 20 << 20

// A NewDocument is a paper or photograph to keep. Only the file is needed.
type NewDocument struct {
	Kind        string           // code list document-kind; empty means other
	Compartment pana.Compartment // empty means where papers of the kind belong
	Title       string
	Number      string
	Note        string
	File        io.Reader
}

// placeOf says where papers of a kind belong.
func placeOf(kind string) pana.Compartment {
	switch kind {
	case "photograph":
		return pana.Identity
	case "medical":
		return pana.Health
	case "letter", "drawing", "school-certificate", "work-book", "other", "":
		return pana.Care
	}
	return pana.Legal
}

// clean returns n as it is kept, without its file.
func (n NewDocument) clean(op string) (NewDocument, error) {
	var err error
	if err = codes.Check(op, "kind", "document-kind", n.Kind); err != nil {
		return n, err
	}
	if n.Compartment == "" {
		n.Compartment = placeOf(n.Kind)
	}
	if n.Kind == "" {
		n.Kind = "other"
	}
	if !knownCompartment(n.Compartment) || n.Compartment == pana.Therapy {
		return n, pana.Refuse(op, "compartment", "codes.unknown")
	}
	if n.Title, err = words(op, "title", n.Title, 200); err != nil {
		return n, err
	}
	if n.Number, err = words(op, "number", n.Number, 200); err != nil {
		return n, err
	}
	n.Note, err = words(op, "note", n.Note, mostNote)
	return n, err
}

// A sheet is a file as it is kept.
type sheet struct {
	media string
	bytes []byte
	pages int // 1 for a picture, 0 when not known
}

// readSheet reads a file and makes of it what is kept: a picture drawn anew, a
// PDF built anew from its pages, text as it is. The refusals are those of sniff,
// redraw and rebuild, and "document.long" for more than 20 MB. A file of a kind
// that we keep has to pass first, as it came; a nil pass asks nobody.
func readSheet(op string, r io.Reader, pass func([]byte) error) (sheet, error) {
	if r == nil {
		return sheet{}, pana.Refuse(op, "file", "document.empty")
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, MostDocument+1))
	if err != nil {
		return sheet{}, err
	}
	if n > MostDocument {
		return sheet{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "document.long", With: map[string]any{"MB": MostDocument >> 20}}
	}
	media, err := sniff(op, b.Bytes())
	if err != nil {
		return sheet{}, err
	}
	if pass != nil {
		if err := pass(b.Bytes()); err != nil {
			return sheet{}, err
		}
	}
	switch media {
	case mediaText:
		return sheet{media: media, bytes: b.Bytes()}, nil
	case mediaPDF:
		return rebuild(op, b.Bytes())
	}
	out, as, err := redraw(op, media, b.Bytes())
	return sheet{media: as, bytes: out, pages: 1}, err
}

// Picture reports whether the document can be shown inside a page.
func (d Document) Picture() bool { return d.Media == mediaJPEG || d.Media == mediaPNG }

// Ending is the ending of a file name for the document: "jpg", "pdf".
func (d Document) Ending() string {
	switch d.Media {
	case mediaJPEG:
		return "jpg"
	case mediaPNG:
		return "png"
	case mediaPDF:
		return "pdf"
	}
	return "txt"
}
