package form

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// surveyColumns are the columns that the survey sheet may have; others are
// passed over with a warning.
var surveyColumns = map[string]bool{
	"type": true, "name": true, "label": true, "hint": true, "guidance_hint": true, "required": true, "required_message": true,
	"relevant": true, "constraint": true, "constraint_message": true, "calculation": true, "trigger": true, "default": true,
	"read_only": true, "appearance": true, "parameters": true, "choice_filter": true, "repeat_count": true, "disabled": true,
	"image": true, "big-image": true, "audio": true, "video": true, "form_title": false,
}

// goodName reports whether s may name a question: an XML name without a colon.
func goodName(s string) bool {
	if s == "" || len(s) > mostName {
		return false
	}
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) || i > 0 && (r == '-' || r == '.' || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)) {
			continue
		}
		return false
	}
	return true
}

// survey reads the rows of the survey into a tree. Expressions are only noted:
// they may speak of rows that come later.
func (c *compiler) survey(sheet string, rows []row) error {
	lines, err := c.f.lines(sheet, rows)
	if err != nil {
		return err
	}
	for _, need := range []string{"type", "name"} {
		if !has(lines, need) && len(lines) > 0 {
			return place{sheet: sheet, row: rows[0].number}.refuse("form.column.missing", "Name", need)
		}
	}
	if len(lines) == 0 {
		return place{sheet: sheet}.refuse("form.sheet.empty")
	}
	for _, h := range lines[0].headings {
		at := place{sheet, rows[0].number, h.column}
		switch known := surveyColumns[h.name]; {
		case !known:
			c.f.Warnings = append(c.f.Warnings, at.warn("form.warn.column", "Name", short(h.written)))
		case h.name == "image" || h.name == "big-image" || h.name == "audio" || h.name == "video":
			c.f.Warnings = append(c.f.Warnings, at.warn("form.warn.media", "Name", short(h.written)))
		}
	}
	root := &field{kind: Group, name: cmp.Or(c.rootName, "data"), place: place{sheet: sheet}}
	c.f.root, c.f.fields = root, []*field{root}
	in := root
	for _, l := range lines {
		if in, err = c.surveyRow(l, in); err != nil {
			return err
		}
	}
	if in != root {
		return in.place.refuse("form.end.missing", "Name", in.name)
	}
	if len(c.f.fields) == 1 {
		return place{sheet: sheet}.refuse("form.sheet.empty")
	}
	return nil
}

// surveyRow reads one row standing in in, and returns where the next stands.
func (c *compiler) surveyRow(l line, in *field) (*field, error) {
	cell, typeAt := l.get("type")
	name, nameAt := l.get("name")
	if yes(l.cell("disabled")) {
		return in, nil
	}
	if cell == "" {
		label, _ := l.get("label")
		if name == "" && label == "" {
			return in, nil // a remark between the questions
		}
		return nil, typeAt.refuse("form.type.missing")
	}
	kind, which, listName, other, say := readType(cell)
	if say != "" {
		return nil, typeAt.refuse(say, "Type", short(cell))
	}
	switch kind {
	case "end group", "end repeat":
		if in.parent == nil || kind != "end "+in.kind {
			return nil, typeAt.refuse("form.end.mismatch", "Type", short(cell))
		}
		return in.parent, nil
	case Meta:
		name = cmp.Or(name, which)
	case Note:
		if name == "" {
			name = "note_" + strconv.Itoa(l.place.row)
		}
	}
	switch {
	case name == "":
		return nil, nameAt.refuse("form.name.missing")
	case !goodName(name):
		return nil, nameAt.refuse("form.name.bad", "Name", short(name))
	}
	d := &field{kind: kind, which: which, name: name, place: l.place, other: other, appearance: strings.ToLower(l.cell("appearance"))}
	d.readOnly = yes(l.cell("read_only"))
	if err := c.hang(d, in, nameAt); err != nil {
		return nil, err
	}
	if err := c.words(l, d); err != nil {
		return nil, err
	}
	if err := c.notice(l, d, listName, typeAt); err != nil {
		return nil, err
	}
	if d.other {
		spare := &field{kind: Text, name: name + "_other", place: l.place, label: otherLabel}
		if err := c.hang(spare, in, nameAt); err != nil {
			return nil, err
		}
		c.later = append(c.later, pending{d: spare, into: &spare.relevant, at: typeAt, source: "selected(../" + name + ", 'other')"})
	}
	if kind.holds() {
		return d, nil
	}
	return in, nil
}

// hang puts d into the tree. Names are unique among neighbours.
func (c *compiler) hang(d, in *field, at place) error {
	if c.siblings[in] == nil {
		c.siblings[in] = map[string]bool{}
	}
	if c.siblings[in][d.name] {
		return at.refuse("form.name.twice", "Name", d.name)
	}
	c.siblings[in][d.name] = true
	depth := 0
	for p := in; p != nil; p = p.parent {
		depth++
	}
	if depth > mostDepth {
		return at.refuse("form.sheet.deep", "Most", mostDepth)
	}
	if len(c.f.fields) > mostFields {
		return at.refuse("form.sheet.rows", "Most", mostFields)
	}
	in.add(d)
	d.index = len(c.f.fields)
	c.f.fields = append(c.f.fields, d)
	c.byName[d.name] = append(c.byName[d.name], d)
	return nil
}

// words notes what the row says, in every language.
func (c *compiler) words(l line, d *field) error {
	for _, h := range l.headings {
		s := l.cells[h.column]
		if s == "" {
			continue
		}
		var t *text
		switch h.name {
		case "label":
			t = &d.label
		case "hint":
			t = &d.hint
		case "guidance_hint":
			t = &d.guidance
		case "required_message":
			t = &d.requiredSay
		case "constraint_message":
			t = &d.constraintSay
		default:
			continue
		}
		if *t == nil {
			*t = text{}
		}
		c.texts = append(c.texts, pendingText{d, *t, h.language, l.place.at(h.column), s})
	}
	if len(d.label) == 0 && d.kind.asked() && l.cell("label") == "" && !hasText(l, "label") && !hasText(l, "hint") {
		c.f.Warnings = append(c.f.Warnings, l.place.warn("form.warn.label", "Name", d.name))
	}
	return nil
}

// hasText reports whether the row says anything under name in any language.
func hasText(l line, name string) bool {
	for _, h := range l.headings {
		if h.name == name && l.cells[h.column] != "" {
			return true
		}
	}
	return false
}

var dynamic = regexp.MustCompile(`\$\{|[A-Za-z-]+\(`)

// notice notes the row's expressions, its list and its parameters.
func (c *compiler) notice(l line, d *field, listName string, typeAt place) error {
	if d.kind.chooses() {
		if d.list = c.f.lists[listName]; d.list == nil {
			return typeAt.refuse("form.list.unknown", "List", short(listName))
		}
		for _, ch := range d.list.choices {
			if d.kind != SelectOne && strings.ContainsAny(ch.name, "  ") {
				return typeAt.refuse("form.choice.space", "Name", short(ch.name), "List", short(listName))
			}
		}
		if d.other && d.list.byName["other"] != nil {
			d.other = false // the list has one of its own
		}
	}
	if d.kind == Range {
		if err := d.parameters(l); err != nil {
			return err
		}
	}
	if d.kind == Unasked {
		c.f.Warnings = append(c.f.Warnings, typeAt.warn("form.warn.unasked."+d.which, "Name", d.name))
	}
	if d.kind == Meta && d.which == "device" {
		c.f.Warnings = append(c.f.Warnings, typeAt.warn("form.warn.device", "Name", d.name))
	}
	for _, e := range []struct {
		column string
		into   **expression
		on     bool
	}{
		{"relevant", &d.relevant, true},
		{"constraint", &d.constraint, d.kind.asked()},
		{"calculation", &d.calculation, !d.kind.holds() && d.kind != Note && d.kind != Unasked && d.kind != Meta},
		{"choice_filter", &d.filter, d.kind.chooses()},
		{"repeat_count", &d.count, d.kind == Repeat},
	} {
		source, at := l.get(e.column)
		if source == "" {
			continue
		}
		if !e.on {
			c.f.Warnings = append(c.f.Warnings, at.warn("form.warn.useless", "Name", e.column))
			continue
		}
		c.later = append(c.later, pending{d: d, into: e.into, at: at, source: source})
	}
	if source, at := l.get("required"); !no(source) && d.kind.asked() {
		if yes(source) {
			source = "true()"
		}
		c.later = append(c.later, pending{d: d, into: &d.required, at: at, source: source})
	}
	if source, at := l.get("trigger"); source != "" {
		for _, m := range reference.FindAllStringSubmatch(source, -1) {
			c.triggers = append(c.triggers, pendingTrigger{d, at, m[1]})
		}
	}
	source, at := l.get("default")
	switch {
	case source == "" || d.kind.holds():
	case dynamic.MatchString(source):
		c.later = append(c.later, pending{d: d, into: &d.dflt, at: at, source: source})
	default:
		d.literal = source
	}
	if d.kind == Calculate {
		if calculation, _ := l.get("calculation"); calculation == "" && source == "" {
			return l.place.refuse("form.calculation.missing", "Name", d.name)
		}
	}
	return nil
}

// parameters reads start, end and step of a range.
func (d *field) parameters(l line) error {
	d.start, d.end, d.step = 1, 10, 1
	cell, at := l.get("parameters")
	for _, p := range strings.FieldsFunc(cell, func(r rune) bool { return r == ' ' || r == ';' || r == ',' || r == '\n' }) {
		name, value, _ := strings.Cut(p, "=")
		into := map[string]*float64{"start": &d.start, "end": &d.end, "step": &d.step}[strings.ToLower(strings.TrimSpace(name))]
		if into == nil {
			continue
		}
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || x != x || x > 1e9 || x < -1e9 {
			return at.refuse("form.range.bad")
		}
		*into = x
	}
	if d.step <= 0 || d.end < d.start || (d.end-d.start)/d.step > 1000 {
		return at.refuse("form.range.bad")
	}
	return nil
}
