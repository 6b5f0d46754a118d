package form

import "strings"

// settings reads the settings sheet: the names of the form and the language
// that speaks when the reader's is missing.
func (c *compiler) settings(sheet string, rows []row) (language string, err error) {
	f := c.f
	if len(rows) < 2 {
		return "", nil
	}
	lines, err := f.lines(sheet, rows)
	if err != nil {
		return "", err
	}
	l := lines[0]
	for _, h := range l.headings {
		s := l.cells[h.column]
		if s == "" {
			continue
		}
		switch h.name {
		case "form_title":
			if f.title == nil {
				f.title = text{}
			}
			f.title[h.language] = template{{say: short(s)}}
		case "form_id":
			f.ID = short(s)
		case "version":
			f.Version = short(s)
		case "default_language":
			language = s
		case "allow_choice_duplicates":
			c.duplicates = yes(s)
		case "name":
			if !goodName(s) {
				return "", l.place.at(h.column).refuse("form.name.bad", "Name", short(s))
			}
			c.rootName = s
		case "style", "instance_name", "clean_text_values", "submission_url", "auto_send", "auto_delete", "sms_keyword", "namespaces":
			// Nothing is sent from here, and pages look as Pana's pages do.
		case "public_key":
			f.Warnings = append(f.Warnings, l.place.at(h.column).warn("form.warn.key"))
		default:
			f.Warnings = append(f.Warnings, l.place.at(h.column).warn("form.warn.column", "Name", short(h.written)))
		}
	}
	return language, nil
}

// yes reads what authors write for true.
func yes(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "true", "true()", "y", "1":
		return true
	}
	return false
}

func no(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "no", "false", "false()", "n", "0":
		return true
	}
	return false
}
