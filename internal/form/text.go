package form

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A Language is one that a form is written in, as its columns name it:
// "label::Қазақша (kk)".
type Language struct {
	Name string // Қазақша
	Code string // kk; empty when the column gives none and the name is not known
	key  string // as the column wrote it, folded
}

var languageCode = regexp.MustCompile(`^(.*?)\s*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)$`)

// languageNames are names of languages that authors write without a code.
var languageNames = map[string]string{
	"english": "en", "англ": "en", "английский": "en", "ағылшынша": "en",
	"russian": "ru", "русский": "ru", "орысша": "ru",
	"kazakh": "kk", "казахский": "kk", "қазақша": "kk", "қазақ тілі": "kk",
	"uzbek": "uz", "узбекский": "uz", "oʻzbekcha": "uz", "o'zbekcha": "uz", "ukrainian": "uk", "украинский": "uk", "українська": "uk",
	"kyrgyz": "ky", "кыргызча": "ky", "tajik": "tg", "тоҷикӣ": "tg", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
	"german": "de", "deutsch": "de", "arabic": "ar", "chinese": "zh", "turkish": "tr", "türkçe": "tr",
}

// newLanguage reads what stands behind the colons of a column.
func newLanguage(tag string) Language {
	tag = strings.Join(strings.Fields(tag), " ")
	l := Language{Name: tag, key: strings.ToLower(tag)}
	if m := languageCode.FindStringSubmatch(tag); m != nil {
		l.Name, l.Code = cmp.Or(m[1], m[2]), primary(m[2])
		return l
	}
	if code, ok := languageNames[l.key]; ok {
		l.Code = code
	} else if len(tag) == 2 || len(tag) == 3 {
		l.Code = l.key
	}
	return l
}

// primary is the language of a tag without its region.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	tag, _, _ = strings.Cut(tag, "_")
	return tag
}

// language returns the form's language that the column's tag means, adding it
// when it is new.
func (f *Form) language(tag string) string {
	if tag == "" {
		return ""
	}
	l := newLanguage(tag)
	for _, known := range f.languages {
		if known.key == l.key {
			return l.key
		}
	}
	f.languages = append(f.languages, l)
	return l.key
}

// keyOf returns the form's language for a reader's, or nothing.
func (f *Form) keyOf(lang string) string {
	lang = primary(lang)
	for _, l := range f.languages {
		if l.Code == lang && lang != "" {
			return l.key
		}
	}
	return ""
}

// A text is what the form says at one place, by language.
type text map[string]template

// in returns the text in lang, else in the form's own default language, else
// without a language, else in the first language that has it.
func (t text) in(f *Form, lang string) template {
	if len(t) == 0 {
		return nil
	}
	for _, key := range [...]string{f.keyOf(lang), f.fallback, ""} {
		if s, ok := t[key]; ok {
			return s
		}
	}
	for _, l := range f.languages {
		if s, ok := t[l.key]; ok {
			return s
		}
	}
	return nil
}

// A template is a text with answers in it: "Since ${when}". Every second part
// is an expression.
type template []piece

type piece struct {
	say string
	ref *field
	way *way
}

// plain is the template without answers.
func (t template) plain() string {
	var s strings.Builder
	for _, p := range t {
		s.WriteString(p.say)
	}
	return strings.TrimSpace(s.String())
}

// reference matches ${name}, as labels and expressions write it.
var reference = regexp.MustCompile(`\$\{\s*([^{}$]*?)\s*\}`)

// template reads s, finding what it refers to from from.
func (c *compiler) template(p place, s string, from *field) (template, error) {
	if from == nil {
		from = c.f.root // the label of a choice stands in no row
	}
	var t template
	for {
		m := reference.FindStringSubmatchIndex(s)
		if m == nil {
			return append(t, piece{say: s}), nil
		}
		d, err := c.named(p, s[m[2]:m[3]], from)
		if err != nil {
			return nil, err
		}
		t = append(t, piece{say: s[:m[0]]}, piece{ref: d, way: wayTo(from, d)})
		s = s[m[1]:]
	}
}

// heading is what a column of the sheet holds.
type heading struct {
	column   int
	name     string // as we call it
	written  string // as the author wrote it
	language string // key, for texts
}

// sameHeading maps other spellings that XLSForm tools take to ours.
var sameHeading = map[string]string{
	"command": "type", "tag": "name", "value": "name", "caption": "label", "text": "label",
	"relevance": "relevant", "bind::relevant": "relevant", "bind::required": "required", "bind::constraint": "constraint",
	"bind::calculate": "calculation", "bind::readonly": "read_only", "bind::jr:constraintmsg": "constraint_message",
	"bind::jr:requiredmsg": "required_message", "calculate": "calculation", "readonly": "read_only",
	"constraintmsg": "constraint_message", "constraint_msg": "constraint_message", "requiredmsg": "required_message", "required_msg": "required_message",
	"list": "list_name", "repeatcount": "repeat_count", "jr:count": "repeat_count", "count": "repeat_count",
	"control::appearance": "appearance", "body::appearance": "appearance", "skippable": "required", "title": "form_title", "id_string": "form_id", "set_form_title": "form_title", "set_form_id": "form_id",
	"guidance": "guidance_hint", "form_version": "version",
}

// translated are the columns that may be written in several languages.
var translated = []string{"form_title", "label", "hint", "guidance_hint", "required_message", "constraint_message", "image", "big-image", "audio", "video"}

// headings reads the first row of a sheet that holds anything.
func (f *Form) headings(sheet string, rows []row) ([]heading, error) {
	if len(rows) == 0 {
		return nil, place{sheet: sheet}.refuse("form.sheet.empty")
	}
	first := rows[0]
	var all []heading
	for column := 1; column <= mostColumns; column++ {
		written, ok := first.cells[column]
		if !ok {
			continue
		}
		h := f.heading(written)
		h.column = column
		if len(f.languages) > mostLanguages {
			return nil, place{sheet, first.number, column}.refuse("form.sheet.languages", "Most", mostLanguages)
		}
		for _, other := range all {
			if other.name == h.name && other.language == h.language {
				return nil, place{sheet, first.number, column}.refuse("form.column.twice", "Name", short(written))
			}
		}
		all = append(all, h)
	}
	return all, nil
}

// heading reads one: "label", "label::English (en)", "Label :: en", "hint:ru".
func (f *Form) heading(written string) heading {
	h := heading{written: written}
	name, tag, split := strings.Cut(written, "::")
	if !split {
		// Older workbooks part the language with one colon.
		if before, after, ok := strings.Cut(written, ":"); ok && slices.Contains(translated, fold(before)) {
			name, tag = before, after
		}
	}
	name = fold(name)
	if name == "media" { // media::image::English
		kind, rest, _ := strings.Cut(tag, "::")
		name, tag = fold(kind), rest
	}
	if same, ok := sameHeading[name]; ok && tag == "" {
		name = same
	}
	if slices.Contains(translated, name) {
		h.name, h.language = name, f.language(strings.TrimSpace(tag))
		return h
	}
	h.name = name
	if tag != "" {
		h.name = name + "::" + fold(tag)
		if same, ok := sameHeading[h.name]; ok {
			h.name = same
		}
	}
	return h
}

// fold writes a name of a column as we compare it: "List Name" is list_name.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(s)), "_")
}

// short cuts what a message quotes from the workbook.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// A line is one row of a sheet under its headings.
type line struct {
	place    place
	headings []heading
	cells    map[int]string
}

// get returns the cell under name, which has no language, and its place.
func (l line) get(name string) (string, place) {
	for _, h := range l.headings {
		if h.name == name && h.language == "" {
			return l.cells[h.column], l.place.at(h.column)
		}
	}
	return "", l.place
}

func (l line) cell(name string) string {
	s, _ := l.get(name)
	return s
}

// lines returns the rows under the headings.
func (f *Form) lines(sheet string, rows []row) ([]line, error) {
	heads, err := f.headings(sheet, rows)
	if err != nil {
		return nil, err
	}
	all := make([]line, 0, len(rows)-1)
	for _, r := range rows[1:] {
		all = append(all, line{place{sheet, r.number, 0}, heads, r.cells})
	}
	return all, nil
}

// has reports whether the sheet has such a column, in any language.
func has(lines []line, name string) bool {
	return len(lines) > 0 && slices.ContainsFunc(lines[0].headings, func(h heading) bool { return h.name == name })
}
