// Package layout reads workbooks with named cells, judges them, and fills them in:
// whoever wants figures brings the sheet she is used to, and says in each cell by
// name what belongs there.
package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"example.org/pana"
)

// Names are the names that cells may bear, in small letters and with the prefix;
// those that are true are the head of a list that runs down from the cell.
type Names map[string]bool

// Prefix begins each name that asks for a figure. Other names of a workbook, such
// as its areas to print, are its own.
const Prefix = "pana."

// A Layout is a workbook that was judged: every name in it is known, and nothing in
// it reaches outside.
type Layout struct {
	file   []byte
	places []place
}

type place struct {
	name, sheet string
	column, row int
	list        bool
}

// File is the workbook as it was brought.
func (l *Layout) File() []byte { return l.file }

// Digest tells two workbooks apart.
func (l *Layout) Digest() string {
	sum := sha256.Sum256(l.file)
	return hex.EncodeToString(sum[:])
}

// Names returns what the layout asks for, each name once, in order.
func (l *Layout) Names() []string {
	var all []string
	for _, p := range l.places {
		all = append(all, p.name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Asks reports whether the layout has a name that begins so.
func (l *Layout) Asks(prefix string) bool {
	return slices.ContainsFunc(l.places, func(p place) bool { return strings.HasPrefix(p.name, prefix) })
}

// Limits of a workbook that is filled in, beside those of internal/form.
const (
	MostList     = 5000    // lines of a list
	mostPlaces   = 2000    // named cells
	mostFormulas = 2000    // formulas
	mostReach    = 200_000 // cells that all formulas together look at
	mostRow      = 10_000
	mostColumn   = 256
	mostUnpacked = 10 << 20
)

func refuse(say string, with map[string]any) error {
	return &pana.Error{Op: "layout.Read", Kind: pana.Invalid, Field: "file", Say: say, With: with}
}
