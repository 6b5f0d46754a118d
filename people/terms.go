package people

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
)

// Terms say on what terms somebody works here. A title is free words and gives no
// right; rights are her roles.
type Terms struct {
	Engaged string // code list engagement
	Title   string
	Began   pana.Fuzzy // not known: since her account was made
	Ends    pana.Fuzzy // foreseen; not known for most
	Version int64
}

// mostTitle is how long a title may be, in runes.
const mostTitle = 80

func (t Terms) clean(op string, today pana.Date) (Terms, error) {
	if err := casework.CheckCode(op, "engaged", "engagement", t.Engaged); err != nil {
		return t, err
	}
	var err error
	if t.Title, err = casework.Text(op, "title", t.Title, mostTitle); err != nil {
		return t, err
	}
	if err := casework.PastMoment(op, "began", t.Began, today); err != nil {
		return t, err
	}
	if err := casework.Moment(op, "ends", t.Ends); err != nil {
		return t, err
	}
	if t.Began.Earliest != "" && t.Ends.Latest != "" && t.Ends.Latest < t.Began.Earliest {
		return t, pana.Refuse(op, "ends", "people.ends.before")
	}
	return t, nil
}

// A Tenure is how long somebody has worked here, in whole months: no more exact
// than its beginning is known.
type Tenure struct {
	Since       pana.Fuzzy
	Least, Most int // months; equal when the beginning is known to the day
}

// TenureOf reckons from when she began until today, or until she left. Of a
// beginning open at one end it knows only the other: the months that are not known
// are -1.
func TenureOf(m house.Member, t Terms, today pana.Date) Tenure {
	n := Tenure{Since: t.Began}
	if !n.Since.Known() {
		n.Since, _ = pana.NewFuzzy(m.Joined, pana.Day)
	}
	if m.Ended != "" {
		today = m.Ended
	}
	n.Least, n.Most = months(n.Since.Latest, today), months(n.Since.Earliest, today)
	return n
}

// months are the whole months from a day to another; -1 without the first.
func months(from, to pana.Date) int {
	if from == "" {
		return -1
	}
	a, b := from.Time(), to.Time()
	n := (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
	if b.Day() < a.Day() {
		n--
	}
	return max(n, 0)
}
