package funding

import (
	"cmp"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/residence"
)

// A Stay is one time in one bed, as the ledger of days reads it.
type Stay = residence.Slept

// A personDay is one day of one person in one house.
type personDay struct {
	On   pana.Date
	Stay *Stay
}

// daysOf returns the days of one person's stays that lie in a period, each once.
// The day she comes counts; the day she goes does not, unless it is the same day.
// A day that two stays claim belongs to the one in which she sleeps that night,
// else to the later one. twice is the first day on which she had two beds for a
// night: that cannot be, and the day is counted once.
func daysOf(stays []Stay, p Period) (days []personDay, twice pana.Date) {
	stays = slices.Clone(stays)
	slices.SortStableFunc(stays, func(a, b Stay) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID)) })
	var at map[pana.Date]int // one stay claims no day twice
	if len(stays) > 1 {
		at = make(map[pana.Date]int, 31)
	}
	days = make([]personDay, 0, 31)
	for i := range stays {
		s := &stays[i]
		first, last := max(s.Since, p.Since), p.Until
		if s.Until != "" {
			last = min(last, s.Until.AddDays(-1))
			if s.Until == s.Since {
				last = min(p.Until, s.Since)
			}
		}
		for d := first; d <= last; d = d.AddDays(1) {
			n, ok := at[d]
			if !ok {
				if at != nil {
					at[d] = len(days)
				}
				days = append(days, personDay{d, s})
				continue
			}
			if old := days[n].Stay; old.Sleeps(d) && s.Sleeps(d) && (twice == "" || d < twice) {
				twice = d
			} else if old.Sleeps(d) {
				continue
			}
			days[n].Stay = s
		}
	}
	slices.SortFunc(days, func(a, b personDay) int { return cmp.Compare(a.On, b.On) })
	return days, twice
}

// A wholeDay is a day on which somebody was away from its first minute to its
// last: the day she goes and the day she is back count as here.
type wholeDay struct {
	Reason string // code list absence-reason
	Number int    // the first, the second of this absence
}

// An away is a time out: by the book at the door, or as it was written down here.
type away struct {
	Went, Back pana.Date // the days of going and of coming back; back is empty while she is out
	Reason     string
}

// wholeDays returns the days of one person's absences on which she was away all
// day. A reason that was written down stands before none.
func wholeDays(all []away, p Period) map[pana.Date]wholeDay {
	days := map[pana.Date]string{}
	for _, a := range all {
		last := p.Until
		if a.Back != "" {
			last = min(last, a.Back.AddDays(-1))
		}
		// From the first day of the absence on, so that days before the period count
		// into its number.
		for d := a.Went.AddDays(1); d <= last; d = d.AddDays(1) {
			if r, ok := days[d]; !ok || r == notSaid {
				days[d] = cmp.Or(a.Reason, notSaid)
			}
		}
	}
	out := make(map[pana.Date]wholeDay, len(days))
	for d, reason := range days {
		n := 1
		for e := d.AddDays(-1); days[e] != ""; e = e.AddDays(-1) {
			n++
		}
		out[d] = wholeDay{reason, n}
	}
	return out
}

// notSaid is the reason of an absence of which nobody said why.
const notSaid = "not-said"

// monthOf is the month of a day, as 2026-11.
func monthOf(d pana.Date) string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}

// PeriodOf returns the days of a month written 2026-11, and false for what is none.
func PeriodOf(month string) (Period, bool) {
	first, err := time.Parse("2006-01", month)
	if err != nil || first.Year() < pana.FirstYear || first.Year() > pana.LastYear {
		return Period{}, false
	}
	return Period{pana.Date(first.Format(time.DateOnly)), pana.Date(first.AddDate(0, 1, -1).Format(time.DateOnly))}, true
}

// Months lists the months that p touches.
func (p Period) Months() []string {
	var all []string
	for t := p.Since.Time(); len(all) < 12*(pana.LastYear-pana.FirstYear); t = t.AddDate(0, 1, 0) {
		t = time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		if m := t.Format("2006-01"); m <= monthOf(p.Until) {
			all = append(all, m)
			continue
		}
		break
	}
	return all
}
