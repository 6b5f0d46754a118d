// Package pdf builds a PDF anew from what can be seen of it, so that nothing
// its makers wrote beside the pages is kept.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What Clean refuses.
var (
	ErrLocked  = errors.New("pdf: encrypted")
	ErrDamaged = errors.New("pdf: cannot be read")
)

// Bounds of what is read.
const (
	mostPages   = 5_000
	mostObjects = 300_000
	mostDecoded = 64 << 20 // bytes of one stream that must be read to be cleaned
	mostStream  = 32 << 20
	mostTime    = 15 * time.Second
)

// Clean returns the file built anew: its pages with what they show, and nothing
// else. Only what the shapes of shape.go name is carried over, so title, author,
// dates, XMP, ids, earlier versions, attached files, scripts, outlines, comments,
// links, alternative texts, signatures and the private data of programs are gone,
// and so is what cameras wrote into the pictures within. Font programs stay as
// they are.
//
// A file that needs a password, or that is encrypted at all, is ErrLocked; one
// that cannot be read to its end is ErrDamaged.
func Clean(file []byte) (out []byte, pages int, err error) {
	defer func() {
		if recover() != nil { // a file made to break its reader
			out, pages, err = nil, 0, ErrDamaged
		}
	}()
	limit, stop := context.WithTimeout(context.Background(), mostTime)
	defer stop()
	from, err := pdfcpu.ReadWithContext(limit, bytes.NewReader(file), settings())
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), from != nil && from.Encrypt != nil:
		return nil, 0, ErrLocked
	case err != nil && bytes.Contains(file, []byte("/Encrypt")):
		return nil, 0, ErrLocked
	case err != nil:
		return nil, 0, ErrDamaged
	}
	b := &builder{from: from.XRefTable, limit: limit, at: map[made]int{}}
	if err := b.document(); err != nil {
		return nil, 0, ErrDamaged
	}
	return b.file(), b.pages, nil
}

// settings are those of the reader: nothing is looked for outside the file.
func settings() *model.Configuration {
	return &model.Configuration{
		Reader15: true, Offline: true, ValidationMode: model.ValidationRelaxed, Eol: types.EolLF,
		Limits: model.ResourceLimits{
			MaxStreamBytes: mostStream, MaxDecodeBytes: mostDecoded, MaxImagePixels: 1 << 26, MaxImageBytes: mostDecoded,
			MaxObjectCount: mostObjects, MaxObjectStreamCount: mostObjects, MaxObjectStreamFirst: 16 << 20,
			MaxXRefEntries: mostObjects, MaxRecursionDepth: 60,
		},
	}
}
