package youth

import "example.org/pana"

// Marks of one person in one lesson.
const (
	Present = "present"
	Late    = "late"
	Excused = "excused"
	Absent  = "absent"
)

// Marks lists them in the order of the page.
func Marks() []string { return []string{Present, Late, Excused, Absent} }

// A Mark says whether somebody was there.
type Mark struct {
	ID      MarkID        `db:"id"`
	Client  pana.ClientID `db:"client_id"`
	Lesson  LessonID      `db:"lesson_id"`
	On      pana.Date     `db:"on_day"`
	Mark    string        `db:"mark"`
	Minutes int           `db:"minutes"`  // for which she was there
	MakesUp MarkID        `db:"makes_up"` // the missed one for which this one stands
	Version int64         `db:"version"`
}

// Missed reports whether she was not there.
func (m Mark) Missed() bool { return m.Mark == Excused || m.Mark == Absent }

// A Count is how what was asked of somebody stands. Each session that is asked
// stands in one of its figures and in no other:
// Asked = Attended + MadeUp + Excused + Absent + Unmarked + Ahead + Unplanned.
type Count struct {
	Asked     int
	Attended  int // in time or late
	MadeUp    int // missed, and somebody came at another time for it
	Excused   int
	Absent    int
	Unmarked  int // over, and nobody has written down who was there
	Ahead     int
	Unplanned int  // asked by the order, and the timetable does not have them yet
	Minutes   int  // for which she was there, sessions made up included
	Open      bool // no number and no last day: what is asked goes on, and is counted up to today
	Next      Meeting
}

// Done reports whether all that was asked is over and nothing is missing.
func (c Count) Done() bool {
	return !c.Open && c.Asked > 0 && c.Attended+c.MadeUp+c.Excused == c.Asked
}

// Missing is how many sessions wait to be made up.
func (c Count) Missing() int { return c.Excused + c.Absent }

// reckon counts what an order asks against what was marked. Meetings are those of
// her groups while she is in them, in order of time.
func reckon(o Order, meetings []Meeting, marks []Mark, today pana.Date) Count {
	c := Count{Open: o.Sessions == 0 && o.Until == ""}
	own, makes := map[LessonID]Mark{}, map[MarkID]Mark{}
	for _, m := range marks {
		if m.MakesUp != "" {
			makes[m.MakesUp] = m
		} else {
			own[m.Lesson] = m
		}
	}
	for _, m := range meetings {
		if !m.asks() || m.On < o.From || o.Until != "" && m.On > o.Until {
			continue
		}
		if o.Sessions > 0 && c.Asked == o.Sessions {
			break
		}
		if c.Open && m.On > today {
			if c.Next.Slot == "" {
				c.Next = m
			}
			break
		}
		c.Asked++
		mark, marked := own[m.Lesson]
		switch made, again := makes[mark.ID]; {
		case m.Lesson == "" && m.On >= today, m.Lesson != "" && !marked && m.On >= today:
			c.Ahead++
			if c.Next.Slot == "" {
				c.Next = m
			}
		case !marked:
			c.Unmarked++
		case !mark.Missed():
			c.Attended++
			c.Minutes += mark.Minutes
		case again:
			c.MadeUp++
			c.Minutes += made.Minutes
		case mark.Mark == Excused:
			c.Excused++
		default:
			c.Absent++
		}
	}
	if o.Sessions > c.Asked {
		c.Unplanned = o.Sessions - c.Asked
		c.Asked = o.Sessions
	}
	return c
}
