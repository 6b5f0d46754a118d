package transfer

import (
	"math"
	"strconv"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

// dayIn reads a day as spreadsheets and people write it, no more exact than it
// is written: 2019, 2019-05, 05.2019, 2019-05-14, 14.05.2019, and the same with
// an hour after it. A day with the month perhaps first (05/06/2019) is refused.
// In a workbook a number is a day too.
func dayIn(s sheet, text string) (pana.Fuzzy, bool) {
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, "T "); i == 10 {
		text = text[:i]
	}
	known := func(t time.Time, p pana.Precision) (pana.Fuzzy, bool) {
		if t.Year() < pana.FirstYear || t.Year() > pana.LastYear {
			return pana.Fuzzy{}, false
		}
		f, err := pana.NewFuzzy(pana.Date(t.Format(time.DateOnly)), p)
		return f, err == nil
	}
	for _, l := range []struct {
		layout string
		p      pana.Precision
	}{{time.DateOnly, pana.Day}, {"2.1.2006", pana.Day}, {"2006", pana.Year}, {"2006-01", pana.Month}, {"1.2006", pana.Month}} {
		if t, err := time.Parse(l.layout, text); err == nil {
			return known(t, l.p)
		}
	}
	if numbered, ok := s.(serials); ok {
		if n, err := strconv.ParseFloat(text, 64); err == nil && n > pana.LastYear && n < 1e6 {
			if t, ok := numbered.day(math.Floor(n)); ok {
				return known(t, pana.Day)
			}
		}
	}
	return pana.Fuzzy{}, false
}

// yesNo reads a box that is ticked or not.
func yesNo(text string) (yes, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "1", "1.0", "y", "x", "да", "иә", "✓", "✔", "☑":
		return true, true
	case "false", "no", "0", "0.0", "n", "нет", "жоқ", "☐":
		return false, true
	}
	return false, false
}

// whole reads a number without a fraction, also as spreadsheets keep it: 3.0.
func whole(text string) (int, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1e6 {
		return 0, false
	}
	return int(f), true
}

// codesIn reads one code or several of a list. Several are parted by a
// semicolon, a line end, a bar or a comma, or, as forms on telephones write
// them, by spaces between codes. One label may hold any of these marks, so the
// whole is tried before its parts. It returns the first part that is not in the
// list, and no code twice.
func codesIn(l *codes.List, text string, many bool) (found []string, unknown string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, ""
	}
	if code, ok := l.Match(text); ok {
		return []string{code}, ""
	}
	if !many {
		return nil, text
	}
	parts := split(text, ";\n|")
	if len(parts) == 1 {
		if words := strings.Fields(text); !strings.Contains(text, ",") && all(words, l) {
			parts = words
		} else {
			return codesByComma(l, text)
		}
	}
	for _, p := range parts {
		code, ok := l.Match(p)
		if !ok {
			some, unknown := codesByComma(l, p)
			if unknown != "" {
				return found, unknown
			}
			found = put(found, some...)
			continue
		}
		found = put(found, code)
	}
	return found, ""
}

// codesByComma parts text at commas, joining what belongs together: "Debt
// bondage, Agriculture, forestry and fishing".
func codesByComma(l *codes.List, text string) (found []string, unknown string) {
	parts := split(text, ",")
	for i := 0; i < len(parts); {
		n := min(len(parts)-i, 4)
		for ; n > 0; n-- {
			if code, ok := l.Match(strings.Join(parts[i:i+n], ", ")); ok {
				found = put(found, code)
				break
			}
		}
		if n == 0 {
			return found, parts[i]
		}
		i += n
	}
	return found, ""
}

func all(words []string, l *codes.List) bool {
	for _, w := range words {
		if _, ok := l.Match(w); !ok {
			return false
		}
	}
	return len(words) > 0
}

func split(text, marks string) []string {
	var parts []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(marks, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

func put(list []string, more ...string) []string {
	for _, m := range more {
		known := false
		for _, have := range list {
			known = known || have == m
		}
		if !known {
			list = append(list, m)
		}
	}
	return list
}

// expected is the beginning of a list for a sentence: "Police, NGO, Other".
func expected(l *codes.List) string {
	const most = 12
	var labels []string
	for i, it := range l.Offered() {
		if i == most {
			return strings.Join(labels, ", ") + " …"
		}
		labels = append(labels, it.Labels["en"])
	}
	return strings.Join(labels, ", ")
}
