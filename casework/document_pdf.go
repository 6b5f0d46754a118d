package casework

import (
	"errors"

	"example.org/pana"
	"example.org/pana/internal/pdf"
)

// rebuild makes of a PDF what is kept: its pages, without what their makers
// wrote beside them. It refuses a file that is encrypted ("document.locked") and
// one that cannot be read to its end ("document.pdf"): nothing of it is kept.
func rebuild(op string, file []byte) (sheet, error) {
	press <- struct{}{}
	defer func() { <-press }()
	out, pages, err := pdf.Clean(file)
	switch {
	case err == nil && len(out) > MostDocument:
		return sheet{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "document.long", With: map[string]any{"MB": MostDocument >> 20}}
	case err == nil:
		return sheet{media: mediaPDF, bytes: out, pages: pages}, nil
	case errors.Is(err, pdf.ErrLocked):
		return sheet{}, pana.Refuse(op, "file", "document.locked")
	}
	return sheet{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "document.pdf", Err: err}
}
