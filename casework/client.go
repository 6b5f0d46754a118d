package casework

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

// Bounds of what a file can say in one field.
const (
	mostAliases  = 20
	mostChildren = 30
	mostLine     = 2000 // runes of a contact or a place
)

// regionCode is a subdivision as ISO 3166-2 writes it: UZ-TK.
var regionCode = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

// check refuses codes that no list holds and figures that cannot be, each on
// its own field. Everything may be empty. It cleans the empty languages out.
func (d *Coded) check(op string, today pana.Date) error {
	for _, f := range []struct{ field, list, code string }{
		{"sex", "sex", d.Sex},
		{"age_band", "age-band", d.AgeBand},
		{"language", "language", d.Language},
		{"citizenship", "country", d.Citizenship},
		{"origin_country", "country", d.OriginCountry},
		{"education", "htcds/education", d.Education},
		{"marital", "htcds/marital", d.Marital},
	} {
		if err := codes.Check(op, f.field, f.list, f.code); err != nil {
			return err
		}
	}
	if !regionCode.MatchString(d.OriginRegion) {
		if err := codes.Check(op, "origin_region", "kz-region", d.OriginRegion); err != nil {
			return err
		}
	}
	if d.BirthYear != 0 && (d.BirthYear < pana.FirstYear || d.BirthYear > today.Year()) {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: "birth_year", Say: "date.year",
			With: map[string]any{"First": pana.FirstYear, "Last": today.Year()}}
	}
	if d.Children < 0 || d.Children > mostChildren {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: "children", Say: "client.children", With: map[string]any{"Max": mostChildren}}
	}
	d.Languages = slices.DeleteFunc(slices.Clone(d.Languages), func(l Language) bool { return l.Language == "" })
	slices.SortFunc(d.Languages, func(a, b Language) int { return strings.Compare(a.Language, b.Language) })
	var spoken []string
	for _, l := range d.Languages {
		spoken = append(spoken, l.Language)
		if err := codes.Check(op, "languages", "literacy", l.Literacy); err != nil {
			return err
		}
	}
	return codes.CheckAll(op, "languages", "language", spoken)
}

// clean returns n as it is kept. It refuses on the fields "name", "full_name",
// "alias", "contact", "birth" and "place". Any name is a name, and none is too.
func (n Names) clean(op string, today pana.Date) (Names, error) {
	var err error
	if n.ToUse, err = nameIn("name", n.ToUse); err != nil {
		return n, err
	}
	if n.Full, err = nameIn("full_name", n.Full); err != nil {
		return n, err
	}
	var aliases []string
	for _, a := range n.Aliases {
		if a, err = nameIn("alias", a); err != nil {
			return n, err
		}
		if a != "" && !slices.Contains(aliases, a) {
			aliases = append(aliases, a)
		}
	}
	if len(aliases) > mostAliases {
		return n, &pana.Error{Op: op, Kind: pana.Invalid, Field: "alias", Say: "client.aliases", With: map[string]any{"Max": mostAliases}}
	}
	n.Aliases = aliases
	if n.Contact, err = words(op, "contact", n.Contact, mostLine); err != nil {
		return n, err
	}
	if n.Place, err = words(op, "place", n.Place, mostLine); err != nil {
		return n, err
	}
	birth, err := pana.ParseDate(string(n.Birth))
	if e, ok := err.(*pana.Error); ok {
		e.Field = "birth"
		return n, e
	}
	if birth > today {
		return n, pana.Refuse(op, "birth", "date.future")
	}
	n.Birth = birth
	return n, nil
}

func nameIn(field, s string) (string, error) {
	s, err := CleanName(s)
	if e, ok := err.(*pana.Error); ok {
		e.Field = field
		return "", e
	}
	return s, nil
}

// words returns a text as it is kept: line ends as \n, no space around. It
// refuses bytes that are not text, control characters and characters that turn
// the direction round ("client.text.invalid"), and more than most runes ("client.text.long").
func words(op, field, s string, most int) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	bad := !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.IsControl(r) ||
			r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	})
	switch {
	case bad:
		return "", pana.Refuse(op, field, "client.text.invalid")
	case utf8.RuneCountInString(s) > most:
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "client.text.long", With: map[string]any{"Max": most}}
	}
	return s, nil
}

// all returns every name of n, the one to use first.
func (n Names) all() []string {
	var all []string
	for _, s := range append([]string{n.ToUse, n.Full}, n.Aliases...) {
		if s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// lines returns the names as they are sealed: to use, full, then the aliases,
// one a line; nothing at all when there is no name. A clean name has no line end.
func (n Names) lines() string {
	if len(n.all()) == 0 {
		return ""
	}
	return strings.Join(append([]string{n.ToUse, n.Full}, n.Aliases...), "\n")
}

// readLines puts back what lines gave.
func (n *Names) readLines(text string) {
	parts := strings.Split(text, "\n")
	n.ToUse = parts[0]
	if len(parts) > 1 {
		n.Full = parts[1]
	}
	if len(parts) > 2 {
		n.Aliases = parts[2:]
	}
}
