package transfer

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"example.org/pana"
)

// textSheet is a table in a text file: comma, semicolon or tab between cells.
type textSheet struct {
	text  []byte
	comma rune
}

// openText takes UTF-8 with or without a mark at its beginning, and UTF-16 with
// one, as spreadsheets save "Unicode text". It refuses any other encoding.
func openText(file []byte) (*textSheet, error) {
	text := bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")):
		text = fromUTF16(file[2:], binary.LittleEndian)
	case bytes.HasPrefix(file, []byte("\xfe\xff")):
		text = fromUTF16(file[2:], binary.BigEndian)
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, unreadable("transfer.text.encoding", nil)
	}
	return &textSheet{text, separator(text)}, nil
}

// separator is the mark that parts the cells of the first line: the one that
// stands there most often outside quotes.
func separator(text []byte) rune {
	var commas, semicolons, tabs int
	quoted := false
scan:
	for _, b := range text[:min(len(text), 1<<16)] {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n' && commas+semicolons+tabs > 0:
			break scan
		case b == ',':
			commas++
		case b == ';':
			semicolons++
		case b == '\t':
			tabs++
		}
	}
	switch {
	case tabs > commas && tabs > semicolons:
		return '\t'
	case semicolons > commas:
		return ';'
	}
	return ','
}

func (s *textSheet) each(f func(n int, cells []string) error) error {
	r := csv.NewReader(bytes.NewReader(s.text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = s.comma, -1, true
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if e, ok := errors.AsType[*csv.ParseError](err); ok {
			return &pana.Error{Op: "transfer.text", Kind: pana.Invalid, Say: "transfer.text.quotes", With: map[string]any{"Row": e.Line}}
		}
		if err != nil {
			return unreadable("transfer.file.damaged", nil)
		}
		line, _ := r.FieldPos(0)
		if err := within(line, cells); err != nil {
			return err
		}
		if err := f(line, cells); err != nil {
			return err
		}
	}
}

func (s *textSheet) close() {}

// within refuses a row that no spreadsheet would hold.
func within(n int, cells []string) error {
	if len(cells) > mostColumns {
		return &pana.Error{Op: "transfer.open", Kind: pana.Invalid, Say: "transfer.file.wide", With: map[string]any{"Row": n, "Max": mostColumns}}
	}
	for _, c := range cells {
		if len(c) > mostCell && utf8.RuneCountInString(c) > mostCell {
			return &pana.Error{Op: "transfer.open", Kind: pana.Invalid, Say: "transfer.file.cell", With: map[string]any{"Row": n, "Max": mostCell}}
		}
	}
	return nil
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return []byte(strings.ReplaceAll(string(utf16.Decode(units)), "\r\n", "\n"))
}
