// Package backup keeps copies of the whole house elsewhere and proves that they
// bring it back.
//
// A set is three files in a folder: the rows of every table, the keys, and a
// signed note that says which set this is. Rows and keys are encrypted to the
// recovery key, so that a thief of the folder has nothing and two sheets of the
// kit have everything. The two are apart because keys are kept for a short time
// only: what was erased in the house leaves every backup with the last old keys.
package backup

import (
	"embed"
	"io/fs"
	"time"

	"example.org/pana"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// How long sets are kept in a folder.
const (
	keepData = 90 * 24 * time.Hour
	keepKeys = 14 * 24 * time.Hour
	mostKeys = 3 // generations of keys, however young
)

// Backup makes sets of one house.
type Backup struct {
	h       *house.House
	trouble trouble
}

// New returns the backups of h.
func New(h *house.House) *Backup { return &Backup{h: h} }

// A Report says what was done.
type Report struct {
	Sequence int64
	At       time.Time
	Rows     int64
	Bytes    int64
	Erased   int // on a restore: how many were erased again
}

// Days is how many whole days ago the house was as a restore brings it back.
func (r Report) Days(now time.Time) int { return max(0, int(now.Sub(r.At)/(24*time.Hour))) }

// Old reports whether a restored set is of longer ago than a house that makes its
// own would leave: what was entered, erased and ended since it does not know.
func (r Report) Old(now time.Time) bool { return now.Sub(r.At) > tooOld }

// Progress is told how many rows are done.
type Progress func(rows int64)

func invalid(say string, err error) error {
	return &pana.Error{Op: "backup", Kind: pana.Invalid, Say: say, Err: err}
}
