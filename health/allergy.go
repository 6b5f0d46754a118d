package health

import (
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// An Allergy is something she does not tolerate. While it stands, an alert says
// so in one line to everyone who sees that she is here.
type Allergy struct {
	ID          AllergyID    `db:"id"`
	Kind        string       `db:"kind"`   // code list allergy-kind
	Severe      string       `db:"severe"` // can it be a danger to life: yes, no or empty
	Alert       string       `db:"alert_id"`
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	Ended       pana.Date    `db:"ended"` // it turned out not to be so
	Supersedes  AllergyID    `db:"supersedes"`
	Newest      bool         `db:"newest"`
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Version     int64        `db:"version"`
	What        string       // to what
	Happens     string       // what happens
	Do          string       // what to do
	Closed      bool
}

// A NewAllergy is what a form says of one. To what is needed: it is the line that
// the night sees.
type NewAllergy struct {
	Kind        string
	Severe      string
	Source      pana.Source
	Interpreted bool
	What        string
	Happens     string
	Do          string
}

func (n NewAllergy) clean(op string) (NewAllergy, error) {
	var err error
	if n.What, err = casework.Text(op, "what", n.What, mostShortLine); err != nil {
		return n, err
	}
	if n.What == "" {
		return n, pana.Refuse(op, "what", "health.allergy.what.missing")
	}
	if n.Happens, err = casework.Text(op, "happens", n.Happens, casework.MostNote); err != nil {
		return n, err
	}
	if n.Do, err = casework.Text(op, "do", n.Do, mostShortLine); err != nil {
		return n, err
	}
	if err = casework.CheckCode(op, "kind", "allergy-kind", n.Kind); err != nil {
		return n, err
	}
	if err = casework.CheckOneOf(op, "severe", n.Severe, "yes", "no"); err != nil {
		return n, err
	}
	return n, casework.CheckSource(op, n.Source)
}

// line is what the alert says: to what, and what to do.
func (n NewAllergy) line() string {
	return strings.Join(strings.Fields(strings.Join(nonEmpty(n.What, n.Do), " · ")), " ")
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
