package form

import (
	"strings"
	"time"
)

// An Item is one thing to show: what is asked now, in the reader's language,
// with what was answered.
type Item struct {
	Kind     Kind
	Path     string // the key to post it under
	Label    string
	Hint     string
	Guidance string
	Required bool
	ReadOnly bool     // calculated, or marked so
	Value    string   // as typed, when it could not be read
	Shown    string   // Value in words: the labels of choices
	Choices  []Choice // those offered now
	Look     string   // the form's wish for its appearance
	Least    string   // of a Range
	Most     string
	Step     string
	Unasked  string // of Unasked: place, media or code

	Fault    string // the form's own words
	FaultSay string // else a message key
	With     map[string]any

	Items     []Item // of a Group; of a Repeat, one Group for each part
	Part      int    // of a part of a repeat, from 1
	Addable   bool   // of a Repeat: another part may be added
	Removable bool   // of a part
}

// A Choice is one that may be made.
type Choice struct {
	Name   string
	Label  string
	Chosen bool
}

// Page returns what to show in lang: everything relevant now. With judged, what
// is not right yet is said beside each question; while someone is only halfway
// through, nothing reproaches her.
func (a *Answers) Page(lang string, judged bool) []Item {
	a.e.steps, a.e.failed = 0, ""
	return a.items(a.root, "", lang, judged)
}

func (a *Answers) items(n *node, path, lang string, judged bool) []Item {
	var all []Item
	for i, d := range n.def.kids {
		switch d.kind {
		case Calculate, Hidden, Meta:
			continue
		case Repeat:
			if it, ok := a.repeat(n, d, path, lang, judged); ok {
				all = append(all, it)
			}
			continue
		}
		for _, k := range n.slots[i] {
			if k.relevant {
				all = append(all, a.item(k, join(path, k), lang, judged))
			}
		}
	}
	return all
}

func (a *Answers) repeat(n *node, d *field, path, lang string, judged bool) (Item, bool) {
	it := Item{Kind: Repeat, Path: d.name, Look: d.appearance, Label: a.fillIn(d.label.in(a.form, lang), n, lang)}
	if path != "" {
		it.Path = path + "/" + d.name
	}
	slot := n.slots[d.ordinal]
	asking := &node{def: d, name: d.name, parent: n, pos: 1, relevant: true}
	if len(slot) == 0 && d.relevant != nil && !a.e.eval(d.relevant.x, here(asking)).bool() {
		return it, false
	}
	it.Addable = d.count == nil && len(slot) < mostRepeats
	shown := len(slot) == 0 && it.Addable
	for _, k := range slot {
		if !k.relevant {
			continue
		}
		part := a.item(k, join(path, k), lang, judged)
		part.Kind, part.Part, part.Removable = Group, k.pos, d.count == nil
		it.Items = append(it.Items, part)
		shown = true
	}
	return it, shown
}

func (a *Answers) item(n *node, path, lang string, judged bool) Item {
	d := n.def
	it := Item{
		Kind: d.kind, Path: path, Look: d.appearance,
		Label:    a.label(n, lang),
		Hint:     a.fillIn(d.hint.in(a.form, lang), n, lang),
		Guidance: a.fillIn(d.guidance.in(a.form, lang), n, lang),
		ReadOnly: d.readOnly || d.computed(),
		Value:    n.value,
	}
	switch {
	case d.kind.holds():
		it.Items = a.items(n, path, lang, judged)
		return it
	case d.kind == Unasked:
		it.Unasked = d.which
		return it
	case d.kind == Note:
		return it
	case d.kind == Range:
		it.Least, it.Most, it.Step = writeNumber(d.start), writeNumber(d.end), writeNumber(d.step)
	}
	if n.wrong != "" {
		it.Value = n.typed
	}
	it.Required = d.required != nil && !it.ReadOnly && a.e.eval(d.required.x, here(n)).bool()
	it.Shown = a.shown(n, lang)
	if d.kind.chooses() {
		it.Choices = a.choices(n, lang)
	}
	if judged || n.wrong != "" {
		if ft, bad := a.fault(n, lang); bad {
			it.Fault, it.FaultSay, it.With = ft.Own, ft.Say, ft.With
		}
	}
	return it
}

func (a *Answers) label(n *node, lang string) string {
	if s, ok := n.def.label.built(lang); ok {
		return s
	}
	s := a.fillIn(n.def.label.in(a.form, lang), n, lang)
	if s == "" && n.def.kind.asked() && len(n.def.hint) == 0 {
		return n.name
	}
	return s
}

// choices are those the filter offers now, and those made before that it does
// not offer any more: nothing disappears without being seen.
func (a *Answers) choices(n *node, lang string) []Choice {
	chosen := splitNamesOf(n)
	var all []Choice
	for _, ch := range n.def.list.choices {
		c := Choice{Name: ch.name, Chosen: contains(chosen, ch.name)}
		if !c.Chosen && !a.passes(n, ch) {
			continue
		}
		c.Label = a.choiceLabel(ch, n, lang)
		all = append(all, c)
	}
	return all
}

func (a *Answers) choiceLabel(ch *choice, n *node, lang string) string {
	if t := ch.label.in(a.form, lang); len(t) > 1 {
		return a.fillIn(t, a.root, lang)
	}
	return a.form.labelOf(ch, lang)
}

// shown is an answer in words.
func (a *Answers) shown(n *node, lang string) string {
	if !n.relevant {
		return ""
	}
	if !n.def.kind.chooses() {
		return n.string()
	}
	var all []string
	for _, name := range splitNamesOf(n) {
		if ch := n.def.list.byName[name]; ch != nil {
			all = append(all, a.choiceLabel(ch, n, lang))
		} else {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

// splitNamesOf returns the choices made: the name of a single choice may hold
// a blank, those of several may not.
func splitNamesOf(n *node) []string {
	if n.value == "" {
		return nil
	}
	if n.def.kind == SelectOne {
		return []string{n.value}
	}
	return splitNames(n.value)
}

func splitNames(s string) []string { return strings.Split(s, " ") }

// fillIn puts the answers into a text: of a choice its label, where ODK shows
// the choice's name.
func (a *Answers) fillIn(t template, n *node, lang string) string {
	if len(t) == 0 {
		return ""
	}
	if len(t) == 1 && t[0].ref == nil {
		return t[0].say
	}
	var s strings.Builder
	for _, p := range t {
		s.WriteString(p.say)
		if p.ref == nil {
			continue
		}
		for _, to := range a.e.follow(p.way, n) {
			if to.def != nil && to.def.kind.holds() {
				continue
			}
			s.WriteString(a.shown(to, lang))
			break
		}
		if s.Len() > 4*mostValue {
			break
		}
	}
	return strings.TrimSpace(s.String())
}

// Outline returns every question of the form in lang, whether it would be asked
// or not, with every choice: for whoever looks the form over.
func (f *Form) Outline(lang string, now time.Time) []Item {
	a := f.empty(now)
	a.whole = true
	for _, d := range f.fields {
		if d.kind != Repeat || d.count == nil {
			continue
		}
		for _, parent := range a.at[d.parent.index] {
			if len(parent.slots[d.ordinal]) == 0 {
				parent.slots[d.ordinal] = []*node{a.grow(d, parent)}
			}
		}
		a.index() // a repeat inside it has its parents now
	}
	return a.Page(lang, false)
}
