package form

import (
	"slices"
	"time"
)

// An evaluator works out expressions over one filled form. It counts its steps,
// so that no form can keep it busy for long, and says when it gave up.
type evaluator struct {
	form     *Form
	now      time.Time // in the house's zone
	lang     string
	steps    int
	failed   string // a message key, once something was too much
	patterns map[string]compiled
}

// A context is where an expression is read (XPath 1.0, 1): self is the answer
// it belongs to (current()), node the one a predicate has come to.
type context struct {
	self, node *node
	pos, size  int
}

func here(n *node) context { return context{n, n, 1, 1} }

// spend counts n steps; past the limit every expression comes to nothing.
func (e *evaluator) spend(n int) {
	if e.steps += n; e.steps > mostSteps && e.failed == "" {
		e.failed = "form.fault.heavy"
	}
}

// eval works out x. It never fails: what cannot be said is NaN or empty, as in
// XPath.
func (e *evaluator) eval(x expr, c context) value {
	if e.spend(1); e.failed != "" {
		return str("")
	}
	switch x := x.(type) {
	case numberExpr:
		return num(float64(x))
	case stringExpr:
		return str(string(x))
	case *negExpr:
		return num(-e.number(e.eval(x.x, c)))
	case *binaryExpr:
		return e.binary(x, c)
	case *refExpr:
		return value{kind: nodes, set: e.follow(x.way, c.self)}
	case *pathExpr:
		return value{kind: nodes, set: e.path(x, c)}
	case *callExpr:
		v := x.fn.call(e, c, x)
		e.spend(len(v.str) / 32)
		if len(v.str) > 4*mostValue {
			e.failed = "form.fault.heavy"
			return str("")
		}
		return v
	}
	return str("")
}

func (e *evaluator) binary(x *binaryExpr, c context) value {
	switch x.op {
	case "or":
		return boolean(e.eval(x.l, c).bool() || e.eval(x.r, c).bool())
	case "and":
		return boolean(e.eval(x.l, c).bool() && e.eval(x.r, c).bool())
	}
	l, r := e.eval(x.l, c), e.eval(x.r, c)
	switch x.op {
	case "=", "!=", "<", "<=", ">", ">=":
		return boolean(e.compare(x.op, l, r))
	case "|":
		return value{kind: nodes, set: e.inOrder(append(slices.Clone(l.set), r.set...))}
	}
	return num(arithmetic(x.op, e.number(l), e.number(r)))
}

// A way leads from one field's answer to another's: up to the group they
// share, then down. Below the shared group every part of a repeat is meant,
// above it the part in which the asking answer stands.
type way struct {
	up   int
	down []int
	many bool // there may be several answers
}

func (e *evaluator) follow(w *way, n *node) []*node {
	for range w.up {
		n = n.parent
	}
	all := []*node{n}
	for _, ordinal := range w.down {
		if len(all) == 1 {
			all = all[0].slots[ordinal]
			continue
		}
		var next []*node
		for _, n := range all {
			next = append(next, n.slots[ordinal]...)
		}
		all = next
		e.spend(len(all))
	}
	if w.many {
		all = answered(all)
	}
	return all
}

// answered leaves out what is not relevant now. Of a single answer the node
// stays, and is empty: that is how forms ask whether something was answered.
func answered(all []*node) []*node {
	if !slices.ContainsFunc(all, func(n *node) bool { return !n.relevant }) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(n *node) bool { return !n.relevant })
}

func (e *evaluator) path(x *pathExpr, c context) []*node {
	var all []*node
	switch {
	case x.from != nil:
		all = e.keep(e.eval(x.from, c).set, x.preds, c)
	case x.root:
		top := c.self.root()
		all = []*node{{relevant: true, slots: [][]*node{{top}}}}
	default:
		all = []*node{c.node}
	}
	for _, s := range x.steps {
		var next []*node
		for _, n := range all {
			next = append(next, e.keep(e.walk(s, n), s.preds, c)...)
		}
		if len(all) > 1 || reversed(s.axis) {
			next = e.inOrder(next)
		}
		all = next
	}
	if len(all) > 1 {
		all = answered(all)
	}
	return all
}

func reversed(axis string) bool {
	return axis == "ancestor" || axis == "ancestor-or-self" || axis == "preceding-sibling"
}

// walk returns the nodes of one step from n, in the order of the axis.
func (e *evaluator) walk(s step, n *node) []*node {
	var all []*node
	take := func(n *node) {
		e.spend(1)
		if s.name == "*" || n.name == s.name {
			all = append(all, n)
		}
	}
	switch s.axis {
	case "child":
		for _, slot := range n.slots {
			if len(slot) > 0 && (s.name == "*" || slot[0].name == s.name) {
				all = append(all, slot...)
			}
		}
		e.spend(len(n.slots)/4 + len(all))
	case "self":
		take(n)
	case "parent":
		if n.parent != nil {
			take(n.parent)
		}
	case "descendant", "descendant-or-self":
		if s.axis == "descendant-or-self" {
			take(n)
		}
		e.below(n, take)
	case "ancestor", "ancestor-or-self":
		if s.axis == "ancestor-or-self" {
			take(n)
		}
		for p := n.parent; p != nil; p = p.parent {
			take(p)
		}
	case "following-sibling", "preceding-sibling":
		var before, after []*node
		into := &before
		for _, slot := range siblings(n) {
			for _, k := range slot {
				if k == n {
					into = &after
				} else {
					*into = append(*into, k)
				}
			}
		}
		if s.axis == "preceding-sibling" {
			after = before
			slices.Reverse(after)
		}
		for _, k := range after {
			take(k)
		}
	}
	return all
}

func siblings(n *node) [][]*node {
	if n.parent == nil {
		return nil
	}
	return n.parent.slots
}

func (e *evaluator) below(n *node, take func(*node)) {
	for _, slot := range n.slots {
		for _, k := range slot {
			if e.failed != "" {
				return
			}
			take(k)
			e.below(k, take)
		}
	}
}

// keep filters a set by predicates: a number asks for the place, anything else
// is taken as true or false (XPath 1.0, 2.4).
func (e *evaluator) keep(all []*node, preds []expr, c context) []*node {
	for _, p := range preds {
		var kept []*node
		for i, n := range all {
			if e.failed != "" {
				return nil
			}
			v := e.eval(p, context{c.self, n, i + 1, len(all)})
			if v.kind == number && v.num == float64(i+1) || v.kind != number && v.bool() {
				kept = append(kept, n)
			}
		}
		all = kept
	}
	return all
}

// inOrder sorts a set into document order and drops what is in it twice.
func (e *evaluator) inOrder(all []*node) []*node {
	e.spend(16 * len(all)) // sorting looks at each many times
	if len(all) < 2 {
		return all
	}
	seen := make(map[*node]bool, len(all))
	all = slices.DeleteFunc(all, func(n *node) bool {
		twice := seen[n]
		seen[n] = true
		return twice
	})
	slices.SortStableFunc(all, compareNodes)
	return all
}

// compareNodes tells which of two nodes comes first in the document.
func compareNodes(a, b *node) int {
	up := func(n *node) (all []*node) {
		for ; n != nil; n = n.parent {
			all = append(all, n)
		}
		slices.Reverse(all)
		return all
	}
	as, bs := up(a), up(b)
	for i := range min(len(as), len(bs)) {
		if as[i] == bs[i] {
			continue
		}
		if i == 0 {
			return 0 // of different trees
		}
		return rank(as[i]) - rank(bs[i])
	}
	return len(as) - len(bs)
}

// rank is a node's place among all the kids of its parent.
func rank(n *node) int {
	before := 0
	for _, slot := range siblings(n) {
		if len(slot) > 0 && slot[0].name == n.name && n.pos <= len(slot) && slot[n.pos-1] == n {
			return before + n.pos
		}
		before += len(slot)
	}
	return before
}
