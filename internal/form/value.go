package form

import (
	"math"
	"strconv"
	"strings"
)

// A value is what an expression comes to: the four types of XPath 1.0 and the
// moment, which ODK adds and which is a count of days wherever a number is
// asked for.
type value struct {
	kind valueKind
	num  float64 // numbers and moments
	str  string
	set  []*node
}

type valueKind uint8

const (
	number valueKind = iota
	words
	truth
	moment
	nodes
)

func num(x float64) value    { return value{kind: number, num: x} }
func str(s string) value     { return value{kind: words, str: s} }
func day(days float64) value { return value{kind: moment, num: days} }
func set(ns ...*node) value  { return value{kind: nodes, set: ns} }
func boolean(b bool) value {
	if b {
		return value{kind: truth, num: 1}
	}
	return value{kind: truth}
}

// bool follows XPath 1.0, 4.3: a set is true when it is not empty.
func (v value) bool() bool {
	switch v.kind {
	case words:
		return v.str != ""
	case nodes:
		return len(v.set) > 0
	case moment:
		return !math.IsNaN(v.num)
	}
	return v.num != 0 && !math.IsNaN(v.num)
}

// number follows XPath 1.0, 4.4, and ODK: what looks like a date counts days.
func (e *evaluator) number(v value) float64 {
	switch v.kind {
	case words:
		return e.parseNumber(v.str)
	case nodes:
		return e.parseNumber(e.string(v))
	}
	return v.num
}

func (e *evaluator) parseNumber(s string) float64 {
	s = strings.Trim(s, " \t\r\n")
	if x, ok := plainNumber(s); ok {
		return x
	}
	if days, ok := e.days(s); ok {
		return days
	}
	return math.NaN()
}

// plainNumber reads what XPath calls a Number: digits with at most one point
// and a minus before them. There is no exponent and no plus.
func plainNumber(s string) (float64, bool) {
	rest := strings.TrimPrefix(s, "-")
	if rest == "" || rest == "." {
		return 0, false
	}
	dot := false
	for i := 0; i < len(rest); i++ {
		if c := rest[i]; c == '.' && !dot {
			dot = true
		} else if c < '0' || c > '9' {
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil || math.IsInf(x, 0)
}

// text is the string-value of a node, which costs what it takes to read it.
func (e *evaluator) text(n *node) string {
	if !n.relevant || len(n.slots) == 0 {
		e.spend(len(n.value) / 32)
		return n.string()
	}
	s, steps := n.collect()
	e.spend(steps + len(s)/32)
	return s
}

// string follows XPath 1.0, 4.2: numbers are written without an exponent.
func (e *evaluator) string(v value) string {
	switch v.kind {
	case words:
		return v.str
	case nodes:
		if len(v.set) == 0 {
			return ""
		}
		return e.text(v.set[0])
	case truth:
		if v.num != 0 {
			return "true"
		}
		return "false"
	case moment:
		return e.writeMoment(v.num)
	}
	return writeNumber(v.num)
}

func writeNumber(x float64) string {
	switch {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 1):
		return "Infinity"
	case math.IsInf(x, -1):
		return "-Infinity"
	case x == 0:
		return "0" // of both signs
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// compare follows XPath 1.0, 3.4, with ODK's dates: two strings are equal when
// they are the same or the same day.
func (e *evaluator) compare(op string, l, r value) bool {
	if l.kind == nodes && r.kind == nodes {
		for _, a := range l.set {
			for _, b := range r.set {
				if e.spend(1); e.compareTwo(op, str(e.text(a)), str(e.text(b))) {
					return true
				}
			}
		}
		return false
	}
	if l.kind == nodes && r.kind != truth {
		for _, a := range l.set {
			if e.spend(1); e.compareTwo(op, str(e.text(a)), r) {
				return true
			}
		}
		return false
	}
	if r.kind == nodes && l.kind != truth {
		for _, b := range r.set {
			if e.spend(1); e.compareTwo(op, l, str(e.text(b))) {
				return true
			}
		}
		return false
	}
	return e.compareTwo(op, l, r)
}

func (e *evaluator) compareTwo(op string, l, r value) bool {
	if op == "=" || op == "!=" {
		var same bool
		switch {
		case l.kind == truth || r.kind == truth:
			same = l.bool() == r.bool()
		case l.kind == words && r.kind == words:
			if same = l.str == r.str; !same {
				a, dateA := e.days(l.str)
				b, dateB := e.days(r.str)
				same = dateA && dateB && a == b
			}
		default:
			same = e.number(l) == e.number(r)
		}
		return same == (op == "=")
	}
	a, b := e.number(l), e.number(r)
	switch op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}

// arithmetic follows IEEE 754, as XPath 1.0, 3.5 says; mod has the sign of the
// first operand.
func arithmetic(op string, a, b float64) float64 {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "div":
		return a / b
	}
	return math.Mod(a, b)
}
