package pana

import (
	"fmt"
	"time"
)

// A Date is a calendar day written 2026-11-23. The empty Date is unknown.
type Date string

// A Night is the calendar day on which a night begins, in the house's time zone.
type Night = Date

// The years a record can speak of. Someone in our care was born after the
// first and no plan reaches past the second.
const (
	FirstYear = 1900
	LastYear  = 2100
)

// DateOf returns the day of t in zone.
func DateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(time.DateOnly)) }

// ParseDate reads 2026-11-23 or 23.11.2026. It refuses days that do not exist
// and years before FirstYear or after LastYear. The empty text is the empty Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, "02.01.2006", "2.1.2006"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if t.Year() < FirstYear || t.Year() > LastYear {
			return "", &Error{Op: "pana.ParseDate", Kind: Invalid, Say: "date.year", With: map[string]any{"First": FirstYear, "Last": LastYear}}
		}
		return Date(t.Format(time.DateOnly)), nil
	}
	return "", &Error{Op: "pana.ParseDate", Kind: Invalid, Say: "date.unreadable"}
}

// Time returns midnight UTC of d, or the zero time for the empty Date.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AddDays returns the day n days after d. The empty Date stays empty.
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	if day := d.day() + n; n >= 0 && day > n && day <= 28 { // every month has it, and only two digits change
		b := []byte(d)
		b[8], b[9] = '0'+byte(day/10), '0'+byte(day%10)
		return Date(b)
	}
	return Date(d.Time().AddDate(0, 0, n).Format(time.DateOnly))
}

// day returns the day of the month as d writes it, or 0.
func (d Date) day() int {
	if len(d) != len(time.DateOnly) || d[8] < '0' || d[8] > '9' || d[9] < '0' || d[9] > '9' {
		return 0
	}
	return int(d[8]-'0')*10 + int(d[9]-'0')
}

// Year returns the year of d, or 0.
func (d Date) Year() int {
	if d == "" {
		return 0
	}
	return d.Time().Year()
}

// Quarter returns d coarsened to its quarter, as 2026-Q4.
func (d Date) Quarter() string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
}
