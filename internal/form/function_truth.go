package form

import (
	"math"
	"strings"
)

// Functions on truth, and those that choose between values.
var truthFunctions = map[string]*function{
	"true":    {call: func(*evaluator, context, *callExpr) value { return boolean(true) }},
	"false":   {call: func(*evaluator, context, *callExpr) value { return boolean(false) }},
	"not":     {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value { return boolean(!x.arg(e, c, 0).bool()) }},
	"boolean": {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value { return boolean(x.arg(e, c, 0).bool()) }},
	"boolean-from-string": {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value {
		s := x.string(e, c, 0)
		return boolean(s == "1" || s == "true")
	}},
	"if": {least: 3, most: 3, call: func(e *evaluator, c context, x *callExpr) value {
		if x.arg(e, c, 0).bool() {
			return x.arg(e, c, 1)
		}
		return x.arg(e, c, 2)
	}},
	"coalesce": {least: 2, most: -1, call: func(e *evaluator, c context, x *callExpr) value {
		for i := range x.args {
			if s := x.string(e, c, i); s != "" {
				return str(s)
			}
		}
		return str("")
	}},
	// once keeps what is already there: a calculation that is worked out one time.
	"once": {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value {
		if s := e.text(c.node); s != "" {
			return str(s)
		}
		return str(x.string(e, c, 0))
	}},
	"checklist": {least: 2, most: -1, call: func(e *evaluator, c context, x *callExpr) value {
		n := 0.0
		x.each(e, c, 2, func(v value) { n += answeredTrue(v) })
		return boolean(within(n, x.number(e, c, 0), x.number(e, c, 1)))
	}},
	"weighted-checklist": {least: 4, most: -1, call: func(e *evaluator, c context, x *callExpr) value {
		var values, weights []float64
		for i := 2; i+1 < len(x.args); i += 2 {
			pair := callExpr{args: x.args[i : i+2]}
			first := callExpr{args: pair.args[:1]}
			first.each(e, c, 0, func(v value) { values = append(values, answeredTrue(v)) })
			pair.each(e, c, 1, func(v value) { weights = append(weights, e.number(v)) })
		}
		n := 0.0
		for i, v := range values {
			if v != 0 && i < len(weights) && weights[i] == weights[i] {
				n += weights[i]
			}
		}
		return boolean(within(n, x.number(e, c, 0), x.number(e, c, 1)))
	}},
}

// answeredTrue is 1 for what counts in a checklist: an answer that is there.
func answeredTrue(v value) float64 {
	if v.kind == words && strings.TrimSpace(v.str) == "" || !v.bool() {
		return 0
	}
	return 1
}

// within reports whether n lies between least and most; a negative limit is none.
func within(n, least, most float64) bool {
	return (least < 0 || n >= least) && (most < 0 || n <= most)
}

// Functions on moments.
var momentFunctions = map[string]*function{
	"today": {gives: moment, call: func(e *evaluator, _ context, _ *callExpr) value { return day(e.today()) }},
	"now":   {gives: moment, call: func(e *evaluator, _ context, _ *callExpr) value { return day(e.clock()) }},
	"date": {least: 1, most: 1, gives: moment, call: func(e *evaluator, c context, x *callExpr) value {
		return day(math.Floor(e.moment(x.arg(e, c, 0))))
	}},
	"date-time": {least: 1, most: 1, gives: moment, call: func(e *evaluator, c context, x *callExpr) value {
		return day(e.moment(x.arg(e, c, 0)))
	}},
	"decimal-date-time": {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value { return num(x.number(e, c, 0)) }},
	"decimal-time":      {least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value { return num(e.decimalTime(x.string(e, c, 0))) }},
	"format-date":       formatter,
	"format-date-time":  formatter,
}

var formatter = &function{least: 2, most: 2, literal: 2, check: checkFormat, call: func(e *evaluator, c context, x *callExpr) value {
	return str(formatDate(e.moment(x.arg(e, c, 0)), x.string(e, c, 1)))
}}
