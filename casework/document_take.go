package casework

import (
	"context"
	"io"
)

// A Sheet is a file as it may be kept: drawn or built anew, without what it carried
// along.
type Sheet struct {
	Media string
	Bytes []byte
	Pages int // 1 for a picture, 0 when not known
}

// TakeFile makes of a file that somebody brings what may be kept, for chapters that
// keep papers which are in nobody's file. It refuses what FileDocument refuses, on
// the field "file". The caller has asked policy before.
func (c *Casework) TakeFile(ctx context.Context, op string, r io.Reader) (Sheet, error) {
	s, err := readSheet(op, r, func(file []byte) error { return c.h.PassScanner(ctx, file) })
	return Sheet{Media: s.media, Bytes: s.bytes, Pages: s.pages}, err
}

// Ending is the ending of the name of a file of a media type that is kept.
func Ending(media string) string { return Document{Media: media}.Ending() }
