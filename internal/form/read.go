package form

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// Read reads an XLSForm workbook and judges it whole. A refusal is a
// *pana.Error of kind Invalid whose message names sheet, row and cell. name is
// what the form is called when its settings give it no id.
func Read(name string, file []byte) (*Form, error) {
	b, err := openBook(file)
	if err != nil {
		return nil, err
	}
	sheets := map[string][]row{}
	names := map[string]string{}
	f := &Form{ID: name, lists: map[string]*list{}, byPath: map[string]*field{}}
	for _, s := range b.sheets {
		rows, err := b.rows(s) // every sheet, so that none hides a formula
		if err != nil {
			return nil, err
		}
		switch key := strings.ToLower(s.name); key {
		case "survey", "choices", "settings":
			if names[key] != "" {
				return nil, place{sheet: s.name}.refuse("form.sheet.twice")
			}
			sheets[key], names[key] = rows, s.name
		case "external_choices", "entities", "osm":
			f.Warnings = append(f.Warnings, place{sheet: s.name}.warn("form.warn.sheet"))
		}
	}
	if names["survey"] == "" {
		return nil, place{}.refuse("form.sheet.survey")
	}
	c := &compiler{f: f, byName: map[string][]*field{}, siblings: map[*field]map[string]bool{}}
	language, err := c.settings(names["settings"], sheets["settings"])
	if err != nil {
		return nil, err
	}
	if err := c.choices(names["choices"], sheets["choices"]); err != nil {
		return nil, err
	}
	if err := c.survey(names["survey"], sheets["survey"]); err != nil {
		return nil, err
	}
	f.speak(language)
	if err := c.compile(); err != nil {
		return nil, err
	}
	f.Hash = hash(sheets)
	return f, nil
}

// speak settles which language stands in for a missing one.
func (f *Form) speak(defaultLanguage string) {
	if defaultLanguage == "" {
		return
	}
	want := newLanguage(defaultLanguage)
	for _, l := range f.languages {
		if l.key == want.key || l.Code != "" && l.Code == want.Code {
			f.fallback = l.key
			return
		}
	}
}

// hash is taken of what the sheets say, not of the file: saving the same form
// with another program makes no new version.
func hash(sheets map[string][]row) string {
	h := sha256.New()
	put := func(s string) {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	for _, sheet := range []string{"survey", "choices", "settings"} {
		put(sheet)
		for _, r := range sheets[sheet] {
			var columns []int
			for c := range r.cells {
				columns = append(columns, c)
			}
			slices.Sort(columns)
			for _, c := range columns {
				put(columnName(c))
				put(r.cells[c])
			}
			put("\n")
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// otherLabel and otherChoice are what or_other adds. Other languages read the
// English, as with any text a form does not have.
var (
	otherLabel  = spoken("Please say which", "Уточните", "Нақтылаңыз", "Aniqlashtiring", "Уточніть")
	otherChoice = spoken("Other", "Другое", "Басқа", "Boshqa", "Інше")
)

func spoken(en, ru, kk, uz, uk string) text {
	t := text{}
	for code, s := range map[string]string{"": en, "en": en, "ru": ru, "kk": kk, "uz": uz, "uk": uk} {
		t["\x00"+code] = template{{say: s}}
	}
	return t
}

// built returns the text of one that spoken made.
func (t text) built(lang string) (string, bool) {
	if _, ours := t["\x00"]; !ours {
		return "", false
	}
	for _, key := range []string{"\x00" + primary(lang), "\x00"} {
		if s, ok := t[key]; ok {
			return s.plain(), true
		}
	}
	return "", false
}

// labelOf is what the choice is called in lang.
func (f *Form) labelOf(ch *choice, lang string) string {
	if s, ok := ch.label.built(lang); ok {
		return s
	}
	return cmp.Or(ch.label.in(f, lang).plain(), ch.name)
}
