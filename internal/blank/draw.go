package blank

import (
	"path"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"example.org/pana/internal/form"
)

// A Span is some text of a line as it is drawn.
type Span struct {
	Text string
	Gap  string // the name of the gap that it fills; empty for what the letter says itself
}

// A Line is one paragraph as it is drawn, or one row of a table.
type Line struct {
	Spans  []Span
	Align  string // "right", "center" or empty
	Strong bool
	Cells  [][]Span // of a row; Spans is empty then
}

// Draw returns the letter as it looks when filled in, for a page and for paper: what
// stands above, the text, what stands below.
func (b *Blank) Draw(value func(name string) string) ([]Line, error) {
	d, err := form.OpenDocument(b.file)
	if err != nil {
		return nil, ours(err)
	}
	var parts []string
	for _, part := range d.Parts() {
		if bears(d, part) {
			parts = append(parts, part)
		}
	}
	rank := func(part string) int {
		switch base := path.Base(part); {
		case strings.HasPrefix(base, "header"):
			return 0
		case strings.EqualFold(part, d.Main()):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(parts, func(p, q string) int { return rank(p) - rank(q) })
	var all []Line
	for _, part := range parts {
		doc, err := parse(d, part)
		if err != nil {
			return nil, err
		}
		all = append(all, lines(doc.Root(), value)...)
	}
	return trimmed(all), nil
}

// lines draws what stands in an element, one after the other.
func lines(e *etree.Element, value func(string) string) []Line {
	var all []Line
	for _, c := range e.ChildElements() {
		if c.Space != "w" {
			continue
		}
		switch c.Tag {
		case "p":
			all = append(all, drawn(c, value))
			for _, box := range c.FindElements(".//w:txbxContent") {
				all = append(all, lines(box, value)...)
				break // the second is the same for older programs
			}
		case "tr":
			var l Line
			for _, cell := range c.SelectElements("w:tc") {
				var spans []Span
				for i, in := range lines(cell, value) {
					if i > 0 {
						spans = append(spans, Span{Text: "\n"})
					}
					spans = append(spans, in.Spans...)
				}
				l.Cells = append(l.Cells, spans)
			}
			all = append(all, l)
		case "body", "tbl", "sdt", "sdtContent", "hdr", "ftr", "footnote", "endnote":
			all = append(all, lines(c, value)...)
		}
	}
	return all
}

func drawn(p *etree.Element, value func(string) string) Line {
	var l Line
	for _, one := range filled(shown(p), value) {
		l.Spans = append(l.Spans, Span{Text: one.text, Gap: one.gap})
	}
	if jc := p.FindElement("./w:pPr/w:jc"); jc != nil {
		switch v := jc.SelectAttrValue("w:val", ""); v {
		case "right", "end":
			l.Align = "right"
		case "center":
			l.Align = "center"
		}
	}
	runs := p.FindElements("./w:r[w:t]")
	l.Strong = len(runs) > 0
	for _, r := range runs {
		if b := r.FindElement("./w:rPr/w:b"); b == nil || slices.Contains([]string{"0", "false", "off"}, b.SelectAttrValue("w:val", "1")) {
			l.Strong = false
		}
	}
	return l
}

// shown is the text of a paragraph with its line breaks, without that of a paragraph
// inside it.
func shown(p *etree.Element) string {
	var b strings.Builder
	var walk func(*etree.Element)
	walk = func(e *etree.Element) {
		for _, c := range e.ChildElements() {
			switch {
			case c.Space != "w" || c.Tag == "p" || c.Tag == "pPr" || c.Tag == "rPr":
				if c.Tag == "AlternateContent" {
					walk(c)
				}
			case c.Tag == "t":
				b.WriteString(c.Text())
			case c.Tag == "br" || c.Tag == "cr":
				b.WriteByte('\n')
			case c.Tag == "tab":
				b.WriteByte('\t')
			default:
				walk(c)
			}
		}
	}
	walk(p)
	return b.String()
}

// trimmed leaves out empty lines before and after, and more than one in a row.
func trimmed(all []Line) []Line {
	var out []Line
	empty := func(l Line) bool {
		return len(l.Cells) == 0 && !slices.ContainsFunc(l.Spans, func(s Span) bool { return s.Gap != "" || strings.TrimSpace(s.Text) != "" })
	}
	for _, l := range all {
		if empty(l) && (len(out) == 0 || empty(out[len(out)-1])) {
			continue
		}
		out = append(out, l)
	}
	for len(out) > 0 && empty(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return out
}
