package rights

import (
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
)

// A speaker writes what stands in columns in the words of one language.
type speaker struct {
	r       *locale.Reader
	day     func(micros int64) pana.Date // on which a moment falls where the house is
	offices map[string]string            // names of organisations
	others  bool                         // it is for others to read, not for her
}

func (s *speaker) called(what string) string {
	if s.others {
		return Called(s.r, what)
	}
	return s.r.T("client-copy." + what)
}

// values writes one field of a row; nothing when it says nothing.
func (s *speaker) values(row found, f field, said []casework.Said, hide func(string) string) []Value {
	v := Value{Field: row.ref(f), Label: s.called("field." + f.label)}
	column := row.columns[f.name]
	switch f.form {
	case asWord:
		v.Text, v.Own = of(said, row, f.name), slices.Contains(ownWords, f.name)
		if row.name == "person" { // several names, one a line
			v.Text = strings.Join(strings.FieldsFunc(v.Text, func(r rune) bool { return r == '\n' }), ", ")
		}
		if hide != nil {
			v.Text = hide(v.Text)
		}
	case asWords:
		return s.several(row, f, said, hide)
	case asCode:
		v.Code = code(column)
		v.Text = s.label(f.arg, v.Code)
	case asListed:
		v.Code = text(column)
		v.Text = s.label(text(row.columns[f.arg]), v.Code)
	case asCodes:
		v.Code = text(column)
		var labels []string
		for _, c := range strings.Fields(v.Code) {
			labels = append(labels, s.label(f.arg, c))
		}
		v.Text = strings.Join(labels, ", ")
	case asKey:
		if v.Code = text(column); v.Code != "" {
			v.Text = s.r.T(f.arg + v.Code)
		}
	case asDay:
		if day := pana.Date(text(column)); day != "" {
			v.Text, v.Code = s.r.Date(day), string(day)
		}
	case asMoment:
		if at := number(column); at != 0 {
			day := s.day(at)
			v.Text, v.Code = s.r.Date(day), string(day)
		}
	case asFuzzy:
		when := pana.Fuzzy{Earliest: pana.Date(text(row.columns[fuzzyColumn(f, "earliest")])), Latest: pana.Date(text(row.columns[fuzzyColumn(f, "latest")])),
			Precision: pana.Precision(text(row.columns[fuzzyColumn(f, "precision")]))}
		if when.Known() {
			v.Text, v.Code = s.r.Fuzzy(when), when.String()
		}
	case asNumber:
		if n := number(column); n > 0 {
			v.Text = strconv.FormatInt(n, 10)
		}
	case asYes:
		if number(column) != 0 {
			v.Text, v.Code = s.r.T("client.answer.yes"), "yes"
		}
	case asPlain:
		v.Text = text(column)
	case asOffice:
		v.Text = s.offices[text(column)]
	}
	if v.Text == "" {
		return nil
	}
	return []Value{v}
}

// mostWords is how many numbered words one field can have.
const mostWords = 20

// several writes words whose fields are numbered, or named by the codes of a list.
func (s *speaker) several(row found, f field, said []casework.Said, hide func(string) string) (all []Value) {
	names := make([]string, 0, mostWords)
	if l, ok := codes.Get(f.arg); ok {
		for _, it := range l.Items {
			names = append(names, it.Code)
		}
	} else {
		for n := range mostWords {
			names = append(names, strconv.Itoa(n))
		}
	}
	for _, name := range names {
		v := Value{Field: row.ref(f), Label: s.called("field." + f.label), Text: of(said, row, f.name+"."+name), Own: slices.Contains(ownWords, f.name)}
		if f.arg != "" {
			v.Label, v.Code = s.label(f.arg, name), name
		}
		if hide != nil {
			v.Text = hide(v.Text)
		}
		if v.Text != "" {
			all = append(all, v)
		}
	}
	return all
}

// label is the word for a code in the reader's language. Lists that clients do not
// read have no Uzbek and no Ukrainian: there the Russian word stands in.
func (s *speaker) label(list, c string) string {
	l, ok := codes.Get(list)
	if c == "" || !ok {
		return c
	}
	it, known := l.Find(c)
	if !known {
		return c
	}
	lang := string(s.r.Lang())
	if it.Labels[lang] == "" && (s.r.Lang() == locale.UZ || s.r.Lang() == locale.UK) {
		lang = string(locale.RU)
	}
	return l.Label(lang, c)
}

// code is what a coded column holds; scales are numbers.
func code(v any) string {
	if t := text(v); t != "" {
		return t
	}
	if n := number(v); n != 0 {
		return strconv.FormatInt(n, 10)
	}
	return ""
}

// dayOf is the day on which a moment falls where the house is.
func (g *Rights) dayOf(micros int64) pana.Date { return pana.DateOf(db.FromMicros(micros), g.h.Zone()) }
