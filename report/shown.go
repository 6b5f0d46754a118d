package report

import (
	"strings"

	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
)

// shown adds how a reader writes each number of a sheet on a page: money with its
// currency, parts with her decimal mark. Workbooks and CSV keep plain numbers.
func shown(v layout.Values, r *locale.Reader, currency string) layout.Values {
	say := func(name string, one layout.Value) layout.Value {
		switch {
		case one.Text != "":
		case isMoney(strings.TrimPrefix(name, layout.Prefix)):
			one.Shown = r.Minor(one.Number, currency)
		default:
			n := one.Number
			for range 4 - one.Decimals {
				n *= 10
			}
			one.Shown = r.Parts(n)
		}
		return one
	}
	for name, one := range v.One {
		v.One[name] = say(name, one)
	}
	for name, list := range v.List {
		for i, one := range list {
			list[i] = say(name, one)
		}
	}
	return v
}

// isMoney reports whether a figure is money in small coins.
func isMoney(figure string) bool {
	return strings.HasPrefix(figure, "money.") || figure == "days.tariff" || figure == "list.money" || figure == "list.part"
}
