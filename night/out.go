package night

import (
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// An Out is one time that somebody has gone out. Moments are microseconds; 0 is
// one that nobody has said.
type Out struct {
	ID       OutID         `db:"id"`
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Site     pana.SiteID   `db:"site_id"`
	Went     int64         `db:"went"`
	Expected int64         `db:"expected"`
	Back     int64         `db:"back"`
	By       pana.StaffID  `db:"by_staff"`
	BackBy   pana.StaffID  `db:"back_by"`
	Version  int64         `db:"version"`
	Where    string        `db:"-"` // roughly, if she wants to say it
	Closed   bool          `db:"-"`
	Steps    []Step        `db:"-"`
}

// Away reports whether she is out still.
func (o Out) Away() bool { return o.ID != "" && o.Back == 0 }

// Late reports whether she was expected before now and is not back. Nobody is late
// of whom nothing was said.
func (o Out) Late(now time.Time) bool {
	return o.Away() && o.Expected > 0 && o.Expected < db.Micros(now)
}

// A Step is something that was done because she was not back. N counts the steps
// that the house has written for itself, from one.
type Step struct {
	ID   string       `db:"id"`
	N    int          `db:"step"`
	By   pana.StaffID `db:"by_staff"`
	At   int64        `db:"at"`
	Text string       `db:"-"` // as it stood when it was done
}

// A NewOut is what a form says of somebody who goes out. Nothing in it is required:
// empty, she goes now and nobody knows when she will be back.
type NewOut struct {
	Went     string    // clock time, today or last night
	Expected string    // clock time of coming back
	Day      pana.Date // of coming back; empty is the next time the clock says it
	Where    string
}

// mostWhere is how many letters a place has that she goes to.
const mostWhere = 200

func (n NewOut) clean(op string) (NewOut, error) {
	if err := casework.Clock(op, "went", n.Went); err != nil {
		return n, err
	}
	if err := casework.Clock(op, "expected", n.Expected); err != nil {
		return n, err
	}
	var err error
	if n.Day, err = casework.Day(op, "day", n.Day); err != nil {
		return n, err
	}
	n.Where, err = casework.Text(op, "where", n.Where, mostWhere)
	return n, err
}

// moments says when she went and is expected, at the moment now in the zone of the
// house. A clock time that has not come yet today was the one of yesterday; one of
// coming back that is over is the one of tomorrow.
func (n NewOut) moments(op string, now time.Time, zone *time.Location) (went, expected int64, err error) {
	today := pana.DateOf(now, zone)
	left := now
	if n.Went != "" {
		if left = moment(today, n.Went, zone); left.After(now) {
			left = moment(today.AddDays(-1), n.Went, zone)
		}
	}
	if n.Expected == "" && n.Day == "" {
		return db.Micros(left), 0, nil
	}
	day, clock := n.Day, n.Expected
	if clock == "" {
		clock = "23:59" // sometime on that day
	}
	if day == "" {
		if day = pana.DateOf(left, zone); !moment(day, clock, zone).After(left) {
			day = day.AddDays(1)
		}
	}
	until := moment(day, clock, zone)
	if !until.After(left) {
		field := "expected"
		if n.Day != "" {
			field = "day"
		}
		return 0, 0, pana.Refuse(op, field, "date.crossed")
	}
	return db.Micros(left), db.Micros(until), nil
}

// moment is a clock time of a day in the zone of the house.
func moment(day pana.Date, clock string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+clock, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}
