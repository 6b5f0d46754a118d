package form

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Moments are counted in days since 1 January 1970 by the house's own clock on
// the wall: a date is a whole number wherever the house stands (as in ODK's
// JavaRosa), and a time is the fraction of its day.

var momentPattern = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$`)

// days reads a date, or a date with a time; what gives an offset is turned to
// the house's clock.
func (e *evaluator) days(s string) (float64, bool) {
	if len(s) < 8 || len(s) > 40 || s[4] != '-' {
		return 0, false
	}
	m := momentPattern.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	year, month, dayOf := atoi(m[1]), atoi(m[2]), atoi(m[3])
	t := time.Date(year, time.Month(month), dayOf, atoi(m[4]), atoi(m[5]), atoi(m[6]), 0, time.UTC)
	if t.Day() != dayOf || int(t.Month()) != month || atoi(m[4]) > 23 || atoi(m[5]) > 59 || atoi(m[6]) > 59 {
		return 0, false
	}
	if m[7] != "" {
		f, _ := strconv.ParseFloat("0"+m[7], 64)
		t = t.Add(time.Duration(math.Round(f*1000)) * time.Millisecond)
	}
	if m[8] != "" {
		t = wall(t.Add(-offset(m[8])).In(e.now.Location()))
	}
	return float64(t.UnixMilli()) / 86_400_000, true
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func offset(s string) time.Duration {
	if s == "Z" {
		return 0
	}
	d := time.Duration(atoi(s[1:3]))*time.Hour + time.Duration(atoi(s[len(s)-2:]))*time.Minute
	if s[0] == '-' {
		return -d
	}
	return d
}

// wall is what the clock on the wall shows at t, as if the wall stood in UTC.
func wall(t time.Time) time.Time {
	_, seconds := t.Zone()
	return t.UTC().Add(time.Duration(seconds) * time.Second)
}

// today and clock are the day and the moment of the filling.
func (e *evaluator) today() float64 {
	return math.Floor(e.clock())
}

func (e *evaluator) clock() float64 {
	return float64(wall(e.now).UnixMilli()) / 86_400_000
}

// at is the moment that days stand for. ok is false beyond what a date can say.
func at(days float64) (t time.Time, ok bool) {
	if math.IsNaN(days) || days < -719_162 || days > 2_932_896 {
		return t, false
	}
	return time.UnixMilli(int64(math.Round(days * 86_400_000))).UTC(), true
}

// writeMoment writes a whole day as a date, anything else as ODK writes a date
// with its time. What is no date at all is empty.
func (e *evaluator) writeMoment(days float64) string {
	t, ok := at(days)
	switch {
	case !ok:
		return ""
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.Format(time.DateOnly)
	}
	local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), e.now.Location())
	return local.Format("2006-01-02T15:04:05.000-07:00")
}

// moment reads what date() and date-time() are given: a moment, a count of
// days, or either of them written out. The empty string is no date.
func (e *evaluator) moment(v value) float64 {
	switch v.kind {
	case number, moment:
		return v.num
	case truth:
		return math.NaN()
	}
	s := strings.TrimSpace(e.string(v))
	if days, ok := e.days(s); ok {
		return days
	}
	if x, ok := plainNumber(s); ok {
		return math.Trunc(x)
	}
	return math.NaN()
}

var clockPattern = regexp.MustCompile(`^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$`)

// decimalTime is the part of a day that a time of day is.
func (e *evaluator) decimalTime(s string) float64 {
	m := clockPattern.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || atoi(m[1]) > 23 || atoi(m[2]) > 59 || atoi(m[3]) > 59 {
		return math.NaN()
	}
	d := time.Duration(atoi(m[1]))*time.Hour + time.Duration(atoi(m[2]))*time.Minute + time.Duration(atoi(m[3]))*time.Second
	if m[4] != "" {
		_, here := e.now.Zone()
		d = (d - offset(m[4]) + time.Duration(here)*time.Second + 48*time.Hour) % (24 * time.Hour)
	}
	return d.Hours() / 24
}

// dateEscapes are those of ODK's format-date and format-date-time.
const dateEscapes = "YymnbdeHhMS3a%"

// checkFormat refuses a format that the functions cannot write.
func checkFormat(format string) string {
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		if i++; i == len(format) || strings.IndexByte(dateEscapes, format[i]) < 0 {
			return "form.fn.format"
		}
	}
	return ""
}

// formatDate writes a moment. Month and weekday names are English: the same
// answers give the same result whoever reads them.
func formatDate(days float64, format string) string {
	t, ok := at(days)
	if !ok || checkFormat(format) != "" {
		return ""
	}
	var s strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			s.WriteByte(format[i])
			continue
		}
		i++
		switch format[i] {
		case 'Y':
			fmt.Fprintf(&s, "%04d", t.Year())
		case 'y':
			fmt.Fprintf(&s, "%02d", t.Year()%100)
		case 'm':
			fmt.Fprintf(&s, "%02d", int(t.Month()))
		case 'n':
			fmt.Fprint(&s, int(t.Month()))
		case 'b':
			s.WriteString(t.Format("Jan"))
		case 'd':
			fmt.Fprintf(&s, "%02d", t.Day())
		case 'e':
			fmt.Fprint(&s, t.Day())
		case 'H':
			fmt.Fprintf(&s, "%02d", t.Hour())
		case 'h':
			fmt.Fprint(&s, t.Hour())
		case 'M':
			fmt.Fprintf(&s, "%02d", t.Minute())
		case 'S':
			fmt.Fprintf(&s, "%02d", t.Second())
		case '3':
			fmt.Fprintf(&s, "%03d", t.Nanosecond()/1e6)
		case 'a':
			s.WriteString(t.Format("Mon"))
		case '%':
			s.WriteByte('%')
		}
	}
	return s.String()
}
