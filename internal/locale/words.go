package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
)

// Forms are the cases of a noun. Which of them a language has, Cases says.
type Forms struct {
	Nom string `json:"nom,omitempty"`
	Gen string `json:"gen,omitempty"`
	Dat string `json:"dat,omitempty"`
	Acc string `json:"acc,omitempty"`
	Ins string `json:"ins,omitempty"`
	Pre string `json:"pre,omitempty"` // prepositional; Ukrainian locative
	Loc string `json:"loc,omitempty"`
	Abl string `json:"abl,omitempty"`
}

// A Noun is a word in all its forms. English has the nominative and, as the
// genitive, the possessive; A is the word with its article.
type Noun struct {
	One  Forms  `json:"one"`
	Many Forms  `json:"many"`
	A    string `json:"a,omitempty"`
}

// Words is the house's own word for the people in its care, in each language.
// It is comparable; the zero Words speaks of clients.
type Words struct {
	KK Noun `json:"kk"`
	RU Noun `json:"ru"`
	EN Noun `json:"en"`
	UZ Noun `json:"uz"`
	UK Noun `json:"uk"`
}

// In returns the noun of lang.
func (w *Words) In(lang Lang) *Noun {
	switch lang {
	case KK:
		return &w.KK
	case RU:
		return &w.RU
	case UZ:
		return &w.UZ
	case UK:
		return &w.UK
	}
	return &w.EN
}

// Cases lists the forms that a noun of lang must have, by the names messages
// use: "gen" is the genitive of one, "gens" of many, "a" the English article.
func Cases(lang Lang) []string {
	switch lang {
	case KK:
		return []string{"nom", "gen", "dat", "acc", "loc", "abl", "ins", "noms", "gens", "dats", "accs", "locs", "abls", "inss"}
	case UZ:
		return []string{"nom", "gen", "dat", "acc", "loc", "abl", "noms", "gens", "dats", "accs", "locs", "abls"}
	case RU, UK:
		return []string{"nom", "gen", "dat", "acc", "ins", "pre", "noms", "gens", "dats", "accs", "inss", "pres"}
	}
	return []string{"a", "nom", "gen", "noms", "gens"}
}

// Form returns the named form, or false for a name that no language has. A name
// that begins with a capital gives the form a capital too.
func (n *Noun) Form(name string) (string, bool) {
	p := n.at(strings.ToLower(name))
	if p == nil {
		return "", false
	}
	if r, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(r) {
		return capital(*p), true
	}
	return *p, true
}

// Set puts text in the place of the named form and reports whether there is one.
func (n *Noun) Set(name, text string) bool {
	p := n.at(name)
	if p == nil {
		return false
	}
	*p = text
	return true
}

func (n *Noun) at(name string) *string {
	f := &n.One
	if len(name) == 4 && name[3] == 's' {
		f, name = &n.Many, name[:3]
	}
	switch name {
	case "a":
		return &n.A
	case "nom":
		return &f.Nom
	case "gen":
		return &f.Gen
	case "dat":
		return &f.Dat
	case "acc":
		return &f.Acc
	case "ins":
		return &f.Ins
	case "pre":
		return &f.Pre
	case "loc":
		return &f.Loc
	case "abl":
		return &f.Abl
	}
	return nil
}

// Check refuses words that lack a form in a language of the staff, and names
// the form, as "ru.gen". In Uzbek and Ukrainian the word may be left out whole:
// texts in them then speak of clients.
func (w *Words) Check() error {
	for _, lang := range ClientLangs() {
		n := w.In(lang)
		if *n == (Noun{}) && (lang == UZ || lang == UK) {
			continue
		}
		for _, c := range Cases(lang) {
			text, _ := n.Form(c)
			if strings.TrimSpace(text) == "" {
				return pana.Refuse("locale.Words", string(lang)+"."+c, "words.missing")
			}
			if utf8.RuneCountInString(text) > 60 {
				return pana.Refuse("locale.Words", string(lang)+"."+c, "words.long")
			}
		}
	}
	return nil
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
