package form

import (
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A book is the workbook behind the container: its sheets by name and what
// their cells lean on.
type book struct {
	*container
	sheets   []sheetRef
	strings  []string
	dates    []bool // by cell style: it shows a date
	from1904 bool
}

type sheetRef struct{ name, part string }

const (
	mainWorkbook  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	mainTemplate  = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
	hyperlinkKind = "/hyperlink"
)

func openBook(file []byte) (*book, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	b := &book{container: c}
	main, err := c.contentTypes(mainWorkbook, mainTemplate)
	if err != nil {
		return nil, err
	}
	if err := c.relationsInside(hyperlinkKind); err != nil {
		return nil, err
	}
	targets, styles, shared, err := b.targets(main)
	if err != nil {
		return nil, err
	}
	if err := b.list(main, targets); err != nil {
		return nil, err
	}
	if shared != "" && b.has(shared) {
		if err := b.share(shared); err != nil {
			return nil, err
		}
	}
	if styles != "" && b.has(styles) {
		if err := b.style(styles); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// targets reads which parts the workbook is made of.
func (b *book) targets(main string) (byID map[string]string, styles, shared string, err error) {
	byID = map[string]string{}
	dir, base := path.Split(main)
	err = b.each(dir+"_rels/"+base+".rels", func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" {
			return nil
		}
		target := attribute(e, "Target")
		if rest, absolute := strings.CutPrefix(target, "/"); absolute {
			target = rest
		} else {
			target = path.Join(dir, target)
		}
		switch path.Base(attribute(e, "Type")) {
		case "worksheet":
			byID[attribute(e, "Id")] = target
		case "styles":
			styles = target
		case "sharedStrings":
			shared = target
		}
		return nil
	})
	return byID, styles, shared, err
}

// list reads the names of the sheets. A name defined with a program behind it,
// or one that calls another program (DDE), is refused with the formulas.
func (b *book) list(main string, targets map[string]string) error {
	return b.each(main, func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			on := attribute(e, "date1904")
			b.from1904 = on == "1" || on == "true"
		case "sheet":
			if len(b.sheets) == mostSheets {
				return place{}.refuse("form.file.sheets", "Most", mostSheets)
			}
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			if part, ok := targets[id]; ok {
				b.sheets = append(b.sheets, sheetRef{strings.TrimSpace(attribute(e, "name")), part})
			}
		case "definedName":
			if attribute(e, "function") == "1" || attribute(e, "vbProcedure") == "1" || attribute(e, "xlm") == "1" {
				return place{}.refuse("form.file.macro")
			}
		case "externalReference", "oleSize":
			return place{}.refuse("form.file.outside")
		}
		return nil
	})
}

// share reads the table of shared strings: the text of each, whatever its
// letters look like, and without the readings that some scripts carry.
func (b *book) share(part string) error {
	var text strings.Builder
	depth, inText := 0, false
	return b.each(part, func(d *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "rPh":
				depth++
			case "t":
				inText = depth == 0
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				if len(b.strings) == mostShared {
					return place{}.refuse("form.file.bomb")
				}
				b.strings = append(b.strings, text.String())
			case "rPh":
				depth--
			case "t":
				inText = false
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		}
		return nil
	})
}

// style reads which cell styles show their number as a date.
func (b *book) style(part string) error {
	own := map[string]bool{}
	inCells := false
	return b.each(part, func(_ *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				own[attribute(t, "numFmtId")] = showsDate(attribute(t, "formatCode"))
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells && len(b.dates) < mostShared {
					id := attribute(t, "numFmtId")
					n, _ := strconv.Atoi(id)
					b.dates = append(b.dates, own[id] || n >= 14 && n <= 22 || n >= 45 && n <= 47)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inCells = false
			}
		}
		return nil
	})
}

// showsDate reports whether a number format has a year, month or day outside
// quotes and brackets.
func showsDate(code string) bool {
	quoted, bracketed := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracketed = true
		case c == ']':
			bracketed = false
		case !bracketed && strings.IndexByte("yYdDhH", c) >= 0:
			return true
		}
	}
	return false
}

// A Workbook is a workbook opened with the suspicion that forms are opened with,
// for packages that keep more of it than its texts.
type Workbook struct{ b *book }

// OpenWorkbook refuses what Read refuses before it looks at a sheet: a file that is
// locked or no workbook, carries macros, other files or parts of other machines, or
// would unpack to more than it should.
func OpenWorkbook(file []byte) (*Workbook, error) {
	b, err := openBook(file)
	return &Workbook{b}, err
}

// Sheets returns the names of its sheets.
func (w *Workbook) Sheets() []string {
	var all []string
	for _, s := range w.b.sheets {
		all = append(all, s.name)
	}
	return all
}

// Parts returns the names of the parts of its container, in order.
func (w *Workbook) Parts() []string { return slices.Sorted(maps.Keys(w.b.parts)) }

// Each hands f every token of a part's XML, within the limits of a form.
func (w *Workbook) Each(part string, f func(xml.Token) error) error {
	return w.b.each(part, func(_ *xml.Decoder, t xml.Token) error { return f(t) })
}
