package pana

import (
	"fmt"
	"time"
)

// A Precision says how exactly a moment or a length is known.
type Precision string

// Precisions. Before and After are open at one end; About is the teller's
// own round figure.
const (
	Day     Precision = "day"
	Month   Precision = "month"
	Season  Precision = "season"
	Year    Precision = "year"
	Decade  Precision = "decade"
	Before  Precision = "before"
	After   Precision = "after"
	About   Precision = "about"
	Unknown Precision = ""
)

// Precisions lists every precision a form offers, the most exact first.
func Precisions() []Precision {
	return []Precision{Day, Month, Season, Year, Decade, About, Before, After}
}

// A Fuzzy is a moment as someone remembers it: it lies between Earliest and
// Latest, either of which may be open (empty). Only Day makes the two equal; a
// Fuzzy of any other precision never yields an exact date.
type Fuzzy struct {
	Earliest  Date
	Latest    Date
	Precision Precision
}

// NewFuzzy returns the moment that lies at d, known to precision p.
//
//	NewFuzzy("1991-12-31", Before)  // before 1992
//	NewFuzzy("2010-10-01", Season)  // autumn 2010
//
// About a year means the year and its two neighbours. It refuses an empty d
// with any precision but Unknown, and an unknown precision.
func NewFuzzy(d Date, p Precision) (Fuzzy, error) {
	refuse := func(say string) (Fuzzy, error) {
		return Fuzzy{}, &Error{Op: "pana.NewFuzzy", Kind: Invalid, Say: say}
	}
	if d == "" {
		if p != Unknown {
			return refuse("date.missing")
		}
		return Fuzzy{}, nil
	}
	t := d.Time()
	if t.IsZero() {
		return refuse("date.unreadable")
	}
	y, m, _ := t.Date()
	day := func(y int, m time.Month, d int) Date {
		return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}
	f := Fuzzy{Precision: p}
	switch p {
	case Day:
		f.Earliest, f.Latest = d, d
	case Month:
		f.Earliest, f.Latest = day(y, m, 1), day(y, m+1, 0)
	case Season: // winter belongs to the year of its January
		start := time.Month((int(m) % 12) / 3 * 3) // 0 winter, 3 spring, 6 summer, 9 autumn
		if start == 0 {
			if m == time.December {
				y++
			}
			f.Earliest, f.Latest = day(y-1, time.December, 1), day(y, time.March, 0)
		} else {
			f.Earliest, f.Latest = day(y, start, 1), day(y, start+3, 0)
		}
	case Year:
		f.Earliest, f.Latest = day(y, 1, 1), day(y, 12, 31)
	case Decade:
		f.Earliest, f.Latest = day(y-y%10, 1, 1), day(y-y%10+9, 12, 31)
	case About:
		f.Earliest, f.Latest = day(y-1, 1, 1), day(y+1, 12, 31)
	case Before:
		f.Latest = d
	case After:
		f.Earliest = d
	default:
		return refuse("date.precision")
	}
	return f, nil
}

// Known reports whether anything at all is known of f.
func (f Fuzzy) Known() bool { return f.Earliest != "" || f.Latest != "" }

// Exact returns the day when f is known to the day, and false otherwise.
func (f Fuzzy) Exact() (Date, bool) {
	if f.Precision == Day && f.Earliest == f.Latest && f.Earliest != "" {
		return f.Earliest, true
	}
	return "", false
}

// Valid refuses a moment whose ends are crossed or whose precision claims more
// than its ends say.
func (f Fuzzy) Valid() error {
	switch {
	case f.Earliest != "" && f.Latest != "" && f.Latest < f.Earliest:
		return &Error{Op: "pana.Fuzzy", Kind: Invalid, Say: "date.crossed"}
	case f.Precision == Day && f.Earliest != f.Latest:
		return &Error{Op: "pana.Fuzzy", Kind: Invalid, Say: "date.precision"}
	}
	return nil
}

// A Period runs from one remembered moment to another; an Until that is not
// known leaves it open.
type Period struct{ From, Until Fuzzy }

// Days returns the least and the most days the period can have lasted, and
// false when one end is open, so that a length is never invented.
func (p Period) Days() (least, most int, ok bool) {
	if p.From.Earliest == "" || p.From.Latest == "" || p.Until.Earliest == "" || p.Until.Latest == "" {
		return 0, 0, false
	}
	least = int(p.Until.Earliest.Time().Sub(p.From.Latest.Time()).Hours() / 24)
	most = int(p.Until.Latest.Time().Sub(p.From.Earliest.Time()).Hours() / 24)
	return max(least, 0), most, most >= 0
}

func (f Fuzzy) String() string { return fmt.Sprintf("%s..%s (%s)", f.Earliest, f.Latest, f.Precision) }
