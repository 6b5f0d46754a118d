package form

import (
	"encoding/xml"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/pana"
)

// A row is what one row of a sheet says: its number and its cells that hold
// anything, by column from 1.
type row struct {
	number int
	cells  map[int]string
}

// rows reads a sheet in one pass. Cells without a value are passed over, but
// counted; formulas are refused, as are errors that formulas left behind.
func (b *book) rows(s sheetRef) ([]row, error) {
	r := sheetReader{b: b, name: s.name}
	err := b.each(s.part, r.token)
	if e, ours := errors.AsType[*pana.Error](err); ours && e.With["Sheet"] == nil {
		e.With = place{sheet: s.name}.with() // what the container refuses knows no sheet
	}
	return r.rows, err
}

type sheetReader struct {
	b        *book
	name     string
	rows     []row
	at       place
	cell     struct{ kind, style string }
	text     strings.Builder
	inCell   bool
	inText   bool
	phonetic int
	elements int
}

func (r *sheetReader) token(_ *xml.Decoder, t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		return r.end(t.Name.Local)
	case xml.CharData:
		if r.inText {
			r.text.Write(t)
		}
	}
	return nil
}

func (r *sheetReader) here() place { return place{r.name, r.at.row, r.at.column} }

func (r *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "dimension":
		_, last, _ := strings.Cut(attribute(e, "ref"), ":")
		if column, rows := cellAt(last); column > mostColumns && rows > mostRows {
			return place{sheet: r.name}.refuse("form.sheet.vast")
		}
	case "row":
		n := r.at.row + 1
		if ref := attribute(e, "r"); ref != "" {
			given, err := strconv.Atoi(ref)
			if err != nil || given < n || given > 1<<20 {
				return place{sheet: r.name}.refuse("form.file.broken")
			}
			n = given
		}
		r.at = place{r.name, n, 0}
		return r.count()
	case "c":
		column := r.at.column + 1
		if ref := attribute(e, "r"); ref != "" {
			given, on := cellAt(ref)
			if given < column || given > 1<<14 || on != r.at.row {
				return r.here().refuse("form.file.broken")
			}
			column = given
		}
		r.at.column = column
		r.cell.kind, r.cell.style = attribute(e, "t"), attribute(e, "s")
		r.text.Reset()
		r.inCell = true
		return r.count()
	case "f":
		if r.inCell {
			return r.here().refuse("form.cell.formula")
		}
	case "rPh":
		r.phonetic++
	case "v", "t":
		r.inText = r.inCell && r.phonetic == 0
	case "oleObject", "control", "webPublishItem":
		return place{sheet: r.name}.refuse("form.file.embedded")
	}
	return nil
}

func (r *sheetReader) count() error {
	if r.elements++; r.elements > mostElements {
		return place{sheet: r.name}.refuse("form.sheet.vast")
	}
	return nil
}

func (r *sheetReader) end(name string) error {
	switch name {
	case "rPh":
		r.phonetic--
	case "v", "t":
		r.inText = false
	case "c":
		r.inCell = false
		return r.keep()
	}
	return nil
}

// keep takes the cell that was just read.
func (r *sheetReader) keep() error {
	value, err := r.value(r.text.String())
	if err != nil || value == "" {
		return err
	}
	switch {
	case r.at.row > mostRows:
		return r.here().refuse("form.sheet.rows", "Most", mostRows)
	case r.at.column > mostColumns:
		return r.here().refuse("form.sheet.columns", "Most", mostColumns)
	case utf8.RuneCountInString(value) > mostCell:
		return r.here().refuse("form.cell.long", "Most", mostCell)
	}
	if n := len(r.rows); n == 0 || r.rows[n-1].number != r.at.row {
		r.rows = append(r.rows, row{r.at.row, map[int]string{}})
	}
	r.rows[len(r.rows)-1].cells[r.at.column] = value
	return nil
}

// value is what the cell shows, without the blanks around it: no-break spaces
// are blanks too, and IOM's own workbook has them.
func (r *sheetReader) value(raw string) (string, error) {
	switch r.cell.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(raw))
		if strings.TrimSpace(raw) == "" {
			return "", nil
		}
		if err != nil || i < 0 || i >= len(r.b.strings) {
			return "", r.here().refuse("form.file.broken")
		}
		raw = r.b.strings[i]
	case "b":
		if strings.TrimSpace(raw) == "1" {
			return "true", nil
		}
		return "false", nil
	case "e":
		return "", r.here().refuse("form.cell.error")
	case "", "n":
		return r.number(strings.TrimSpace(raw))
	}
	if strings.ContainsFunc(raw, forbidden) {
		return "", r.here().refuse("form.cell.characters")
	}
	return strings.TrimSpace(raw), nil // TrimSpace knows U+00A0
}

// forbidden are characters that no text of a form needs: control characters,
// and marks that turn the direction of what is shown.
func forbidden(c rune) bool {
	return c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
}

// number writes a numeric cell as people see it: a whole number without a
// point, a date as a date.
func (r *sheetReader) number(raw string) (string, error) {
	if raw == "" {
		return "", nil
	}
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || math.Abs(x) > 1e15 {
		return "", r.here().refuse("form.file.broken")
	}
	style, _ := strconv.Atoi(r.cell.style)
	if style < 0 || style >= len(r.b.dates) || !r.b.dates[style] || x < 0 || x > 2958466 {
		return strconv.FormatFloat(x, 'f', -1, 64), nil
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if r.b.from1904 {
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	day := epoch.AddDate(0, 0, int(x))
	seconds := math.Round((x - math.Floor(x)) * 86400)
	if seconds == 0 {
		return day.Format(time.DateOnly), nil
	}
	at := day.Add(time.Duration(seconds) * time.Second)
	if x < 1 {
		return at.Format("15:04"), nil
	}
	return at.Format("2006-01-02T15:04"), nil
}
