package form

import "strings"

// choiceColumns are the columns of the choices sheet that have a meaning of
// their own; any other may be asked by a filter.
var choiceColumns = map[string]bool{"list_name": true, "name": true, "label": true, "image": true, "big-image": true, "audio": true, "video": true}

// choices reads the lists of choices. A name given twice in a list is refused
// unless the settings allow it, as pyxform does.
func (c *compiler) choices(sheet string, rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	lines, err := c.f.lines(sheet, rows)
	if err != nil {
		return err
	}
	if len(lines) > 0 {
		for _, need := range []string{"list_name", "name"} {
			if !has(lines, need) {
				return place{sheet: sheet, row: rows[0].number}.refuse("form.column.missing", "Name", need)
			}
		}
	}
	n := 0
	for _, l := range lines {
		if n++; n > mostChoices {
			return l.place.refuse("form.sheet.rows", "Most", mostChoices)
		}
		if err := c.choice(l); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) choice(l line) error {
	listName, at := l.get("list_name")
	name, nameAt := l.get("name")
	switch {
	case listName == "" && name == "":
		return nil // a remark between the lists
	case listName == "":
		return at.refuse("form.choice.list")
	case name == "":
		return nameAt.refuse("form.choice.name", "List", short(listName))
	case len(name) > 4*mostName || strings.ContainsAny(name, "\n\r\t"):
		return nameAt.refuse("form.name.bad", "Name", short(name))
	}
	ls := c.f.lists[listName]
	if ls == nil {
		ls = &list{name: listName, place: l.place, byName: map[string]*choice{}, columns: map[string]bool{"name": true, "label": true}, root: &node{name: "root", relevant: true, slots: [][]*node{nil}}}
		c.f.lists[listName] = ls
	}
	if ls.byName[name] != nil && !c.duplicates {
		return nameAt.refuse("form.choice.twice", "Name", short(name), "List", short(listName))
	}
	ch := &choice{name: name, order: len(ls.choices), item: &node{name: "item", relevant: true}, label: text{}}
	ch.item.put("name", name)
	labelled := false
	for _, h := range l.headings {
		s := l.cells[h.column]
		switch {
		case h.name == "label" && s != "":
			c.texts = append(c.texts, pendingText{nil, ch.label, h.language, l.place.at(h.column), s})
			labelled = true
		case h.language == "" && !choiceColumns[h.name]:
			ls.columns[h.written] = true
			ch.item.put(h.written, s)
		}
	}
	if !labelled {
		ch.label[""] = template{{say: name}}
		c.f.Warnings = append(c.f.Warnings, l.place.warn("form.warn.choice-label", "Name", short(name)))
	}
	ls.choices = append(ls.choices, ch)
	if ls.byName[name] == nil {
		ls.byName[name] = ch
	}
	ls.root.slots[0] = append(ls.root.slots[0], ch.item)
	ch.item.parent, ch.item.pos = ls.root, len(ls.choices)
	return nil
}

// finish puts what is shown into the items, so that expressions may ask it.
func (ls *list) finish(f *Form) {
	for _, ch := range ls.choices {
		ch.item.put("label", ch.label.in(f, "").plain())
	}
}
