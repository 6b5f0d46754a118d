package followup

import (
	"strconv"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/house"
)

// A Point is one moment of the schedule of calls after leaving: "1w", "3m". Which
// calls are due is asked from the schedule, the day of leaving and the calls that
// reached her; no list of them is kept.
type Point struct {
	Code   string
	Weeks  int
	Months int
	On     pana.Date // the day it falls on
	Opens  pana.Date // a call from this day on counts for it
	Closes pana.Date // the first day on which it counts no more
}

// ParseSchedule reads a schedule such as "1w 1m 3m 6m 12m", see house.ParseSchedule.
func ParseSchedule(text string) ([]Point, error) {
	steps, err := house.ParseSchedule(text)
	if err != nil {
		return nil, err
	}
	points := make([]Point, len(steps))
	for i, s := range steps {
		points[i] = Point{Code: s, Weeks: amount(s, "w"), Months: amount(s, "m")}
	}
	return points, nil
}

func amount(step, unit string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(step, unit))
	return n
}

// Days of a window around a point.
const (
	early = 10 // a call this many days before a point counts for it
	late  = 90 // after the last point
)

// schedule lays the points out after the day of leaving, up to so many months.
// The window of a point ends where that of the next begins.
func schedule(points []Point, left pana.Date, months int) []Point {
	var laid []Point
	for _, p := range points {
		if p.Months > months {
			continue
		}
		p.On = addMonths(left, p.Months).AddDays(7 * p.Weeks)
		days := min(early, int(p.On.Time().Sub(left.Time()).Hours()/24)/2)
		p.Opens, p.Closes = p.On.AddDays(-days), p.On.AddDays(late)
		laid = append(laid, p)
	}
	for i := range len(laid) - 1 {
		laid[i].Closes = min(laid[i].Closes, laid[i+1].Opens)
	}
	return laid
}

// addMonths returns the day n months after d; a day the month does not have is
// its last.
func addMonths(d pana.Date, n int) pana.Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return pana.Date(first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly))
}

// due returns the point at which a call is due on a day: the last that has come,
// unless a call has reached her in its window or the window is over.
func due(points []Point, reached []pana.Date, today pana.Date) (Point, bool) {
	for i := len(points) - 1; i >= 0; i-- {
		p := points[i]
		if p.On > today {
			continue
		}
		return p, today < p.Closes && !p.met(reached)
	}
	return Point{}, false
}

// met reports whether a call reached her in the window of p.
func (p Point) met(reached []pana.Date) bool {
	for _, d := range reached {
		if d >= p.Opens && d < p.Closes {
			return true
		}
	}
	return false
}

// Calls at a safe time: each part of the day begins at an hour of the house.
var partHours = []struct {
	part       string
	from, till int
}{{"morning", 8, 12}, {"day", 12, 17}, {"evening", 17, 21}, {"night", 21, 32}}

// SafeAt reports whether a moment, in the zone of the house, is one at which she
// said that it is safe to call. With nothing agreed every moment is.
func (a Agreement) SafeAt(at time.Time) bool {
	hour, day := at.Hour(), at
	if hour < 8 { // the small hours belong to the night before
		hour, day = hour+24, at.AddDate(0, 0, -1)
	}
	return a.safeDay(day.Weekday()) && a.safeHour(hour)
}

func (a Agreement) safeDay(d time.Weekday) bool {
	if a.DaysText == "" {
		return true
	}
	return strings.Contains(a.DaysText, strconv.Itoa((int(d)+6)%7+1))
}

func (a Agreement) safeHour(hour int) bool {
	if a.PartsText == "" {
		return true
	}
	for _, p := range partHours {
		if hour >= p.from && hour < p.till {
			return strings.Contains(" "+a.PartsText+" ", " "+p.part+" ")
		}
	}
	return false
}

// NextSafe returns the first day from d on which it is safe to call, and the hour
// at which that begins; the hour is empty when any is safe.
func (a Agreement) NextSafe(d pana.Date) (pana.Date, string) {
	for range 7 {
		if a.safeDay(d.Time().Weekday()) {
			break
		}
		d = d.AddDays(1)
	}
	for _, p := range partHours {
		if a.PartsText != "" && strings.Contains(" "+a.PartsText+" ", " "+p.part+" ") {
			return d, (time.Time{}).Add(time.Duration(p.from%24) * time.Hour).Format("15:04")
		}
	}
	return d, ""
}
