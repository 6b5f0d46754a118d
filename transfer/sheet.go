package transfer

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"example.org/pana"
)

// A sheet is a table of texts as it stands in a file. It can be walked more
// than once.
type sheet interface {
	// each gives every row with its number as the reader of the file counts,
	// until f returns an error. The cells belong to the sheet.
	each(f func(n int, cells []string) error) error
	close()
}

// Bounds of a table.
const (
	mostColumns = 500
	mostCell    = 32767 // characters, as in a spreadsheet
)

// openSheet opens the table that file holds: a workbook by its first bytes,
// else text with separators.
func openSheet(layout Layout, file []byte) (sheet, error) {
	switch {
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		return openWorkbook(layout, file)
	case bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")):
		return nil, unreadable("transfer.file.locked", nil) // encrypted, or of the time before xlsx
	case len(bytes.TrimSpace(file)) == 0:
		return nil, unreadable("transfer.file.empty", nil)
	}
	return openText(file)
}

// errEnough ends a walk early.
var errEnough = errors.New("enough")

// head returns the first rows of s, at most n of them, each with its number.
func head(s sheet, n int) (rows [][]string, numbers []int, err error) {
	err = s.each(func(at int, cells []string) error {
		rows, numbers = append(rows, append([]string(nil), cells...)), append(numbers, at)
		if len(rows) == n {
			return errEnough
		}
		return nil
	})
	if err == errEnough {
		err = nil
	}
	return rows, numbers, err
}

// serials is a sheet that keeps days as numbers.
type serials interface {
	day(serial float64) (time.Time, bool)
}

// unreadable is the answer for a file that cannot be read. Its cause is kept
// only where it says nothing of what stands in the file.
func unreadable(say string, err error) error {
	return &pana.Error{Op: "transfer.open", Kind: pana.Invalid, Say: say, Err: err}
}

// blank reports whether no cell says anything.
func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
