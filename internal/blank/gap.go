package blank

import (
	"regexp"
	"strings"

	"github.com/beevik/etree"
)

// gap is what a place to fill in looks like. Programs for texts tear it into pieces
// when somebody has corrected it, so it is looked for in the text of a whole
// paragraph.
var gap = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// nameOf is the name of a gap as it was typed.
func nameOf(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// paragraphs returns every paragraph of a part, those in tables and boxes too.
func paragraphs(root *etree.Element) []*etree.Element {
	var all []*etree.Element
	var walk func(*etree.Element)
	walk = func(e *etree.Element) {
		if e.Tag == "p" && e.Space == "w" {
			all = append(all, e)
		}
		for _, c := range e.ChildElements() {
			walk(c)
		}
	}
	walk(root)
	return all
}

// texts returns the pieces of text of one paragraph, in order, without those of a
// paragraph inside it.
func texts(p *etree.Element) []*etree.Element {
	var all []*etree.Element
	var walk func(*etree.Element)
	walk = func(e *etree.Element) {
		for _, c := range e.ChildElements() {
			switch {
			case c.Tag == "p" && c.Space == "w":
			case c.Tag == "t" && c.Space == "w":
				all = append(all, c)
			default:
				walk(c)
			}
		}
	}
	walk(p)
	return all
}

func textOf(pieces []*etree.Element) string {
	var b strings.Builder
	for _, t := range pieces {
		b.WriteString(t.Text())
	}
	return b.String()
}

// A piece is some text of a paragraph: what stands there, or what was filled in.
type piece struct {
	text string
	gap  string // its name, of what was filled in
}

// filled takes the text of a paragraph apart at its gaps and fills them in.
func filled(text string, value func(name string) string) []piece {
	var all []piece
	at := 0
	for _, m := range gap.FindAllStringSubmatchIndex(text, -1) {
		if m[0] > at {
			all = append(all, piece{text: text[at:m[0]]})
		}
		name := nameOf(text[m[2]:m[3]])
		all = append(all, piece{text: value(name), gap: name})
		at = m[1]
	}
	if at < len(text) {
		all = append(all, piece{text: text[at:]})
	}
	return all
}

// fill writes the values into a paragraph. What is filled in looks as the first
// letter of its gap did.
func fill(p *etree.Element, value func(name string) string) {
	pieces := texts(p)
	text := textOf(pieces)
	found := gap.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return
	}
	start := 0
	for _, t := range pieces {
		was := t.Text()
		end := start + len(was)
		var b strings.Builder
		at := start
		for _, m := range found {
			if m[1] <= start || m[0] >= end {
				continue
			}
			if m[0] > at {
				b.WriteString(text[at:m[0]])
			}
			if m[0] >= start {
				b.WriteString(value(nameOf(text[m[2]:m[3]])))
			}
			at = min(m[1], end)
		}
		b.WriteString(text[at:end])
		if b.String() != was {
			put(t, b.String())
		}
		start = end
	}
}

// put writes text into a piece; each further line of it follows a line break.
func put(t *etree.Element, text string) {
	lines := strings.Split(clean(text), "\n")
	t.SetText(lines[0])
	t.CreateAttr("xml:space", "preserve")
	at := t.Index()
	for _, line := range lines[1:] {
		next := etree.NewElement("w:t")
		next.CreateAttr("xml:space", "preserve")
		next.SetText(line)
		t.Parent().InsertChildAt(at+1, etree.NewElement("w:br"))
		t.Parent().InsertChildAt(at+2, next)
		at += 2
	}
}

// clean leaves out what no XML may hold.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000:
			return r
		}
		return -1
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}
