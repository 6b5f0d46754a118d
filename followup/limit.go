package followup

import (
	"time"

	"example.org/pana"
)

// Limits are what was agreed, and Remaining is what is left. They count and
// warn. They never end a call and never keep one from beginning; in danger they
// say nothing at all.
type Limits struct {
	Minutes int // of this call, with what was added to it
	Calls   int // of this month
	Months  int
}

// Remaining is what is left of the limits at a moment. Below zero is over the limit.
type Remaining struct {
	Limits  Limits
	Minutes int // of the call that goes on
	Calls   int // this month, without the call that goes on
	Days    int // of the agreed months
	Danger  bool
}

// Over reports whether anything is used up. In danger nothing ever is.
func (l Remaining) Over() bool { return !l.Danger && (l.Minutes <= 0 || l.Calls <= 0 || l.Days < 0) }

// Low reports whether the end of something is near.
func (l Remaining) Low() bool { return !l.Danger && (l.Minutes <= 3 || l.Calls <= 1) }

// left counts what remains. Calls are those of the same time in our care that
// took place: talked with, in or out; an attempt that reached nobody uses nothing.
func left(a Agreement, calls []Call, more []Extension, now Call, at time.Time, zone *time.Location) Remaining {
	today := pana.DateOf(at, zone)
	l := Remaining{Limits: Limits{a.Minutes, a.Calls, a.Months}, Danger: now.Danger}
	for _, x := range more {
		switch {
		case x.Answer != "yes":
		case x.What == MoreMinutes && x.Call == now.ID && now.ID != "":
			l.Limits.Minutes += x.More
		case x.What == MoreCalls && x.Month == month(today):
			l.Limits.Calls += x.More
		case x.What == MoreMonths:
			l.Limits.Months += x.More
		}
	}
	l.Calls = l.Limits.Calls
	for _, c := range calls {
		if c.ID != now.ID && c.spoken() && month(c.On) == month(today) {
			l.Calls--
		}
	}
	l.Minutes = l.Limits.Minutes
	if now.ID != "" {
		l.Minutes -= now.Lasted(at)
	}
	l.Days = int(addMonths(a.Since, l.Limits.Months).Time().Sub(today.Time()).Hours() / 24)
	return l
}

// month is the month of a day, as 2026-11.
func month(d pana.Date) string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}
