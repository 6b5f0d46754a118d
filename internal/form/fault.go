package form

// A Fault is why an answer cannot stand yet.
type Fault struct {
	Path string
	Own  string // the form's own words for it, in the reader's language
	Say  string // else a message key
	With map[string]any
}

// Faults lists what is not right yet, in the order of the form: what could not
// be read, choices that are no longer offered, what the form requires, what
// breaks its constraints. What is not relevant has no faults.
func (a *Answers) Faults(lang string) []Fault {
	var all []Fault
	if a.failed != "" {
		all = append(all, Fault{Say: a.failed})
	}
	a.e.steps, a.e.failed = 0, ""
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		if !n.relevant {
			return
		}
		if ft, bad := a.fault(n, lang); bad {
			ft.Path = path
			all = append(all, ft)
		}
		for _, slot := range n.slots {
			for _, k := range slot {
				walk(k, join(path, k))
			}
		}
	}
	walk(a.root, "")
	if a.e.failed != "" && a.failed == "" {
		all = append(all, Fault{Say: a.e.failed})
	}
	return all
}

// fault judges one answer.
func (a *Answers) fault(n *node, lang string) (Fault, bool) {
	d := n.def
	if !d.kind.asked() {
		return Fault{}, false
	}
	switch {
	case n.wrong != "":
		return Fault{Say: n.wrong, With: d.limits()}, true
	case n.value == "":
		if d.required == nil || d.computed() || d.readOnly || !a.e.eval(d.required.x, here(n)).bool() {
			return Fault{}, false
		}
		return a.say(d.requiredSay, "form.fault.required", n, lang), true
	case d.filter != nil && !a.offered(n):
		return Fault{Say: "form.fault.filtered"}, true
	case d.kind == Rank && d.filter == nil && len(splitNames(n.value)) != len(d.list.choices):
		return Fault{Say: "form.fault.rank"}, true
	case d.constraint != nil && !a.e.eval(d.constraint.x, here(n)).bool():
		return a.say(d.constraintSay, "form.fault.constraint", n, lang), true
	}
	return Fault{}, false
}

func (a *Answers) say(own text, key string, n *node, lang string) Fault {
	return Fault{Own: a.fillIn(own.in(a.form, lang), n, lang), Say: key}
}

// limits are what the message of a range needs.
func (d *field) limits() map[string]any {
	if d.kind != Range {
		return nil
	}
	return map[string]any{"Least": writeNumber(d.start), "Most": writeNumber(d.end), "Step": writeNumber(d.step)}
}

// offered reports whether every choice made is one that the filter lets through.
func (a *Answers) offered(n *node) bool {
	for _, name := range splitNamesOf(n) {
		ch := n.def.list.byName[name]
		if ch == nil || !a.passes(n, ch) {
			return false
		}
	}
	return true
}

// passes reports whether the filter offers the choice now. Filters ask the
// columns of the choices, with the choice as the context node.
func (a *Answers) passes(n *node, ch *choice) bool {
	if n.def.filter == nil || ch.item == nil || a.whole {
		return true
	}
	v := a.e.eval(n.def.filter.x, context{n, ch.item, ch.order + 1, len(n.def.list.choices)})
	if v.kind == number {
		return v.num == float64(ch.order+1)
	}
	return v.bool()
}
