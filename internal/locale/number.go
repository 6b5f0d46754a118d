package locale

import (
	"strconv"
	"strings"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Number writes a whole number, with no-break spaces between thousands from
// five digits on, as Kazakh and Russian print has it. No reader of another
// language can take the space for a decimal mark.
func (r *Reader) Number(n int) string { return group(int64(n)) }

func group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	if len(s) < 5 {
		return sign + s
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(nbsp)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Money writes an amount in whole units of the currency, by its ISO 4217 code:
// 12 000 ₸. A currency without a common sign keeps its code.
func (r *Reader) Money(n int64, currency string) string {
	sign, ok := signs[currency]
	if !ok {
		sign = currency
	}
	return strings.TrimSuffix(group(n)+nbsp+sign, nbsp)
}

// Minor writes an amount of the smallest unit of a currency, a hundredth, whose
// hundredths are written only where there are any: 12 000 ₸, 12 000,50 ₸.
func (r *Reader) Minor(n int64, currency string) string {
	text := r.Money(n/100, currency)
	part := n % 100
	if part == 0 {
		return text
	}
	if part < 0 {
		part = -part
	}
	mark := ","
	if r.lang == EN {
		mark = "."
	}
	whole := group(n / 100)
	if n < 0 && n/100 == 0 {
		text, whole = "−"+text, "−"+whole
	}
	return whole + mark + strconv.FormatInt(100+part, 10)[1:] + strings.TrimPrefix(text, whole)
}

// Parts writes a number of which ten thousand are one: 2,5 days.
func (r *Reader) Parts(n int64) string {
	const one = 10_000
	after := strings.TrimRight(strconv.FormatInt(one+n%one, 10)[1:], "0")
	if after == "" {
		return group(n / one)
	}
	mark := ","
	if r.lang == EN {
		mark = "."
	}
	return group(n/one) + mark + after
}

var signs = map[string]string{"KZT": "₸", "RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "UAH": "₴"}

// List joins texts as a sentence does: a, b and c.
func (r *Reader) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " " + r.calendar().and + " " + items[last]
}
