// Package blank reads letters with gaps, judges them, and fills them in: whoever
// writes to an office brings the letter that the office is used to (DOCX), and says
// by {{name}} what belongs where.
package blank

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"example.org/pana"
)

// A Blank is a letter that was judged: every gap in it is known, and nothing in it
// reaches outside.
type Blank struct {
	file []byte // as it was brought
	gaps []string
}

// File is the letter as it was brought.
func (b *Blank) File() []byte { return b.file }

// Digest tells two letters apart.
func (b *Blank) Digest() string {
	sum := sha256.Sum256(b.file)
	return hex.EncodeToString(sum[:])
}

// Gaps returns what the letter asks for, each name once, in order.
func (b *Blank) Gaps() []string { return b.gaps }

// Asks reports whether the letter has a gap of this name.
func (b *Blank) Asks(name string) bool { return slices.Contains(b.gaps, name) }

// Limits of a letter that is filled in, beside those of internal/form.
const (
	mostGaps   = 200
	mostParas  = 4000
	mostPixels = 4_000_000
	mostDepth  = 200 // elements inside each other; a text box in a table has about forty
)

const op = "blank.Read"

func refuse(say string, with map[string]any) error {
	return &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: say, With: with}
}

// ours gives what the guard of internal/form says of a workbook its words for a
// letter.
func ours(err error) error {
	var e *pana.Error
	if !errors.As(err, &e) || !strings.HasPrefix(e.Say, "form.") {
		return err
	}
	return refuse("blank."+strings.TrimPrefix(e.Say, "form."), e.With)
}
