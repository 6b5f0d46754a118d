package night

import (
	"cmp"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// How soon the next shift is to look at a line.
const (
	Calm   = ""       // to know
	Watch  = "watch"  // to keep an eye on
	Urgent = "urgent" // to do something about, at once
)

// Urgencies lists them, the calmest first.
func Urgencies() []string { return []string{Calm, Watch, Urgent} }

// mostLine is how many letters a line has: it is read in passing.
const mostLine = 500

// A Line is what the next shift is to know of one of those who live here.
type Line struct {
	ID      string        `db:"id"`
	Client  pana.ClientID `db:"client_id"`
	Code    string        `db:"code"`
	Urgency string        `db:"urgency"`
	By      pana.StaffID  `db:"by_staff"`
	At      int64         `db:"at"`
	Version int64         `db:"version"`
	Room    string        `db:"-"` // where she sleeps tonight
	Bed     string        `db:"-"`
	Extra   bool          `db:"-"`
	Text    string        `db:"-"`
	Closed  bool          `db:"-"` // there may be words, but her keys do not open them
	Out     bool          `db:"-"` // she has gone out
}

// Said reports whether anything was written of her.
func (l Line) Said() bool { return l.ID != "" }

// A NewLine is what a form says of one of those who live here. Nothing in it is
// required.
type NewLine struct {
	Urgency string
	Text    string
}

func (n NewLine) clean(op string) (NewLine, error) {
	if err := casework.CheckOneOf(op, "urgency", n.Urgency, Watch, Urgent); err != nil {
		return n, err
	}
	var err error
	n.Text, err = casework.Text(op, "text", n.Text, mostLine)
	return n, err
}

// A Handover is what one shift leaves to the next. Given is 0 while it is still
// being written.
type Handover struct {
	ID      HandoverID   `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Begun   int64        `db:"begun"`
	Given   int64        `db:"given"`
	By      pana.StaffID `db:"by_staff"` // who gave it
	Version int64        `db:"version"`
	House   string       `db:"-"` // of the house itself: keys, money box, what is broken
	Closed  bool         `db:"-"`
	Lines   []Line       `db:"-"`
	Reads   []Read       `db:"-"`
	Since   int64        `db:"-"` // when the one before it was given; 0 when there was none
}

// A Read says that somebody has read a handover.
type Read struct {
	Staff pana.StaffID `db:"staff_id"`
	At    int64        `db:"at"`
}

// ReadBy reports whether a member has read h.
func (h Handover) ReadBy(staff pana.StaffID) bool {
	return slices.ContainsFunc(h.Reads, func(r Read) bool { return r.Staff == staff })
}

// Awaits returns who of those on duty has still to read h: everybody but who gave
// it. One that is not given awaits nobody.
func (h Handover) Awaits(onDuty []Shift) []pana.StaffID {
	var list []pana.StaffID
	if h.Given == 0 {
		return nil
	}
	for _, s := range onDuty {
		if s.Staff != h.By && !h.ReadBy(s.Staff) {
			list = append(list, s.Staff)
		}
	}
	return list
}

// byUrgency puts first what cannot wait, then the house's own order.
func byUrgency(lines []Line) {
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(rank(b.Urgency), rank(a.Urgency)) })
}

func rank(urgency string) int { return slices.Index(Urgencies(), urgency) }
