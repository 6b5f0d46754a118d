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
	s, err := readSheet(op, r, c.pass(ctx, op))
	return Sheet{Media: s.media, Bytes: s.bytes, Pages: s.pages}, err
}

// pass lets a file through that the actor may still bring today and that the
// scanner of the house finds nothing in.
func (c *Casework) pass(ctx context.Context, op string) func([]byte) error {
	return func(file []byte) error {
		if err := c.bring(ctx, op, int64(len(file))); err != nil {
			return err
		}
		return c.h.PassScanner(ctx, file)
	}
}

// Ending is the ending of the name of a file of a media type that is kept.
func Ending(media string) string { return Document{Media: media}.Ending() }
