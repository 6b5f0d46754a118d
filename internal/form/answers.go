package form

import (
	"math"
	"slices"
	"time"
)

// Answers are one form as it is being filled. They belong to one goroutine.
type Answers struct {
	form   *Form
	root   *node
	at     [][]*node // the answers to each field, by the field's place in the form
	e      *evaluator
	failed string // why the form could not be worked out, as a message key
	nodes  int
	whole  bool    // everything is shown, see Outline
	fresh  []*node // parts whose defaults are still to be worked out
}

// Form returns the form that is answered.
func (a *Answers) Form() *Form { return a.form }

// Value returns the answer at path as expressions see it: empty when nothing
// was answered, or when it is not relevant.
func (a *Answers) Value(path string) string {
	if n := a.find(path); n != nil {
		return n.string()
	}
	return ""
}

// Blank returns the form with nothing answered but its defaults. now is in the
// house's zone: dates are those of its calendar.
func (f *Form) Blank(now time.Time) *Answers {
	a := f.empty(now)
	for _, d := range f.fields {
		if d.kind == Meta && (d.which == "start" || d.which == "today") {
			for _, n := range a.at[d.index] {
				n.value = a.stamp(d.which)
			}
		}
	}
	a.fresh = []*node{a.root}
	a.compute()
	return a
}

// empty is the tree of the form with one part of each repeat.
func (f *Form) empty(now time.Time) *Answers {
	a := &Answers{form: f, e: &evaluator{form: f, now: now, lang: f.fallbackCode()}}
	a.root = a.grow(f.root, nil)
	a.index()
	return a
}

// fallbackCode is the language calculations speak: the form's own, so that the
// same answers come to the same results whoever reads them.
func (f *Form) fallbackCode() string {
	for _, l := range f.languages {
		if l.key == f.fallback {
			return l.Code
		}
	}
	return ""
}

// grow makes the answers of d and of everything below it.
func (a *Answers) grow(d *field, parent *node) *node {
	n := &node{def: d, name: d.name, parent: parent, pos: 1, relevant: true, value: d.literal}
	if d.literal != "" && d.kind.asked() {
		n.take(a, []string{d.literal})
	}
	a.nodes++
	if len(d.kids) > 0 {
		n.slots = make([][]*node, len(d.kids))
	}
	for i, k := range d.kids {
		n.slots[i] = nil
		if k.kind != Repeat || k.count == nil {
			n.slots[i] = []*node{a.grow(k, n)}
		}
	}
	return n
}

// index finds the answers of every field again after parts came or went.
func (a *Answers) index() {
	a.at = make([][]*node, len(a.form.fields))
	a.nodes = 0
	var walk func(n *node)
	walk = func(n *node) {
		a.nodes++
		a.at[n.def.index] = append(a.at[n.def.index], n)
		for _, slot := range n.slots {
			for i, k := range slot {
				k.pos = i + 1
				walk(k)
			}
		}
	}
	walk(a.root)
}

// stamp is what a device would note: the day, or the moment.
func (a *Answers) stamp(which string) string {
	if which == "today" {
		return a.e.writeMoment(a.e.today())
	}
	return a.e.writeMoment(math.Floor(a.e.clock()*86400) / 86400)
}

// defaults works out the defaults that are expressions, once for each new part
// (ODK: odk-instance-first-load, odk-new-repeat).
func (a *Answers) defaults() {
	for _, d := range a.form.fields {
		if d.dflt == nil {
			continue
		}
		for _, n := range a.at[d.index] {
			if n.value == "" && n.under(a.fresh) {
				n.take(a, []string{a.result(d.dflt, n)})
			}
		}
	}
	a.fresh = nil
}

func (n *node) under(tops []*node) bool {
	for p := n; p != nil; p = p.parent {
		if slices.Contains(tops, p) {
			return true
		}
	}
	return false
}

// result is what an expression comes to as an answer. What is no number is no
// answer.
func (a *Answers) result(x *expression, n *node) string {
	v := a.e.eval(x.x, here(n))
	if v.kind == number && (math.IsNaN(v.num) || math.IsInf(v.num, 0)) {
		return ""
	}
	s := a.e.string(v)
	if len(s) > 4*mostValue {
		a.e.failed = "form.fault.heavy"
		return ""
	}
	return s
}

// compute works out everything, each thing after what it needs; then the
// defaults of parts that are new, and what follows from those.
func (a *Answers) compute() {
	a.e.steps, a.e.failed = 0, ""
	a.run()
	if len(a.fresh) > 0 {
		a.defaults()
		a.run()
	}
	a.failed = a.e.failed
	for _, all := range a.at {
		for _, n := range all {
			n.changed = false
		}
	}
}

func (a *Answers) run() {
	for _, d := range a.form.fields {
		if d.kind == Meta && d.which == "end" {
			for _, n := range a.at[d.index] {
				n.value = a.stamp("end")
			}
		}
	}
	for _, u := range a.form.order {
		switch u.what {
		case counting:
			a.count(u.field)
		case relevance:
			for _, n := range a.at[u.field.index] {
				n.relevant = !n.beyond && (n.parent == nil || n.parent.relevant) &&
					(u.field.relevant == nil || a.e.eval(u.field.relevant.x, here(n)).bool())
			}
		case valuing:
			for _, n := range a.at[u.field.index] {
				if n.relevant && a.due(u.field, n) {
					n.set(a.result(u.field.calculation, n))
				}
			}
		}
	}
}

func (n *node) set(s string) {
	if n.value != s {
		n.value, n.changed = s, true
	}
}

// empty reports whether nobody answered anything in n or below.
func (n *node) empty() bool {
	if n.def.kind.asked() && !n.def.computed() && (n.value != n.def.literal || n.typed != "") {
		return false
	}
	for _, slot := range n.slots {
		for _, k := range slot {
			if !k.empty() {
				return false
			}
		}
	}
	return true
}

// due reports whether a calculation is to be made now. One with a trigger
// waits until the answer it watches changes.
func (a *Answers) due(d *field, n *node) bool {
	if len(d.triggers) == 0 {
		return true
	}
	for _, t := range d.triggers {
		for _, on := range a.e.follow(wayTo(d, t), n) {
			if on.changed {
				return true
			}
		}
	}
	return false
}

// count gives a counted repeat as many parts as its expression says. Parts
// beyond it that hold answers stay, out of sight: a count mistyped and put
// right again loses nothing.
func (a *Answers) count(d *field) {
	changed := false
	for _, parent := range a.at[d.parent.index] {
		if !parent.relevant {
			continue
		}
		asking := &node{def: d, name: d.name, parent: parent, pos: 1, relevant: true}
		x := math.Trunc(a.e.number(a.e.eval(d.count.x, here(asking))))
		if !(x > 0) {
			x = 0
		}
		want := int(min(x, mostRepeats))
		slot := parent.slots[d.ordinal]
		for len(slot) < want && a.nodes < mostNodes {
			part := a.grow(d, parent)
			slot, a.fresh = append(slot, part), append(a.fresh, part)
			changed = true
		}
		for len(slot) > want && slot[len(slot)-1].empty() {
			slot = slot[:len(slot)-1]
			changed = true
		}
		for i, n := range slot {
			n.beyond = i >= want
		}
		if x > mostRepeats || len(slot) < want {
			a.e.failed = "form.fault.repeats"
		}
		parent.slots[d.ordinal] = slot
	}
	if changed {
		a.index()
	}
}

// Now is the moment the answers were last worked out for.
func (a *Answers) Now() time.Time { return a.e.now }

// Differs lists the paths at which two fillings of the same form are answered
// differently, in the order of the form.
func (a *Answers) Differs(b *Answers) []string {
	mine, theirs := a.said(), b.said()
	var all []string
	for _, path := range mine.order {
		if mine.at[path] != theirs.at[path] {
			all = append(all, path)
		}
	}
	for _, path := range theirs.order {
		if _, both := mine.at[path]; !both {
			all = append(all, path)
		}
	}
	return all
}

type said struct {
	order []string
	at    map[string]string
}

// said collects what people answered, by path.
func (a *Answers) said() said {
	s := said{at: map[string]string{}}
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		if n.def.kind.asked() && !n.def.computed() {
			s.order = append(s.order, path)
			s.at[path] = n.value + "\x00" + n.typed
		}
		for _, slot := range n.slots {
			for _, k := range slot {
				walk(k, join(path, k))
			}
		}
	}
	walk(a.root, "")
	return s
}

// Asked returns the item of the question at path, wherever it stands, for pages
// that speak of one answer.
func (a *Answers) Asked(path, lang string) (Item, bool) {
	n := a.find(path)
	if n == nil || n.parent == nil {
		return Item{}, false
	}
	return a.item(n, path, lang, false), true
}
