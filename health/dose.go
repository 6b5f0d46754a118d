package health

import (
	"time"

	"example.org/pana"
	"example.org/pana/casework"
)

// What became of a dose. She may refuse any: it is written down and not answered.
const (
	Given   = "given"
	Refused = "refused"
	Absent  = "absent" // she was not there, or slept
)

// DoseStates lists them.
func DoseStates() []string { return []string{Given, Refused, Absent} }

// DoseID is the id of what became of a dose.
type DoseID string

// A Dose is what became of one medicine at one time.
type Dose struct {
	ID       DoseID        `db:"id"`
	Client   pana.ClientID `db:"client_id"`
	Medicine MedicineID    `db:"medicine_id"`
	On       pana.Date     `db:"on_day"`
	Clock    string        `db:"clock"` // when it was due; empty when it was given as needed
	State    string        `db:"state"`
	Pieces   int           `db:"pieces"` // taken out of the locked box; 0 when nobody counts
	By       pana.StaffID  `db:"by_staff"`
	At       int64         `db:"at"` // microseconds, see db.FromMicros
	Note     string        `db:"-"`
}

// A NewDose is what a form says of one. Only what became of it is needed.
type NewDose struct {
	Medicine MedicineID
	On       pana.Date
	Clock    string
	State    string
	Pieces   int
	Note     string
	Seen     DoseID // what the page showed; empty when nobody had said anything
}

const (
	mostPieces = 50
	missedFor  = 12 * time.Hour // Today does not go on asking for longer
)

func (n NewDose) clean(op string) (NewDose, error) {
	if n.State == "" {
		return n, pana.Refuse(op, "state", "health.dose.state")
	}
	if err := casework.CheckOneOf(op, "state", n.State, DoseStates()...); err != nil {
		return n, err
	}
	if err := casework.Clock(op, "clock", n.Clock); err != nil {
		return n, err
	}
	var err error
	if n.On, err = casework.Day(op, "on", n.On); err != nil {
		return n, err
	}
	if err := casework.Within(op, "pieces", n.Pieces, 0, mostPieces); err != nil {
		return n, err
	}
	if n.State != Given {
		n.Pieces = 0 // it went back into the box
	}
	n.Note, err = casework.Text(op, "note", n.Note, mostShortLine)
	return n, err
}

// Missed reports whether the time of a due medicine is over and nobody has said
// what became of it. What is given as needed is never missed.
func (d Due) Missed(now time.Time, zone *time.Location) bool {
	return d.At != "" && d.Mark.ID == "" && dueAt(d.On, d.At, zone).Before(now)
}

// dueAt is a clock time of a day in the zone of the house.
func dueAt(on pana.Date, clock string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", string(on)+" "+clock, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// markOf finds what became of a due medicine. A change of the medicine on the same
// day asks nobody anew what was given in the morning.
func markOf(d Due, before MedicineID, doses []Dose) Dose {
	for _, m := range doses {
		if d.At != "" && m.Client == d.Client && m.On == d.On && m.Clock == d.At && (m.Medicine == d.Medicine || before != "" && m.Medicine == before) {
			return m
		}
	}
	return Dose{}
}
