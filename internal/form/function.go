package form

import "slices"

// A function is one that expressions may call.
type function struct {
	least, most int // arguments; most -1 for any number
	sets        int // so many of the first arguments must be sets
	gives       valueKind
	literal     int // this argument, when it is written out, is checked when the form is read
	check       func(string) string
	call        func(e *evaluator, c context, x *callExpr) value
}

// functions are those of XPath 1.0 and of ODK's XForms specification that can
// be answered from the form alone, the same each time.
var functions map[string]*function

// leftOut are functions of ODK that Pana refuses, and why.
var leftOut = map[string]string{
	"random": "form.fn.chance", "randomize": "form.fn.chance", "uuid": "form.fn.chance",
	"pulldata": "form.fn.file", "jr:itext": "form.fn.file", "extract-signed": "form.fn.file",
	"property": "form.fn.device", "version": "form.fn.device",
	"area": "form.fn.place", "distance": "form.fn.place", "enclosed-area": "form.fn.place", "geofence": "form.fn.place", "intersects": "form.fn.place",
	"digest": "form.fn.not-here", "base64-decode": "form.fn.not-here", "thousandsep": "form.fn.not-here",
	"id": "form.fn.not-here", "lang": "form.fn.not-here", "namespace-uri": "form.fn.not-here",
}

func init() {
	functions = map[string]*function{}
	for _, group := range []map[string]*function{setFunctions, wordFunctions, numberFunctions, truthFunctions, momentFunctions} {
		for name, fn := range group {
			functions[name] = fn
		}
	}
}

// arg works out the nth argument.
func (x *callExpr) arg(e *evaluator, c context, n int) value { return e.eval(x.args[n], c) }

func (x *callExpr) string(e *evaluator, c context, n int) string { return e.string(x.arg(e, c, n)) }

func (x *callExpr) number(e *evaluator, c context, n int) float64 { return e.number(x.arg(e, c, n)) }

// each calls f for every argument from first on, and for every node of those
// that are sets: so ODK reads max(${age}) over a repeat.
func (x *callExpr) each(e *evaluator, c context, first int, f func(v value)) {
	for i := first; i < len(x.args); i++ {
		v := x.arg(e, c, i)
		if v.kind != nodes {
			f(v)
			continue
		}
		for _, n := range v.set {
			e.spend(1)
			f(str(e.text(n)))
		}
	}
}

// Functions on sets.
var setFunctions = map[string]*function{
	"last":    {call: func(_ *evaluator, c context, _ *callExpr) value { return num(float64(c.size)) }},
	"current": {gives: nodes, call: func(_ *evaluator, c context, _ *callExpr) value { return set(c.self) }},
	"count":   {least: 1, most: 1, sets: 1, call: func(e *evaluator, c context, x *callExpr) value { return num(float64(len(x.arg(e, c, 0).set))) }},
	"instance": {least: 1, most: 1, gives: nodes, call: func(_ *evaluator, _ context, x *callExpr) value {
		return set(&node{relevant: true, slots: [][]*node{{x.list.root}}})
	}},
	"position": {most: 1, sets: 1, call: func(e *evaluator, c context, x *callExpr) value {
		if len(x.args) == 0 {
			return num(float64(c.pos))
		}
		if s := x.arg(e, c, 0).set; len(s) > 0 {
			return num(float64(max(s[0].pos, 1)))
		}
		return num(0)
	}},
	"local-name": {most: 1, sets: 1, call: nameOf},
	"name":       {most: 1, sets: 1, call: nameOf},
	"sum": {least: 1, most: 1, sets: 1, call: func(e *evaluator, c context, x *callExpr) value {
		sum := 0.0
		x.each(e, c, 0, func(v value) { sum += e.number(v) })
		return num(sum)
	}},
	"count-non-empty": {least: 1, most: 1, sets: 1, call: func(e *evaluator, c context, x *callExpr) value {
		n := 0.0
		x.each(e, c, 0, func(v value) {
			if v.str != "" {
				n++
			}
		})
		return num(n)
	}},
	"indexed-repeat": {least: 3, most: 7, sets: 2, gives: nodes, call: indexedRepeat},
	"jr:choice-name": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		name := x.string(e, c, 0)
		if x.to == nil || x.to.list == nil {
			return str(name)
		}
		if ch := x.to.list.byName[name]; ch != nil {
			return str(e.form.labelOf(ch, e.lang))
		}
		return str("")
	}},
}

func nameOf(e *evaluator, c context, x *callExpr) value {
	n := c.node
	if len(x.args) == 1 {
		s := x.arg(e, c, 0).set
		if len(s) == 0 {
			return str("")
		}
		n = s[0]
	}
	return str(n.name)
}

// indexedRepeat finds the answer in the part of each repeat that the arguments
// number: indexed-repeat(${name}, ${household}, 2). A repeat that they do not
// name is the one the asking answer stands in, or else the first.
func indexedRepeat(e *evaluator, c context, x *callExpr) value {
	target := x.args[0].(*refExpr).to
	index := map[*field]int{}
	for i := 1; i+1 < len(x.args); i += 2 {
		at := x.number(e, c, i+1)
		if at != at || at < 1 || at > mostRepeats {
			return set()
		}
		index[x.args[i].(*refExpr).to] = int(at)
	}
	mine := map[*field]*node{}
	for n := c.self; n != nil; n = n.parent {
		mine[n.def] = n
	}
	var chain []*field
	for d := target; d.parent != nil; d = d.parent {
		chain = append(chain, d)
	}
	n := c.self.root()
	for _, d := range slices.Backward(chain) {
		slot := n.slots[d.ordinal]
		at := index[d]
		switch {
		case at > 0 && at <= len(slot):
			n = slot[at-1]
		case at == 0 && mine[d] != nil && mine[d].parent == n:
			n = mine[d]
		case at == 0 && len(slot) > 0:
			n = slot[0]
		default:
			return set()
		}
	}
	return set(n)
}
