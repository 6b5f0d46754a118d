package form

import (
	"strconv"
	"strings"
)

// An expr is one expression, parsed. What each does is in eval.go.
type expr interface{}

type (
	numberExpr float64
	stringExpr string
	negExpr    struct{ x expr }
	binaryExpr struct {
		op   string
		l, r expr
	}
	callExpr struct {
		fn   *function
		args []expr
		list *list  // of instance(), found when it is judged
		to   *field // of jr:choice-name(), likewise
	}
	refExpr struct {
		name string
		to   *field // found when it is judged
		from *field
		way  *way
	}
	pathExpr struct {
		from  expr // nil: the context node, or the root when absolute
		root  bool
		preds []expr // of from
		steps []step
	}
	step struct {
		axis  string
		name  string // * for any
		preds []expr
	}
)

// parse reads an expression of XPath 1.0 with ODK's functions. Every function
// and the number of its arguments are checked here.
func parse(at place, source string) (expr, error) {
	tokens, err := lex(at, source)
	if err != nil {
		return nil, err
	}
	p := &parser{at: at, tokens: tokens}
	x, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.peek().kind != endToken {
		return nil, p.unread()
	}
	return x, nil
}

type parser struct {
	at     place
	tokens []token
	next   int
	depth  int
}

func (p *parser) peek() token { return p.tokens[p.next] }

func (p *parser) take() token {
	t := p.tokens[p.next]
	if t.kind != endToken {
		p.next++
	}
	return t
}

func (p *parser) is(text string) bool {
	t := p.peek()
	return (t.kind == symbolToken || t.kind == operatorToken) && t.text == text
}

func (p *parser) skip(text string) bool {
	if p.is(text) {
		p.next++
		return true
	}
	return false
}

func (p *parser) need(text string) error {
	if !p.skip(text) {
		return p.unread()
	}
	return nil
}

// unread refuses at the token that nothing expects.
func (p *parser) unread() error {
	if t := p.peek(); t.kind != endToken {
		return p.at.refuse("form.expr.unread", "Near", short(t.text))
	}
	return p.at.refuse("form.expr.end")
}

// levels are the operators from the weakest to the strongest (XPath 1.0, 3.5).
var levels = [][]string{{"or"}, {"and"}, {"=", "!="}, {"<", "<=", ">", ">="}, {"+", "-"}, {"*", "div", "mod"}}

func (p *parser) or() (expr, error) {
	if p.depth++; p.depth > mostNesting {
		return nil, p.at.refuse("form.expr.deep", "Most", mostNesting)
	}
	defer func() { p.depth-- }()
	return p.level(0)
}

func (p *parser) level(n int) (expr, error) {
	if n == len(levels) {
		return p.unary()
	}
	l, err := p.level(n + 1)
	for err == nil {
		t := p.peek()
		if t.kind != operatorToken || !contains(levels[n], t.text) {
			return l, nil
		}
		p.next++
		var r expr
		if r, err = p.level(n + 1); err == nil {
			l = &binaryExpr{t.text, l, r}
		}
	}
	return nil, err
}

func contains(all []string, s string) bool {
	for _, a := range all {
		if a == s {
			return true
		}
	}
	return false
}

func (p *parser) unary() (expr, error) {
	negative := 0
	for p.peek().kind == operatorToken && p.skip("-") {
		negative++
	}
	x, err := p.union()
	if err == nil && negative > 0 {
		// Each minus makes a number of its operand; two of them still do.
		x = &negExpr{x}
		if negative%2 == 0 {
			x = &negExpr{x}
		}
	}
	return x, err
}

func (p *parser) union() (expr, error) {
	l, err := p.path()
	for err == nil && p.skip("|") {
		var r expr
		if r, err = p.path(); err == nil {
			if !isSet(l) || !isSet(r) {
				return nil, p.at.refuse("form.expr.set", "Name", "|")
			}
			l = &binaryExpr{"|", l, r}
		}
	}
	return l, err
}

// path reads a location path, or a primary expression with what follows it.
func (p *parser) path() (expr, error) {
	t := p.peek()
	switch {
	case p.is("/") || p.is("//"):
		x := &pathExpr{root: true}
		return x, p.steps(x)
	case p.stepAhead():
		x := &pathExpr{}
		s, err := p.step()
		if err != nil {
			return nil, err
		}
		x.steps = append(x.steps, s)
		return x, p.steps(x)
	}
	primary, err := p.primary()
	if err != nil {
		return nil, err
	}
	x := &pathExpr{from: primary}
	if x.preds, err = p.predicates(); err != nil {
		return nil, err
	}
	if err := p.steps(x); err != nil {
		return nil, err
	}
	if len(x.preds) == 0 && len(x.steps) == 0 {
		return primary, nil
	}
	if !isSet(primary) {
		return nil, p.at.refuse("form.expr.set", "Name", short(t.text))
	}
	return x, nil
}

// stepAhead reports whether a step comes next rather than a function call.
func (p *parser) stepAhead() bool {
	t := p.peek()
	if t.kind == symbolToken {
		return t.text == "." || t.text == ".." || t.text == "@"
	}
	if t.kind != nameToken {
		return false
	}
	after := p.tokens[p.next+1]
	return after.kind != symbolToken || after.text != "(" || t.text == "node" || t.text == "text"
}

func (p *parser) steps(x *pathExpr) error {
	for {
		switch {
		case p.skip("//"):
			x.steps = append(x.steps, step{axis: "descendant-or-self", name: "*"})
		case p.skip("/"):
			if x.root && len(x.steps) == 0 && !p.stepAhead() {
				return nil // the root alone
			}
		default:
			return nil
		}
		s, err := p.step()
		if err != nil {
			return err
		}
		x.steps = append(x.steps, s)
		if len(x.steps) > mostNesting {
			return p.at.refuse("form.expr.deep", "Most", mostNesting)
		}
	}
}

// axes are those that a tree of answers has; answers have no attributes.
var axes = []string{"child", "parent", "self", "descendant", "descendant-or-self", "ancestor", "ancestor-or-self", "following-sibling", "preceding-sibling"}

func (p *parser) step() (step, error) {
	t := p.take()
	s := step{axis: "child", name: t.text}
	switch {
	case t.kind == symbolToken && t.text == ".":
		return step{axis: "self", name: "*"}, nil // XPath: no predicate after . or ..
	case t.kind == symbolToken && t.text == "..":
		return step{axis: "parent", name: "*"}, nil
	case t.kind == symbolToken && t.text == "@":
		return s, p.at.refuse("form.expr.attribute")
	case t.kind != nameToken:
		p.next = max(p.next-1, 0)
		return s, p.unread()
	}
	if p.skip("::") {
		if !contains(axes, t.text) {
			return s, p.at.refuse("form.expr.axis", "Name", short(t.text))
		}
		s.axis = t.text
		if t = p.take(); t.kind != nameToken {
			return s, p.unread()
		}
		s.name = t.text
	}
	if p.skip("(") { // node()
		if err := p.need(")"); err != nil {
			return s, err
		}
		if s.name != "node" {
			return s, p.at.refuse("form.expr.unread", "Near", short(s.name))
		}
		s.name = "*"
	}
	var err error
	s.preds, err = p.predicates()
	return s, err
}

func (p *parser) predicates() ([]expr, error) {
	var all []expr
	for p.skip("[") {
		x, err := p.or()
		if err != nil {
			return nil, err
		}
		if err := p.need("]"); err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

func (p *parser) primary() (expr, error) {
	t := p.take()
	switch {
	case t.kind == numberToken:
		x, err := strconv.ParseFloat(t.text, 64)
		if err != nil {
			return nil, p.at.refuse("form.expr.unread", "Near", short(t.text))
		}
		return numberExpr(x), nil
	case t.kind == stringToken:
		return stringExpr(t.text), nil
	case t.kind == refToken:
		if strings.Contains(t.text, "#") {
			return nil, p.at.refuse("form.ref.last-saved")
		}
		return &refExpr{name: t.text}, nil
	case t.kind == symbolToken && t.text == "(":
		x, err := p.or()
		if err != nil {
			return nil, err
		}
		return x, p.need(")")
	case t.kind == nameToken:
		return p.call(t.text)
	}
	if t.kind != endToken {
		p.next--
	}
	return nil, p.unread()
}

func (p *parser) call(name string) (expr, error) {
	if err := p.need("("); err != nil {
		return nil, err
	}
	var args []expr
	for !p.skip(")") {
		if len(args) > 0 {
			if err := p.need(","); err != nil {
				return nil, err
			}
		}
		x, err := p.or()
		if err != nil {
			return nil, err
		}
		args = append(args, x)
	}
	return p.check(name, args)
}

// check refuses a function that there is none of, one that Pana leaves out on
// purpose, and a number of arguments it does not take.
func (p *parser) check(name string, args []expr) (expr, error) {
	fn := functions[name]
	if fn == nil {
		if why, known := leftOut[name]; known {
			return nil, p.at.refuse(why, "Name", name)
		}
		return nil, p.at.refuse("form.fn.unknown", "Name", short(name))
	}
	if len(args) < fn.least || fn.most >= 0 && len(args) > fn.most {
		return nil, p.at.refuse("form.fn.arguments", "Name", name, "Given", len(args))
	}
	for i, x := range args {
		if fn.sets > i && !isSet(x) {
			return nil, p.at.refuse("form.expr.set", "Name", name)
		}
	}
	if fn.literal > 0 && len(args) >= fn.literal {
		if s, ok := args[fn.literal-1].(stringExpr); ok {
			if say := fn.check(string(s)); say != "" {
				return nil, p.at.refuse(say, "Name", name)
			}
		}
	}
	return &callExpr{fn: fn, args: args}, nil
}

// isSet reports whether x gives a set of nodes.
func isSet(x expr) bool {
	switch x := x.(type) {
	case *refExpr, *pathExpr:
		return true
	case *binaryExpr:
		return x.op == "|"
	case *callExpr:
		return x.fn.gives == nodes
	}
	return false
}
