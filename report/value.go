package report

import (
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/disclosure"
	"example.org/pana/internal/layout"
)

// A Value is one figure of a sheet as it is kept: a number, a text, or neither.
type Value struct {
	Text     string `json:"text,omitempty"`
	Number   int64  `json:"number,omitempty"`
	Decimals int    `json:"decimals,omitempty"`
	Known    bool   `json:"known,omitempty"`  // it is said; a target nobody agreed is not
	Hidden   bool   `json:"hidden,omitempty"` // it does not leave the house
}

// Mark stands where a figure is hidden.
const Mark = "••"

func text(s string) Value { return Value{Text: s, Known: s != ""} }

func count(n int64) Value { return Value{Number: n, Known: true} }

func money(minor int64) Value { return Value{Number: minor, Decimals: 2, Known: true} }

// parts writes ten-thousandths with as many places as they need.
func parts(n int64) Value {
	v := Value{Number: n, Decimals: 4, Known: true}
	for v.Decimals > 0 && v.Number%10 == 0 {
		v.Number, v.Decimals = v.Number/10, v.Decimals-1
	}
	return v
}

// hours writes minutes as hours with two places, which keeps every minute apart.
func hours(minutes int64) Value {
	v := Value{Number: (minutes*100 + 30) / 60, Decimals: 2, Known: true}
	for v.Decimals > 0 && v.Number%10 == 0 {
		v.Number, v.Decimals = v.Number/10, v.Decimals-1
	}
	return v
}

// day writes a day as people here do.
func day(d pana.Date) Value {
	y, rest, _ := strings.Cut(string(d), "-")
	m, dd, ok := strings.Cut(rest, "-")
	if !ok {
		return Value{}
	}
	return text(dd + "." + m + "." + y)
}

func cell(c disclosure.Cell) Value {
	if !c.Shown {
		return Value{Known: true, Hidden: true}
	}
	return count(c.Value)
}

// Plain writes v for a file that programs read: a point before its decimals, the
// mark for what is hidden, nothing for what is not known.
func (v Value) Plain() string {
	switch {
	case v.Hidden:
		return Mark
	case v.Text != "" || !v.Known:
		return v.Text
	}
	s := strconv.FormatInt(v.Number, 10)
	if v.Decimals == 0 {
		return s
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for len(s) <= v.Decimals {
		s = "0" + s
	}
	return sign + s[:len(s)-v.Decimals] + "." + s[len(s)-v.Decimals:]
}

// Cell is v as it is written into a layout.
func (v Value) Cell() layout.Value {
	switch {
	case v.Hidden:
		return layout.Value{Text: Mark}
	case !v.Known:
		return layout.Value{Text: "–"}
	}
	return layout.Value{Text: v.Text, Number: v.Number, Decimals: v.Decimals}
}

func percent(n int) Value { return text(funding.Percent(n)) }
