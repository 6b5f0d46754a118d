package night

import (
	"cmp"
	"fmt"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// A Duty is somebody's planned turn at a site. Whoever is on duty without one is on
// duty all the same, see Shift.
type Duty struct {
	ID      string       `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Staff   pana.StaffID `db:"staff_id"`
	On      pana.Date    `db:"on_day"` // on which it begins
	Starts  string       `db:"starts"` // 15:04
	Minutes int          `db:"minutes"`
	Asleep  bool         `db:"asleep"` // in the house, and woken when somebody is needed
}

// Until is the clock time at which it ends.
func (d Duty) Until() string {
	n := (casework.MinuteOf(d.Starts) + d.Minutes) % aDay
	return fmt.Sprintf("%02d:%02d", n/60, n%60)
}

const aDay = 24 * 60 // minutes

// from and until are when d is, in minutes of one count for all days.
func (d Duty) from() int  { return dayCount(d.On)*aDay + casework.MinuteOf(d.Starts) }
func (d Duty) until() int { return d.from() + d.Minutes }

func dayCount(d pana.Date) int { return int(d.Time().Unix() / (24 * 60 * 60)) }

// RosterRules are what a site asks of its own roster. None is chosen beforehand, none
// is a rule of law that the program knows, and none refuses anything.
type RosterRules struct {
	Longest int    `db:"longest"` // minutes of one turn; 0 asks nothing
	Awake   int    `db:"awake"`   // how many are awake at night at the least
	Pair    bool   `db:"pair"`    // two are in the house at night, for whoever comes in
	Begins  string `db:"begins"`  // when the night is; empty while nobody has said it
	Ends    string `db:"ends"`
	Version int64  `db:"version"`
}

// Nights reports whether anything is asked of a night.
func (r RosterRules) Nights() bool { return (r.Awake > 0 || r.Pair) && r.Begins != "" && r.Ends != "" }

const (
	mostLongest = 48 * 60 // minutes
	mostAwake   = 20
)

func (r RosterRules) clean(op string) (RosterRules, error) {
	if err := casework.Within(op, "longest", r.Longest, 0, mostLongest); err != nil {
		return r, err
	}
	if err := casework.Within(op, "awake", r.Awake, 0, mostAwake); err != nil {
		return r, err
	}
	for _, c := range []struct{ field, clock string }{{"begins", r.Begins}, {"ends", r.Ends}} {
		if err := casework.Clock(op, c.field, c.clock); err != nil {
			return r, err
		}
		if c.clock == "" && (r.Awake > 0 || r.Pair || r.Begins != "" || r.Ends != "") {
			return r, pana.Refuse(op, c.field, "roster.night")
		}
	}
	if r.Begins != "" && r.Begins == r.Ends {
		return r, pana.Refuse(op, "ends", "roster.night.same")
	}
	return r, nil
}

// Kinds of hints.
const (
	HintLong  = "long"  // somebody's turn, with what adjoins it, is longer than the site asks
	HintAwake = "awake" // fewer are awake at some hour of a night
	HintPair  = "pair"  // fewer than two are in the house at some hour of a night
)

// A Hint is where a roster is other than what the site asks of it. It refuses nothing.
type Hint struct {
	Kind  string
	On    pana.Date    // the day on which the turn or the night begins
	Staff pana.StaffID // whose turn; of a night nobody's
	N     int          // minutes of the turn, or how many there are in the emptiest hour
}

// Hints returns those of the turns and nights from a day to another, both included, in
// order of their days. duties have to begin a day or two before the first.
func (r RosterRules) Hints(duties []Duty, from, until pana.Date) []Hint {
	hints := r.long(duties, from, until)
	if r.Nights() {
		for on := from; on <= until; on = on.AddDays(1) {
			hints = append(hints, r.night(duties, on)...)
		}
	}
	slices.SortStableFunc(hints, func(a, b Hint) int { return cmp.Compare(a.On, b.On) })
	return hints
}

// long are turns that last longer than the site asks; turns of one person that adjoin
// are one, since nobody rests between them. In the house asleep is on duty too.
func (r RosterRules) long(duties []Duty, from, until pana.Date) []Hint {
	if r.Longest == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(duties), func(a, b Duty) int { return cmp.Or(cmp.Compare(a.Staff, b.Staff), cmp.Compare(a.from(), b.from())) })
	var hints []Hint
	for i := 0; i < len(sorted); {
		first, end := sorted[i], sorted[i].until()
		for i++; i < len(sorted) && sorted[i].Staff == first.Staff && sorted[i].from() <= end; i++ {
			end = max(end, sorted[i].until())
		}
		if n := end - first.from(); n > r.Longest && from <= first.On && first.On <= until {
			hints = append(hints, Hint{Kind: HintLong, On: first.On, Staff: first.Staff, N: n})
		}
	}
	return hints
}

// night looks at every hour of the night that begins on a day.
func (r RosterRules) night(duties []Duty, on pana.Date) []Hint {
	begins := dayCount(on)*aDay + casework.MinuteOf(r.Begins)
	ends := begins + (casework.MinuteOf(r.Ends)-casework.MinuteOf(r.Begins)+aDay)%aDay
	moments := []int{begins}
	for _, d := range duties {
		for _, at := range []int{d.from(), d.until()} {
			if begins < at && at < ends {
				moments = append(moments, at)
			}
		}
	}
	awake, there := len(duties), len(duties)
	for _, at := range moments {
		a, t := map[pana.StaffID]bool{}, map[pana.StaffID]bool{}
		for _, d := range duties {
			if d.from() <= at && at < d.until() {
				t[d.Staff] = true
				a[d.Staff] = a[d.Staff] || !d.Asleep
			}
		}
		n := 0
		for _, up := range a {
			if up {
				n++
			}
		}
		awake, there = min(awake, n), min(there, len(t))
	}
	var hints []Hint
	if awake < r.Awake {
		hints = append(hints, Hint{Kind: HintAwake, On: on, N: awake})
	}
	if r.Pair && there < 2 {
		hints = append(hints, Hint{Kind: HintPair, On: on, N: there})
	}
	return hints
}
