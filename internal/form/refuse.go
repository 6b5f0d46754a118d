package form

import (
	"strconv"

	"example.org/pana"
)

// op names this package in errors.
const op = "form.Read"

// A place is where in the workbook something stands. A zero row or column
// means the whole sheet, an empty sheet the whole file.
type place struct {
	sheet  string
	row    int // from 1
	column int // from 1
}

// String writes the place as spreadsheets do, which reads the same in every
// language: survey!B12.
func (p place) String() string {
	switch {
	case p.row > 0 && p.column > 0:
		return p.sheet + "!" + columnName(p.column) + strconv.Itoa(p.row)
	case p.row > 0:
		return p.sheet + "!" + strconv.Itoa(p.row)
	}
	return p.sheet
}

// with returns what a message needs to name the place.
func (p place) with(more ...any) map[string]any {
	w := map[string]any{}
	if p.sheet != "" {
		w["Sheet"] = p.sheet
		w["At"] = p.String()
	}
	if p.row > 0 {
		w["Row"] = p.row
	}
	if p.row > 0 && p.column > 0 {
		w["Cell"] = columnName(p.column) + strconv.Itoa(p.row)
	}
	if p.column > 0 {
		w["Column"] = columnName(p.column)
	}
	for i := 0; i+1 < len(more); i += 2 {
		w[more[i].(string)] = more[i+1]
	}
	return w
}

// refuse returns the refusal that names the place; more is pairs of a name and
// what the message shows for it.
func (p place) refuse(say string, more ...any) error {
	return &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: say, With: p.with(more...)}
}

func (p place) warn(say string, more ...any) Warning {
	return Warning{Say: say, With: p.with(more...)}
}

// at returns the same place in another column.
func (p place) at(column int) place {
	p.column = column
	return p
}

// columnName writes a column as spreadsheets do: A, Z, AA.
func columnName(n int) string {
	var b [8]byte
	i := len(b)
	for ; n > 0 && i > 0; n = (n - 1) / 26 {
		i--
		b[i] = byte('A' + (n-1)%26)
	}
	return string(b[i:])
}

// cellAt reads a reference such as AB12. Both parts are 0 when it is none.
func cellAt(ref string) (column, row int) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	if err != nil || i == 0 || row < 1 {
		return 0, 0
	}
	return column, row
}
