package casework

import (
	"regexp"
	"strings"
)

// A codePart is part of a code as a person types it: 417, 26-417, kz 26 417,
// KZ-26-417.
type codePart struct {
	prefix string // "KZ" or empty
	year   string // "26" or empty
	number string // the beginning of the number
}

var codeShape = regexp.MustCompile(`^(?:(\p{L}{1,8})[- ]*)?(?:(\d{2})[- ]+)?(\d{1,7})$`)

// readCode reads text as part of a code, and false when it cannot be one.
func readCode(text string) (codePart, bool) {
	m := codeShape.FindStringSubmatch(tidyCode(text))
	if m == nil {
		return codePart{}, false
	}
	return codePart{m[1], m[2], m[3]}, true
}

// clients are those whose code has the part p: at most a few hundred, the
// shortest numbers first.
func (p codePart) clients(q *query) string {
	cond := p.begins(q, p.number)
	// 26417 may be the number, or the year 26 with the number 417.
	if p.year == "" && len(p.number) > 2 {
		cond += " OR " + codePart{p.prefix, p.number[:2], p.number[2:]}.begins(q, p.number[2:])
	}
	return "(SELECT k.id FROM clients k WHERE " + cond + " ORDER BY k.number LIMIT 500)"
}

// begins is the condition that a number begins with digits, as a range that
// the index on numbers answers.
func (p codePart) begins(q *query, digits string) string {
	cond := "k.number >= " + q.arg(digits)
	if end := after(digits); end != "" {
		cond += " AND k.number < " + q.arg(end)
	}
	if p.year != "" {
		cond += " AND k.code LIKE " + q.arg("%-"+p.year+"-%")
	}
	if p.prefix != "" {
		cond += " AND k.code LIKE " + q.arg(p.prefix+"%")
	}
	return "(" + cond + ")"
}

// after returns the first text of digits that no longer begins with digits:
// 42 after 41, 5 after 499; nothing after 99.
func after(digits string) string {
	digits = strings.TrimRight(digits, "9")
	if digits == "" {
		return ""
	}
	return digits[:len(digits)-1] + string(digits[len(digits)-1]+1)
}
