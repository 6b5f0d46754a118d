package form

import (
	"slices"
	"strings"
)

// A resolver finds what an expression speaks of before anyone answers: which
// rows it reads, whether the names in it exist, and the ways to them.
type resolver struct {
	c        *compiler
	self     *field
	at       place
	filtered *list // of a choice filter: names mean columns of the choices
	read     []*field
	known    map[*field]bool // those in read
}

// A scene is what the context node may be: rows of the form, or items of a
// list of choices.
type scene struct {
	fields []*field
	list   *list
}

func (r *resolver) judge(x expr) error {
	here := scene{fields: []*field{r.self}, list: r.filtered}
	if r.filtered != nil {
		here.fields = nil
	}
	_, err := r.see(x, here)
	return err
}

func (r *resolver) reads(all []*field) {
	for _, d := range all {
		if d != nil && !r.known[d] {
			if r.known == nil {
				r.known = map[*field]bool{}
			}
			r.known[d] = true
			r.read = append(r.read, d)
		}
	}
}

// see resolves x read in here, and returns what it gives when it is a set.
func (r *resolver) see(x expr, here scene) (scene, error) {
	switch x := x.(type) {
	case *negExpr:
		_, err := r.see(x.x, here)
		return scene{}, err
	case *binaryExpr:
		l, err := r.see(x.l, here)
		if err != nil {
			return l, err
		}
		right, err := r.see(x.r, here)
		return scene{append(slices.Clone(l.fields), right.fields...), l.list}, err
	case *refExpr:
		return r.ref(x)
	case *pathExpr:
		return r.path(x, here)
	case *callExpr:
		return r.call(x, here)
	}
	return scene{}, nil
}

func (r *resolver) ref(x *refExpr) (scene, error) {
	to, err := r.c.named(r.at, x.name, r.self)
	if err != nil {
		return scene{}, err
	}
	x.to, x.from, x.way = to, r.self, wayTo(r.self, to)
	r.reads([]*field{to})
	return scene{fields: []*field{to}}, nil
}

// wayTo leads from one field to another by the group they share.
func wayTo(from, to *field) *way {
	above := map[*field]int{}
	n := 0
	for d := from; d != nil; d = d.parent {
		above[d] = n
		n++
	}
	w := &way{}
	for d := to; ; d = d.parent {
		if up, shared := above[d]; shared {
			w.up = up
			break
		}
		w.down = append(w.down, d.ordinal)
		w.many = w.many || d.kind == Repeat
	}
	slices.Reverse(w.down)
	return w
}

func (r *resolver) path(x *pathExpr, here scene) (scene, error) {
	var err error
	at := here
	switch {
	case x.from != nil:
		known := len(r.read)
		if at, err = r.see(x.from, here); err != nil {
			return at, err
		}
		if c, ok := x.from.(*callExpr); ok && c.fn == functions["current"] && len(x.steps) > 0 {
			for _, d := range r.read[known:] {
				delete(r.known, d)
			}
			r.read = r.read[:known] // current()/../age reads age, not itself
		}
		if err = r.preds(x.preds, at); err != nil {
			return at, err
		}
	case x.root:
		at = scene{fields: []*field{nil}} // above the root
	}
	for i := range x.steps {
		s := &x.steps[i]
		if x.root && i == 0 && s.axis == "child" && (s.name == "data" || s.name == r.c.f.ID) {
			s.name = r.c.f.root.name // authors write the path of a form that had another name
		}
		if at, err = r.step(*s, at); err != nil {
			return at, err
		}
		if err = r.preds(s.preds, at); err != nil {
			return at, err
		}
	}
	r.reads(at.fields)
	return at, nil
}

func (r *resolver) preds(all []expr, here scene) error {
	for _, p := range all {
		if _, err := r.see(p, here); err != nil {
			return err
		}
	}
	return nil
}

// step takes one step over rows. A name that no row there bears is refused.
func (r *resolver) step(s step, here scene) (scene, error) {
	if here.list != nil {
		if s.axis == "child" && s.name != "*" && s.name != "root" && s.name != "item" && !here.list.columns[s.name] {
			return here, r.at.refuse("form.ref.column", "Name", short(s.name), "List", short(here.list.name))
		}
		return scene{list: here.list}, nil
	}
	var all []*field
	seen := map[*field]bool{}
	take := func(d *field) {
		if r.c.looked++; r.c.looked <= mostLooks && d != nil && (s.name == "*" || d.name == s.name) && !seen[d] {
			seen[d] = true
			all = append(all, d)
		}
	}
	for _, d := range here.fields {
		if r.c.walk(s.axis, d, take); r.c.looked > mostLooks {
			return here, r.at.refuse("form.expr.heavy")
		}
	}
	if len(all) == 0 && !(s.name == "*" && s.axis != "parent") {
		name := s.name
		if s.axis == "parent" {
			name = ".."
		}
		return here, r.at.refuse("form.ref.unknown", "Name", short(name))
	}
	return scene{fields: all}, nil
}

// walk takes a step of the form's rows; a nil field is what stands above them.
func (c *compiler) walk(axis string, d *field, take func(*field)) {
	switch axis {
	case "child":
		if d == nil {
			take(c.f.root)
			return
		}
		for _, k := range d.kids {
			take(k)
		}
	case "self":
		take(d)
	case "parent":
		if d != nil {
			take(d.parent)
		}
	case "descendant", "descendant-or-self":
		if d == nil {
			for _, k := range c.f.fields {
				take(k)
			}
			return
		}
		if axis == "descendant-or-self" {
			take(d)
		}
		for _, k := range d.kids {
			c.walk("descendant-or-self", k, take)
		}
	case "ancestor", "ancestor-or-self":
		if axis == "ancestor-or-self" {
			take(d)
		}
		for ; d != nil; d = d.parent {
			if d.parent != nil {
				take(d.parent)
			}
		}
	case "following-sibling", "preceding-sibling":
		if d != nil && d.parent != nil {
			for _, k := range d.parent.kids {
				if k != d || d.kind == Repeat {
					take(k)
				}
			}
		}
	}
}

func (r *resolver) call(x *callExpr, here scene) (scene, error) {
	var first scene
	for i, a := range x.args {
		got, err := r.see(a, here)
		if err != nil {
			return got, err
		}
		if i == 0 {
			first = got
		}
	}
	switch x.fn {
	case functions["current"]:
		r.reads([]*field{r.self})
		return scene{fields: []*field{r.self}}, nil
	case functions["instance"]:
		name, ok := x.args[0].(stringExpr)
		if x.list = r.c.f.lists[string(name)]; !ok || x.list == nil {
			return scene{}, r.at.refuse("form.ref.list", "Name", short(string(name)))
		}
		return scene{list: x.list}, nil
	case functions["indexed-repeat"]:
		if len(x.args)%2 == 0 {
			return first, r.at.refuse("form.fn.arguments", "Name", "indexed-repeat", "Given", len(x.args))
		}
		for i := 0; i < len(x.args); i++ {
			if a, ok := x.args[i].(*refExpr); (i == 0 || i%2 == 1) && (!ok || i > 0 && a.to.kind != Repeat) {
				return first, r.at.refuse("form.expr.set", "Name", "indexed-repeat")
			}
		}
		return first, nil
	case functions["jr:choice-name"]:
		s, ok := x.args[1].(stringExpr)
		if !ok {
			return first, r.at.refuse("form.expr.set", "Name", "jr:choice-name")
		}
		name := string(s)
		if m := reference.FindStringSubmatch(name); m != nil {
			name = m[1]
		}
		name = name[strings.LastIndexByte(name, '/')+1:]
		to, err := r.c.named(r.at, strings.TrimSpace(name), r.self)
		if err != nil {
			return first, err
		}
		if x.to = to; to.list == nil {
			return first, r.at.refuse("form.ref.list", "Name", short(to.name))
		}
		return first, nil
	}
	return first, nil
}
