package locale

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// A piece is a stretch of text, or a place to be filled when name is set, or
// the house's own word when word is set.
type piece struct{ text, name, word string }

// A pattern is one text with its places.
type pattern []piece

// A message is what one key says in one language: Other alone, or a pattern for
// each plural form.
type message struct {
	key, area string
	forms     [plural.Many + 1]pattern
	plural    bool
	review    bool
}

var place = regexp.MustCompile(`\{\{\s*\.([A-Z][A-Za-z0-9]*)(?:\.([A-Za-z]+))?\s*\}\}`)

// compile reads a text with places. It refuses anything in braces that is not
// {{.Name}} or {{.Word.form}}.
func compile(text string) (pattern, error) {
	var p pattern
	plain := func(s string) error {
		if strings.Contains(s, "{{") || strings.Contains(s, "}}") {
			return fmt.Errorf("braces that are no place: %q", s)
		}
		if s != "" {
			p = append(p, piece{text: s})
		}
		return nil
	}
	end := 0
	for _, m := range place.FindAllStringSubmatchIndex(text, -1) {
		if err := plain(text[end:m[0]]); err != nil {
			return nil, err
		}
		end = m[1]
		name, form := text[m[2]:m[3]], ""
		if m[4] >= 0 {
			form = text[m[4]:m[5]]
		}
		switch {
		case name == "Word":
			if new(Noun).at(strings.ToLower(form)) == nil {
				return nil, fmt.Errorf("no such form of the house's word: %q", form)
			}
			p = append(p, piece{word: form})
		case form != "":
			return nil, fmt.Errorf("only Word has forms: %q", text[m[0]:m[1]])
		default:
			p = append(p, piece{name: name})
		}
	}
	if err := plain(text[end:]); err != nil {
		return nil, err
	}
	return p, nil
}

// with returns p with the house's word in its places and neighbouring text joined.
func (p pattern) with(n *Noun) pattern {
	var out pattern
	for _, x := range p {
		if x.word != "" {
			x.text, _ = n.Form(x.word)
			x.word = ""
		}
		if last := len(out) - 1; x.name == "" && last >= 0 && out[last].name == "" {
			out[last].text += x.text
			continue
		}
		out = append(out, x)
	}
	return out
}

// with returns m with the house's word in its places.
func (m *message) with(n *Noun) *message {
	c := *m
	for i, p := range m.forms {
		c.forms[i] = p.with(n)
	}
	return &c
}

// plain returns the whole text of a message that has no places and no plural.
func (m *message) plain() (string, bool) {
	p := m.forms[plural.Other]
	if m.plural || len(p) != 1 || p[0].name != "" {
		return "", false
	}
	return p[0].text, true
}

// places lists the names that m wants filled, in order and once each.
func (m *message) places() []string {
	var names []string
	for _, p := range m.forms {
		for _, x := range p {
			if x.name != "" && !slices.Contains(names, x.name) {
				names = append(names, x.name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// words lists the forms of the house's word that m uses.
func (m *message) words() []string {
	var forms []string
	for _, p := range m.forms {
		for _, x := range p {
			if x.word != "" {
				forms = append(forms, strings.ToLower(x.word))
			}
		}
	}
	return forms
}

// pattern returns the pattern for a count, or the only one there is.
func (m *message) pattern(lang Lang, n int, counted bool) pattern {
	if !m.plural || !counted {
		if p := m.forms[plural.Other]; p != nil {
			return p
		}
		return m.forms[plural.Many]
	}
	if p := m.forms[form(lang, n)]; p != nil {
		return p
	}
	return m.forms[plural.Other]
}

// form returns the plural form of CLDR for a whole number of things.
func form(lang Lang, n int) plural.Form {
	if n < 0 {
		n = -n
	}
	if n < 0 || n > 1_000_000 { // MatchPlural wants no more than seven digits
		n = n%1_000_000 + 1_000_000
	}
	return plural.Cardinal.MatchPlural(lang.tag(), max(n, -n), 0, 0, 0, 0)
}
