package template

import (
	"example.org/pana/internal/codes"
	"example.org/pana/internal/locale"
	"example.org/pana/web/look"
)

// ClientFrame is f as a client holds it in her hand: in her language, without the
// way around the house.
func ClientFrame(f Frame, hers *locale.Reader) Frame {
	f.R = hers
	f.PageData.R, f.Lang, f.Nav, f.Narrow = hers, string(hers.Lang()), nil, true
	return f
}

// sheetLabel is a code of a list in one of the languages of a sheet.
func sheetLabel(r *locale.Reader, list, code string) string {
	return codes.Label(list, string(r.Lang()), code)
}

// clientOptions are the answers of a list in the client's language.
func clientOptions(r *locale.Reader, list, chosen string) []look.Option {
	l, _ := codes.Get(list)
	var options []look.Option
	for _, it := range l.Offered() {
		options = append(options, look.Option{Value: it.Code, Text: l.Label(string(r.Lang()), it.Code), Chosen: it.Code == chosen})
	}
	return options
}
