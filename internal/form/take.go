package form

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/pana"
)

// take keeps what was typed or chosen. What cannot be an answer to the
// question is kept beside it, so that it comes back to be corrected, and the
// answer itself stays empty for everything that reads it.
func (n *node) take(a *Answers, typed []string) {
	before := n.value
	value, wrong := n.def.read(a, typed)
	n.value, n.wrong, n.typed = value, wrong, ""
	if wrong != "" {
		n.value, n.typed = "", strings.Join(typed, " ")
		if r := []rune(n.typed); len(r) > mostValue {
			n.typed = string(r[:mostValue])
		}
	}
	n.changed = n.changed || n.value != before
}

// read turns what was typed into an answer, or says why it is none.
func (d *field) read(a *Answers, typed []string) (value, wrong string) {
	if d.kind == SelectMultiple || d.kind == Rank {
		return d.readMany(typed)
	}
	s := ""
	if len(typed) > 0 {
		s = strings.TrimSpace(strings.ReplaceAll(typed[len(typed)-1], "\r\n", "\n"))
	}
	if s == "" {
		return "", ""
	}
	if utf8.RuneCountInString(s) > mostValue {
		return "", "form.fault.long"
	}
	if strings.ContainsFunc(s, forbidden) || !utf8.ValidString(s) {
		return "", "form.fault.characters"
	}
	switch d.kind {
	case Integer:
		return readInteger(s)
	case Decimal:
		return readDecimal(s)
	case Range:
		return d.readRange(s)
	case Date:
		if day, err := pana.ParseDate(s); err == nil {
			return string(day), ""
		}
		if x := a.e.moment(str(s)); !math.IsNaN(x) {
			return a.e.writeMoment(math.Floor(x)), "" // a default that is a moment
		}
		return "", "form.fault.date"
	case Time:
		return readTime(s)
	case DateTime:
		return a.readDateTime(s)
	case SelectOne:
		if d.list.byName[s] == nil {
			return "", "form.fault.choice"
		}
	case Acknowledge:
		return "OK", ""
	}
	return s, ""
}

// readMany keeps each choice once: of several in the order of the list, of a
// ranking in the order given.
func (d *field) readMany(typed []string) (value, wrong string) {
	var names []string
	for _, t := range typed {
		for _, name := range strings.Fields(t) {
			if len(names) > mostChoices {
				return "", "form.fault.choice"
			}
			ch := d.list.byName[name]
			if ch == nil {
				return "", "form.fault.choice"
			}
			names = append(names, name)
		}
	}
	if d.kind == Rank {
		sorted := slices.Sorted(slices.Values(names))
		if len(slices.Compact(sorted)) != len(names) {
			return "", "form.fault.rank"
		}
		return strings.Join(names, " "), ""
	}
	slices.SortStableFunc(names, func(x, y string) int { return d.list.byName[x].order - d.list.byName[y].order })
	return strings.Join(slices.Compact(names), " "), ""
}

// blanks are what people put between the thousands.
var blanks = strings.NewReplacer(" ", "", " ", "", " ", "")

func readInteger(s string) (string, string) {
	s = blanks.Replace(s)
	x, err := strconv.ParseInt(s, 10, 64)
	if err != nil || x > 1e15 || x < -1e15 || strings.HasPrefix(s, "+") {
		return "", "form.fault.integer"
	}
	return strconv.FormatInt(x, 10), ""
}

// readDecimal takes a comma as well as a point: most people here write 3,5.
func readDecimal(s string) (string, string) {
	s = blanks.Replace(s)
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	x, ok := plainNumber(s)
	if !ok || math.Abs(x) > 1e15 {
		return "", "form.fault.decimal"
	}
	return writeNumber(x), ""
}

func (d *field) readRange(s string) (string, string) {
	value, wrong := readDecimal(s)
	if wrong != "" {
		return "", wrong
	}
	x, _ := strconv.ParseFloat(value, 64)
	steps := (x - d.start) / d.step
	if x < d.start || x > d.end || math.Abs(steps-math.Round(steps)) > 1e-9 {
		return "", "form.fault.range"
	}
	return value, ""
}

func readTime(s string) (string, string) {
	for _, layout := range []string{"15:04", "15:04:05", "15.04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("15:04"), ""
		}
	}
	if m := clockPattern.FindStringSubmatch(s); m != nil && atoi(m[1]) < 24 && atoi(m[2]) < 60 {
		return m[1] + ":" + m[2], ""
	}
	return "", "form.fault.time"
}

// readDateTime takes what browsers send and what people write; the answer is
// the house's own time, to the minute.
func (a *Answers) readDateTime(s string) (string, string) {
	if x, iso := a.e.days(s); iso {
		if t, ok := at(x); ok {
			return t.Format("2006-01-02T15:04"), ""
		}
	}
	day, clock, found := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	if found {
		if d, err := pana.ParseDate(day); err == nil {
			if t, wrong := readTime(strings.TrimSpace(clock)); wrong == "" {
				return string(d) + "T" + t, ""
			}
		}
	}
	return "", "form.fault.date-time"
}
