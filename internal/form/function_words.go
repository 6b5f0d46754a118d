package form

import (
	"math"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// Functions on strings. Positions count characters, as XPath does.
var wordFunctions = map[string]*function{
	"string": {most: 1, call: func(e *evaluator, c context, x *callExpr) value { return str(x.own(e, c)) }},
	"concat": {most: -1, call: func(e *evaluator, c context, x *callExpr) value { return str(x.joined(e, c, 0, "")) }},
	"join": {least: 1, most: -1, call: func(e *evaluator, c context, x *callExpr) value {
		return str(x.joined(e, c, 1, x.string(e, c, 0)))
	}},
	"starts-with": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		return boolean(strings.HasPrefix(x.string(e, c, 0), x.string(e, c, 1)))
	}},
	"ends-with": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		return boolean(strings.HasSuffix(x.string(e, c, 0), x.string(e, c, 1)))
	}},
	"contains": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		return boolean(strings.Contains(x.string(e, c, 0), x.string(e, c, 1)))
	}},
	"substring-before": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		before, _, found := strings.Cut(x.string(e, c, 0), x.string(e, c, 1))
		if !found {
			before = ""
		}
		return str(before)
	}},
	"substring-after": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		_, after, _ := strings.Cut(x.string(e, c, 0), x.string(e, c, 1))
		return str(after)
	}},
	"substring": {least: 2, most: 3, call: func(e *evaluator, c context, x *callExpr) value {
		length := math.Inf(1)
		if len(x.args) == 3 {
			length = x.number(e, c, 2)
		}
		return str(substring(x.string(e, c, 0), x.number(e, c, 1), length))
	}},
	"substr": {least: 2, most: 3, call: func(e *evaluator, c context, x *callExpr) value {
		end := math.Inf(1)
		if len(x.args) == 3 {
			end = x.number(e, c, 2)
		}
		return str(slice(x.string(e, c, 0), x.number(e, c, 1), end))
	}},
	"string-length": {most: 1, call: func(e *evaluator, c context, x *callExpr) value {
		return num(float64(utf8.RuneCountInString(x.own(e, c))))
	}},
	"normalize-space": {most: 1, call: func(e *evaluator, c context, x *callExpr) value {
		return str(strings.Join(strings.FieldsFunc(x.own(e, c), func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " "))
	}},
	"translate": {least: 3, most: 3, call: func(e *evaluator, c context, x *callExpr) value {
		from, to := []rune(x.string(e, c, 1)), []rune(x.string(e, c, 2))
		change := make(map[rune]rune, len(from))
		for i, r := range from {
			if _, twice := change[r]; twice {
				continue
			}
			change[r] = -1
			if i < len(to) {
				change[r] = to[i]
			}
		}
		return str(strings.Map(func(r rune) rune {
			if t, ok := change[r]; ok {
				return t
			}
			return r
		}, x.string(e, c, 0)))
	}},
	"regex": {least: 2, most: 2, literal: 2, check: checkPattern, call: func(e *evaluator, c context, x *callExpr) value {
		return boolean(e.matches(x.string(e, c, 0), x.string(e, c, 1)))
	}},
	"selected": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		return boolean(contains(strings.Split(x.string(e, c, 0), " "), strings.TrimSpace(x.string(e, c, 1))))
	}},
	"selected-at": {least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		parts := strings.Split(x.string(e, c, 0), " ")
		if i := math.Trunc(x.number(e, c, 1)); i >= 0 && i < float64(len(parts)) {
			return str(parts[int(i)])
		}
		return str("")
	}},
	"count-selected": {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value {
		return num(float64(len(strings.FieldsFunc(x.string(e, c, 0), func(r rune) bool { return r == ' ' }))))
	}},
}

// own is the string of the only argument, or of the context node.
func (x *callExpr) own(e *evaluator, c context) string {
	if len(x.args) == 0 {
		return e.text(c.node)
	}
	return x.string(e, c, 0)
}

func (x *callExpr) joined(e *evaluator, c context, first int, between string) string {
	var s strings.Builder
	n := 0
	x.each(e, c, first, func(v value) {
		if s.Len() > 4*mostValue {
			return
		}
		if n++; n > 1 {
			s.WriteString(between)
		}
		s.WriteString(e.string(v))
	})
	return s.String()
}

// substring follows XPath 1.0, 4.2, with its fractions, infinities and NaN: a
// character is in when its place is at least the rounded start and less than
// the rounded start and length together.
func substring(s string, start, length float64) string {
	from := math.Floor(start + 0.5)
	to := from + math.Floor(length+0.5)
	if math.IsInf(length, 1) && math.IsInf(start, -1) {
		to = math.NaN()
	}
	var out strings.Builder
	place := 0.0
	for _, r := range s {
		if place++; place >= from && place < to {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// slice is ODK's substr: places from 0, the end left out, negatives counted
// from the end.
func slice(s string, start, end float64) string {
	all := []rune(s)
	n := float64(len(all))
	bound := func(x float64) int {
		x = math.Trunc(x)
		switch {
		case math.IsNaN(x):
			return 0
		case x < 0:
			x = max(n+x, 0)
		}
		return int(min(x, n))
	}
	if a, b := bound(start), bound(end); a < b {
		return string(all[a:b])
	}
	return ""
}

// matches follows ODK Collect: the whole string must match. Patterns are those
// of Go (RE2) rather than Java: there is no looking ahead or behind and no
// reference back to a group, and in return no pattern can take long.
func (e *evaluator) matches(s, pattern string) bool {
	p, ok := e.patterns[pattern]
	if !ok {
		p = newPattern(pattern)
		if e.patterns == nil {
			e.patterns = map[string]compiled{}
		}
		if len(e.patterns) < 1000 {
			e.patterns[pattern] = p
		}
		e.spend(p.size)
	}
	e.spend(20 + len(s)*p.size/64)
	return p.re != nil && e.failed == "" && len(s) <= 4*mostValue && p.re.MatchString(s)
}

// A compiled pattern knows how large it is: each character is held against all of it.
type compiled struct {
	re   *regexp.Regexp
	size int
}

func newPattern(pattern string) compiled {
	if checkPattern(pattern) != "" {
		return compiled{}
	}
	tree, _ := syntax.Parse(pattern, syntax.Perl)
	re, _ := regexp.Compile(`^(?:` + pattern + `)$`)
	return compiled{re, patternSize(tree)}
}

// checkPattern refuses a pattern that cannot be read, or that grows too large
// when its repetitions are written out.
func checkPattern(pattern string) string {
	if utf8.RuneCountInString(pattern) > mostPattern {
		return "form.fn.pattern"
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || patternSize(re) > mostPatternOps {
		return "form.fn.pattern"
	}
	return ""
}

func patternSize(re *syntax.Regexp) int {
	n := 1 + len(re.Rune)/16
	for _, s := range re.Sub {
		if n += patternSize(s); n > mostPatternOps {
			return n
		}
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Max, re.Min, 1)
	}
	return n
}
