package form

import "math"

// Functions on numbers.
var numberFunctions = map[string]*function{
	"number": {most: 1, call: func(e *evaluator, c context, x *callExpr) value {
		if len(x.args) == 0 {
			return num(e.number(set(c.node)))
		}
		return num(x.number(e, c, 0))
	}},
	"int":     one(math.Trunc),
	"floor":   one(math.Floor),
	"ceiling": one(math.Ceil),
	"abs":     one(math.Abs),
	"exp":     one(math.Exp),
	"exp10":   one(func(x float64) float64 { return math.Pow(10, x) }),
	"log":     one(math.Log),
	"log10":   one(math.Log10),
	"sqrt":    one(math.Sqrt),
	"sin":     one(math.Sin),
	"cos":     one(math.Cos),
	"tan":     one(math.Tan),
	"asin":    one(math.Asin),
	"acos":    one(math.Acos),
	"atan":    one(math.Atan),
	"atan2":   two(math.Atan2),
	"pow":     two(power),
	"pi":      {call: func(*evaluator, context, *callExpr) value { return num(math.Pi) }},
	"round": {least: 1, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		n := x.number(e, c, 0)
		if len(x.args) == 1 {
			return num(round(n))
		}
		return num(roundTo(n, math.Trunc(x.number(e, c, 1))))
	}},
	"min": {most: -1, call: func(e *evaluator, c context, x *callExpr) value { return x.extreme(e, c, math.Min) }},
	"max": {most: -1, call: func(e *evaluator, c context, x *callExpr) value { return x.extreme(e, c, math.Max) }},
}

func one(f func(float64) float64) *function {
	return &function{least: 1, most: 1, call: func(e *evaluator, c context, x *callExpr) value { return num(f(x.number(e, c, 0))) }}
}

func two(f func(a, b float64) float64) *function {
	return &function{least: 2, most: 2, call: func(e *evaluator, c context, x *callExpr) value {
		return num(f(x.number(e, c, 0), x.number(e, c, 1)))
	}}
}

// round takes halves away from zero, as both of ODK's programs do; XPath 1.0
// takes them up.
func round(x float64) float64 {
	if x < 0 {
		return -math.Floor(-x + 0.5)
	}
	return math.Floor(x + 0.5)
}

// roundTo rounds to so many digits after the point, or before it.
func roundTo(x, digits float64) float64 {
	if math.IsNaN(digits) || math.Abs(digits) > 300 {
		return round(x)
	}
	pow := math.Pow(10, math.Abs(digits))
	if digits > 0 {
		return round(x*pow) / pow
	}
	return pow * round(x/pow)
}

// power is NaN where there is no answer, also for 1.
func power(x, y float64) float64 {
	if math.IsNaN(y) || math.Abs(x) == 1 && math.IsInf(y, 0) {
		return math.NaN()
	}
	return math.Pow(x, y)
}

// extreme is NaN when any value is no number, and of nothing at all.
func (x *callExpr) extreme(e *evaluator, c context, pick func(a, b float64) float64) value {
	best, n := 0.0, 0
	x.each(e, c, 0, func(v value) {
		a := e.number(v)
		if n++; n == 1 {
			best = a
		} else {
			best = pick(best, a)
		}
	})
	if n == 0 {
		return num(math.NaN())
	}
	return num(best)
}
